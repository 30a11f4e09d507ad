"""From a former address to the present one, in one step, however many changes lie between."""

from __future__ import annotations

from wagtail.models import Page

from unit_pages.changes.models import MovedAddress
from unit_pages.subsites.lookup import public_path, unit_of_path
from unit_pages.units.history import UnitFormerName
from unit_pages.units.models import Unit

LONGEST = 600
MOST_STEPS = 20


def present_address(path: str) -> str:
    """Return where a path of the portal leads now, "" when nobody knows.

    Never returns the path itself, so that no redirect runs in a circle.
    """
    if "\x00" in path or len(path) > LONGEST:  # PostgreSQL refuses to look for NUL
        return ""
    asked = path if path.endswith("/") else f"{path}/"
    slug, _slash, rest = asked.lstrip("/").partition("/")
    if not slug or len(slug) > 80:
        return ""
    unit = _unit_with(slug)
    asked_now = f"/{unit.slug}/{rest}" if unit is not None else asked
    found = _of_moved_page(asked) or (_of_moved_page(asked_now) if asked_now != asked else "")
    if not found and unit is not None:
        # A lost page of a site that is there is lost; below a former address or a site that is gone it is not.
        found = (asked_now if unit.slug != slug else "") if _has_site(unit) else _site_of(unit, set())
    return found if found.rstrip("/") != path.rstrip("/") else ""


def _unit_with(slug: str) -> Unit | None:
    """Return the unit that has this address, or had it last."""
    unit = Unit.objects.filter(slug=slug).select_related("home").first()
    if unit is not None:
        return unit
    former = UnitFormerName.objects.filter(slug=slug).select_related("unit__home").order_by("-until_on", "-pk").first()
    return former.unit if former else None


def _of_moved_page(path: str, steps: int = 0) -> str:
    """Return the present address of the page that stood at ``path``, or above it."""
    parts = path.strip("/").split("/")
    above = [f"/{'/'.join(parts[:end])}/" for end in range(1, len(parts) + 1)]
    rows = MovedAddress.objects.filter(path__in=above).select_related("page")
    for row in sorted(rows, key=lambda row: (len(row.path), row.pk), reverse=True):
        if row.path == path or row.with_rest:
            rest = path[len(row.path) :] if row.with_rest else ""
            now = f"{public_path(row.page.url_path)}{rest}"
            # A page that was taken down by a later change has a former address of its own.
            later = _of_moved_page(now, steps + 1) if not row.page.live and steps < MOST_STEPS and now != path else ""
            target = _of_page(row.page)
            return later or (f"{target}{rest}" if row.page.live and target else target)
    return ""


def _of_page(page: Page) -> str:
    unit = unit_of_path(page.path)
    if page.live and (unit is None or unit.is_open):
        return public_path(page.url_path)
    return _site_of(unit, set()) if unit is not None else ""


def _has_site(unit: Unit) -> bool:
    home = getattr(unit, "home", None)
    return home is not None and home.live and unit.is_open


def _site_of(unit: Unit, seen: set[int]) -> str:
    """Return the address of the unit's site, or of its only successor's."""
    if _has_site(unit):
        return unit.url_path
    if not unit.is_open:  # in preparation: it is not there, and leads nowhere
        return ""
    seen.add(unit.pk)
    successors = [
        succession.successor
        for succession in unit.successions.select_related("successor__home")  # type: ignore[attr-defined]
        if succession.successor_id not in seen
    ]
    return _site_of(successors[0], seen) if len(successors) == 1 else ""
