"""What entries say beyond the object itself, asked once for many objects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from comms_plan.plans.models import Period
from unit_pages.models import Unit
from unit_pages.subsites.lookup import ROOT_DEPTH, UNIT_DEPTH

#: The school year turns on 1 August where no plan's period says otherwise.
USUAL_TURN = (8, 1)
DEPTHS = (UNIT_DEPTH, ROOT_DEPTH)


@dataclass(frozen=True)
class Surroundings:
    """Units, private branches and the turn of the school year.

    Args:
        units: by primary key, with kind; ``search_levels`` holds the codes of their levels.
        homes: primary key of the unit by the tree path of its home page.
        private: tree paths at and below which readers see nothing without a password.
        private_collections: the same for collections of files.
        turn: month and day on which a school year begins.
    """

    units: dict[int, Unit] = field(default_factory=dict)
    homes: dict[str, int] = field(default_factory=dict)
    private: tuple[str, ...] = ()
    private_collections: tuple[str, ...] = ()
    turn: tuple[int, int] = USUAL_TURN

    def unit_of(self, path: str) -> Unit | None:
        """Return the unit on whose site the page with this tree path stands."""
        found = (self.homes.get(path[: Page.steplen * depth]) for depth in DEPTHS)
        return next((self.units[pk] for pk in found if pk is not None), None)

    def is_private(self, path: str) -> bool:
        """Whether a view restriction stands on the page or above it."""
        return path.startswith(self.private) if self.private else False

    def school_year(self, moment: dt.datetime | None) -> list[str]:
        """Return the school year of a moment as a facet's values: ``["2025-2026"]``."""
        if moment is None:
            return []
        day = timezone.localdate(moment)
        first = day.year if (day.month, day.day) >= self.turn else day.year - 1
        return [f"{first}-{first + 1}"]


def surroundings_of_units(units: Iterable[int]) -> Surroundings:
    """Return the surroundings of what belongs to some units, in a fixed number of queries."""
    rows = Unit.objects.filter(pk__in=set(units)).select_related("kind").prefetch_related("levels")
    collections = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    return Surroundings({unit.pk: unit for unit in rows}, private_collections=tuple(collections), turn=_turn())


def surroundings_of_pages(paths: Iterable[str]) -> Surroundings:
    """Return the surroundings of pages with these tree paths, in a fixed number of queries."""
    prefixes = {path[: Page.steplen * depth] for path in paths for depth in DEPTHS}
    rows = Unit.objects.filter(home__path__in=prefixes).select_related("kind", "home").prefetch_related("levels")
    units = {unit.pk: unit for unit in rows}
    homes = {unit.home.path: unit.pk for unit in units.values()}
    return Surroundings(units, homes, private=_private(), turn=_turn())


def _private() -> tuple[str, ...]:
    restricted = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    # An alias is restricted like the page whose alias it is.
    aliases = Page.objects.filter(alias_of__view_restrictions__isnull=False).values_list("path", flat=True)
    return (*restricted, *aliases) if restricted else ()


def _turn() -> tuple[int, int]:
    years = Period.objects.filter(kind=Period.Kind.SCHOOL_YEAR).order_by("-starts_on")
    first = years.values_list("starts_on", flat=True).first()
    return (first.month, first.day) if first else USUAL_TURN


def unit_facets(unit: Unit) -> dict[str, list[str]]:
    """Return by what everything of a unit can be narrowed."""
    return {
        "unit": [unit.code],
        "unit_kind": [unit.kind.code],
        "district": [unit.district] if unit.district else [],
        "level": [level.code for level in unit.levels.all()],
    }
