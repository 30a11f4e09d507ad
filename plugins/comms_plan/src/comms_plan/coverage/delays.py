"""How long after an event the item appears (R5): a distribution, since a mean hides the late ones."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from comms_plan.quotas.counting import zone

#: Least and most days of each bucket; items before the event announce it and are no delay.
BUCKETS: tuple[tuple[str, int | None, int | None, Any], ...] = (
    ("before", None, -1, _("Announced before the event")),
    ("same-day", 0, 0, _("On the same day")),
    ("next-day", 1, 1, _("On the next day")),
    ("days-3", 2, 3, _("After 2 to 3 days")),
    ("week", 4, 7, _("After 4 to 7 days")),
    ("month", 8, 30, _("After 8 to 30 days")),
    ("later", 31, None, _("After more than 30 days")),
)


@dataclass(frozen=True)
class Delays:
    """Items by the days from event to publication.

    Args:
        by_days: items by days; negative when the item came first.
        without_event: items that tell no day of an event.
        by_kind: the same by kind of unit (primary key).
    """

    by_days: Mapping[int, int] = field(default_factory=dict)
    without_event: int = 0
    by_kind: Mapping[int, Mapping[int, int]] = field(default_factory=dict)

    @property
    def reports(self) -> int:
        """Items that appeared on the day of the event or later."""
        return sum(n for days, n in self.by_days.items() if days >= 0)

    def quartiles(self, kind: int | None = None) -> tuple[int, int, int] | None:
        """Return the days within which a quarter, half and three quarters of the reports appeared; None without any."""
        by_days = self.by_days if kind is None else self.by_kind.get(kind, {})
        reports = {days: n for days, n in by_days.items() if days >= 0}
        total = sum(reports.values())
        if not total:
            return None
        found, seen, marks = [], 0, [1, 2, 3]
        for days in sorted(reports):
            seen += reports[days]
            while marks and seen * 4 >= total * marks[0]:
                found.append(days)
                marks.pop(0)
        return found[0], found[1], found[2]

    def buckets(self) -> list[tuple[str, str, int]]:
        """Return code, words and items of each bucket."""
        return [
            (code, str(words), sum(n for days, n in self.by_days.items() if _between(days, least, most)))
            for code, least, most, words in BUCKETS
        ]


def bucket_days(code: str) -> tuple[int | None, int | None] | None:
    """Return least and most days of a bucket, None for no bucket."""
    return next(((least, most) for known, least, most, _words in BUCKETS if known == code), None)


def with_delay(rows: Any) -> Any:
    """Return the publications that tell an event, with ``delay``: from its day to that of publication."""
    delay = ExpressionWrapper(TruncDate("starts_at", tzinfo=zone()) - F("event_on"), output_field=DurationField())
    return rows.filter(event_on__isnull=False).annotate(delay=delay)


def delays_of(rows: Any) -> Delays:
    """Return the distribution over publications, in two queries."""
    all_units: Counter[int] = Counter()
    by_kind: dict[int, Counter[int]] = {}
    for delay, kind, number in with_delay(rows).values_list("delay", "unit__kind").annotate(n=Count("pk")).order_by():
        days = _days(delay)
        all_units[days] += number
        by_kind.setdefault(kind, Counter())[days] += number
    return Delays(dict(all_units), rows.filter(event_on__isnull=True).count(), {k: dict(v) for k, v in by_kind.items()})


def _days(delay: dt.timedelta | int) -> int:
    """Read a difference of two days, which PostgreSQL tells as a number."""
    return delay.days if isinstance(delay, dt.timedelta) else int(delay)


def _between(days: int, least: int | None, most: int | None) -> bool:
    return (least is None or days >= least) and (most is None or days <= most)
