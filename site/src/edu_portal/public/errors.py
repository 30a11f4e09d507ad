"""What a reader sees where there is nothing, in the demo too."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found


class ReadersNotFoundMiddleware:
    """Shows the portal's own page for a lost address although DEBUG is on.

    For the demo only: Django's technical page is no page to show to an official.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a lost address outside the admin and the API."""
        if isinstance(exception, Http404) and not request.path.startswith(("/admin/", "/api/")):
            return page_not_found(request, exception)
        return None
