"""Publications: what appears on which unit's site; the source of every news list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import Field

from unit_pages.api.addresses import public_address
from unit_pages.api.fields import Resource, answer_one
from unit_pages.api.lists import Listing, NewestFirst, answer_list
from unit_pages.api.parameters import (
    UNIT,
    Address,
    Codes,
    ListQuery,
    OneQuery,
    PeriodQuery,
    Whole,
    Word,
    as_id,
    last_segment,
    units_named,
)
from unit_pages.api.parts import UnitRef, unit_ref
from unit_pages.api.pictures import PictureOut, fetch_renditions, picture_out
from unit_pages.api.problems import not_found
from unit_pages.api.routing import ReadRouter
from unit_pages.api.visibility import live_publications, without_private
from unit_pages.enums import Origin, Place
from unit_pages.publications.models import Publication
from unit_pages.subsites.pages import SectionPage
from unit_pages.units.models import Unit

ORDER = NewestFirst("starts_at")


class PublicationItem(Resource):
    """One page on one unit's site."""

    id: int = Field(description=_("Primary key."))
    page_id: int = Field(description=_("Primary key of the page; an article's id."))
    site: UnitRef = Field(description=_("The unit on whose site it appears."))
    origin: Origin = Field(description=_("Whether the site's own unit published it or it was accepted from another."))
    place: Place | None = Field(description=_("Where editors put it on the site; null for the own site."))
    starts_at: dt.datetime = Field(description=_("From when it appears there."))
    pinned_until: dt.datetime | None = Field(description=_("Until when editors keep it first."))
    headline: str = Field(description=_("Title."))
    summary: str = Field(description=_("One or two sentences; may be empty."))
    url: str = Field(description=_("Path of the page on its own unit's site."))
    canonical: str = Field(description=_("Absolute canonical address."))
    picture: PictureOut | None = Field(description=_("Main picture."))
    unit: UnitRef = Field(description=_("The unit that wrote it."))
    kind: str = Field(description=_("Name of the kind, as lists show it."), examples=["Tin"])
    event_on: dt.date | None = Field(description=_("Day of the event."))


class PublicationList(Listing[PublicationItem]):
    """A page of publications."""


class PublicationQuery(ListQuery, PeriodQuery):
    """Filters of publications; a package with page types of its own may add to them."""

    unit: Word | None = Field(None, description=UNIT, examples=["thpt-ngo-quyen"])
    site: Word | None = Field(None, description=_("Slug or code of the unit on whose site the item appears."))
    section: Whole | None = Field(None, description=_("Id of a section page: what that section lists."))
    url: Address | None = Field(None, description=_("Path of the page, exactly."))
    origin: Origin | None = Field(None, description=_("own: each item once; accepted: taken over by a site."))
    place: Place | None = Field(None, description=_("Where it stands on the site."))
    kind: Word | None = Field(None, description=_("Kind of item."))
    level: Codes | None = Field(None, description=_("Codes of education levels of the unit, separated by commas."))

    def narrow(self, rows: Any) -> Any:
        """Return the publications that match."""
        rows = self.in_period(rows, "starts_at")
        exact = {name: getattr(self, name) for name in ("origin", "place") if getattr(self, name)}
        rows = self.narrow_kind(rows.filter(**exact))
        if self.unit:
            rows = rows.filter(unit__in=units_named(self.unit))
        if self.site:
            rows = rows.filter(site_unit__in=units_named(self.site))
        if self.level:
            rows = rows.filter(unit__in=Unit.objects.filter(levels__code__in=self.level))
        if self.url:
            rows = rows.filter(page__slug=last_segment(self.url), url_path=self.url)
        return _of_section(rows, self.section) if self.section else rows

    def narrow_kind(self, rows: Any) -> Any:
        """Return the publications of the kind."""
        return rows.filter(kind=self.kind) if self.kind else rows


def publication_items(request: HttpRequest, rows: Sequence[Publication]) -> list[PublicationItem]:
    """Turn publications, fetched with their units and pictures, into items."""
    fetch_renditions(row.shown_picture for row in rows)
    return [
        PublicationItem(
            id=row.pk,
            page_id=row.page_id or 0,
            site=unit_ref(row.site_unit),
            origin=Origin(row.origin),
            place=Place(row.place) if row.place else None,
            starts_at=timezone.localtime(row.starts_at),
            pinned_until=timezone.localtime(row.pinned_until) if row.pinned_until else None,
            headline=row.headline,
            summary=row.summary,
            url=row.url_path,
            canonical=public_address(row.url_path),
            picture=picture_out(request, row.shown_picture),
            unit=unit_ref(row.unit),
            kind=row.kind,
            event_on=row.event_on,
        )
        for row in rows
    ]


def make_router(query_type: type[PublicationQuery]) -> ReadRouter:
    """Make the router of publications with the filters that the installation knows."""
    router = ReadRouter(tags=["publications"])

    def publications(request: HttpRequest, query: Any) -> HttpResponse:
        rows = query.narrow(_rows())
        return answer_list(
            request, query, rows, ORDER, PublicationItem, lambda found: publication_items(request, found)
        )

    publications.__annotations__["query"] = Query[query_type]  # type: ignore[misc,valid-type]  # known only here
    router.read(
        "",
        response=PublicationList,
        operation_id="listPublications",
        summary=_("What appears on the units' sites"),
        description=_("Newest first. With site= the list of that site; with origin=own each item once."),
    )(publications)

    @router.read(
        "/{key}",
        response=PublicationItem,
        operation_id="getPublication",
        summary=_("One publication"),
        description=_("By its id."),
        one=True,
    )
    def publication(request: HttpRequest, key: str, query: Query[OneQuery]) -> HttpResponse:
        """Answer with one publication."""
        row = _rows().filter(pk=as_id(key)).first()
        if row is None:
            raise not_found()
        return answer_one(request, publication_items(request, [row])[0], query.fields)

    return router


def _rows() -> Any:
    return live_publications(timezone.now()).select_related("unit", "site_unit", "picture")


def _of_section(rows: Any, pk: int) -> Any:
    """Return what a section page lists, by the same rule as the page itself."""
    section = without_private(SectionPage.objects.filter(live=True, pk=pk)).first()
    unit = section.get_site_unit() if section else None
    if section is None or unit is None:
        return rows.none()
    rows = rows.filter(site_unit=unit)
    return rows if section.shows_all else rows.filter(page__path__startswith=section.path)


router = make_router(PublicationQuery)
