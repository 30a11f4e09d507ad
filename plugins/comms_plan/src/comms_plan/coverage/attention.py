"""What else a coordinator looks after: units that are silent, posts that nobody holds, what waits too long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Subquery

from comms_plan.coverage.scope import Scope
from comms_plan.gate.models import OrderLine
from unit_pages.days import local_day
from unit_pages.models import Appointment, Publication

#: Days without an item after which a unit is silent.
SILENT_DAYS = 30


@dataclass(frozen=True)
class UnitNote:
    """A unit of today.

    Args:
        pk, slug, name, order: who it is; ``order`` sorts by name.
        kind, kind_name: primary key and name of its kind.
        last_at: when it published last on its own site, None for never.
        days: days since then, None for never.
        has_officer, has_leader: somebody writes, somebody leads.
    """

    pk: int
    slug: str
    name: str
    order: str
    kind: int
    kind_name: str
    last_at: dt.datetime | None
    days: int | None
    has_officer: bool
    has_leader: bool

    @property
    def is_silent(self) -> bool:
        """Whether it published nothing for longer than `SILENT_DAYS`."""
        return self.days is None or self.days > SILENT_DAYS

    @property
    def lacks_people(self) -> bool:
        """Whether a post that the plan asks for is held by nobody."""
        return not (self.has_officer and self.has_leader)


@dataclass(frozen=True)
class Queue:
    """What waits at a board: how many items, and how many days the oldest."""

    waiting: int
    days: int


def notes_of(scope: Scope, now: dt.datetime) -> list[UnitNote]:
    """Return the units of a scope in the order of names; one query that goes by indexes."""
    today = local_day(now)
    last = Publication.objects.own().filter(unit=OuterRef("pk"), starts_at__lte=now).order_by("-starts_at")
    held = Appointment.objects.current_on(today).filter(unit=OuterRef("pk"))
    units = scope.units(today).annotate(
        last_at=Subquery(last.values("starts_at")[:1]),
        has_officer=Exists(held.filter(post__can_write=True, post__is_leader=False)),
        has_leader=Exists(held.filter(post__is_leader=True)),
    )
    rows = units.order_by("name_key", "pk").values_list(
        "pk", "slug", "short_name", "name_key", "kind", "kind__name", "last_at", "has_officer", "has_leader"
    )
    return [
        UnitNote(pk, slug, name, key, kind, words, at, (today - local_day(at)).days if at else None, officer, leader)
        for pk, slug, name, key, kind, words, at, officer, leader in rows
    ]


def queue_of(scope: Scope, now: dt.datetime) -> Queue:
    """Return what waits at the scope's board; one query."""
    found = scope.queue().order_by().aggregate(n=Count("pk"), oldest=Min("offered_at"))
    days = (local_day(now) - local_day(found["oldest"])).days if found["oldest"] else 0
    return Queue(found["n"], days)


def overdue_orders(scope: Scope, today: dt.date, limit: int) -> Sequence[OrderLine]:
    """Return the lines of writing orders whose day has passed, the oldest first."""
    rows = scope.within(OrderLine.objects.overdue(today)).select_related("order", "unit")
    return list(rows[:limit])
