"""Figures of all engines as Markdown tables."""

from __future__ import annotations

import datetime as dt
import os
import platform
from pathlib import Path
from typing import Any

from search_bench.corpus import BASELINES, baseline

TARGET = Path(__file__).resolve().parent.parent.parent / "docs" / "benchmarks-search.md"


def quality(found: dict[str, Any], data: Path) -> list[str]:
    """Return nDCG@10 (recall@10) of the engines beside each other, and what they are to the accented query."""
    plain = baseline(data)
    engines = list(found)
    lines = [machine(), "", "nDCG@10 (recall@10); × is the part of the engine's own figure for accented queries.", ""]
    lines += [f"| set | query | plain BM25 | {' | '.join(engines)} |", f"|---|---|---|{'---|' * len(engines)}"]
    for name in found[engines[0]] if engines else ():
        for typed in found[engines[0]][name]:
            known = plain.get((name, BASELINES.get(typed, "")))
            cells = [f"{known[0]:.3f} ({known[1]:.3f})" if known else ""]
            for engine in engines:
                gain, recall = found[engine][name][typed]
                prefix = "titles, " if typed.startswith("titles") else ""
                whole = found[engine][name][f"{prefix}accented"][0]
                ratio = f" × {gain / whole:.3f}" if not typed.endswith("accented") or "unaccented" in typed else ""
                cells.append(f"{gain:.3f} ({recall:.3f}){ratio}")
            lines.append(f"| {name} | {typed} | {' | '.join(cells)} |")
    return lines


def scale(found: dict[str, Any]) -> list[str]:
    """Return milliseconds of the engines beside each other."""
    engines = list(found)
    lines = [machine(), "", f"| | {' | '.join(engines)} |", f"|---|{'---|' * len(engines)}"]
    rows = dict.fromkeys(row for engine in engines for row in found[engine])
    return [
        *lines,
        *(f"| {row} | {' | '.join(str(found[engine].get(row, '')) for engine in engines)} |" for row in rows),
    ]


def machine() -> str:
    """Return where and when it was measured."""
    today = dt.datetime.now(dt.UTC).date()
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {today}."


def write(part: str, lines: list[str]) -> None:
    """Replace a part of the document: what stands between its two marks."""
    begin, end = f"<!-- {part} -->", f"<!-- end of {part} -->"
    text = TARGET.read_text(encoding="utf-8")
    before, _mark, rest = text.partition(begin)
    _old, _mark, after = rest.partition(end)
    TARGET.write_text(f"{before}{begin}\n" + "\n".join(lines) + f"\n{end}{after}", encoding="utf-8")
