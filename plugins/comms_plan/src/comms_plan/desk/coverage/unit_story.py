"""One unit over the plan's year: its periods, its months, its people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from comms_plan.coverage.attention import notes_of
from comms_plan.coverage.progress import RuleProgress, duties_of
from comms_plan.coverage.scope import Scope
from comms_plan.quotas.counting import Counter, begun
from comms_plan.quotas.models import Figure, FrozenFigure, QuotaRule
from comms_plan.quotas.periods import Span
from unit_pages.days import local_day

#: Periods shown of each rule, the newest first.
PERIODS = 14


@dataclass(frozen=True)
class Past:
    """A period of a rule that has begun.

    Args:
        quota, span: rule and period.
        figure, minimum: what counted and what was owed.
        is_closed: the figures are frozen.
        is_over: the last day has passed.
    """

    quota: QuotaRule
    span: Span
    figure: Decimal
    minimum: int
    is_closed: bool
    is_over: bool

    @property
    def light(self) -> str:
        """Red, amber, green or free."""
        if not self.minimum:
            return "free"
        if self.figure >= self.minimum:
            return "green"
        return "red" if self.is_over else "amber"


def story_of(scope: Scope, progress: Sequence[RuleProgress], now: dt.datetime) -> dict[str, Any]:
    """Return what the dashboard of one unit shows beside its quota; four queries."""
    note = next(iter(notes_of(scope, now)), None)
    return {"note": note, "story": _periods(scope, progress, now)}


def _periods(scope: Scope, progress: Sequence[RuleProgress], now: dt.datetime) -> list[tuple[QuotaRule, list[Past]]]:
    quotas = [one.quota for one in progress]
    unit = scope.head
    rows = Figure.objects.filter(rule__in=quotas, unit=unit).values_list("rule", "first", "figure", "minimum")
    figures = {(rule, first): (figure, minimum) for rule, first, figure, minimum in rows}
    closed = FrozenFigure.objects.filter(
        period__rule__in=quotas, unit=unit, period__reopened_at__isnull=True
    ).values_list("period__rule", "period__first", "figure", "minimum")
    frozen = {(rule, first): (figure, minimum) for rule, first, figure, minimum in closed}
    duties = duties_of([one.quota for one in progress], scope)
    today = local_day(now)
    found = []
    for quota in quotas:
        periods = []
        for span in begun(quota, now)[-PERIODS:]:
            key = (quota.pk, span.key)
            kept = frozen.get(key) or figures.get(key)
            owed = Counter(quota, span, now).minimum_of(unit, duties[quota.pk])
            figure, minimum = kept or (Decimal(0), owed)
            periods.append(Past(quota, span, figure, minimum, key in frozen, span.judged.last < today))
        found.append((quota, periods[::-1]))
    return found
