"""A clear page for somebody whose posts have all ended and who is signed in still."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from unit_pages.access.backend import may_enter_admin
from unit_pages.units.appointments import Appointment

#: Screens of the admin that Wagtail opens to everybody.
OPEN = frozenset(
    {"wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}
)


class AppointmentRequiredMiddleware:
    """Says why the admin is closed, where Wagtail would show the sign-in form again and again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass everything on; `process_view` decides."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Answer 403 with the reason inside the admin."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in OPEN or str(name).startswith("wagtailadmin_password_reset"):
            return None
        if not request.path.startswith(reverse("wagtailadmin_home")) or not request.user.is_authenticated:
            return None
        if may_enter_admin(request.user):
            return None
        return no_post(request)


def no_post(request: HttpRequest) -> HttpResponse:
    """Return the page that tells which post ended when, or begins when."""
    posts = Appointment.objects.filter(person=request.user.pk).select_related("post", "unit").order_by("-starts_on")
    response = TemplateResponse(request, "unit_pages/people/no_post.html", {"posts": posts[:5]}, status=403)
    add_never_cache_headers(response)
    return response.render()
