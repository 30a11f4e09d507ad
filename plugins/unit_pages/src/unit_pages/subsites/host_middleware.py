"""Requests at the host of a unit, and hosts that nobody has.

Two parts: `UnitHostMiddleware` stands first of all and decides what a host is;
`UnitHostLinksMiddleware` stands inside compression and page cache and turns the
portal's paths in a page into those of the host.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.template.loader import render_to_string

from unit_pages.conf import get_settings
from unit_pages.subsites.host_map import HostMap, canonical_address, current, origin_of
from unit_pages.subsites.hosts import is_portal_host

Answer = Callable[[HttpRequest], HttpResponse]
#: Attributes with a path of the portal; the templates and Wagtail write them with double quotes.
LINKS = re.compile(rb'(\s(?:href|action|src)=")(/(?!/)[^"]*)"')
REDIRECTS = {301, 302, 303, 307, 308}
#: A redirect between hosts is kept by browsers for an hour: a host name may be given back.
KEEP = "max-age=3600"


class UnitHostMiddleware:
    """Lets known hosts in, leads each address to its canonical host, refuses the rest with a 404."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if request.path in get_settings().any_host_paths:
            return self.get_response(request)
        name = split_domain_port(request.get_host())[0].lower().rstrip(".")
        hosts = current()
        slug = hosts.slugs.get(name)
        if slug is not None:
            return self._at_own_host(request, name, slug, hosts)
        if not is_portal_host(name):
            return HttpResponse(render_to_string("unit_pages/unknown_host.html"), status=404)
        place = hosts.place(request.path) if get_settings().host_is_canonical and _may_lead(request) else None
        return _lead(request, f"{origin_of(place[0])}{place[1]}") if place else self.get_response(request)

    def _at_own_host(self, request: HttpRequest, name: str, slug: str, hosts: HostMap) -> HttpResponse:
        path, main = request.path, hosts.mains.get(slug)
        shared = path.startswith(get_settings().shared_paths)
        inside = path if shared else _inside(path, slug)
        if main is not None and not shared and _may_lead(request):
            if not get_settings().host_is_canonical:
                return _lead(request, canonical_address(inside))
            own = hosts.place(path)
            if own is not None and own[0] == main:
                return _lead(request, f"{origin_of(main)}{own[1]}")
            if name != main:
                return _lead(request, f"{origin_of(main)}{path}")
        request.path = request.path_info = inside
        request.unit_host = (name, slug)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code in REDIRECTS:
            response["Location"] = _outward_location(response["Location"], request.get_host(), slug)
        return response


class UnitHostLinksMiddleware:
    """Turns the links of a page that is shown at a unit's host."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with links that agree with the host."""
        response = self.get_response(request)
        host: tuple[str, str] | None = getattr(request, "unit_host", None)
        if host is None or response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        slug = host[1]
        response.content = LINKS.sub(
            lambda found: found[1] + outward(found[2].decode(), slug).encode() + b'"', response.content
        )
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response


def outward(address: str, slug: str) -> str:
    """Return how a path of the portal is written at the host of the unit ``slug``."""
    if not address.startswith("/") or address.startswith("//"):
        return address
    conf = get_settings()
    if address.startswith(conf.shared_paths):
        return address
    for own, template in conf.host_paths.items():
        if "{slug}" in template and address.partition("?")[0] == template.replace("{slug}", slug):
            return own
    # Before a site is open its host is known but leads nowhere: such links stay on the portal.
    if address == f"/{slug}/" or address.startswith(f"/{slug}/"):
        return address[len(slug) + 1 :]
    return canonical_address(address)


def _outward_location(location: str, host: str, slug: str) -> str:
    """Turn a redirect within the host too that names it in full, as that to https does."""
    for scheme in ("http", "https"):
        origin = f"{scheme}://{host}"
        if location.startswith(f"{origin}/"):
            path = outward(location[len(origin) :], slug)
            return f"{origin}{path}" if path.startswith("/") else path
    return outward(location, slug)


def _inside(path: str, slug: str) -> str:
    """Return the portal's path of a path at the unit's own host."""
    template = get_settings().host_paths.get(path)
    return template.replace("{slug}", slug) if template else f"/{slug}{path}"


def _may_lead(request: HttpRequest) -> bool:
    return request.method in {"GET", "HEAD"}


def _lead(request: HttpRequest, address: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response["Cache-Control"] = KEEP
    return response
