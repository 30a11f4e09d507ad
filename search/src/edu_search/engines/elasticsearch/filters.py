"""What a document must be before any word counts: seen by this reader, of these facets, of this time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.utils import timezone
from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from edu_search.engines.contract import Question


def visible(audience: Collection[str], now: dt.datetime) -> list[Query]:
    """Return the filters of a reader at a moment."""
    moment = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    return [
        Q("terms", audience=sorted(audience)),
        Q(
            "bool",
            must_not=[
                Q("range", visible_from={"gt": moment}),
                Q("range", visible_until={"lte": moment}),
            ],
        ),
    ]


def base(question: Question, now: dt.datetime) -> list[Query]:
    """Return all filters but the choices in facets."""
    filters = visible(question.audience, now)
    if question.only_owner:
        filters.append(Q("term", owner=question.near))
    period: dict[str, str] = {}
    if question.since:
        period["gte"] = _midnight(question.since)
    if question.until and question.until < dt.date.max:
        period["lt"] = _midnight(question.until + dt.timedelta(days=1))
    if period:
        filters.append(Q("range", published_at=period))
    return filters


def chosen(question: Question, *, leave_out: str = "") -> list[Query]:
    """Return one filter for every facet in which the reader chose something."""
    return [
        Q("terms", **{f"facet.{name}": sorted(set(values))})
        for name, values in question.filters.items()
        if values and name != leave_out
    ]


def _midnight(day: dt.date) -> str:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min)).isoformat()
