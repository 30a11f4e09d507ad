"""How units stand in the periods of the rules that hold a day, from the kept figures.

A unit without a figure published nothing that touched the rule: it stands with 0, and what it owes is
worked out as a recount would. Closed periods show their frozen figures.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.db.models import Q

from comms_plan.coverage.forecasts import InHand, Pace, history, in_figures, in_hand, paces, present
from comms_plan.coverage.scope import Scope
from comms_plan.quotas.counting import Counter, owing
from comms_plan.quotas.forecasting import Outlook, expected, outlook
from comms_plan.quotas.models import Exemption, Figure, FrozenFigure, QuotaRule
from comms_plan.quotas.owing import Duties
from comms_plan.quotas.periods import Days, Span
from comms_plan.quotas.persons import people_of
from comms_plan.quotas.rules import Rule
from unit_pages.days import local_day
from unit_pages.models import Unit

Light = Literal["red", "amber", "green", "free"]
LIGHTS: dict[Outlook, Light] = {
    "will_miss": "red",
    "missed": "red",
    "at_risk": "amber",
    "on_track": "amber",
    "met": "green",
    "free": "free",
}
ORDER: tuple[Light, ...] = ("red", "amber", "green", "free")
#: By rule, period and unit.
Found = dict[tuple[int, dt.date, int], tuple[Decimal, int]]


@dataclass(frozen=True)
class Line:
    """How one unit stands.

    Args:
        unit: with the fields that `owing` gives.
        figure, minimum: what counts and what is owed.
        waiting, drafts, scheduled: what it has in hand.
        expected: the figure to be expected at the end.
        outlook: how the period will probably end.
    """

    unit: Unit
    figure: Decimal
    minimum: int
    waiting: int
    drafts: int
    scheduled: int
    expected: float
    outlook: Outlook

    @property
    def light(self) -> Light:
        """Red, amber, green, or free of the duty."""
        return LIGHTS[self.outlook]

    @property
    def lacks(self) -> Decimal:
        """How much lacks."""
        return max(Decimal(self.minimum) - self.figure, Decimal(0))


@dataclass(frozen=True)
class RuleProgress:
    """How the units of a scope stand in one period of one rule.

    Args:
        quota, span: the rule and its period.
        days_left: to the end, today among them; 0 after it.
        is_closed: the figures are frozen.
        lines: of every unit that owes, in the order of names.
    """

    quota: QuotaRule
    span: Span
    days_left: int
    is_closed: bool
    lines: Sequence[Line]

    @property
    def by_light(self) -> dict[Light, int]:
        """How many units stand in each colour."""
        found = Tally(line.light for line in self.lines)
        return {light: found[light] for light in ORDER}

    @property
    def owing(self) -> int:
        """How many units owe something."""
        return sum(line.minimum > 0 for line in self.lines)

    @property
    def met(self) -> int:
        """How many of them have it."""
        return sum(line.light == "green" for line in self.lines)


def running_on(day: dt.date) -> list[tuple[QuotaRule, Span]]:
    """Return the rules that hold a day, each with its period; one query."""
    quotas = QuotaRule.objects.filter(valid_from__lte=day, valid_to__gte=day).order_by("code")
    found = []
    for quota in quotas:
        span = quota.rule.span_on(day)
        if span is not None:
            found.append((quota, span))
    return found


def progress_of(scope: Scope, running: Sequence[tuple[QuotaRule, Span]], now: dt.datetime) -> list[RuleProgress]:
    """Return how the units of a scope stand; six queries, and one for each rule.

    Rules that no unit of the scope owes are left out.
    """
    units = {quota.pk: _owing(scope, quota, span) for quota, span in running}
    running = [(quota, span) for quota, span in running if units[quota.pk]]
    if not running:
        return []
    today = local_day(now)
    over = [(quota, span) for quota, span in running if span.judged.last < today]  # no other can be closed
    duties, figures = duties_of([quota for quota, _span in running], scope), _figures(running, scope)
    frozen = _frozen(over, scope) if over else {}
    is_running = any(today <= span.judged.last for _quota, span in running)
    hand = in_hand(scope.within, min(span.judged.first for _quota, span in running), now) if is_running else InHand()
    pace = paces(running) if is_running else {}
    progress = []
    for quota, span in running:
        counter, days_left = Counter(quota, span, now), max((span.judged.last - today).days + 1, 0)
        closed = {unit: value for (rule, first, unit), value in frozen.items() if (rule, first) == (quota.pk, span.key)}
        lines = []
        for unit in units[quota.pk]:
            kept = closed.get(unit.pk) or figures.get((quota.pk, span.key, unit.pk))
            kept = kept or (Decimal(0), counter.minimum_of(unit, duties[quota.pk]))
            lines.append(_line(unit, quota.rule, kept, days_left, hand, pace.get(quota.code, Pace())))
        progress.append(RuleProgress(quota, span, days_left, bool(closed), lines))
    return progress


def duties_of(quotas: Collection[QuotaRule], scope: Scope) -> dict[int, Duties]:
    """Return who owes in the units of a scope, by the rules' primary keys; one query, and one where persons owe."""
    exempt: dict[tuple[str, int], dict[int, list[Days]]] = defaultdict(lambda: defaultdict(list))
    rows = scope.within(Exemption.objects.filter(rule__plan__in={quota.plan_id for quota in quotas}))
    for code, plan, unit, first, last in rows.values_list("rule__code", "rule__plan", "unit", "first", "last"):
        exempt[code, plan][unit].append(Days(first, last))
    units = scope.within(Unit.objects.all(), "").values("pk")
    return {
        quota.pk: Duties(exempt[quota.code, quota.plan_id], people_of(quota.rule.subject, units)) for quota in quotas
    }


def _owing(scope: Scope, quota: QuotaRule, span: Span) -> list[Unit]:
    rows = scope.within(owing(quota.rule, span.judged), "").select_related(None)
    fields = ("code", "slug", "short_name", "name_key", "kind_id", "starts_on", "ends_on")
    return list(rows.only(*fields).order_by("name_key", "pk"))


def _periods(running: Sequence[tuple[QuotaRule, Span]], rule: str, first: str) -> Q:
    wanted = Q(pk__in=[])
    for quota, span in running:
        wanted |= Q(**{rule: quota.pk, first: span.key})
    return wanted


def _figures(running: Sequence[tuple[QuotaRule, Span]], scope: Scope) -> Found:
    rows = scope.within(Figure.objects.filter(_periods(running, "rule", "first")))
    return {
        (rule, first, unit): (figure, minimum)
        for rule, first, unit, figure, minimum in rows.values_list("rule", "first", "unit", "figure", "minimum")
    }


def _frozen(running: Sequence[tuple[QuotaRule, Span]], scope: Scope) -> Found:
    closed = FrozenFigure.objects.filter(
        _periods(running, "period__rule", "period__first"), period__reopened_at__isnull=True
    )
    rows = scope.within(closed).values_list("period__rule", "period__first", "unit", "figure", "minimum")
    return {(rule, first, unit): (figure, minimum) for rule, first, unit, figure, minimum in rows}


def _line(unit: Unit, rule: Rule, kept: tuple[Decimal, int], days_left: int, hand: InHand, pace: Pace) -> Line:
    figure, minimum = kept
    now = present(unit.pk, figure, minimum, days_left, hand)
    counted, past = in_figures(now, rule), history(unit.pk, hand, pace)
    return Line(
        unit=unit,
        figure=figure,
        minimum=minimum,
        waiting=now.offers,
        drafts=now.drafts,
        scheduled=now.scheduled,
        expected=expected(counted, past),
        outlook=outlook(counted, past),
    )
