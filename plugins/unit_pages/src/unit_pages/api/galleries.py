"""Galleries of the units."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce
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
    ListQuery,
    OneQuery,
    Word,
    as_id,
    units_named,
)
from unit_pages.api.parts import UnitRef, unit_ref
from unit_pages.api.pictures import PictureOut, fetch_renditions, picture_out
from unit_pages.api.problems import not_found
from unit_pages.api.routing import ReadRouter
from unit_pages.api.trees import at_address, pages_of_units, units_of_paths
from unit_pages.api.visibility import public_pages
from unit_pages.subsites.lookup import public_path
from unit_pages.subsites.pages import GalleryPage, GalleryPicture

router = ReadRouter(tags=["galleries"])
ORDER = NewestFirst("shown_at")
LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # for pages that were never published by hand


class GalleryItem(Resource):
    """Pictures of one occasion."""

    id: int = Field(description=_("Primary key of the page."))
    slug: str = Field(description=_("Last segment of its address."))
    title: str = Field(description=_("Title."))
    summary: str = Field(description=_("Summary; may be empty."))
    taken_on: dt.date | None = Field(description=_("Day of the occasion."))
    published_at: dt.datetime | None = Field(description=_("When it was published first."))
    url: str = Field(description=_("Path of the page."))
    canonical: str = Field(description=_("Absolute canonical address."))
    unit: UnitRef | None = Field(description=_("The unit on whose site it stands."))
    count: int = Field(description=_("Number of pictures."))
    cover: PictureOut | None = Field(description=_("The first picture."))


class GalleryDetail(GalleryItem):
    """A gallery with its pictures."""

    pictures: list[PictureOut] = Field(description=_("All pictures, in order."))


class GalleryList(Listing[GalleryItem]):
    """A page of galleries."""


class GalleryQuery(ListQuery):
    """Filters of galleries."""

    unit: Word | None = Field(None, description=UNIT)
    url: Address | None = Field(None, description=_("Path of the page, exactly."))


@router.read(
    "",
    response=GalleryList,
    operation_id="listGalleries",
    summary=_("Galleries"),
    description=_("The newest first."),
)
def galleries(request: HttpRequest, query: Query[GalleryQuery]) -> HttpResponse:
    """Answer with a page of galleries."""
    rows = pages_of_units(_rows(), units_named(query.unit)) if query.unit else _rows()
    if query.url:
        rows = at_address(rows, query.url)
    return answer_list(
        request, query, rows, ORDER, GalleryItem, lambda found: [GalleryItem(**v) for v in _values(request, found)]
    )


@router.read(
    "/{key}",
    response=GalleryDetail,
    operation_id="getGallery",
    summary=_("One gallery"),
    description=_("By id or slug; where several units use a slug, the newest answers."),
    one=True,
)
def gallery(request: HttpRequest, key: str, query: Query[OneQuery]) -> HttpResponse:
    """Answer with one gallery and all its pictures."""
    row = _rows().filter(pk=as_id(key)).first() or ORDER.first(_rows().filter(slug=key)).first()
    if row is None:
        raise not_found()
    values = _values(request, [row])[0]
    items = list(row.pictures.select_related("picture"))
    fetch_renditions(item.picture for item in items)
    shown = (picture_out(request, item.picture, item.caption) for item in items)
    pictures = [picture for picture in shown if picture is not None]
    return answer_one(request, GalleryDetail(**values, pictures=pictures), query.fields)


def _rows() -> Any:
    return public_pages(GalleryPage).annotate(shown_at=Coalesce("first_published_at", Value(LONG_AGO)))


def _values(request: HttpRequest, rows: Sequence[GalleryPage]) -> list[dict[str, Any]]:
    units = units_of_paths(row.path for row in rows)
    pictures = _pictures(rows)
    fetch_renditions(found[0].picture for found in pictures.values())
    return [_gallery(request, row, units, pictures[row.pk]) for row in rows]


def _gallery(request: HttpRequest, row: GalleryPage, units: Any, pictures: list[GalleryPicture]) -> dict[str, Any]:
    path, unit = public_path(row.url_path), units.get(row.path)
    published = row.first_published_at
    return {
        "id": row.pk,
        "slug": row.slug,
        "title": row.title,
        "summary": row.summary,
        "taken_on": row.taken_on,
        "published_at": timezone.localtime(published) if published else None,
        "url": path,
        "canonical": public_address(path),
        "unit": unit_ref(unit) if unit else None,
        "count": len(pictures),
        "cover": picture_out(request, pictures[0].picture, pictures[0].caption) if pictures else None,
    }


def _pictures(rows: Sequence[GalleryPage]) -> dict[int, list[GalleryPicture]]:
    found: dict[int, list[GalleryPicture]] = defaultdict(list)
    items = GalleryPicture.objects.filter(gallery__in=[row.pk for row in rows])
    for item in items.select_related("picture").order_by("sort_order", "pk"):
        found[item.gallery_id].append(item)
    return found
