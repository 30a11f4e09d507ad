"""The theme's stylesheet and drawings, kept by browsers for a year under digest addresses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control

from edu_portal.branding.models import Branding, Drawing
from edu_portal.branding.services import theme_css

YEAR = 31_536_000


@cache_control(public=True, max_age=YEAR, immutable=True)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Serve the custom properties of the province and its units."""
    return HttpResponse(theme_css(Branding.objects.first()), content_type="text/css; charset=utf-8")


@cache_control(public=True, max_age=YEAR, immutable=True)
def drawing(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """Serve a drawing of the theme; as a picture it cannot run anything."""
    found = get_object_or_404(Drawing, name=name)
    response = HttpResponse(found.svg, content_type="image/svg+xml; charset=utf-8")
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response
