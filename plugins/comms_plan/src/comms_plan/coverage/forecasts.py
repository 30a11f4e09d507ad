"""What a forecast rests on, for many units at once: drafts, offers, scheduled items, and what units did before."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from comms_plan.articles.models import Article
from comms_plan.gate.models import State, Submission
from comms_plan.quotas.counting import zone
from comms_plan.quotas.forecasting import History, Present
from comms_plan.quotas.models import Figure, QuotaRule
from comms_plan.quotas.periods import Span
from comms_plan.quotas.rules import Rule
from unit_pages.enums import Origin
from unit_pages.models import Publication

#: Days before a period from which the unit's own history is taken.
HISTORY_DAYS = 190
#: Decisions of a board from which on a unit's own share of accepted offers says something.
LEAST_DECISIONS = 4


@dataclass(frozen=True)
class InHand:
    """What units have in hand, by the unit's primary key.

    Args:
        offers: items that wait for a board.
        drafts: items written in the running period and not published.
        scheduled: items accepted that appear later.
        accepted: share of decided offers that were accepted, 0 to 1.
    """

    offers: Mapping[int, int] = field(default_factory=dict)
    drafts: Mapping[int, int] = field(default_factory=dict)
    scheduled: Mapping[int, int] = field(default_factory=dict)
    accepted: Mapping[int, float] = field(default_factory=dict)
    accepted_by_all: float = History().offers


def in_hand(of_units: Callable[[QuerySet[Any]], QuerySet[Any]], since: dt.date, now: dt.datetime) -> InHand:
    """Return what units have in hand; three queries.

    Args:
        of_units: narrows rows to those of the units by their field ``unit``; naming thousands of keys takes long.
        since: first day of the earliest period that runs.
        now: an aware moment.
    """
    begin = dt.datetime.combine(since, dt.time(), zone())
    drafts = of_units(Article.objects.filter(live=False, latest_revision_created_at__gte=begin))
    later = of_units(Publication.objects.filter(origin=Origin.ACCEPTED, starts_at__gt=now, ended_at__isnull=True))
    decided = Q(
        decided_at__gte=begin - dt.timedelta(days=HISTORY_DAYS),
        state__in=[State.ACCEPTED, State.RETURNED, State.TAKEN_DOWN],
    )
    offers, shares, accepted_sum, decided_sum = {}, {}, 0, 0
    counted = (
        of_units(Submission.objects.all())
        .values_list("unit")
        .annotate(
            waiting=Count("pk", filter=Q(state=State.OFFERED)),
            yes=Count("pk", filter=decided & ~Q(state=State.RETURNED)),
            n=Count("pk", filter=decided),
        )
    )
    for unit, waiting, yes, number in counted.order_by():
        offers[unit] = waiting
        accepted_sum, decided_sum = accepted_sum + yes, decided_sum + number
        if number >= LEAST_DECISIONS:
            shares[unit] = yes / number
    return InHand(
        offers=offers,
        drafts=dict(drafts.values_list("unit").annotate(n=Count("pk")).order_by()),
        scheduled=dict(later.values_list("unit").annotate(n=Count("pk")).order_by()),
        accepted=shares,
        accepted_by_all=accepted_sum / decided_sum if decided_sum >= LEAST_DECISIONS else History().offers,
    )


@dataclass(frozen=True)
class Pace:
    """Items a day that units published for a rule before the period: each, and all on average."""

    each: Mapping[int, float] = field(default_factory=dict)
    average: float = 0.0

    def of(self, unit: int) -> float:
        """Return the unit's own pace; that of all for a unit without a history."""
        return self.each.get(unit, self.average)


def paces(running: Sequence[tuple[QuotaRule, Span]], units: Collection[int] | None = None) -> dict[str, Pace]:
    """Return the paces by the rule's code, from the figures of earlier periods; one query.

    Args:
        running: rules, each with its period.
        units: primary keys; all units when None.
    """
    if not running:
        return {}
    earlier = Q(pk__in=[])
    for quota, span in running:
        first = span.judged.first - dt.timedelta(days=HISTORY_DAYS)
        earlier |= Q(rule__code=quota.code, first__gte=first, last__lt=span.judged.first)
    totals: dict[str, Counter[int]] = defaultdict(Counter)
    days: dict[str, dict[dt.date, int]] = defaultdict(dict)
    kept = Figure.objects.filter(earlier) if units is None else Figure.objects.filter(earlier, unit__in=units)
    rows = kept.values_list("rule__code", "unit", "first", "last").annotate(n=Sum("figure"))
    for code, unit, first, last, number in rows.order_by():
        totals[code][unit] += float(number)  # type: ignore[assignment]
        days[code][first] = (last - first).days + 1
    found = {}
    for code, by_unit in totals.items():
        length = sum(days[code].values())
        each = {unit: number / length for unit, number in by_unit.items()}
        found[code] = Pace(each, sum(each.values()) / len(each))
    return found


def history(unit: int, hand: InHand, pace: Pace) -> History:
    """Return what the forecast of a unit rests on."""
    return History(per_day=pace.of(unit), offers=hand.accepted.get(unit, hand.accepted_by_all))


def present(unit: int, figure: Decimal, minimum: int, days_left: int, hand: InHand) -> Present:
    """Return where a unit stands in a running period, with what it has in hand."""
    return Present(
        counted=float(figure),
        minimum=minimum,
        scheduled=hand.scheduled.get(unit, 0),
        offers=hand.offers.get(unit, 0),
        drafts=hand.drafts.get(unit, 0),
        days_left=days_left,
    )


def in_figures(now: Present, rule: Rule) -> Present:
    """Return of what a unit has in hand what can add to its figure: items in hand are no persons who have enough."""
    return replace(now, scheduled=0, offers=0, drafts=0) if rule.by_persons else now
