"""Quotas and coverage as JSON: aggregates for everybody, units for staff, each inside the own scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import BaseModel, Field

from comms_plan.coverage.counts import Counts, counts_of, themes_of
from comms_plan.coverage.progress import RuleProgress, progress_of
from comms_plan.coverage.public import public_progress
from comms_plan.coverage.scope import Scope, scope_at, scopes_of
from comms_plan.coverage.windows import Window, window_of
from comms_plan.plans.models import Plan
from comms_plan.quotas.explaining import period_name
from comms_plan.quotas.models import QuotaRule
from unit_pages.api.fields import Resource, answer_few, answer_one
from unit_pages.api.lists import Listing
from unit_pages.api.parameters import OneQuery, Word
from unit_pages.api.parts import Term
from unit_pages.api.problems import Problem, bad_parameter, not_found
from unit_pages.api.routing import ReadRouter
from unit_pages.days import local_day
from unit_pages.models import Unit, UnitKind

router = ReadRouter(tags=["quotas"])
coverage_router = ReadRouter(tags=["coverage"])
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
View = TypeVar("View", bound=Callable[..., HttpResponse])


class QuotaPeriodOut(BaseModel):
    """How many units have met a rule in a period."""

    first: dt.date = Field(description=_("First day; names the period."))
    last: dt.date = Field(description=_("Last day."))
    name: str = Field(description=_("Name for readers."), examples=["Tháng 11/2026"])
    owing: int = Field(description=_("Units that owe something."))
    met: int = Field(description=_("Units that have it."))
    is_over: bool = Field(description=_("Whether the last day has passed."))


class QuotaItem(Resource):
    """A rule of the plan in force with its aggregates; no unit is named."""

    code: str = Field(description=_("Code of the rule."), examples=["tin-bai-hang-thang"])
    name: str = Field(description=_("What it asks."))
    source: str = Field(description=_("Where the plan says it."))
    valid_from: dt.date = Field(description=_("First day of the rule."))
    valid_to: dt.date = Field(description=_("Last day of the rule."))
    periods: list[QuotaPeriodOut] = Field(description=_("Periods that have begun, the newest first."))


class QuotaList(Listing[QuotaItem]):
    """All rules that may be shown."""


class UnitFigure(BaseModel):
    """How a unit stands."""

    unit: str = Field(description=_("Slug of the unit."))
    name: str = Field(description=_("Short name."))
    figure: float = Field(description=_("What counts."))
    minimum: int = Field(description=_("What is owed."))
    outlook: str = Field(
        description=_("met, on_track, at_risk, will_miss, missed or free: how the period ends or will probably end.")
    )
    expected: float = Field(description=_("Figure to be expected at the end."))
    waiting: int = Field(description=_("Items that wait for an editorial board."))


class QuotaUnits(Resource):
    """A rule in a period, unit by unit, as far as the caller looks after them."""

    code: str = Field(description=_("Code of the rule."))
    name: str = Field(description=_("What it asks."))
    first: dt.date = Field(description=_("First day of the period."))
    last: dt.date = Field(description=_("Last day of the period."))
    days_left: int = Field(description=_("Days to the end, today among them; 0 after it."))
    is_closed: bool = Field(description=_("Whether the figures are frozen."))
    units: list[UnitFigure] = Field(description=_("In the order of names."))


class UnitsQuery(OneQuery):
    """Which period, and of which units."""

    day: dt.date | None = Field(None, description=_("Any day of the period; today by default."))
    unit: Word | None = Field(None, description=_("Slug of a unit: only it and the units below it."))


class ThemeCoverage(BaseModel):
    """A theme by month and by kind of unit."""

    code: str = Field(description=_("Code in the plan."), examples=["T10"])
    name: str = Field(description=_("Short name."))
    count: int = Field(description=_("Items published with it."))
    months: dict[str, int] = Field(description=_("Items by month."), examples=[{"2022-05": 12}])
    kinds: dict[str, int] = Field(description=_("Items by code of the kind of unit."), examples=[{"thpt": 7}])


class DelayOut(BaseModel):
    """From the day of the event to publication, in days; null without any report."""

    reports: int = Field(description=_("Items published on the day of the event or later."))
    first_quartile: int | None = Field(description=_("A quarter appeared within so many days."))
    median: int | None = Field(description=_("Half appeared within so many days."))
    third_quartile: int | None = Field(description=_("Three quarters appeared within so many days."))


class CoverageOut(Resource):
    """What was published for the plan."""

    plan: str = Field(description=_("Code of the plan."))
    since: str = Field(description=_("First month."), examples=["2021-09"])
    until: str = Field(description=_("Last month, included."), examples=["2022-05"])
    items: int = Field(description=_("All items; one may have several themes."))
    without_theme: int = Field(description=_("Items without a theme of the plan."))
    themes: list[ThemeCoverage] = Field(description=_("In the plan's order."))
    topics: list[Term] = Field(description=_("The free topics used most."))
    delay: DelayOut = Field(description=_("How fast items appear."))


class CoverageQuery(OneQuery):
    """Which months."""

    first: str | None = Field(None, pattern=MONTH, description=_("First month; that of the plan by default."))
    last: str | None = Field(None, pattern=MONTH, description=_("Last month, included; this one by default."))


@router.read(
    "",
    response=QuotaList,
    operation_id="listQuotas",
    summary=_("How many units have met the quotas of the plan"),
    description=_("Aggregates only. Empty where the province does not publish them."),
)
def quotas(request: HttpRequest, query: Query[OneQuery]) -> HttpResponse:
    """Answer with the aggregates that everybody may read."""
    plan = Plan.objects.in_force(local_day())
    rules = public_progress(plan, timezone.now()) if plan else []
    items = [
        QuotaItem(
            code=rule.quota.code,
            name=str(rule.quota),
            source=rule.quota.rule.source,
            valid_from=rule.quota.valid_from,
            valid_to=rule.quota.valid_to,
            periods=[
                QuotaPeriodOut(
                    first=period.span.judged.first,
                    last=period.span.judged.last,
                    name=period_name(period.span),
                    owing=period.owing,
                    met=period.met,
                    is_over=period.is_over,
                )
                for period in rule.periods
            ],
        )
        for rule in rules
    ]
    return answer_few(request, items, QuotaItem, query.fields)


@router.read(
    "/{code}/units",
    response=QuotaUnits,
    operation_id="getQuotaUnits",
    summary=_("How units stand in a quota, for signed-in staff"),
    description=_("Needs a session of the admin. Answers with the units that the person looks after, no others."),
    one=True,
    signed_in=True,
)
def quota_units(request: HttpRequest, code: str, query: Query[UnitsQuery]) -> HttpResponse:
    """Answer with the units of the caller's scope."""
    scope, day = _scope_of(request, query.unit), query.day or local_day()
    quota = QuotaRule.objects.filter(code=code, valid_from__lte=day, valid_to__gte=day).order_by("-valid_from").first()
    if quota is None:
        raise not_found()
    span = quota.rule.span_on(day)
    if span is None:
        raise bad_parameter("day", gettext("The rule has no period on this day."))
    found = progress_of(scope, [(quota, span)], timezone.now())
    if not found:
        raise not_found()
    return _private(answer_one(request, _units_out(found[0]), query.fields))


