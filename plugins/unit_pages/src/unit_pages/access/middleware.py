"""Default-deny for the admin: unit staff get what stands on the list, everything else is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.defaults import page_not_found

from unit_pages.access.address_objects import is_within_reach
from unit_pages.access.addresses import is_open_to_staff


class AdminAddressMiddleware:
    """Answers 404, never 403, so that nobody learns what exists.

    It must stand after the middleware that knows the person. Superusers pass; who is
    not signed in meets the log-in page as ever.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the decision is made once its address is resolved."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse addresses off the list, and objects that are not the person's, in one voice."""
        user = request.user
        if user.is_anonymous or (user.is_active and user.is_superuser):
            return None
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if is_open_to_staff(name) and is_within_reach(user, name, kwargs):
            return None
        return page_not_found(request, Exception(), template_name="wagtailadmin/404.html")
