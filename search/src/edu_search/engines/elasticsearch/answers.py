"""A question as requests, and the answers to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query
from elasticsearch.dsl.response import Response

from edu_search.engines.contract import DEEPEST, Found, Hit, Question
from edu_search.engines.elasticsearch import filters, queries
from edu_search.engines.elasticsearch.queries import Ranking

#: Values counted in one facet.
MOST_VALUES = 100
NEWEST_FIRST: list[dict[str, Any]] = [{"published_at": {"order": "desc", "missing": "_last"}}, {"pk": "desc"}]
BEST_FIRST: list[dict[str, Any]] = [{"_score": "desc"}, *NEWEST_FIRST]


def as_searches(
    question: Question, *, client: Elasticsearch, index: str, now: dt.datetime, loose: bool = False
) -> list[Search[Any]]:
    """Return the requests for a question: for the documents, and for the counts when facets are asked for.

    They are two, since the best documents are found without scoring all, and counting needs no scores.

    Args:
        question: with any words and filters.
        client: with the time-out of this request.
        index: alias.
        now: an aware moment.
        loose: do not demand all words.
    """
    ranking = None if question.meaning.is_empty else queries.ranked(question, now, loose=loose)

    def seen(scores: Query | None, *conditions: Query) -> Search[Any]:
        found = filters.within(scores, [*filters.base(question), *conditions], question.audience, now)
        return Search(using=client, index=index).query(found)

    asked = [_hits(seen, question, ranking)]
    if question.facets:
        counts = seen(None, ranking.found) if ranking else seen(None)
        for number, name in enumerate(question.facets):
            _count(counts, f"facet{number}", name, question)
        # The moment is in the question: nobody asks the same again.
        asked.append(counts.extra(size=0, track_total_hits=False).params(request_cache=False))
    return asked


def _hits(seen: Callable[..., Search[Any]], question: Question, ranking: Ranking | None) -> Search[Any]:
    chosen = filters.chosen(question)
    if ranking is None or question.order == "date":
        search = seen(None, *chosen, ranking.found) if ranking else seen(None, *chosen)
        search = search.sort(*NEWEST_FIRST)
    elif ranking.by_place:
        search = seen(ranking.query, *chosen).sort(*BEST_FIRST).extra(track_scores=True)
    else:
        search = seen(ranking.words, *chosen).extra(rescore=ranking.afterwards)
    first, size = min(question.first, DEEPEST), max(0, min(question.size, DEEPEST))
    return search.source(False).extra(from_=first, size=size, track_total_hits=DEEPEST)


def as_found(responses: Sequence[Response[Any]], question: Question, *, loosened: bool = False) -> Found:
    """Return the answers of the server to `as_searches` as one of an engine."""
    response = responses[0]
    total = response.hits.total  # type: ignore[attr-defined]
    counts = {name: _counted(responses[1], f"facet{number}") for number, name in enumerate(question.facets)}
    return Found(
        hits=[Hit(int(hit.meta.id), hit.meta.score or 0.0) for hit in response],
        total=total.value,
        at_least=total.relation == "gte",
        counts=counts,
        loosened=loosened,
        engine="elasticsearch",
    )


def _count(search: Search[Any], key: str, name: str, question: Question) -> None:
    """Count the values of a facet among what all *other* choices let through."""
    buckets = {"values": A("terms", field=f"facet.{name}", size=MOST_VALUES)}
    if picked := question.filters.get(name):
        # Chosen values are shown whatever their number.
        buckets["chosen"] = A("terms", field=f"facet.{name}", include=list(picked), size=len(set(picked)))
    others = filters.chosen(question, leave_out=name)
    within = search.aggs.bucket(key, "filter", filter=Q("bool", filter=others)) if others else search.aggs
    for kind, bucket in buckets.items():
        within.bucket(kind if others else f"{key}.{kind}", bucket)


def _counted(response: Response[Any], key: str) -> dict[str, int]:
    found: dict[str, int] = {}
    aggregations = response.to_dict()["aggregations"]  # hundreds of values, each of which would become an object
    within, prefix = (aggregations[key], "") if key in aggregations else (aggregations, f"{key}.")
    for kind in ("values", "chosen"):
        if (name := f"{prefix}{kind}") in within:
            found |= {str(value["key"]): value["doc_count"] for value in within[name]["buckets"]}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
