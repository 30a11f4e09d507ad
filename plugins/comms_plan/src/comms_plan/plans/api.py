"""Plans and themes as JSON: what the document says, and what was published for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import BaseModel, Field

from comms_plan.plans.figures import ThemeFigures, figures_of, plan_figures
from comms_plan.plans.models import Period, Plan, PlanPart
from comms_plan.plans.themes import Theme
from unit_pages.api.addresses import public_address
from unit_pages.api.fields import Resource, answer_one
from unit_pages.api.lists import ByKey, Listing, NewestFirst, answer_list
from unit_pages.api.parameters import ListQuery, OneQuery, Word, as_id
from unit_pages.api.parts import UnitRef, unit_ref
from unit_pages.api.problems import not_found
from unit_pages.api.routing import ReadRouter

theme_router = ReadRouter(tags=["themes"])
plan_router = ReadRouter(tags=["plans"])
THEME_ORDER = ByKey("position")
PLAN_ORDER = NewestFirst("period__starts_on", dt.date)


class MonthOut(BaseModel):
    """A month of the period."""

    month: str = Field(description=_("Year and month."), examples=["2022-05"])
    count: int = Field(description=_("Items published in it."))


class ThemeRef(BaseModel):
    """A theme, as far as others name it."""

    id: int = Field(description=_("Primary key."))
    code: str = Field(description=_("Code in the plan."), examples=["T10"])
    number: int = Field(description=_("Number in the plan."))
    slug: str = Field(description=_("Last segment of its address."))
    name: str = Field(description=_("Short name."))
    plan: str = Field(description=_("Code of the plan."))


class ThemeItem(Resource):
    """A key theme of a plan."""

    id: int = Field(description=_("Primary key."))
    code: str = Field(description=_("Code in the plan."), examples=["T10"])
    number: int = Field(description=_("Number in the plan."))
    slug: str = Field(description=_("Last segment of its address."))
    name: str = Field(description=_("Short name."))
    text: str = Field(description=_("Words of the plan."))
    plan: str = Field(description=_("Code of the plan."))
    url: str = Field(description=_("Path of its page."))
    canonical: str = Field(description=_("Absolute canonical address."))
    subtopics: list[str] = Field(description=_("Parts that the plan names."))
    is_priority: bool = Field(description=_("Whether it has priority today."))
    ended_on: dt.date | None = Field(description=_("First day without the theme, once that has come."))
    count: int = Field(description=_("Items published on their own sites in the plan's period."))
    units_count: int = Field(description=_("Units that wrote them."))
    months: list[MonthOut] = Field(description=_("The same by month, up to this one."))


class ThemeDetail(ThemeItem):
    """A theme and where it comes from."""

    goes_on_from: list[ThemeRef] = Field(description=_("Themes of older plans that it goes on from."))
    goes_on_as: list[ThemeRef] = Field(description=_("Themes of newer plans that go on from it."))


class ThemeList(Listing[ThemeItem]):
    """A page of themes."""


class ThemeQuery(ListQuery):
    """Filters of themes."""

    plan: Word | None = Field(None, description=_("Code of a plan; the one in force by default."))


class PlanRef(BaseModel):
    """A plan, as far as others name it."""

    code: str = Field(description=_("Code."))
    title: str = Field(description=_("Title."))
    unit: UnitRef = Field(description=_("Issuing unit."))


class PeriodOut(BaseModel):
    """A school year, a calendar year or several years: half-open."""

    code: str = Field(description=_("Code."), examples=["2021-2022"])
    name: str = Field(description=_("Name."))
    kind: Period.Kind = Field(description=_("What the period is called."))
    starts_on: dt.date = Field(description=_("First day."))
    ends_on: dt.date = Field(description=_("First day after it."))


class ReadText(BaseModel):
    """What stands on the paper, and whether it could be read for sure."""

    text: str = Field(description=_("As read; may be empty."))
    is_doubtful: bool = Field(description=_("Whether it could not be read for sure: show it as doubtful."))


class PlanItem(Resource):
    """A communication plan."""

    id: int = Field(description=_("Primary key."))
    code: str = Field(description=_("Code."))
    title: str = Field(description=_("Title."))
    kind: str = Field(description=_("Kind of document."))
    superior_body: str = Field(description=_("Superior body."))
    issuer: str = Field(description=_("Issuer."))
    place: str = Field(description=_("Place."))
    number: ReadText = Field(description=_("Number."))
    date: ReadText = Field(description=_("Date as it stands on the paper."))
    signed_on: dt.date | None = Field(description=_("Date, where it is sure."))
    signer_title: str = Field(description=_("Post of the signer; the name stays on the paper."))
    signer_is_doubtful: bool = Field(description=_("Whether the signature could not be read for sure."))
    unit: UnitRef = Field(description=_("Issuing unit."))
    period: PeriodOut = Field(description=_("Period."))
    parent: str | None = Field(description=_("Code of the plan from which it is derived."))
    copied_from: str | None = Field(description=_("Code of the plan from which it was copied."))
    is_sample: bool = Field(description=_("Whether it is a sample copy, no document of the department."))
    in_force: bool = Field(description=_("Whether it is the department's plan today."))
    url: str = Field(description=_("Path of its page."))
    canonical: str = Field(description=_("Absolute canonical address."))


class BasisOut(BaseModel):
    """A document on which the plan rests."""

    kind: str = Field(description=_("Kind of document."))
    number: str = Field(description=_("Number."))
    signed_on: dt.date | None = Field(description=_("Date."))
    issuer: str = Field(description=_("Issuer."))
    subject: str = Field(description=_("Subject."))


class PartOut(BaseModel):
    """A sentence of the plan, word for word."""

    section: PlanPart.Section = Field(description=_("Where it stands."))
    heading: str = Field(description=_("Heading of the section."))
    position: int = Field(description=_("Place in the section."))
    text: str = Field(description=_("The words of the plan."))
    rule: Any = Field(description=_("The sentence as data, where it holds a rule."))


class PlanFiguresOut(BaseModel):
    """What was published in the plan's period."""

    items: int = Field(description=_("Items published on their own sites."))
    units_published: int = Field(description=_("Units that published."))
    units: int = Field(description=_("Units of today."))
    themes_this_month: int = Field(description=_("Themes with items this month."))
    themes_open: int = Field(description=_("Themes that items may carry today."))
    items_accepted: int = Field(description=_("Items taken over to a superior unit's site."))


