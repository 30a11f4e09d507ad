"""Events of the units' calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import Field

from unit_pages.api.fields import Resource, answer_one
from unit_pages.api.lists import Listing, NewestFirst, OldestFirst, answer_list
from unit_pages.api.parameters import UNIT, ListQuery, Moment, OneQuery, Word, as_id, units_named
from unit_pages.api.parts import UnitRef, unit_ref
from unit_pages.api.problems import not_found
from unit_pages.api.routing import ReadRouter
from unit_pages.days import local_day
from unit_pages.enums import OPEN_STATES
from unit_pages.subsites.events import CalendarEvent

router = ReadRouter(tags=["events"])


class EventItem(Resource):
    """Something on a day, or from a day to a day."""

    id: int = Field(description=_("Primary key."))
    title: str = Field(description=_("Title."))
    detail: str = Field(description=_("Detail; may be empty."))
    starts_on: dt.date = Field(description=_("First day."))
    ends_on: dt.date | None = Field(description=_("Last day, which belongs to the event; null for a single day."))
    unit: UnitRef = Field(description=_("The unit whose calendar holds it."))


class EventList(Listing[EventItem]):
    """A page of events."""


class EventQuery(ListQuery):
    """Filters of events."""

    unit: Word | None = Field(None, description=UNIT)
    since: Moment | None = Field(
        None, description=_("Events that are not over before this day."), examples=["2022-05-01"]
    )
    until: Moment | None = Field(None, description=_("Events that begin before this day."), examples=["2022-06-01"])
    order: Literal["desc", "asc"] = Field(
        "desc", description=_("desc: the latest first; asc: the earliest first, for what comes next.")
    )

    def narrow(self, rows: Any) -> Any:
        """Return the events that match."""
        if self.unit:
            rows = rows.filter(unit__in=units_named(self.unit))
        if self.since:
            first = local_day(self.since)
            rows = rows.filter(Q(starts_on__gte=first) | Q(ends_on__gte=first))
        return rows.filter(starts_on__lt=local_day(self.until)) if self.until else rows


@router.read(
    "",
    response=EventList,
    operation_id="listEvents",
    summary=_("Events of the calendars"),
    description=_("What comes next: since=today with order=asc."),
)
def events(request: HttpRequest, query: Query[EventQuery]) -> HttpResponse:
    """Answer with a page of events."""
    order = (OldestFirst if query.order == "asc" else NewestFirst)("starts_on", dt.date)
    return answer_list(request, query, query.narrow(_rows()), order, EventItem, _items)


@router.read("/{key}", response=EventItem, operation_id="getEvent", summary=_("One event"), one=True)
def event(request: HttpRequest, key: str, query: Query[OneQuery]) -> HttpResponse:
    """Answer with one event."""
    row = _rows().filter(pk=as_id(key)).first()
    if row is None:
        raise not_found()
    return answer_one(request, _items([row])[0], query.fields)


def _rows() -> Any:
    return CalendarEvent.objects.filter(unit__site_state__in=OPEN_STATES).select_related("unit")


def _items(rows: Sequence[CalendarEvent]) -> list[EventItem]:
    return [
        EventItem(
            id=row.pk,
            title=row.title,
            detail=row.detail,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            unit=unit_ref(row.unit),
        )
        for row in rows
    ]
