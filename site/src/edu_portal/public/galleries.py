"""Galleries of a unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from edu_portal.public.cards import fetch_renditions
from edu_portal.public.links import absolute
from edu_portal.public.meta import Meta, picture_address
from unit_pages.models import GalleryIndexPage, GalleryPage, GalleryPicture
from unit_pages.subsites.lookup import public_path


def index_context(request: HttpRequest, page: GalleryIndexPage) -> dict[str, Any]:
    """Return the context of ``unit_pages/gallery_index_page.html``."""
    galleries = list(
        GalleryPage.objects.live()
        .filter(path__startswith=page.path)
        .annotate(count=Count("pictures"))
        .order_by("-first_published_at")[:60]
    )
    covers: dict[int, Any] = {}
    items = GalleryPicture.objects.filter(gallery__in=galleries).select_related("picture").order_by("sort_order")
    for item in items:
        covers.setdefault(item.gallery_id, item.picture)
    fetch_renditions(list(covers.values()))
    return {
        "galleries": [
            {
                "url": public_path(gallery.url_path),
                "title": gallery.title,
                "date": gallery.taken_on or gallery.first_published_at,
                "count": gallery.count,
                "picture": covers.get(gallery.pk),
            }
            for gallery in galleries
        ]
    }


def context(request: HttpRequest, page: GalleryPage) -> dict[str, Any]:
    """Return the context of ``unit_pages/gallery_page.html``."""
    items = list(page.pictures.select_related("picture"))
    fetch_renditions([item.picture for item in items] + [request.site_unit.emblem])  # type: ignore[attr-defined]
    return {
        "title": page.title,
        "summary": page.summary,
        "date": page.taken_on or page.first_published_at,
        "pictures": [
            {
                "picture": item.picture,
                "alt": item.picture.description or item.caption,
                "caption": item.caption,
                "credit": item.picture.credit,
            }
            for item in items
        ],
        "meta": Meta(
            title=page.title,
            description=page.summary,
            canonical=absolute(request.path),
            image=picture_address(items[0].picture if items else None),
        ),
    }