class PlanDetail(PlanItem):
    """A plan in its own words."""

    legal_bases: list[BasisOut] = Field(description=_("Documents on which it rests, in order."))
    parts: list[PartOut] = Field(description=_("Its sentences, section by section."))
    child_plans: list[PlanRef] = Field(description=_("Plans of units derived from it."))
    figures: PlanFiguresOut = Field(description=_("What was published in its period."))


class PlanList(Listing[PlanItem]):
    """A page of plans."""


@theme_router.read(
    "",
    response=ThemeList,
    operation_id="listThemes",
    summary=_("Key themes of a plan"),
    description=_("In the plan's order, with counts for its period by month."),
)
def themes(request: HttpRequest, query: Query[ThemeQuery]) -> HttpResponse:
    """Answer with the themes of a plan."""
    today = timezone.localdate()
    plan = _plans().filter(code=query.plan).first() if query.plan else Plan.objects.in_force(today)
    rows = Theme.objects.filter(plan=plan) if plan else Theme.objects.none()
    return answer_list(
        request, query, rows.prefetch_related("subtopics"), THEME_ORDER, ThemeItem, lambda found: _themes(found, plan)
    )


@theme_router.read(
    "/{key}",
    response=ThemeDetail,
    operation_id="getTheme",
    summary=_("One theme"),
    description=_("By slug (of the plan in force, else of the newest plan that has it) or id."),
    one=True,
)
def theme(request: HttpRequest, key: str, query: Query[OneQuery]) -> HttpResponse:
    """Answer with one theme."""
    found = theme_at(key)
    if found is None:
        raise not_found()
    item = _themes([found], found.plan)[0]
    detail = ThemeDetail(
        **item.model_dump(),
        goes_on_from=[theme_ref(older) for older in found.goes_on_from.select_related("plan")],
        goes_on_as=[theme_ref(newer) for newer in found.goes_on_as.select_related("plan")],
    )
    return answer_one(request, detail, query.fields)


