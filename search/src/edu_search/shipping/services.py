"""What other rooms and the portal ask of shipping."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min
from django.utils import timezone

from edu_search.engines import choosing
from edu_search.engines.elasticsearch import configured_engine
from edu_search.entries.models import Entry
from edu_search.shipping.health import Problem, problems
from edu_search.shipping.outbox import retry

__all__ = ["Status", "retry", "status"]


@dataclass(frozen=True)
class Status:
    """How search is doing.

    Args:
        engine: who answers now: "elasticsearch" or "database".
        is_configured: whether Elasticsearch is meant to answer.
        is_degraded: whether the database answers in its place.
        pending: entries that wait to be shipped.
        oldest: since when the longest waiting one waits.
        set_aside: entries that the engine refused too often.
        problems: what is wrong, when it was asked for.
    """

    engine: str
    is_configured: bool
    is_degraded: bool
    pending: int = 0
    oldest: dt.datetime | None = None
    set_aside: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def waits_seconds(self) -> int:
        """For how long the longest waiting entry waits."""
        return 0 if self.oldest is None else max(0, int((timezone.now() - self.oldest).total_seconds()))


def status(*, look: bool = False) -> Status:
    """Return how search is doing.

    Args:
        look: ask the server itself what is wrong (up to seconds); without it only what this process knows.
    """
    engine = configured_engine()
    if engine is None:
        return Status("database", is_configured=False, is_degraded=False)
    found = tuple(problems(engine)) if look else ()
    degraded = choosing.is_degraded() or any(problem.stops for problem in found)
    waiting = Entry.objects.waiting()
    return Status(
        engine="database" if degraded else engine.name,
        is_configured=True,
        is_degraded=degraded,
        pending=waiting.count(),
        oldest=waiting.aggregate(oldest=Min("changed_at"))["oldest"],
        set_aside=Entry.objects.set_aside().count(),
        problems=found,
    )
