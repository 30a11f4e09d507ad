"""Serve anonymous GET requests from the cache, before sessions and the database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from edu_portal.page_cache.tags import ANY, LOOK, SECTOR, unit_tag, versions
from edu_portal.public.chrome import display_of

EXCLUDED = ("/admin/", "/api/", "/documents/", "/display/", "/healthz", "/readyz", "/static/", "/media/", "/tim-kiem/")
LARGEST = 1_000_000  # bytes


@dataclass(frozen=True)
class CachedPage:
    """A page as it was sent.

    Args:
        content: body in bytes.
        headers: those that a reader needs.
        tags: names whose versions make the page valid.
        versions: the versions of ``tags`` when it was made.
    """

    content: bytes
    headers: dict[str, str]
    tags: list[str]
    versions: list[str]


class PageCacheMiddleware:
    """Whole pages for readers without a session; purged by tag, never stale by design."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from the cache, or make the page and keep it."""
        if not _is_cacheable(request):
            return self.get_response(request)
        key = _key(request)
        page: CachedPage | None = cache.get(key)
        if page is not None and versions(page.tags) == page.versions:
            return _replay(request, page)
        before = versions([ANY])
        response = self.get_response(request)
        # A change while the page was made may or may not be in it: such a page is not kept.
        if _may_keep(response) and versions([ANY]) == before:
            _keep(key, request, response)
        return response


def _is_cacheable(request: HttpRequest) -> bool:
    return bool(
        settings.PAGE_CACHE_SECONDS
        and request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(EXCLUDED)
    )


def _key(request: HttpRequest) -> str:
    display = display_of(request)
    parts = (request.get_host(), request.get_full_path(), display.size, display.contrast)
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _may_keep(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
        and len(response.content) <= LARGEST
    )


def _keep(key: str, request: HttpRequest, response: HttpResponse) -> None:
    unit = getattr(request, "site_unit", None)
    place = SECTOR if unit is None or unit.is_root else unit_tag(unit.pk)
    names = [place, LOOK, *sorted(getattr(request, "page_cache_tags", ()))]
    headers = {name: value for name, value in response.items() if name.lower() not in {"date", "content-length"}}
    page = CachedPage(content=response.content, headers=headers, tags=names, versions=versions(names))
    cache.set(key, page, settings.PAGE_CACHE_SECONDS)


def _replay(request: HttpRequest, page: CachedPage) -> HttpResponse:
    response = HttpResponse(page.content, headers=page.headers)
    response["X-Page-Cache"] = "hit"
    return get_conditional_response(request, etag=response.get("ETag"), response=response) or response
