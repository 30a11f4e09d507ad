"""Who may open a page of a site that is not open to everybody.

A closed site answers 404 as if it were not there, and nothing of it is kept by caches.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from wagtail.models import Page

from unit_pages.access.rights import rights_of
from unit_pages.enums import SiteState
from unit_pages.subsites.base import UnitPageMixin
from unit_pages.subsites.states import SiteInvitation
from unit_pages.units.models import Unit

#: Parameter of the invitation link.
PARAMETER = "loi-moi"
SALT = "unit_pages.invitation"
COOKIE_AGE = 90 * 24 * 3600  # seconds

Serve = Callable[[Page, HttpRequest, list[Any], dict[str, Any]], HttpResponse]


def guard(serve: Serve) -> Serve:
    """Wrap Wagtail's serving of pages: the one place through which readers reach them."""

    def guarded(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse:
        if not isinstance(page, UnitPageMixin):
            return serve(page, request, args, kwargs)
        unit = page.get_site_unit()
        request.guarded_page = (page.path, unit)  # type: ignore[attr-defined]
        if unit is None or unit.is_open:
            return serve(page, request, args, kwargs)
        return _answer_closed(unit, request) or _private(serve(page, request, args, kwargs))

    return guarded


def _answer_closed(unit: Unit, request: HttpRequest) -> HttpResponse | None:
    """Return what to answer in place of the page, None to show it.

    Raises:
        Http404: for who may not read the site.
    """
    if unit.site_state == SiteState.INVITED and PARAMETER in request.GET:
        return _enter(unit, request)
    if may_read(unit, request):
        return None
    raise Http404


def may_read(unit: Unit, request: HttpRequest) -> bool:
    """Whether the asker may read a closed site."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.is_active:
        if user.is_superuser:
            return True
        above = {int(part) for part in unit.tree_path.strip("/").split("/") if part}
        held = {right.unit_id for right in rights_of(user)}
        if held & above or (held and unit.site_state == SiteState.INVITED):
            return True
    return unit.site_state == SiteState.INVITED and _has_cookie(unit, request)


def invitation_link(invitation: SiteInvitation) -> str:
    """Return the path that lets whoever has it into the site."""
    token = signing.dumps([invitation.unit_id, invitation.key], salt=SALT)
    return f"{invitation.unit.url_path}?{PARAMETER}={token}"


def cookie_name(unit: Unit) -> str:
    """Return the name of the cookie of an invited reader."""
    return f"site-{unit.pk}"


def _enter(unit: Unit, request: HttpRequest) -> HttpResponse:
    key = _key(unit)
    try:
        asked: Any = signing.loads(request.GET[PARAMETER], salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    if not key or not isinstance(asked, list) or asked[0] != unit.pk or not _same(str(asked[1]), key):
        raise Http404
    response = HttpResponseRedirect(request.path)
    for name, path in ((cookie_name(unit), unit.url_path), (files_cookie_name(unit), _files_path())):
        response.set_signed_cookie(
            name,
            key,
            salt=SALT,
            max_age=COOKIE_AGE,
            path=path,
            httponly=True,
            secure=request.is_secure(),
            samesite="Lax",
        )
    return _private(response)


def files_cookie_name(unit: Unit) -> str:
    """Return the name of the cookie that goes with downloads, whose addresses do not stand below the site's."""
    return f"{cookie_name(unit)}-files"


def _files_path() -> str:
    """Return the path below which all files for download stand."""
    return reverse("wagtaildocs_serve", args=[0, "x"]).removesuffix("0/x")


def may_download(unit: Unit, request: HttpRequest) -> bool:
    """Whether the asker came by the invitation to this site."""
    return unit.site_state == SiteState.INVITED and _holds(files_cookie_name(unit), unit, request)


def _has_cookie(unit: Unit, request: HttpRequest) -> bool:
    return _holds(cookie_name(unit), unit, request)


def _holds(name: str, unit: Unit, request: HttpRequest) -> bool:
    held = request.get_signed_cookie(name, default="", salt=SALT, max_age=COOKIE_AGE) or ""
    return bool(held) and _same(held, _key(unit))


def _key(unit: Unit) -> str:
    return SiteInvitation.objects.filter(unit=unit).values_list("key", flat=True).first() or ""


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
