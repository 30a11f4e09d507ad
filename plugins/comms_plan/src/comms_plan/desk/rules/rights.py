"""Who looks after the rules: the department's editors, since the plan is the department's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access

from unit_pages.access.rights import PUBLISH, rights_of

View = Callable[..., HttpResponse]


def coordinates(user: Any) -> bool:
    """Whether the person decides for the department."""
    return bool(user.is_superuser) or any(right.is_root and right.actions >= PUBLISH for right in rights_of(user))


def coordinators_only(view: View) -> View:
    """Answer 404 to everybody else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not coordinates(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return require_admin_access(guarded)  # type: ignore[no-any-return]
