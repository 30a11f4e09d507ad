"""Where a person writes: own units, each with the section into which its news goes.

Every question is asked once for all of the person's units.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse

from unit_pages.access.rights import WRITE, rights_of
from unit_pages.models import SectionPage, Unit
from unit_pages.subsites.lookup import ROOT_DEPTH, UNIT_DEPTH

NEWS_SLUG = "tin-tuc"


@dataclass
class Place:
    """One unit for which the person writes.

    Args:
        unit: the unit.
        home_id: primary key of its home page, None before it is provisioned.
        section_id: primary key of the section into which news goes, None when it was deleted.
    """

    unit: Unit
    home_id: int | None = None
    section_id: int | None = None
    full_editor_url: str = field(init=False, default="")

    def __post_init__(self) -> None:
        if self.section_id:
            self.full_editor_url = reverse(
                "wagtailadmin_pages:add", args=["comms_articles", "article", self.section_id]
            )


def places_of(user: Any) -> list[Place]:
    """Return the units for which ``user`` writes; the department for a superuser."""
    units = Unit.objects.select_related("home", "kind", "colour")
    if user.is_superuser:
        units = units.filter(parent__isnull=True)
    else:
        units = units.filter(pk__in={right.unit_id for right in rights_of(user) if right.actions & WRITE})
    found = list(units)
    sections = _news_sections(found)
    return [
        Place(unit=unit, home_id=unit.home.pk, section_id=sections.get(unit.pk))
        if hasattr(unit, "home")
        else Place(unit)
        for unit in found
    ]


def _news_sections(units: list[Unit]) -> dict[int, int]:
    """Map units to their news section: the one called ``tin-tuc``, else the first one."""
    homes = {unit.home.path: unit.pk for unit in units if hasattr(unit, "home")}
    below = Q(pk__in=[])
    for unit in units:
        if hasattr(unit, "home"):
            depth = (ROOT_DEPTH if unit.is_root else UNIT_DEPTH) + 1
            below |= Q(path__startswith=unit.home.path, depth=depth)
    found: dict[int, int] = {}
    for section in SectionPage.objects.filter(below).order_by("path").only("pk", "path", "slug"):
        unit_id = homes[section.path[: -SectionPage.steplen]]
        if section.slug == NEWS_SLUG or unit_id not in found:
            found[unit_id] = section.pk
    return found
