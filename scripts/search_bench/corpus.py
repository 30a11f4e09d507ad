"""A folder of judged queries: passages.jsonl(.gz), queries.jsonl, qrels.tsv, and baseline.tsv where there is one."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Name of a way to type a query, and its key in queries.jsonl.
TYPED = {
    "accented": "text",
    "unaccented": "text_nodia",
    "telex": "text_telex",
    "vni": "text_vni",
    "tone style": "text_toneswap",
}
#: Runs of baseline.tsv that say what plain search gives for a way to type.
BASELINES = {
    "accented": "dia-q/dia-index",
    "unaccented": "nodia-q/fold-index",
    "telex": "telex-q/fold-index",
    "tone style": "toneswap-q/dia-index",
}
TITLE_QUERIES = 200


@dataclass
class Judged:
    """One set: its passages, its queries in every way to type, and which passages answer them."""

    passages: list[dict[str, Any]] = field(default_factory=list)
    queries: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, dict[str, int]] = field(default_factory=dict)
    title_queries: list[dict[str, Any]] = field(default_factory=list)


def read(folder: Path, sample: int = 0) -> dict[str, Judged]:
    """Return the judged sets of a folder by name.

    Args:
        folder: has the files named above; without queries only queries made of titles are asked.
        sample: at most so many queries a set, spread over all; 0 means all.
    """
    sets: dict[str, Judged] = defaultdict(Judged)
    for passage in _lines(folder, "passages"):
        sets[passage.get("set", "all")].passages.append(passage)
    answers: dict[str, dict[str, int]] = defaultdict(dict)
    if (folder / "qrels.tsv").exists():
        with (folder / "qrels.tsv").open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows, delimiter="\t"):
                answers[row["qid"]][row["pid"]] = int(row["rel"])
        for query in _lines(folder, "queries"):
            if query["qid"] in answers:
                sets[query.get("set", "all")].queries.append(query)
    for judged in sets.values():
        step = max(len(judged.queries) // sample, 1) if sample else 1
        judged.queries = judged.queries[::step]
        judged.answers = {query["qid"]: answers[query["qid"]] for query in judged.queries}
        _add_title_queries(judged)
    return sets


def baseline(folder: Path) -> dict[tuple[str, str], tuple[float, float]]:
    """Return nDCG and recall of plain search by set and run."""
    if not (folder / "baseline.tsv").exists():
        return {}
    with (folder / "baseline.tsv").open(encoding="utf-8") as rows:
        return {
            (row["set"], row["run"]): (float(row["ndcg10"]), float(row["recall10"]))
            for row in csv.DictReader(rows, delimiter="\t")
        }


def _lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    packed = folder / f"{name}.jsonl.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
        return
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _add_title_queries(judged: Judged) -> None:
    """Cut queries of 1 to 4 words from titles; passages whose title has them side by side answer."""
    from edu_search.analysis import canon, composed, fold, words

    titled = [(one["pid"], words(canon(composed(one["title"])))) for one in judged.passages if one.get("title")]
    chance = random.Random(7)
    for number in range(TITLE_QUERIES if titled else 0):
        _pid, found = chance.choice(titled)
        size = min(number % 4 + 1, len(found))
        if not size:
            continue
        at = chance.randrange(len(found) - size + 1)
        run = found[at : at + size]
        answers = {pid: 1 for pid, other in titled if _has(other, run)}
        text = " ".join(run)
        qid = f"title-{number}"
        judged.title_queries.append({"qid": qid, "text": text, "text_nodia": fold(text)})
        judged.answers[qid] = answers


def _has(words: list[str], run: list[str]) -> bool:
    return any(words[at : at + len(run)] == run for at in range(len(words) - len(run) + 1))
