"""The hosts of all units in memory, and canonical addresses that follow from them.

A request asks the cache for the map's version and, as a rule, nothing else: the map
is read anew, in one query, when the version changed or the process kept it too long.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from unit_pages.conf import get_settings
from unit_pages.enums import OPEN_STATES

VERSION = "unit_pages:hosts"


@dataclass(frozen=True)
class HostMap:
    """Which host is whose.

    Args:
        slugs: host name → slug of its unit.
        mains: slug → main host name, of units whose site is there for everybody.
    """

    slugs: dict[str, str] = field(default_factory=dict)
    mains: dict[str, str] = field(default_factory=dict)

    def place(self, path: str) -> tuple[str, str] | None:
        """Return the main host and the path there of a path on the portal, None when it is the portal's."""
        slug, _slash, rest = path.lstrip("/").partition("/")
        host = self.mains.get(slug)
        if host is not None:
            return host, f"/{rest}"
        for own, template in get_settings().host_paths.items():
            before, _slug, after = template.partition("{slug}")
            if _slug and path.startswith(before) and path.endswith(after):
                host = self.mains.get(path[len(before) : len(path) - len(after)])
                if host is not None:
                    return host, own
        return None


class _Kept:
    """What this process knows."""

    hosts = HostMap()
    version: str | None = ""
    until = 0.0


def current() -> HostMap:
    """Return the map, read anew when it changed; for the beginning of a request."""
    version = cache.get(VERSION)
    if version != _Kept.version or time.monotonic() >= _Kept.until:
        _Kept.hosts, _Kept.version = _read(), version
        _Kept.until = time.monotonic() + get_settings().host_seconds
    return _Kept.hosts


def known() -> HostMap:
    """Return the map as this process read it last; for the many addresses of one answer."""
    return _Kept.hosts if time.monotonic() < _Kept.until else current()


def _read() -> HostMap:
    from unit_pages.subsites.hosts import UnitHost

    slugs, mains = {}, {}
    rows = UnitHost.objects.values_list("hostname", "is_primary", "unit__slug", "unit__site_state", "unit__home__live")
    for hostname, is_primary, slug, state, live in rows:
        slugs[hostname] = slug
        if is_primary and live and state in OPEN_STATES:
            mains[slug] = hostname
    return HostMap(slugs=slugs, mains=mains)


def forget(**kwargs: Any) -> None:
    """Let every process read the map anew, now and after this transaction."""
    _Kept.until = 0.0

    def renew() -> None:
        cache.set(VERSION, uuid.uuid4().hex, timeout=None)
        _Kept.until = 0.0

    transaction.on_commit(renew)


def follow_unit(**kwargs: Any) -> None:
    """A unit was saved: its address or its site may be another one; without any host it does not matter."""
    if _Kept.hosts.slugs or not _Kept.until:
        forget()


def origin_of(host: str) -> str:
    """Return scheme, host and port of a unit's host: as the portal's own public address has them."""
    public = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return f"{public.scheme}://{host}{f':{public.port}' if public.port else ''}"


def canonical_address(path: str) -> str:
    """Return the one absolute address of a path of the portal; full addresses stay as they are."""
    if not path.startswith("/"):
        return path
    place = known().place(path) if get_settings().host_is_canonical else None
    if place is not None:
        return f"{origin_of(place[0])}{place[1]}"
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
