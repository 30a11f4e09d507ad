"""Wagtail's view of a page, with a shorter way from the address to the page."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Site
from wagtail.views import serve as wagtail_serve

from edu_portal.page_cache.pieces import FRAME, keep
from unit_pages.subsites.home import page_at


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page that stands at ``path``; what page types answer below themselves Wagtail finds itself.

    Wagtail asks for the site, its root in two types, and then level by level. All
    that is needed is where the tree of this host begins, which hardly ever changes.
    """
    root = keep(request, FRAME, f"root:{request.get_host()}", lambda: _root_of(request))
    page = page_at(f"{root}{path}") if root else None
    if page is not None:
        route: Any = None
        with suppress(Http404):  # a draft; Wagtail answers without a route as it does to a lost address
            route = page.route(request, [])
        request._wagtail_route_for_request = route  # type: ignore[attr-defined]  # where Wagtail keeps it
    response: HttpResponse = wagtail_serve(request, path)
    return response


def _root_of(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return site.root_page.url_path if site else ""