@plan_router.read(
    "",
    response=PlanList,
    operation_id="listPlans",
    summary=_("Communication plans"),
    description=_("The newest period first."),
)
def plans(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """Answer with a page of plans."""
    return answer_list(
        request, query, _plans(), PLAN_ORDER, PlanItem, lambda found: [PlanItem(**values) for values in _values(found)]
    )


@plan_router.read(
    "/{key}",
    response=PlanDetail,
    operation_id="getPlan",
    summary=_("One plan in its own words"),
    description=_("By code or id. Doubtful numbers and dates are marked, never guessed."),
    one=True,
)
def plan(request: HttpRequest, key: str, query: Query[OneQuery]) -> HttpResponse:
    """Answer with one plan."""
    row = _plans().filter(code=key).first() or _plans().filter(pk=as_id(key)).first()
    if row is None:
        raise not_found()
    return answer_one(request, _plan_detail(row), query.fields)


def theme_at(key: str) -> Theme | None:
    """Return the theme with this slug, of the plan in force before all others, or id."""
    rows = Theme.objects.select_related("plan__period").prefetch_related("subtopics")
    named = list(rows.filter(slug=key).order_by("-plan__period__starts_on", "-pk"))
    current = Plan.objects.in_force(timezone.localdate())
    found = next((row for row in named if row.plan == current), named[0] if named else None)
    return found or rows.filter(pk=as_id(key)).first()


def theme_ref(row: Theme) -> ThemeRef:
    """Return the short form of a theme fetched with its plan."""
    return ThemeRef(id=row.pk, code=row.code, number=row.position, slug=row.slug, name=row.name, plan=row.plan.code)


def _plans() -> Any:
    return Plan.objects.select_related("period", "unit", "parent", "copied_from")


def _themes(rows: Sequence[Theme], plan: Plan | None) -> list[ThemeItem]:
    if plan is None:
        return []
    today, figures = timezone.localdate(), figures_of(rows, plan)
    months = [first for first in plan.period.months() if first <= today]
    return [_theme(row, plan, figures.get(row.pk, ThemeFigures()), months, today) for row in rows]


def _theme(row: Theme, plan: Plan, figures: ThemeFigures, months: list[dt.date], today: dt.date) -> ThemeItem:
    url = f"/chu-de/{row.slug}/"
    return ThemeItem(
        id=row.pk,
        code=row.code,
        number=row.position,
        slug=row.slug,
        name=row.name,
        text=row.text,
        plan=plan.code,
        url=url,
        canonical=public_address(url),
        subtopics=[subtopic.name for subtopic in row.subtopics.all()],
        is_priority=row.is_priority(today),
        ended_on=row.ends_on if row.has_ended(today) else None,
        count=figures.items,
        units_count=figures.units,
        months=[MonthOut(month=f"{first:%Y-%m}", count=figures.months.get(first, 0)) for first in months],
    )


def _values(rows: Sequence[Plan]) -> list[dict[str, Any]]:
    current = Plan.objects.in_force(timezone.localdate())
    return [_plan(row, is_current=row == current) for row in rows]


def _plan(row: Plan, *, is_current: bool) -> dict[str, Any]:
    url = f"/ke-hoach/{row.code}/"
    period = row.period
    copied = ("id", "code", "title", "kind", "superior_body", "issuer", "place", "signed_on", "signer_title")
    return {
        **{name: getattr(row, name) for name in (*copied, "signer_is_doubtful", "is_sample")},
        "number": ReadText(text=row.number_raw, is_doubtful=row.number_is_doubtful),
        "date": ReadText(text=row.date_raw, is_doubtful=row.date_is_doubtful),
        "unit": unit_ref(row.unit),
        "period": PeriodOut.model_validate(period, from_attributes=True),
        "parent": row.parent.code if row.parent else None,
        "copied_from": row.copied_from.code if row.copied_from else None,
        "in_force": is_current,
        "url": url,
        "canonical": public_address(url),
    }


def _plan_detail(row: Plan) -> PlanDetail:
    children = row.child_plans.select_related("unit").order_by("unit__name_key", "pk")
    return PlanDetail(
        **_values([row])[0],
        legal_bases=[BasisOut.model_validate(basis, from_attributes=True) for basis in row.legal_bases.all()],
        parts=_parts(row),
        child_plans=[PlanRef(code=child.code, title=child.title, unit=unit_ref(child.unit)) for child in children],
        figures=PlanFiguresOut(**plan_figures(row, timezone.localdate())),
    )


def _parts(row: Plan) -> list[PartOut]:
    order = list(PlanPart.Section.values)
    parts = sorted(row.parts.all(), key=lambda part: (order.index(part.section), part.position, part.pk))
    return [
        PartOut(
            section=part.section,
            heading=str(PlanPart.Section(part.section).label),
            position=part.position,
            text=part.text,
            rule=part.rule,
        )
        for part in parts
    ]
