"""How quick an engine is with many entries: load, rebuild, publish, search with facets and marks, suggestions."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from search_bench.documents import batches, documents, queries
from search_bench.engines import reconnected
from search_bench.timing import Row, several, shown, times

FACETS = ("theme", "type", "level", "unit", "year")
BATCH = 2_000
Say = Callable[[str], None]


def measure(engine: str, count: int, owners: int, file: str, say: Say) -> Row:
    """Return figures by what was measured.

    Args:
        engine: name of the engine.
        count: entries; those that are there already from an earlier run stay.
        owners: of the entries.
        file: of texts, see `documents.sources`.
        say: tells progress.
    """
    from edu_search.engines import choosing
    from search_bench.engines import chosen, settled

    found = _loaded(engine, count, owners, file, say)
    settled()
    with chosen(engine):
        if engine == "elasticsearch":
            found |= _rebuilt(say)
        asked = queries(200, file)
        found |= _publishing(engine)
        _warmed(choosing, asked)
        found |= _searches(choosing, asked, say)
        found |= _pages(asked, say)
        found |= _suggestions(choosing, asked)
    return found


def _loaded(engine: str, count: int, owners: int, file: str, say: Say) -> Row:
    from edu_search.entries.models import Entry
    from search_bench.engines import filled

    have = Entry.objects.count()
    if have >= count:
        return {}
    began, made = time.perf_counter(), 0
    for batch in batches(itertools.islice(documents(count, owners, file), have, None), BATCH):
        made += filled(batch)
        say(f"{engine}: {have + made} entries, {made / (time.perf_counter() - began):.0f} a second")
    rate = made / (time.perf_counter() - began)
    return {"entries written and indexed in the database, a second": f"{rate:.0f}"}


def _rebuilt(say: Say) -> Row:
    """Fill an index of Elasticsearch from the entries, as `search_rebuild` does."""
    from edu_search.engines.elasticsearch import configured_engine
    from edu_search.shipping.rebuild import rebuild

    engine = configured_engine()
    assert engine is not None
    began = time.perf_counter()
    done = rebuild(engine, take_over=True, progress=lambda one: say(f"rebuild: {one.done} of {one.total}"))
    rate = done.done / (time.perf_counter() - began)
    engine.refresh()
    while engine.client.indices.stats(metric="merge")["_all"]["total"]["merges"]["current"]:
        time.sleep(1)
    return {"rebuild, documents a second": f"{rate:.0f}"}


def _warmed(subject: Any, asked: Sequence[str]) -> None:
    """Ask everything once unmeasured: a server that has just started answers slowly."""
    from edu_search.analysis import meaning
    from edu_search.engines.contract import Question

    times([lambda text=text: subject.search(Question(meaning=meaning(text), facets=FACETS)) for text in asked])


def _searches(subject: Any, asked: Sequence[str], say: Say) -> Row:
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
    found: Row = {}
    for name, question in ways.items():
        calls = [lambda text=text, q=question: subject.search(q(text)) for text in asked]
        found[name] = _told(name, calls, asked, say)
    calls = [lambda text=text: subject.search(ways["search with 5 facets"](text)) for text in asked]
    return found | several("search with 5 facets", calls, reconnect=reconnected)


def _pages(asked: Sequence[str], say: Say) -> Row:
    """Answer as the page does: spelling and marks restored, facets, entries checked and their texts highlighted."""
    from edu_search.analysis import meaning
    from edu_search.engines.contract import Question
    from edu_search.entries.facets import Facet
    from edu_search.results.services import answer

    listed = [Facet(name, name) for name in FACETS]
    calls = [lambda text=text: answer(Question(meaning=meaning(text)), listed=listed) for text in asked]
    name = "answer of a page: 5 facets, texts with marks"
    return {name: _told(name, calls, asked, say), **several(name, calls, reconnect=reconnected)}


def _suggestions(subject: Any, asked: Sequence[str]) -> Row:
    from edu_search.analysis import meaning

    public = frozenset({"public"})
    typed = [text[: at % len(text) + 1] for at, text in enumerate(asked)]
    calls = [lambda text=text: subject.suggest(meaning(text), audience=public) for text in typed]
    return {"suggestions": shown(times(calls))}


def _publishing(engine: str) -> Row:
    """Renew single entries with the index and with nothing but the entry; the outbox is shipped by another process."""
    from edu_search.entries.models import Entry
    from search_bench.engines import filled, without_index

    def renew(number: int, mark: str) -> Callable[[], None]:
        one = next(iter(itertools.islice(documents(number, 2000), number - 1, None)))
        one.document.__dict__["title"] += f" {mark}"
        return lambda: filled([one]) and None

    numbers = list(range(1, min(Entry.objects.count(), 60)))
    with_index = times([renew(number, "a") for number in numbers])
    with without_index():
        bare = times([renew(number, "b") for number in numbers])
    times([renew(number, "c") for number in numbers])
    more = statistics.median(with_index) - statistics.median(bare)
    return {"one entry written": f"{shown(with_index)}; +{more:.1f} over the entry alone"}


def _told(name: str, calls: Sequence[Callable[[], Any]], asked: Sequence[str], say: Say) -> str:
    found = times(calls)
    slow = max(zip(found, asked, strict=True))
    say(f"{name}: {shown(found)}; slowest {slow[0]:.0f} ms: {slow[1]}")
    return shown(found)
