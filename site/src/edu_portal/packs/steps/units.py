"""Units in their tree, each with its subsite, and what a new home page holds."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from edu_portal.packs.ledger import merge
from edu_portal.packs.models import PackEntry
from edu_portal.packs.reader import Item
from edu_portal.packs.schema import HomeEntry, UnitEntry
from edu_portal.packs.steps.run import Run
from unit_pages.enums import FlagPattern
from unit_pages.models import EducationLevel, MenuLink, QuickLink, Unit, UnitColour, UnitHomePage, UnitKind, UnitTag
from unit_pages.subsites.provisioning import provision

PLAIN = [
    "name",
    "short_name",
    "slug",
    "ownership",
    "district",
    "address",
    "commune_code",
    "phone",
    "email",
    "website",
    "latitude",
    "longitude",
    "starts_on",
    "ends_on",
]


def load(run: Run) -> None:
    """Write the units, superior ones first, and provision their subsites."""
    by_code = {item.data.code: item for item in run.pack.units}
    order = TopologicalSorter(
        {code: {item.data.parent} & set(by_code) for code, item in by_code.items()}
    ).static_order()
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    colours = {colour.code: colour for colour in UnitColour.objects.all()}
    levels = {level.code: level for level in EducationLevel.objects.all()}
    tags = {tag.code: tag for tag in UnitTag.objects.all()}

    def write(data: UnitEntry, entry: PackEntry) -> None:
        values: dict[str, Any] = {name: getattr(data, name) for name in PLAIN}
        values["kind"] = kinds[data.kind]
        values["parent"] = Unit.objects.get(code=data.parent) if data.parent else None
        if data.colour:
            values["colour"] = colours[data.colour]
        if data.flag or not data.parent:
            values["flag"] = data.flag or FlagPattern.FLOWER
        unit = merge(Unit, {"code": data.code}, values, entry)
        unit.levels.set(levels[code] for code in data.levels)
        if data.tags:  # tags that the department gave are not taken away by a pack without any
            unit.tags.set(tags[code] for code in data.tags)
        provision(unit)

    run.ledger.each("unit", [by_code[code] for code in order], lambda data: str(data.code), write)


def load_homes(run: Run) -> None:
    """Fill the home pages; each unit takes the entry of its code, else that of its kind."""
    items = []
    for unit in run.units.values():
        item = _entry_for(unit, run.pack.homes)
        if item is not None and hasattr(unit, "home"):
            items.append(Item(item.file, item.row, _filled(item.data, unit)))

    def write(data: HomeEntry, entry: PackEntry) -> None:
        home = run.units[data.targets[0]].home
        _write_home(home, data, entry)

    run.ledger.each("home", items, lambda data: str(data.targets[0]), write)


def _entry_for(unit: Unit, homes: list[Item]) -> Item | None:
    for key in (unit.code, unit.kind.code):
        for item in homes:
            if key in item.data.targets:
                return item
    return None


def _filled(data: HomeEntry, unit: Unit) -> HomeEntry:
    words = {"name": unit.name, "short_name": unit.short_name, "slug": unit.slug}
    text = data.model_dump_json(by_alias=True)
    for name, value in words.items():
        text = text.replace("{" + name + "}", value)
    return HomeEntry.model_validate_json(text).model_copy(update={"target": unit.code})


def _write_home(home: UnitHomePage, data: HomeEntry, entry: PackEntry) -> None:
    """Write menu, quick links and owner's lines, unless an editor has changed the page."""
    if home.latest_revision_id is not None:
        return
    if data.menu:
        MenuLink.objects.filter(home=home).delete()
        MenuLink.objects.bulk_create(
            MenuLink(home=home, sort_order=n, label=link.label, address=link.url) for n, link in enumerate(data.menu)
        )
    QuickLink.objects.filter(home=home).delete()
    QuickLink.objects.bulk_create(
        QuickLink(
            home=home,
            sort_order=n,
            label=link.label,
            address=link.url,
            icon=link.icon,
            state=link.state,
            live_state=link.live_state,
        )
        for n, link in enumerate(data.quick_links)
    )
    UnitHomePage.objects.filter(pk=home.pk).update(owner_lines="\n".join(data.owner_lines))
    entry.object_id = home.pk
