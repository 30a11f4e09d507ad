"""Absolute addresses: what readers open stands below one public origin, whoever asks the API."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest

from unit_pages.subsites.host_map import canonical_address


def public_address(path: str) -> str:
    """Return the absolute address of a path of the public site.

    The origin is ``WAGTAILADMIN_BASE_URL``, or the unit's own host, so that canonical
    addresses do not depend on the host that was asked. Full addresses stay as they are.
    """
    return canonical_address(path)


def next_address(request: HttpRequest, cursor: str) -> str:
    """Return the address of the page behind ``cursor``, on the host that was asked."""
    query = request.GET.copy()
    query["after"] = cursor
    return request.build_absolute_uri(f"{request.path}?{urlencode(query, doseq=True)}")
