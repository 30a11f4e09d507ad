"""Addresses of units that were renamed or ended lead to where their site is now."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from unit_pages.changes.addresses import present_address


class FormerAddressMiddleware:
    """Redirects what would be 404 below a former or ended unit's address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and look for the unit's present address when there is nothing."""
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        target = present_address(request.path)
        return HttpResponsePermanentRedirect(target) if target else response
