"""From pages of a list to their units, all at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Substr
from wagtail.models import Page

from unit_pages.api.parameters import last_segment
from unit_pages.subsites.home import UnitHomePage
from unit_pages.subsites.lookup import ROOT_DEPTH, UNIT_DEPTH
from unit_pages.units.models import Unit


def units_of_paths(paths: Iterable[str]) -> dict[str, Unit]:
    """Map tree paths of pages to the units whose sites hold them, in one query."""
    paths = set(paths)
    prefixes = {path[: Page.steplen * depth] for path in paths for depth in (ROOT_DEPTH, UNIT_DEPTH)}
    homes = UnitHomePage.objects.filter(path__in=prefixes).select_related("unit").order_by("depth")
    units = {home.path: home.unit for home in homes}
    found = {path: _nearest(units, path) for path in paths}
    return {path: unit for path, unit in found.items() if unit is not None}


def pages_of_units(rows: QuerySet[Any], units: QuerySet[Unit]) -> QuerySet[Any]:
    """Return the pages on the sites of ``units``.

    The department's home stands above every other one in the tree; what is below
    those belongs to them.
    """
    unit = units.select_related("home").filter(home__isnull=False).first()
    if unit is None:
        return rows.none()
    found = rows.filter(path__startswith=unit.home.path)
    if unit.home.depth >= UNIT_DEPTH:
        return found
    other_home = UnitHomePage.objects.filter(depth=UNIT_DEPTH, path=OuterRef("home_path"))
    return found.annotate(home_path=Substr("path", 1, Page.steplen * UNIT_DEPTH)).exclude(Exists(other_home))


def at_address(rows: QuerySet[Any], url: str) -> QuerySet[Any]:
    """Return the page at a public path; tree addresses begin with the department's home."""
    path = f"/{url.strip('/')}/"
    root = UnitHomePage.objects.filter(depth=ROOT_DEPTH).values_list("url_path", flat=True).first() or "/"
    return rows.filter(slug=last_segment(path), url_path=root.rstrip("/") + path)


def _nearest(units: dict[str, Unit], path: str) -> Unit | None:
    return units.get(path[: Page.steplen * UNIT_DEPTH]) or units.get(path[: Page.steplen * ROOT_DEPTH])