@coverage_router.read(
    "",
    response=CoverageOut,
    operation_id="getCoverage",
    summary=_("Themes by month and by kind of unit"),
    description=_("Of all units together, for the plan in force."),
)
def coverage(request: HttpRequest, query: Query[CoverageQuery]) -> HttpResponse:
    """Answer with the coverage of the whole sector, which the portal's pages show too."""
    root = Unit.objects.filter(parent__isnull=True).first()
    if root is None:
        raise not_found()
    return answer_one(request, _coverage_out(Scope(root, "sector"), query), query.fields)


@coverage_router.read(
    "/{unit}",
    response=CoverageOut,
    operation_id="getCoverageOfUnit",
    summary=_("The same of one unit and those below it, for signed-in staff"),
    description=_("Needs a session of the admin of somebody who looks after the unit."),
    one=True,
    signed_in=True,
)
def coverage_of_unit(request: HttpRequest, unit: str, query: Query[CoverageQuery]) -> HttpResponse:
    """Answer with the coverage of a unit of the caller's scope."""
    return _private(answer_one(request, _coverage_out(_scope_of(request, unit), query), query.fields))


def _scope_of(request: HttpRequest, slug: str | None) -> Scope:
    """Return the scope that the caller asks for.

    Raises:
        Problem: 401 without a session, 404 for a unit that the caller does not look after.
    """
    user: Any = request.user
    if not user.is_authenticated:
        raise Problem(401, "not-signed-in", gettext("Sign in to the admin; the answer is for staff of the unit."))
    scope = scope_at(user, slug) if slug else next(iter(scopes_of(user)), None)
    if scope is None:
        raise not_found()
    return scope


def _private(response: HttpResponse) -> HttpResponse:
    """Keep an answer for one person out of every cache."""
    response["Cache-Control"] = "private, no-store"
    response["Vary"] = "Cookie"
    return response


def _units_out(found: RuleProgress) -> QuotaUnits:
    return QuotaUnits(
        code=found.quota.code,
        name=str(found.quota),
        first=found.span.judged.first,
        last=found.span.judged.last,
        days_left=found.days_left,
        is_closed=found.is_closed,
        units=[
            UnitFigure(
                unit=line.unit.slug,
                name=line.unit.short_name,
                figure=float(line.figure),
                minimum=line.minimum,
                outlook=line.outlook,
                expected=round(line.expected, 2),
                waiting=line.waiting,
            )
            for line in found.lines
        ],
    )


def _coverage_out(scope: Scope, query: CoverageQuery) -> CoverageOut:
    plan = Plan.objects.in_force(local_day())
    if plan is None:
        raise not_found()
    if query.first and query.last and query.first > query.last:
        raise bad_parameter("last", gettext("The last month lies before the first one."))
    window = window_of(plan, local_day(), query.first or "", query.last or "")
    counts = counts_of(scope, window).value
    marks = counts.delays.quartiles() or (None, None, None)
    return CoverageOut(
        plan=plan.code,
        since=f"{window.months[0]:%Y-%m}",
        until=f"{window.months[-1]:%Y-%m}",
        items=counts.items,
        without_theme=counts.without_theme,
        themes=_themes_out(window, counts),
        topics=[Term(code=slug, name=name) for name, slug, _number in counts.topics],
        delay=DelayOut(
            reports=counts.delays.reports, first_quartile=marks[0], median=marks[1], third_quartile=marks[2]
        ),
    )


def _themes_out(window: Window, counts: Counts) -> list[ThemeCoverage]:
    kinds = dict(UnitKind.objects.values_list("pk", "code"))
    found = []
    for theme in themes_of(window):
        months = {f"{month:%Y-%m}": 0 for month in window.months}
        by_kind: dict[str, int] = {}
        for (pk, kind, month), number in counts.by_kind_and_month.items():
            if pk == theme.pk:
                months[f"{month:%Y-%m}"] += number
                by_kind[kinds[kind]] = by_kind.get(kinds[kind], 0) + number
        total = counts.of_theme(theme.pk)
        found.append(ThemeCoverage(code=theme.code, name=theme.name, count=total, months=months, kinds=by_kind))
    return found
