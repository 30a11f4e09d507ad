"""Addresses of units that were renamed or ended lead to where their site is now."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from unit_pages.units.history import UnitFormerName, UnitSuccession


class FormerAddressMiddleware:
    """Redirects what would be 404 below a former or ended unit's address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and look for the unit's present address when there is nothing."""
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        target = redirect_target(request.path)
        return HttpResponsePermanentRedirect(target) if target else response


def redirect_target(path: str) -> str:
    """Return where a path below a former or ended unit's address leads now, or ""."""
    slug, _slash, rest = path.lstrip("/").partition("/")
    if not slug or len(slug) > 80 or "\x00" in slug:  # PostgreSQL refuses to look for NUL
        return ""
    former = UnitFormerName.objects.filter(slug=slug).select_related("unit").first()
    if former is not None and former.unit.slug != slug:
        return f"{former.unit.url_path}{rest}"
    ended = UnitSuccession.objects.filter(unit__slug=slug).select_related("successor")[:2]
    return ended[0].successor.url_path if len(ended) == 1 else ""
