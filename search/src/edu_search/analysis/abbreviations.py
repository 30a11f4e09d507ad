"""Abbreviations and their readings: ``GD&ĐT`` finds *giáo dục và đào tạo*, and the other way round.

They are expanded when a query is asked, never in documents: one abbreviation has several readings
(``HSG`` is *học sinh giỏi*, rarely something else), and a new one counts at once without a rebuild.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from edu_search.analysis.folding import composed, fold, words

#: One way to say it: a run of folded words.
Run = tuple[str, ...]
#: Ways to say the same, the one in the query first.
Group = tuple[Run, ...]
#: Returns pairs (abbreviation, reading).
Source = Callable[[], Iterable[tuple[str, str]]]
#: Returns something that changes when what the source returns has changed.
Version = Callable[[], object]

MOST_READINGS = 4
logger = logging.getLogger(__name__)
_sources: list[tuple[Source, Version | None]] = []
_seen: list[object] = []
_look_at = 0.0
_every = 30.0


def look_again_every(seconds: float) -> None:
    """Say after how many seconds the versions of the sources are looked at: other processes change them too."""
    global _every
    _every = seconds


def add_source(source: Source, *, version: Version | None = None) -> None:
    """Let a package add abbreviations.

    Args:
        source: returns the pairs; called once, and again when they have changed.
        version: tells that they have, looked at from time to time; without one call `forget`.
    """
    _sources.append((source, version))
    forget()


def forget() -> None:
    """Ask all sources again at the next query."""
    global _look_at
    _look_at = 0.0
    _table.cache_clear()


def table() -> dict[Run, tuple[Run, ...]]:
    """Return the other ways to say a run of folded words, in both directions."""
    global _look_at, _seen
    now = time.monotonic()
    if now >= _look_at:
        _look_at = now + _every
        versions = [_ask(version) for _source, version in _sources if version]
        if versions != _seen:
            _seen = versions
            _table.cache_clear()
    return _table()


def _ask(source: Callable[[], Any]) -> Any:
    """Return what a source says; one that fails is left out, searching goes on without it."""
    try:
        return source()
    except Exception as error:
        logger.warning("Abbreviations cannot be read: %s", error)
        return None


@cache
def _table() -> dict[Run, tuple[Run, ...]]:
    found: dict[Run, list[Run]] = defaultdict(list)
    for short, long in (
        pair for source in (_shipped, *(source for source, _version in _sources)) for pair in _ask(source) or ()
    ):
        one, other = _run(short), _run(long)
        if one and other and one != other:
            for key, value in ((one, other), (other, one)):
                if value not in found[key]:
                    found[key].append(value)
    return {key: tuple([*values, *_partly(key, found, values)][:MOST_READINGS]) for key, values in found.items()}


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


def _partly(run: Run, known: dict[Run, list[Run]], others: list[Run]) -> list[Run]:
    """Return a long reading with a part of it abbreviated: *Sở Giáo dục và Đào tạo* is mostly written *Sở GD&ĐT*."""
    found: list[Run] = []
    for first in range(len(run)):
        for last in range(first + 2, len(run) + 1):
            part = run[first:last]
            if last - first < len(run) and part in known:
                found += [(*run[:first], *short, *run[last:]) for short in known[part] if len(short) < len(part)]
    return [one for one in dict.fromkeys(found) if one not in others]


def _run(text: str) -> Run:
    return tuple(words(fold(composed(text))))


def _shipped() -> Iterable[tuple[str, str]]:
    return pairs((files("edu_search") / "data" / "abbreviations_vi.tsv").read_text("utf-8"))


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a file of abbreviations: a line each, a tab between, ``#`` before a comment.

    A line without a tab is no pair and left out.
    """
    for line in text.lstrip("\ufeff").splitlines():
        short, tab, long = line.partition("\t")
        if tab and not line.startswith("#"):
            yield short, long.split("\t")[0]
