"""Units: the directory, and one unit with its home page, contact and history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import BaseModel, Field

from unit_pages.api.fields import answer_one
from unit_pages.api.lists import ByKey, Listing, answer_list
from unit_pages.api.parameters import Codes, ListQuery, OneQuery, Word, as_id, units_named
from unit_pages.api.parts import UnitRef, unit_ref
from unit_pages.api.pictures import fetch_renditions
from unit_pages.api.problems import not_found
from unit_pages.api.routing import ReadRouter
from unit_pages.api.unit_homes import ContactOut, HomeOut, contact_out, home_out
from unit_pages.api.unit_items import UnitItem, unit_items, unit_values
from unit_pages.days import local_day
from unit_pages.enums import OPEN_STATES, Origin, SuccessionKind
from unit_pages.publications.models import Publication
from unit_pages.units.history import UnitFormerName, find_unit
from unit_pages.units.models import Unit
from unit_pages.vietnamese import fold, nfc

router = ReadRouter(tags=["units"])
ORDER = ByKey("name_key")


class FormerNameOut(BaseModel):
    """A name that the unit had."""

    name: str = Field(description=_("Name."))
    code: str = Field(description=_("Official code of that time; may be empty."))
    slug: str = Field(description=_("Address of that time; it leads here. May be empty."))
    until_on: dt.date = Field(description=_("Until this day."))


class SuccessionOut(BaseModel):
    """A unit that went over into another one."""

    kind: SuccessionKind = Field(description=_("How."))
    on: dt.date = Field(description=_("When."))
    unit: UnitRef = Field(description=_("The other unit."))


class UnitDetail(UnitItem):
    """A unit with its home page, contact and history."""

    home: HomeOut | None = Field(description=_("Home page; null while it is not public."))
    contact: ContactOut = Field(description=_("How to reach the unit."))
    children: list[UnitRef] = Field(
        description=_("Units directly below it that exist today, at most 200; see parent=.")
    )
    former_names: list[FormerNameOut] = Field(description=_("Names before this one, the last first."))
    successors: list[SuccessionOut] = Field(description=_("Units that go on with its duties."))
    predecessors: list[SuccessionOut] = Field(description=_("Units whose duties it goes on with."))


class UnitList(Listing[UnitItem]):
    """A page of units."""


class UnitQuery(ListQuery):
    """Filters of the directory."""

    kind: Codes | None = Field(None, description=_("Codes of kinds of unit, separated by commas."), examples=["thpt"])
    level: Codes | None = Field(None, description=_("Codes of education levels, separated by commas."))
    district: Word | None = Field(None, description=_("District, as written in the registry."))
    parent: Word | None = Field(None, description=_("Slug or code of the superior unit."))
    q: str | None = Field(
        None, max_length=100, description=_("Words of the name, with or without diacritics; former names too.")
    )
    ended: bool = Field(False, description=_("true: units that ended, in place of those that exist."))

    def narrow(self, today: dt.date) -> Any:
        """Return the units that match."""
        rows = (
            _of_today(today) if not self.ended else Unit.objects.filter(ends_on__lte=today, site_state__in=OPEN_STATES)
        )
        if self.kind:
            rows = rows.filter(kind__code__in=self.kind)
        if self.level:
            rows = rows.filter(pk__in=Unit.objects.filter(levels__code__in=self.level).values("pk"))
        if self.district:
            rows = rows.filter(district=nfc(self.district))
        if self.parent:
            rows = rows.filter(parent__in=units_named(self.parent))
        return rows.filter(pk__in=units_matching(self.q)) if self.q and self.q.strip() else rows


@router.read(
    "",
    response=UnitList,
    operation_id="listUnits",
    summary=_("Units of the sector"),
    description=_("In Vietnamese order of their names; only units that exist today, unless ended=true."),
)
def units(request: HttpRequest, query: Query[UnitQuery]) -> HttpResponse:
    """Answer with a page of the directory."""
    rows = _complete(query.narrow(local_day()))
    return answer_list(request, query, rows, ORDER, UnitItem, lambda found: unit_items(request, found))


@router.read(
    "/{key}",
    response=UnitDetail,
    operation_id="getUnit",
    summary=_("One unit"),
    description=_("By slug, official code or id; former slugs and codes and ended units answer too."),
    one=True,
)
def unit(request: HttpRequest, key: str, query: Query[OneQuery]) -> HttpResponse:
    """Answer with one unit."""
    today = local_day()
    found = find_unit(key)
    known = Q(pk=found.pk) if found else Q(pk=as_id(key))
    public = Q(pk__in=_of_today(today).values("pk")) | Q(ends_on__lte=today, site_state__in=OPEN_STATES)
    row = _complete(Unit.objects.filter(known & public)).first()
    if row is None:
        raise not_found()
    return answer_one(request, _detail(request, row, today), query.fields)


def units_matching(text: str) -> list[int]:
    """Return the units whose present or former names hold all words of ``text``, folded."""
    words = fold(nfc(text)).split()[:8]
    names: list[tuple[Any, ...]] = [
        *Unit.objects.values_list("pk", "name", "short_name", "code", "slug"),
        *UnitFormerName.objects.values_list("unit_id", "name", "code", "slug"),
    ]
    return [pk for pk, *texts in names if all(word in fold(" ".join(texts)) for word in words)]


def _of_today(today: dt.date) -> Any:
    """Return the units of the directory: they exist and have a site."""
    return Unit.objects.active_on(today).with_open_site()


def _complete(rows: Any) -> Any:
    newest = (
        Publication.objects.filter(unit=OuterRef("pk"), origin=Origin.OWN)
        .live_at(timezone.now())
        .filter(page__live=True)
        .order_by()
        .values("unit")
        .annotate(newest=Max("starts_at"))
        .values("newest")
    )
    rows = rows.with_identity().select_related("parent", "emblem").prefetch_related("levels")
    return rows.annotate(newest_at=Subquery(newest))


def _detail(request: HttpRequest, row: Unit, today: dt.date) -> UnitDetail:
    fetch_renditions([row.emblem])
    children = _of_today(today).filter(parent=row).order_by("name_key", "pk")[:200]
    return UnitDetail.model_validate(
        {
            **unit_values(request, row),
            "home": home_out(request, row, timezone.now()),
            "contact": contact_out(row),
            "children": [unit_ref(child) for child in children],
            "former_names": [
                FormerNameOut(name=name.name, code=name.code, slug=name.slug, until_on=name.until_on)
                for name in row.former_names.all()
            ],
            "successors": [
                SuccessionOut(kind=SuccessionKind(item.kind), on=item.on, unit=unit_ref(item.successor))
                for item in row.successions.select_related("successor")
            ],
            "predecessors": [
                SuccessionOut(kind=SuccessionKind(item.kind), on=item.on, unit=unit_ref(item.unit))
                for item in row.predecessions.select_related("unit")
            ],
        }
    )
