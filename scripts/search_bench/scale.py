"""How quick an engine is with many entries: load, publish, search with facets, suggestions."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from search_bench.documents import documents, queries

FACETS = ("theme", "type", "level", "unit", "year")
CLIENTS = 8
Row = dict[str, str]


def measure(engine: str, count: int, owners: int, file: str, say: Callable[[str], None]) -> Row:
    """Return figures by what was measured.

    Args:
        engine: name of the engine.
        count: entries; those that are there already from an earlier run stay.
        owners: of the entries.
        file: of texts, see `documents.sources`.
        say: tells progress.
    """
    from edu_search.entries.models import Entry
    from search_bench.engines import engine_of, filled, settled

    found: Row = {}
    have = Entry.objects.count()
    if have < count:
        began, made = time.perf_counter(), 0
        for batch in _batches(itertools.islice(documents(count, owners, file), have, None), 2_000):
            made += filled(batch)
            say(f"{engine}: {have + made} entries, {made / (time.perf_counter() - began):.0f} a second")
        found["load, documents a second"] = f"{made / (time.perf_counter() - began):.0f}"
    settled()
    asked = queries(200, file)
    subject = engine_of(engine)
    found |= _publishing(engine)
    found |= _searches(subject, asked, say)
    found |= _suggestions(subject, asked)
    found |= _together(subject, asked)
    return found


def _searches(subject: Any, asked: Sequence[str], say: Callable[[str], None]) -> Row:
    from edu_search.analysis import meaning
    from edu_search.engines.contract import Question

    ways: dict[str, Callable[[str], Any]] = {
        "search": lambda text: Question(meaning=meaning(text)),
        "search with 5 facets": lambda text: Question(meaning=meaning(text), facets=FACETS),
        "the same, two values chosen": lambda text: Question(
            meaning=meaning(text), facets=FACETS, filters={"theme": ["05"], "level": ["thpt"]}
        ),
        "the same, near one owner": lambda text: Question(meaning=meaning(text), facets=FACETS, near="U0007"),
        "newest first, 5 facets": lambda text: Question(meaning=meaning(text), facets=FACETS, order="date"),
        "no words, 5 facets": lambda text: Question(facets=FACETS),
    }
    found = {}
    for name, question in ways.items():
        times = _times([lambda text=text, q=question: subject.search(q(text)) for text in asked])
        found[name] = _shown(times)
        slow = max(zip(times, asked, strict=True))
        say(f"{name}: {found[name]}; slowest {slow[0]:.0f} ms: {slow[1]}")
    return found


def _suggestions(subject: Any, asked: Sequence[str]) -> Row:
    from edu_search.analysis import meaning

    public = frozenset({"public"})
    typed = [text[: at % len(text) + 1] for at, text in enumerate(asked)]
    calls = [lambda text=text: subject.suggest(meaning(text), audience=public) for text in typed]
    return {"suggestions": _shown(_times(calls))}


def _together(subject: Any, asked: Sequence[str]) -> Row:
    """Ask with several clients at once."""
    from django.db import connections

    from edu_search.analysis import meaning
    from edu_search.engines.contract import Question

    def client(number: int) -> list[float]:
        part = asked[number::CLIENTS]
        try:
            return _times(
                [lambda text=text: subject.search(Question(meaning=meaning(text), facets=FACETS)) for text in part]
            )
        finally:
            connections.close_all()

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        times = [one for part in pool.map(client, range(CLIENTS)) for one in part]
    rate = len(times) / (time.perf_counter() - began)
    return {f"search with 5 facets, {CLIENTS} clients": f"{_shown(times)}, {rate:.0f} a second"}


def _publishing(engine: str) -> Row:
    """Renew single entries, with the index and with nothing but the entry."""
    from edu_search.entries.models import Entry
    from search_bench.engines import filled, without_index

    def renew(number: int, mark: str) -> Callable[[], None]:
        one = next(iter(itertools.islice(documents(number, 2000), number - 1, None)))
        one.document.__dict__["title"] += f" {mark}"
        return lambda: filled([one]) and None

    numbers = list(range(1, min(Entry.objects.count(), 60)))
    with_index = _times([renew(number, "a") for number in numbers])
    with without_index():
        bare = _times([renew(number, "b") for number in numbers])
    _times([renew(number, "c") for number in numbers])
    more = statistics.median(with_index) - statistics.median(bare)
    return {"one entry written": f"{_shown(with_index)}; +{more:.1f} over the entry alone"}


def _times(calls: Sequence[Callable[[], Any]]) -> list[float]:
    """Return milliseconds of every call."""
    found = []
    for call in calls:
        began = time.perf_counter()
        call()
        found.append((time.perf_counter() - began) * 1000)
    return found


def _shown(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"


def _batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(itertools.islice(rows, size)):
        yield batch
