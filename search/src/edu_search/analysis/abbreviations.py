"""Abbreviations and their readings: ``GD&ĐT`` finds *giáo dục và đào tạo*, and the other way round.

They are expanded when a query is asked, never in documents: one abbreviation has several readings
(``HSG`` is *học sinh giỏi*, rarely something else), and a new one counts at once without a rebuild.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

from edu_search.analysis.folding import composed, fold, words

#: One way to say it: a run of folded words.
Run = tuple[str, ...]
#: Ways to say the same, the one in the query first.
Group = tuple[Run, ...]
#: Returns pairs (abbreviation, reading).
Source = Callable[[], Iterable[tuple[str, str]]]

MOST_READINGS = 4
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Let a package add abbreviations; call `forget` when what it returns has changed."""
    _sources.append(source)
    forget()


def forget() -> None:
    """Ask all sources again at the next query."""
    table.cache_clear()


@cache
def table() -> dict[Run, tuple[Run, ...]]:
    """Return the other ways to say a run of folded words, in both directions."""
    found: dict[Run, list[Run]] = defaultdict(list)
    for short, long in (pair for source in (_shipped, *_sources) for pair in source()):
        one, other = _run(short), _run(long)
        if one and other and one != other:
            for key, value in ((one, other), (other, one)):
                if value not in found[key]:
                    found[key].append(value)
    return {key: tuple(values[:MOST_READINGS]) for key, values in found.items()}


def grouped(folded: list[str]) -> tuple[Group, ...]:
    """Return folded words in groups of alternatives, the longest known run first."""
    known = table()
    longest = max(map(len, known), default=1)
    groups: list[Group] = []
    at = 0
    while at < len(folded):
        for size in range(min(longest, len(folded) - at), 0, -1):
            run = tuple(folded[at : at + size])
            if run in known:
                groups.append((run, *known[run]))
                at += size
                break
        else:
            groups.append(((folded[at],),))
            at += 1
    return tuple(groups)


def _run(text: str) -> Run:
    return tuple(words(fold(composed(text))))


def _shipped() -> Iterable[tuple[str, str]]:
    lines = (files("edu_search") / "data" / "abbreviations_vi.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            short, long = line.split("\t")[:2]
            yield short, long
