"""Errors as ``application/problem+json`` (RFC 9457), in the language of the site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_lazy, gettext_noop
from ninja.errors import ValidationError
from pydantic import BaseModel, Field

CONTENT_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:x-unit-pages:problem:"

TITLES = {
    "invalid-parameter": gettext_lazy("A parameter is wrong"),
    "unknown-parameter": gettext_lazy("There is no such parameter"),
    "unknown-field": gettext_lazy("There is no such field"),
    "not-found": gettext_lazy("Not found"),
    "not-signed-in": gettext_lazy("Nobody is signed in"),
    "not-allowed": gettext_lazy("This address can only be read"),
    "internal": gettext_lazy("The server made a mistake"),
}
#: What pydantic found wrong, by its error type; ``ctx`` fills the placeholders.
MESSAGES = {
    "int_parsing": gettext_lazy("Write a whole number."),
    "int_from_float": gettext_lazy("Write a whole number."),
    "int_parsing_size": gettext_lazy("This number is too large."),
    "greater_than_equal": gettext_lazy("The least value is %(ge)s."),
    "less_than_equal": gettext_lazy("The greatest value is %(le)s."),
    "bool_parsing": gettext_lazy("Write true or false."),
    "enum": gettext_lazy("Allowed values: %(expected)s."),
    "literal_error": gettext_lazy("Allowed values: %(expected)s."),
    "string_too_long": gettext_lazy("At most %(max_length)s characters are allowed."),
    "string_too_short": gettext_lazy("At least %(min_length)s characters are needed."),
    "string_pattern_mismatch": gettext_lazy("The value does not have the form %(pattern)s."),
    "missing": gettext_lazy("This parameter is needed."),
}


class ParameterProblem(BaseModel):
    """What is wrong with one parameter."""

    parameter: str = Field(description=gettext_noop("Name of the parameter."), examples=["limit"])
    detail: str = Field(description=gettext_noop("What to do about it."))


class ProblemOut(BaseModel):
    """An error (RFC 9457)."""

    type: str = Field(
        description=gettext_noop("Stable name of the kind of error."), examples=[f"{TYPE_PREFIX}invalid-parameter"]
    )
    title: str = Field(description=gettext_noop("Short name of the error, for people."))
    status: int = Field(description=gettext_noop("HTTP status."), examples=[400])
    detail: str = Field(description=gettext_noop("What happened this time."))
    errors: list[ParameterProblem] = Field(
        default_factory=list, description=gettext_noop("One entry for each wrong parameter.")
    )


class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """An error to answer with.

    Args:
        status: HTTP status.
        code: one of `TITLES`.
        detail: what happened, in the language of the site.
        errors: names of parameters and what is wrong with each.
    """

    def __init__(self, status: int, code: str, detail: str, errors: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.errors = status, code, detail, list(errors)


def bad_parameter(name: str, detail: str, *, code: str = "invalid-parameter") -> Problem:
    """Return the problem of one wrong parameter."""
    return Problem(400, code, detail, [(name, detail)])


def not_found() -> Problem:
    """Return the problem of a thing that is not there or not public: both look the same."""
    return Problem(404, "not-found", gettext("There is nothing public at this address."))


def problem_response(problem: Problem) -> HttpResponse:
    """Write a problem as JSON."""
    data: dict[str, Any] = {
        "type": TYPE_PREFIX + problem.code,
        "title": str(TITLES[problem.code]),
        "status": problem.status,
        "detail": problem.detail,
        "errors": [{"parameter": name, "detail": detail} for name, detail in problem.errors],
    }
    response = HttpResponse(json.dumps(data, ensure_ascii=False), status=problem.status, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def answer_problem(request: HttpRequest, error: Problem) -> HttpResponse:
    """Handle `Problem` for django-ninja."""
    return problem_response(error)


def answer_not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    """Handle Django's ``Http404``."""
    return problem_response(not_found())


def answer_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Handle parameters that pydantic refused."""
    errors = [(str(item["loc"][-1]), _message(item)) for item in error.errors]
    return problem_response(Problem(400, "invalid-parameter", " ".join(f"{n}: {text}" for n, text in errors), errors))


def _message(item: dict[str, Any]) -> str:
    context = item.get("ctx", {})
    if item["type"] == "value_error":  # our own validators speak the site's language
        return str(context.get("error", item["msg"]))
    text = str(MESSAGES.get(item["type"], item["msg"]))
    return text % context if item["type"] in MESSAGES else text
