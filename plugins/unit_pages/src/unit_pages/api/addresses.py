"""Absolute addresses: what readers open stands below one public origin, whoever asks the API."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest


def public_address(path: str) -> str:
    """Return the absolute address of a path of the public site.

    The origin is ``WAGTAILADMIN_BASE_URL``, so that canonical addresses do not
    depend on the host that was asked. Full addresses stay as they are.
    """
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}" if path.startswith("/") else path


def next_address(request: HttpRequest, cursor: str) -> str:
    """Return the address of the page behind ``cursor``, on the host that was asked."""
    query = request.GET.copy()
    query["after"] = cursor
    return request.build_absolute_uri(f"{request.path}?{urlencode(query, doseq=True)}")
