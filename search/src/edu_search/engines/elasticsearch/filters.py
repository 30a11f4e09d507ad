"""What a document must be before any word counts: seen by this reader, of these facets, of this time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.utils import timezone
from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from edu_search.engines.contract import Question
from edu_search.engines.elasticsearch.documents import LONGEST_VALUE
from edu_search.entries.models import PUBLIC


def within(query: Query | None, filters: list[Query], audience: Collection[str], now: dt.datetime) -> Query:
    """Return a query of what a reader may see at a moment.

    Nearly everything is public and stays so. What is not has a mark (`documents.as_document`), so that the few are
    left out; asking of every document whether it is public takes longer than finding the words.

    Args:
        query: what scores, if anything does.
        filters: what a document must be besides.
        audience: of which groups the reader is.
        now: an aware moment.
    """
    moment = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    groups = one_of("audience", audience)
    untimely = [Q("range", visible_from={"gt": moment}), Q("range", visible_until={"lte": moment})]
    open_to_reader = Q("bool", filter=[groups], must_not=untimely)
    hidden = Q("bool", filter=[Q("term", guarded=True)], must_not=[open_to_reader])
    if PUBLIC not in audience:
        filters = [*filters, groups]
    must = [query] if query is not None else []
    return Q("bool", must=must, filter=filters, must_not=[hidden])


def base(question: Question) -> list[Query]:
    """Return the filters of place and time."""
    filters = []
    if question.only_owner:
        filters.append(one_of("owner", [question.near]))
    period: dict[str, str] = {}
    if question.since:
        period["gte"] = _midnight(question.since)
    if question.until and question.until < dt.date.max:
        period["lt"] = _midnight(question.until + dt.timedelta(days=1))
    if period:
        filters.append(Q("range", published_at=period))
    return filters


def one_of(field: str, values: Collection[str]) -> Query:
    """Return the filter of documents that have one of some values.

    None has a value that is longer than what is indexed, and the server refuses a whole question with such a one.
    """
    return Q("terms", **{field: sorted({value for value in values if len(value) <= LONGEST_VALUE})})


def chosen(question: Question, *, leave_out: str = "") -> list[Query]:
    """Return one filter for every facet in which the reader chose something."""
    return [
        one_of(f"facet.{name}", values) for name, values in question.filters.items() if values and name != leave_out
    ]


def _midnight(day: dt.date) -> str:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min)).isoformat()
