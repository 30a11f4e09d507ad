"""The one setting of this package: ``UNIT_PAGES = {…}``."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured


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
    """

    reserved_slugs: frozenset[str] = field(default_factory=lambda: frozenset({"admin", "api"}))
    timezone: str = "Asia/Ho_Chi_Minh"
    private_storage: str = "private"
    base_template: str = "unit_pages/base.html"
    subsite_base_template: str = "unit_pages/base.html"
    task_backend: str = "default"


def get_settings() -> UnitPagesSettings:
    """Read ``UNIT_PAGES``.

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
    if "reserved_slugs" in given:
        given["reserved_slugs"] = frozenset(given["reserved_slugs"])
    return UnitPagesSettings(**given)
