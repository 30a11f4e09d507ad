"""Pages below a unit's home that are no articles: sections, standard pages, contact, lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any, Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import Field
from wagtail.models import Page

from unit_pages.api.addresses import public_address
from unit_pages.api.bodies import BlockOut, body_out
from unit_pages.api.fields import Resource, answer_one
from unit_pages.api.lists import ByKey, Listing, answer_list
from unit_pages.api.parameters import (
    UNIT,
    Address,
    ListQuery,
    OneQuery,
    Word,
    as_id,
    units_named,
)
from unit_pages.api.parts import UnitRef, unit_ref
from unit_pages.api.problems import not_found
from unit_pages.api.routing import ReadRouter
from unit_pages.api.trees import at_address, pages_of_units, units_of_paths
from unit_pages.api.visibility import public_pages
from unit_pages.subsites.lookup import public_path
from unit_pages.subsites.pages import PAGE_TYPES

router = ReadRouter(tags=["pages"])
ORDER = ByKey("path")
PageType = Literal["section", "standard", "documents", "calendar", "galleries", "contact"]


class PageItem(Resource):
    """A page of a unit's site."""

    id: int = Field(description=_("Primary key."))
    slug: str = Field(description=_("Last segment of its address."))
    type: PageType = Field(description=_("Kind of page."))
    title: str = Field(description=_("Title."))
    lead: str = Field(description=_("Lead or intro; may be empty."))
    seo_title: str = Field(description=_("Title for search engines; may be empty."))
    description: str = Field(description=_("Description for search engines; may be empty."))
    shows_all: bool | None = Field(
        description=_("Of a section: whether it lists all that appears on the site. See section= of publications.")
    )
    map_url: str | None = Field(description=_("Of a contact page: a plain link to a map; may be empty."))
    url: str = Field(description=_("Path of the page."))
    canonical: str = Field(description=_("Absolute canonical address."))
    unit: UnitRef | None = Field(description=_("The unit on whose site it stands."))
    updated_at: dt.datetime | None = Field(description=_("When it was published last."))


class PageDetail(PageItem):
    """A page with its text."""

    body_html: str = Field(description=_("The text as the page prints it."))
    body: list[BlockOut] = Field(description=_("The text as blocks."))


class PageList(Listing[PageItem]):
    """A page of pages."""


class PageQuery(ListQuery):
    """Filters of pages."""

    unit: Word | None = Field(None, description=UNIT)
    type: PageType | None = Field(None, description=_("Kind of page."))
    url: Address | None = Field(None, description=_("Path of the page, exactly."), examples=["/gioi-thieu/"])

    def narrow(self, rows: Any) -> Any:
        """Return the pages that match."""
        if self.unit:
            rows = pages_of_units(rows, units_named(self.unit))
        if self.type:
            rows = rows.filter(**{f"{_relation(self.type)}__isnull": False})
        if self.url:
            rows = at_address(rows, self.url)
        return rows


@router.read(
    "",
    response=PageList,
    operation_id="listPages",
    summary=_("Pages of the units' sites"),
    description=_("Site by site, in the order of the tree. The text stands in the single page."),
)
def pages(request: HttpRequest, query: Query[PageQuery]) -> HttpResponse:
    """Answer with a page of pages."""
    rows = query.narrow(_rows()).defer("standardpage__body")
    return answer_list(request, query, rows, ORDER, PageItem, lambda found: [PageItem(**v) for v in _values(found)])


@router.read(
    "/{key}",
    response=PageDetail,
    operation_id="getPage",
    summary=_("One page"),
    description=_("By id or slug. Many units use the same slugs: then the department's answers; see unit= and url=."),
    one=True,
)
def page(request: HttpRequest, key: str, query: Query[OneQuery]) -> HttpResponse:
    """Answer with one page and its text."""
    row = _rows().filter(pk=as_id(key)).first() or _rows().filter(slug=key).order_by("depth", "path").first()
    if row is None:
        raise not_found()
    body = body_out(request, getattr(_specific(row)[1], "body", None))
    detail = PageDetail(**_values([row])[0], body_html=body.html, body=body.blocks)
    return answer_one(request, detail, query.fields)


def _relation(kind: str) -> str:
    """Return the lookup from a page to its row of a type."""
    return str(PAGE_TYPES[kind]._meta.model_name)


def _rows() -> Any:
    """Return the public pages of all types, each with its own row from the same query."""
    kinds = [_relation(kind) for kind in PAGE_TYPES]
    of_a_kind = reduce(or_, (Q(**{f"{kind}__isnull": False}) for kind in kinds))
    return public_pages(Page).filter(of_a_kind).select_related(*kinds)


def _specific(row: Page) -> tuple[str, Any]:
    found = ((kind, getattr(row, _relation(kind), None)) for kind in PAGE_TYPES)
    return next((kind, page) for kind, page in found if page is not None)


def _values(rows: Sequence[Page]) -> list[dict[str, Any]]:
    units = units_of_paths(row.path for row in rows)
    return [_page(row, units.get(row.path)) for row in rows]


def _page(row: Page, unit: Any) -> dict[str, Any]:
    kind, specific = _specific(row)
    path = public_path(row.url_path)
    return {
        "id": row.pk,
        "slug": row.slug,
        "type": kind,
        "title": row.title,
        "lead": getattr(specific, "lead", "") or getattr(specific, "intro", ""),
        "seo_title": row.seo_title,
        "description": row.search_description,
        "shows_all": getattr(specific, "shows_all", None),
        "map_url": getattr(specific, "map_address", None),
        "url": path,
        "canonical": public_address(path),
        "unit": unit_ref(unit) if unit else None,
        "updated_at": timezone.localtime(row.last_published_at) if row.last_published_at else None,
    }
