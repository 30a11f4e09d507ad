"""The months that are looked at: of a plan's period, up to the present one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from comms_plan.plans.models import Plan
from comms_plan.plans.themes import Theme
from comms_plan.quotas.counting import zone

MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True)
class Window:
    """Months of a plan, in order.

    Args:
        plan: whose themes are counted.
        months: first days of the chosen months; at least one.
        all_months: first days of all months that may be chosen.
    """

    plan: Plan
    months: tuple[dt.date, ...]
    all_months: tuple[dt.date, ...]

    @property
    def key(self) -> str:
        """What tells it from other windows."""
        return f"{self.plan.pk}:{self.months[0]}:{self.months[-1]}"

    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """Return the moments at which the window begins and ends; the plan's period limits it."""
        period = self.plan.period
        first = max(self.months[0], period.starts_on)
        last = min(next_month(self.months[-1]), period.ends_on)
        return _midnight(first), _midnight(last)


def window_of(plan: Plan, today: dt.date, first: str = "", last: str = "") -> Window:
    """Return the window from the month ``first`` to ``last`` (``2022-05``).

    What is no month of the plan's period up to today is left out.
    """
    months = tuple(month for month in plan.period.months() if month <= today) or tuple(plan.period.months()[:1])
    begin, end = _month(first) or months[0], _month(last) or months[-1]
    chosen = tuple(month for month in months if begin <= month <= end)
    return Window(plan, chosen or months, months)


def applies(theme: Theme, month: dt.date) -> bool:
    """Whether an empty month of the theme is a gap: no longer after its end."""
    return theme.ends_on is None or month < theme.ends_on


def next_month(first: dt.date) -> dt.date:
    """Return the first day of the next month."""
    return (first + dt.timedelta(days=32)).replace(day=1)


def _month(text: str) -> dt.date | None:
    found = MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
        return None
    return dt.date(int(found[1]), int(found[2]), 1)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=zone())
