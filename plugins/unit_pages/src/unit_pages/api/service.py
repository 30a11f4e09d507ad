"""The API object: django-ninja's, but read-only, with problems for errors and without a CDN."""

from __future__ import annotations

import logging
from typing import Any

from django.core.signals import got_request_exception
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Swagger
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from unit_pages.api.answers import answer_method, cacheable, json_answer, open_to_all
from unit_pages.api.description import complete
from unit_pages.api.problems import (
    Problem,
    answer_invalid,
    answer_not_found,
    answer_problem,
    not_found,
    problem_response,
)

logger = logging.getLogger("django.request")


class ReadOnlyAPI(NinjaAPI):
    """A `NinjaAPI` whose every address answers readers alike, unknown ones too."""

    def __init__(self, **options: Any) -> None:
        # Swagger would show a badge of an online validator, which is a call to another site.
        options.setdefault("docs", Swagger(settings={"validatorUrl": None, "tryItOutEnabled": True}))
        super().__init__(docs_decorator=_public, **options)
        handlers: dict[type[Exception], Any] = {
            Problem: answer_problem,
            Http404: answer_not_found,
            ValidationError: answer_invalid,
            Exception: answer_fault,
        }
        for error, handler in handlers.items():
            self.add_exception_handler(error, handler)

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return ninja's description, completed by what all operations share."""
        return complete(super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params))

    def _get_urls(self) -> list[Any]:
        urls: list[Any] = list(super()._get_urls())
        urls = [url for url in urls if url.name != "api-root"]
        urls += [path("", _public(self.index), name="api-root"), re_path(r"^.*$", _public(nothing_here))]
        for url in urls:
            _without_transaction(url)
        return urls

    def index(self, request: HttpRequest) -> HttpResponse:
        """Tell what there is: the collections with their addresses."""
        base = request.build_absolute_uri(request.path)
        paths = self.get_openapi_schema()["paths"]
        names = sorted({found[len(request.path) :] for found in paths if "{" not in found})
        return json_answer(
            request,
            {
                "title": str(_(self.title)),
                "version": self.version,
                "openapi": f"{base}openapi.json",
                "docs": f"{base}docs",
                "collections": {name: f"{base}{name}" for name in names},
            },
        )


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer an address that the API does not have."""
    return problem_response(not_found())


def answer_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """Log a fault as Django does and answer without a word about the inside."""
    logger.exception("Internal Server Error: %s", request.path, extra={"status_code": 500, "request": request})
    got_request_exception.send(sender=None, request=request)
    return problem_response(Problem(500, "internal", _("The fault was written down. Try again later.")))


def _public(view: Any) -> Any:
    def answer(request: HttpRequest, **values: Any) -> HttpResponse:
        return open_to_all(answer_method(request) or cacheable(request, view(request, **values)))

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here writes; POST gets its 405
    return answer


def _without_transaction(url: URLPattern) -> None:
    """Reading takes no lock: with ``ATOMIC_REQUESTS`` SQLite would allow one reader at a time."""
    transaction.non_atomic_requests(url.callback)
