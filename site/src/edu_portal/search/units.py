"""Entries of units: found by name, former names, code and address; people are not in them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from edu_portal.search.groups import UNITS
from edu_portal.search.surroundings import unit_facets
from edu_search.entries.documents import Document
from unit_pages.days import local_day
from unit_pages.models import Unit, UnitFormerName, UnitHomePage, UnitSuccession


@dataclass(frozen=True)
class UnitFacts:
    """What a unit's entry needs besides the unit.

    Args:
        names: former names, and those of the units that it goes on from.
        is_taken_down: its home page is there and not published.
    """

    names: Sequence[str] = ()
    is_taken_down: bool = False


def rows() -> Any:
    """Return the units, with what their entries say."""
    return Unit.objects.select_related("kind").prefetch_related("levels")


def prepare(units: Sequence[Unit]) -> None:
    """Fetch what the entries of some units need, in a fixed number of queries."""
    keys = [unit.pk for unit in units]
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in UnitFormerName.objects.filter(unit__in=keys).values_list("unit_id", "name"):
        names[pk].append(name)
    followed = UnitSuccession.objects.filter(successor__in=keys).order_by("-on", "pk")
    for pk, name in followed.values_list("successor_id", "unit__name"):
        names[pk].append(name)
    down = set(UnitHomePage.objects.filter(unit__in=keys, live=False).values_list("unit_id", flat=True))
    for unit in units:
        unit.search_facts = UnitFacts(names[unit.pk], unit.pk in down)  # type: ignore[attr-defined]


def unit_document(unit: Unit) -> Document | None:
    """Return what search says of a unit, None when its site is closed or the unit has ended.

    Who looks for a school that ended finds the one that goes on from it: its entry holds the old name.
    """
    if not hasattr(unit, "search_facts"):
        prepare([unit])
    facts: UnitFacts = unit.search_facts  # type: ignore[attr-defined]
    ended = unit.ends_on is not None and unit.ends_on <= local_day()
    if ended or facts.is_taken_down or not unit.is_open:
        return None
    known_as = (unit.short_name, unit.code, unit.kind.name, unit.address, unit.district, *facts.names)
    return Document(
        type="unit",
        title=unit.name,
        summary=unit.place_line,
        text="\n".join(dict.fromkeys(part for part in known_as if part)),
        url_path=unit.url_path,
        owner=unit.code,
        visible_from=_midnight(unit.starts_on),
        visible_until=_midnight(unit.ends_on),
        facets={**unit_facets(unit), "type": [UNITS]},
    )


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min)) if day else None
