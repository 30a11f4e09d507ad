"""Whose figures a person sees: the whole sector, the own branch, or the own unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Exists, OuterRef, QuerySet

from comms_plan.gate.models import Submission
from unit_pages.access.rights import ADMINISTER, PUBLISH, rights_of
from unit_pages.models import Publication, Unit

Width = Literal["sector", "branch", "unit"]


@dataclass(frozen=True)
class Scope:
    """Units that are looked at together.

    Args:
        head: the unit above them, one of them itself.
        width: all units, the head with those below it, or the head alone.
    """

    head: Unit
    width: Width

    @property
    def is_wide(self) -> bool:
        """Whether it has more units than the head."""
        return self.width != "unit"

    @property
    def key(self) -> str:
        """What tells it from other scopes."""
        return f"{self.width}:{self.head.pk}"

    def within(self, rows: QuerySet[Any], field: str = "unit") -> QuerySet[Any]:
        """Return the rows whose unit belongs to the scope.

        Args:
            rows: of any model with a unit.
            field: lookup of the unit; "" for rows of units themselves.
        """
        prefix = f"{field}__" if field else ""
        match self.width:
            case "sector":
                return rows
            case "branch":
                return rows.filter(**{f"{prefix}tree_path__startswith": self.head.tree_path})
            case _:
                return rows.filter(**{field or "pk": self.head.pk})

    def units(self, day: dt.date) -> QuerySet[Unit]:
        """Return the units of a day; the department, which owes nothing to itself, only where it is alone."""
        found = self.within(Unit.objects.active_on(day), "")
        return found.exclude(parent__isnull=True) if self.width == "sector" else found

    def publications(self) -> QuerySet[Publication]:
        """Return what the units published on their own open sites and did not take down: what the portal counts."""
        rows = Publication.objects.own().filter(ended_at__isnull=True, site_is_open=True)
        return self.within(rows)

    def queue(self) -> QuerySet[Submission]:
        """Return the offers that wait: at the head's board, for a single unit its own."""
        waiting = Submission.objects.waiting()
        return waiting.filter(board=self.head) if self.is_wide else waiting.filter(unit=self.head)


def scopes_of(user: Any) -> list[Scope]:
    """Return what a person sees, the widest first; two queries beside the rights.

    Who publishes for a unit or administers it sees the units below it as well; who only writes sees the own one.
    """
    if user.is_superuser:
        return [_scope(unit, sees_below=True) for unit in _units().filter(parent__isnull=True)]
    rights = rights_of(user)
    wide = {right.unit_id for right in rights if right.powers & (PUBLISH | ADMINISTER)}
    units = _units().filter(pk__in=[right.unit_id for right in rights]) if rights else ()
    found = [_scope(unit, sees_below=unit.pk in wide) for unit in units]
    order: list[Width] = ["sector", "branch", "unit"]
    return sorted(found, key=lambda scope: (order.index(scope.width), scope.head.name_key))


def scope_at(user: Any, slug: str) -> Scope | None:
    """Return the scope of the unit with this address if the person sees it, else None."""
    own = scopes_of(user)
    for scope in own:
        if scope.head.slug == slug:
            return scope
    for scope in own:
        if scope.is_wide:
            unit = scope.within(_units(), "").filter(slug=slug).first()
            if unit is not None:
                return _scope(unit, sees_below=True)
    return None


def _units() -> QuerySet[Unit]:
    below = Unit.objects.filter(parent=OuterRef("pk"))
    return Unit.objects.select_related("kind", "colour", "home").annotate(has_units=Exists(below))


def _scope(unit: Unit, *, sees_below: bool) -> Scope:
    if not sees_below or not unit.has_units:  # type: ignore[attr-defined]
        return Scope(unit, "unit")
    return Scope(unit, "sector" if unit.parent_id is None else "branch")
