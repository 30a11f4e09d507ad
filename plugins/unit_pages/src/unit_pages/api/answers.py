"""What every answer has: a strong ETag, a minute of caching, no cookies, open to other sites."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from ninja.operation import Operation

from unit_pages.api.problems import Problem, not_found, problem_response

CACHE_CONTROL = "public, max-age=60"
READING = ("GET", "HEAD", "OPTIONS")
CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link"}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}

Run = Callable[..., HttpResponse]


def json_answer(request: HttpRequest, data: Any, *, next_page: str | None = None) -> HttpResponse:
    """Write ``data`` as JSON, or 304 to a reader who has the same already."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    if next_page:
        response["Link"] = f'<{next_page}>; rel="next"'
    return cacheable(request, response)


def cacheable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a good answer its ETag and caching, and honour ``If-None-Match``."""
    if response.status_code != 200:
        return response
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:40]}"'
    response.setdefault("Cache-Control", CACHE_CONTROL)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def open_to_all(response: HttpResponse) -> HttpResponse:
    """Let pages of any site read the answer; never with credentials."""
    for name, value in CORS.items():
        response[name] = value
    return response


def preflight() -> HttpResponse:
    """Answer ``OPTIONS``."""
    return HttpResponse(status=204, headers={"Allow": ", ".join(READING), **PREFLIGHT})


def not_allowed() -> HttpResponse:
    """Answer a method that would change something."""
    response = problem_response(Problem(405, "not-allowed", _("Use GET, HEAD or OPTIONS.")))
    response["Allow"] = ", ".join(READING)
    return response


def answer_method(request: HttpRequest) -> HttpResponse | None:
    """Answer what is no reading; None for GET and HEAD."""
    if request.method == "OPTIONS":
        return preflight()
    return None if request.method in READING else not_allowed()


def guard(run: Run) -> Run:
    """Wrap an operation: methods, unknown parameters and CORS, before and behind its own work."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]

    @wraps(run)
    def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
        response = answer_method(request) or _refusal(request, operation) or run(request, **values)
        return open_to_all(response)

    return guarded


def query_parameters(operation: Operation) -> list[str]:
    """Return the names of the query parameters that an operation knows."""
    models: list[Any] = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    return sorted(name for model in models for name in model.__ninja_flatten_map__)


def _refusal(request: HttpRequest, operation: Operation) -> HttpResponse | None:
    if "\x00" in request.path:  # PostgreSQL takes no such text, so nothing has this name
        return problem_response(not_found())
    known = query_parameters(operation)
    unknown = sorted(set(request.GET) - set(known))
    if unknown:
        detail = _("Allowed are: %(names)s.") % {"names": ", ".join(known)} if known else _("None is allowed here.")
        return problem_response(Problem(400, "unknown-parameter", detail, [(name, detail) for name in unknown]))
    broken = [name for name in request.GET if any("\x00" in value for value in request.GET.getlist(name))]
    if broken:
        detail = _("A parameter holds a character that no text has.")
        return problem_response(Problem(400, "invalid-parameter", detail, [(name, detail) for name in broken]))
    return None
