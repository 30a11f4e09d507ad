"""A question as one request, and the answer to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.response import Response

from edu_search.engines.contract import DEEPEST, Found, Hit, Question
from edu_search.engines.elasticsearch import filters, queries

#: Values counted in one facet.
MOST_VALUES = 100
NEWEST_FIRST: list[dict[str, Any]] = [{"published_at": {"order": "desc", "missing": "_last"}}, {"pk": "desc"}]
BEST_FIRST: list[dict[str, Any]] = [{"_score": "desc"}, *NEWEST_FIRST]


def as_search(
    question: Question, *, client: Elasticsearch, index: str, now: dt.datetime, loose: bool = False
) -> Search[Any]:
    """Return the request for a question.

    Args:
        question: with any words and filters.
        client: with the time-out of this request.
        index: alias.
        now: an aware moment.
        loose: do not demand all words.
    """
    search: Search[Any] = Search(using=client, index=index)
    base = filters.base(question, now)
    by_words = not question.meaning.is_empty
    must = [queries.ranked(question, now, loose=loose)] if by_words else []
    search = search.query(Q("bool", must=must, filter=base))
    if chosen := filters.chosen(question):
        search = search.post_filter(Q("bool", filter=chosen))
    for number, name in enumerate(question.facets):
        _count(search, f"facet{number}", name, question)
    first = min(question.first, DEEPEST)
    newest = question.order == "date" or not by_words
    search = search.sort(*(NEWEST_FIRST if newest else BEST_FIRST))
    return search.source(False).extra(
        from_=first, size=max(0, min(question.size, DEEPEST)), track_total_hits=DEEPEST, track_scores=by_words
    )


def as_found(response: Response[Any], question: Question, *, loosened: bool = False) -> Found:
    """Return the answer of the server as one of an engine."""
    total = response.hits.total  # type: ignore[attr-defined]
    counts = {name: _counts(response, f"facet{number}") for number, name in enumerate(question.facets)}
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
    values = A("terms", field=f"facet.{name}", size=MOST_VALUES)
    others = filters.chosen(question, leave_out=name)
    bucket = search.aggs.bucket(key, "filter", filter=Q("bool", filter=others) if others else Q("match_all"))
    bucket.bucket("values", values)
    if picked := question.filters.get(name):
        # Chosen values are shown whatever their number.
        bucket.bucket("chosen", A("terms", field=f"facet.{name}", include=list(picked), size=len(set(picked))))


def _counts(response: Response[Any], key: str) -> dict[str, int]:
    bucket = response.aggregations[key]
    found = {value.key: value.doc_count for value in bucket["values"].buckets}
    if "chosen" in bucket:
        found |= {value.key: value.doc_count for value in bucket["chosen"].buckets}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
