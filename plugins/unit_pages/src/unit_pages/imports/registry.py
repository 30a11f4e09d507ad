"""What the registry holds when a file is planned, fetched once; no query a row."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from wagtail.models import Page

from unit_pages.imports.columns import TERMS
from unit_pages.units.history import UnitFormerName
from unit_pages.units.models import Unit, UnitKind
from unit_pages.vietnamese import fold, nfc


class Registry:
    """Units, kinds, levels and tags by what files call them."""

    def __init__(self) -> None:
        self.kinds = {word: kind for kind in UnitKind.objects.all() for word in (fold(kind.name), kind.code)}
        self.terms: dict[str, dict[str, Any]] = {
            name: {word: term for term in model.objects.all() for word in (fold(term.name), term.code)}
            for name, model in TERMS.items()
        }
        self.units: dict[str, Unit] = {}
        self.names: dict[str, list[Unit]] = defaultdict(list)
        self.slugs: dict[str, Unit] = {}
        by_pk = {}
        units = Unit.objects.select_related("kind").prefetch_related(*TERMS).order_by("tree_path")
        for unit in units:
            by_pk[unit.pk] = unit
            self.add(unit)
        for unit in self.units.values():
            if unit.parent_id:
                unit.parent = by_pk[unit.parent_id]
        self.root = next((unit for unit in self.units.values() if unit.parent_id is None), None)
        with_site = set(Unit.objects.filter(home__isnull=False).values_list("pk", flat=True))
        self.without_site = {unit.code for unit in self.units.values() if unit.pk not in with_site}
        self.taken_slugs = self._taken_slugs()

    def add(self, unit: Unit) -> None:
        """Let rows below find ``unit`` by code, address and names."""
        self.units[unit.code] = unit
        self.slugs[unit.slug] = unit
        for name in {fold(nfc(unit.name)), fold(nfc(unit.short_name))}:
            self.names[name].append(unit)

    def find(self, text: str) -> list[Unit]:
        """Return the units that ``text`` may mean: by code, by address, else by name."""
        found = self.units.get(text) or self.slugs.get(text)
        return [found] if found else self.names.get(fold(text), [])

    def _taken_slugs(self) -> set[str]:
        """Addresses that no new unit may take: those of units, former ones, and the portal's own pages."""
        taken = set(self.slugs) | set(UnitFormerName.objects.exclude(slug="").values_list("slug", flat=True))
        portal = Page.objects.filter(depth=2, unithomepage__isnull=False).first()
        if portal is not None:
            taken |= set(Page.objects.child_of(portal).values_list("slug", flat=True))
        return taken
