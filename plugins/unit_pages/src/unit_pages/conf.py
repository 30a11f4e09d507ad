"""The one setting of this package: ``UNIT_PAGES = {…}``."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.dispatch import receiver


@dataclass(frozen=True)
class UnitPagesSettings:
    """Values of ``UNIT_PAGES`` with their defaults.

    Args:
        reserved_slugs: first path segments that belong to the host site; no unit may take one.
        timezone: the zone whose calendar day decides on appointments and unit periods.
        private_storage: alias in ``STORAGES`` for originals of pictures and for documents.
        base_template: template that the department's own pages extend.
        subsite_base_template: template that the pages of all other units extend.
        task_backend: alias in ``TASKS`` for work that takes minutes, such as imports of units.
        portal_hosts: host names of the installation itself, as in ``ALLOWED_HOSTS``; ``*`` is any name
            that no unit has, for development only.
        host_is_canonical: a unit with an own host name stands there and its path on the portal leads
            to it; False is the other way round.
        host_paths: path on a unit's host → path on the portal, with ``{slug}`` for the unit's.
        shared_paths: beginnings of paths that answer alike on every host.
        any_host_paths: paths that answer whatever host is asked: health checks, the question of a proxy.
        host_seconds: how long a process may keep the list of hosts without looking; with a cache that
            all processes share they hear of a change at once.
    """

    reserved_slugs: frozenset[str] = field(default_factory=lambda: frozenset({"admin", "api"}))
    timezone: str = "Asia/Ho_Chi_Minh"
    private_storage: str = "private"
    base_template: str = "unit_pages/base.html"
    subsite_base_template: str = "unit_pages/base.html"
    task_backend: str = "default"
    portal_hosts: frozenset[str] = frozenset({"*"})
    host_is_canonical: bool = True
    host_paths: dict[str, str] = field(default_factory=dict)
    shared_paths: tuple[str, ...] = ("/static/", "/media/", "/documents/")
    any_host_paths: frozenset[str] = frozenset()
    host_seconds: int = 30


@cache
def get_settings() -> UnitPagesSettings:
    """Read ``UNIT_PAGES``, once until it changes: every question about a day asks for the time zone.

    Raises:
        ImproperlyConfigured: for a key that this package does not know.
    """
    raw: dict[str, Any] = getattr(django_settings, "UNIT_PAGES", {})
    known = {f.name for f in fields(UnitPagesSettings)}
    given = {key.lower(): value for key, value in raw.items()}
    unknown = sorted(set(given) - known)
    if unknown:
        raise ImproperlyConfigured(
            f"UNIT_PAGES has unknown keys {', '.join(unknown)}; known are {', '.join(sorted(known))}."
        )
    for name in ("reserved_slugs", "portal_hosts", "any_host_paths"):
        if name in given:
            given[name] = frozenset(given[name])
    if "shared_paths" in given:
        given["shared_paths"] = tuple(given["shared_paths"])
    return UnitPagesSettings(**given)


@receiver(setting_changed, dispatch_uid="unit_pages_settings")
def _forget(sender: Any, setting: str, **kwargs: Any) -> None:
    """Read the setting again when a test has changed it."""
    if setting == "UNIT_PAGES":
        get_settings.cache_clear()
