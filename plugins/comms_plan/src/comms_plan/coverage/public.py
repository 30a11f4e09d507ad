"""What everybody may read of the quotas: how many units have met them, never which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from comms_plan.coverage.progress import duties_of
from comms_plan.coverage.scope import Scope
from comms_plan.plans.models import Plan
from comms_plan.quotas.counting import Counter, begun, owing
from comms_plan.quotas.models import Figure, FrozenFigure, QuotaRule
from comms_plan.quotas.periods import Span
from unit_pages.days import local_day
from unit_pages.models import Unit

#: Of fewer units a number would say which ones: such rules are left out.
LEAST_UNITS = 3


@dataclass(frozen=True)
class PublicPeriod:
    """One period of a rule.

    Args:
        span: the period.
        owing: how many units owe something in it.
        met: how many of them have it.
        is_over: the last day has passed.
    """

    span: Span
    owing: int
    met: int
    is_over: bool

    @property
    def share(self) -> int:
        """How many of a hundred units have met it."""
        return round(100 * self.met / self.owing) if self.owing else 0


@dataclass(frozen=True)
class PublicRule:
    """A rule with the periods that have begun, the newest first."""

    quota: QuotaRule
    periods: Sequence[PublicPeriod]


def public_progress(plan: Plan, now: dt.datetime) -> list[PublicRule]:
    """Return the rules of a plan with their aggregates; empty where the plan does not show them.

    Four queries, and one for each rule. A rule amended in the year stands there once for each of its versions.
    """
    root = Unit.objects.filter(parent__isnull=True).first()
    quotas = list(plan.quota_rules.filter(valid_from__lte=local_day(now))) if plan.public_progress else []
    if root is None or not quotas:
        return []
    duties = duties_of(quotas, Scope(root, "sector"))
    met = _met(quotas)
    frozen = _frozen(quotas)
    found = []
    for quota in quotas:
        units = list(owing(quota.rule, quota.rule.days()).only("pk", "starts_on", "ends_on"))
        periods = []
        for span in begun(quota, now):
            key = (quota.pk, span.key)
            counter = Counter(quota, span, now)
            owed = sum(counter.minimum_of(unit, duties[quota.pk]) > 0 for unit in units)
            owing_units, met_units = frozen.get(key) or (owed, met.get(key, 0))
            periods.append(PublicPeriod(span, owing_units, met_units, span.judged.last < local_day(now)))
        if periods and max(period.owing for period in periods) >= LEAST_UNITS:
            found.append(PublicRule(quota, periods[::-1]))
    return found


def _met(quotas: list[QuotaRule]) -> dict[tuple[int, dt.date], int]:
    rows = Figure.objects.filter(rule__in=quotas, minimum__gt=0, figure__gte=F("minimum"))
    counted = rows.values_list("rule", "first").annotate(n=Count("pk")).order_by()
    return {(rule, first): number for rule, first, number in counted}


def _frozen(quotas: list[QuotaRule]) -> dict[tuple[int, dt.date], tuple[int, int]]:
    rows = FrozenFigure.objects.filter(period__rule__in=quotas, period__reopened_at__isnull=True, minimum__gt=0)
    counted = rows.values_list("period__rule", "period__first").annotate(
        owing=Count("pk"), met=Count("pk", filter=Q(figure__gte=F("minimum")))
    )
    return {(rule, first): (owed, met) for rule, first, owed, met in counted.order_by()}
