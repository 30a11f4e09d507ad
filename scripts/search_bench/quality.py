"""How good answers are: nDCG and recall of the first ten, for every way to type a query."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from search_bench.corpus import TYPED, Judged

Measures = dict[str, dict[str, list[float]]]
DEPTH = 10


def measure(sets: dict[str, Judged], engine: str, say: Callable[[str], None]) -> Measures:
    """Return nDCG@10 and recall@10 by set and way to type; each set is indexed alone.

    Args:
        sets: what is judged.
        engine: name of the engine to ask.
        say: tells progress.
    """
    from search_bench.engines import emptied, engine_of, filled

    found: Measures = {}
    for name, judged in sets.items():
        emptied()
        filled([passage_document(number, one) for number, one in enumerate(judged.passages, 1)])
        asked = engine_of(engine)
        found[name] = {}
        for typed, key in TYPED.items():
            if judged.queries and key in judged.queries[0]:
                found[name][typed] = _asked(asked, judged, judged.queries, key)
            if judged.title_queries and key in judged.title_queries[0]:
                found[name][f"titles, {typed}"] = _asked(asked, judged, judged.title_queries, key)
            say(f"{engine} {name} {typed}: {found[name].get(typed)} {found[name].get(f'titles, {typed}', '')}")
    return found


def passage_document(number: int, passage: dict[str, Any]) -> Any:
    """Return a passage as an object with its document."""
    from edu_search.entries.documents import Document

    document = Document(
        type="passage",
        title=passage.get("title") or "",
        url_path=f"/{number}/",
        summary=passage.get("summary") or "",
        text=passage.get("text") or "",
    )
    return SimpleNamespace(pk=number, document=document)


def _asked(engine: Any, judged: Judged, queries: Iterable[dict[str, Any]], key: str) -> list[float]:
    from edu_search.analysis import meaning
    from edu_search.engines.contract import Question
    from edu_search.entries.models import Entry

    names = dict(Entry.objects.values_list("pk", "object_id"))
    pids = {str(number): one["pid"] for number, one in enumerate(judged.passages, 1)}
    gains, recalls = [], []
    for query in queries:
        hits = engine.search(Question(meaning=meaning(query[key]), size=DEPTH)).hits
        gain, recall = scores([pids[names[hit.pk]] for hit in hits], judged.answers[query["qid"]])
        gains.append(gain)
        recalls.append(recall)
    return [sum(gains) / len(gains), sum(recalls) / len(recalls)]


def scores(ranked: list[str], answers: dict[str, int]) -> tuple[float, float]:
    """Return nDCG and recall of a ranked list of at most `DEPTH`."""
    gain = sum((2 ** answers.get(pid, 0) - 1) / math.log2(at + 2) for at, pid in enumerate(ranked))
    ideal = sorted(answers.values(), reverse=True)[:DEPTH]
    best = sum((2**rel - 1) / math.log2(at + 2) for at, rel in enumerate(ideal))
    wanted = [pid for pid, rel in answers.items() if rel > 0]
    found = sum(pid in set(ranked) for pid in wanted)
    return gain / best if best else 0.0, found / min(len(wanted), DEPTH) if wanted else 0.0
