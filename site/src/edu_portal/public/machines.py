"""Small answers for machines: QR codes, health, robots."""

from __future__ import annotations

import io

import segno
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.cache import cache_control, never_cache

from edu_portal.public.links import absolute
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
    """The process can serve pages: the database answers and a province is loaded."""
    checks = {"database": False, "province": False}
    try:
        connection.ensure_connection()
        checks["database"] = True
        checks["province"] = Unit.objects.filter(parent__isnull=True, home__live=True).exists()
    except DatabaseError:
        pass
    ready = all(checks.values())
    return JsonResponse({"status": "ok" if ready else "not ready", "checks": checks}, status=200 if ready else 503)


@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what not to fetch and where the sitemap is."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /tim-kiem/", "Disallow: /display/"]
    host = getattr(request, "unit_host", None)  # a unit's own host has a sitemap of its own
    sitemap = absolute(f"/sitemap/{host[1]}.xml" if host else "/sitemap.xml")
    return HttpResponse("\n".join([*lines, f"Sitemap: {sitemap}", ""]), content_type="text/plain")
