"""Small answers for machines: QR codes, health, robots."""

from __future__ import annotations

import io
from typing import Any

import segno
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.cache import cache_control, never_cache

from edu_portal.public.links import absolute
from edu_search.engines import choosing
from edu_search.shipping.services import status
from unit_pages.models import Unit


@cache_control(public=True, max_age=86_400)
def qr(request: HttpRequest) -> HttpResponse:
    """Draw the QR code of a path of this portal as SVG."""
    path = request.GET.get("path", "")
    if not path.startswith("/") or path.startswith("//") or len(path) > 600:
        return HttpResponseBadRequest("path must be a path of this portal, for example /don-vi/")
    output = io.BytesIO()
    segno.make(absolute(path), error="m", micro=False).save(output, kind="svg", scale=6, border=2, xmldecl=False)
    return HttpResponse(output.getvalue(), content_type="image/svg+xml")


@transaction.non_atomic_requests
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers, even without its database."""
    return JsonResponse({"status": "ok"})


@transaction.non_atomic_requests
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """The process can serve pages: the database answers and a province is loaded.

    Search is told and does not decide: while Elasticsearch is away the database answers.
    """
    checks = {"database": False, "province": False}
    try:
        connection.ensure_connection()
        checks["database"] = True
        checks["province"] = Unit.objects.filter(parent__isnull=True, home__live=True).exists()
        search = _search_state()
    except DatabaseError:
        search = {}
    ready = all(checks.values())
    answer = {"status": "ok" if ready else "not ready", "checks": checks, "search": search}
    return JsonResponse(answer, status=200 if ready else 503)


def _search_state() -> dict[str, Any]:
    choosing.probe()
    found = status()
    return {
        "engine": found.engine,
        "degraded": found.is_degraded,
        "pending": found.pending,
        "waits_seconds": found.waits_seconds,
        "set_aside": found.set_aside,
    }


@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what not to fetch and where the sitemap is."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /tim-kiem/", "Disallow: /display/"]
    host = getattr(request, "unit_host", None)  # a unit's own host has a sitemap of its own
    sitemap = absolute(f"/sitemap/{host[1]}.xml" if host else "/sitemap.xml")
    return HttpResponse("\n".join([*lines, f"Sitemap: {sitemap}", ""]), content_type="text/plain")
