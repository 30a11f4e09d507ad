"""What is due on a day: warnings of rules, and the units that lack something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from comms_plan.quotas.counting import Counter
from comms_plan.quotas.models import Figure, QuotaRule
from comms_plan.quotas.periods import Days, Span
from comms_plan.urging.arrangement import Urging
from comms_plan.urging.models import Arrangement

#: A period can be asked about so long after its end: days of grace, warning days and holidays together.
AFTERWARDS = dt.timedelta(days=120)
CHUNK = 500


@dataclass(frozen=True)
class Occasion:
    """A warning of a rule about a period that goes out.

    Args:
        quota: the rule.
        span: the period.
        warning: days before the end, negative: after it.
        urging: the arrangement of the rule's plan.
    """

    quota: QuotaRule
    span: Span
    warning: int
    urging: Urging

    def count(self, now: dt.datetime) -> None:
        """Count the period anew: scheduled items appear, and exemptions begin, without a change of a publication."""
        Counter(self.quota, self.span, now).recount()

    def lacking(self) -> Iterator[tuple[int, Decimal, int]]:
        """Yield unit, figure and minimum of each unit that lacks something."""
        rows = Figure.objects.filter(rule=self.quota, first=self.span.key, figure__lt=F("minimum")).order_by("unit")
        return rows.values_list("unit", "figure", "minimum").iterator(chunk_size=CHUNK)


def arrangements() -> dict[int, Urging]:
    """Return the arrangement of each plan that has one, by the plan's key."""
    return {row.plan_id: row.urging for row in Arrangement.objects.all()}


def occasions(window: Days) -> list[Occasion]:
    """Return what is due in ``window``; of several warnings of one period only the last."""
    found: dict[tuple[int, dt.date], Occasion] = {}
    known = arrangements()
    for quota in QuotaRule.objects.filter(
        valid_from__lte=window.last, valid_to__gte=window.first - AFTERWARDS
    ).order_by("code", "valid_from"):
        urging = known.get(quota.plan_id, Urging())
        rule = quota.rule
        for span in rule.spans():
            for warning in sorted(rule.warning_days, reverse=True):
                day = urging.sending_day(warning, span, rule.grace_days)
                if day is not None and day in window:
                    found[quota.pk, span.key] = Occasion(quota, span, warning, urging)
    return list(found.values())
