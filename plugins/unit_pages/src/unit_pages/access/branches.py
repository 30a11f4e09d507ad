"""Which part of the registry a person may write: all of it, or the own branches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from unit_pages.access.rights import CREATE_UNITS, rights_of
from unit_pages.units.models import Unit, UnitKind


@dataclass(frozen=True)
class Branches:
    """The units below which somebody creates and edits units.

    Args:
        heads: the own units; None for everything.
    """

    heads: tuple[Unit, ...] | None = None

    @property
    def is_everything(self) -> bool:
        """Whether the whole registry may be written, the department itself included."""
        return self.heads is None

    def holds_below(self, unit: Unit) -> bool:
        """Whether ``unit`` stands below an own unit: such units may be changed."""
        return self.heads is None or any(
            unit.pk != head.pk and unit.tree_path.startswith(head.tree_path) for head in self.heads
        )

    def holds(self, unit: Unit) -> bool:
        """Whether ``unit`` is an own unit or stands below one: new units may be put below it."""
        return self.heads is None or any(unit.tree_path.startswith(head.tree_path) for head in self.heads)

    def default_parent(self, root: Unit | None) -> Unit | None:
        """Return the unit below which units without a named superior one go."""
        if self.heads is None:
            return root
        return self.heads[0] if len(self.heads) == 1 else None

    def units(self, *, with_heads: bool = False) -> QuerySet[Unit]:
        """Return the units that may be changed; with the own ones, those below which units may be put."""
        if self.heads is None:
            return Unit.objects.all()
        found = Q(pk__in=[])
        for head in self.heads:
            found |= Q(tree_path__startswith=head.tree_path)
        rows = Unit.objects.filter(found)
        # Of two own units one may stand below the other.
        return rows if with_heads else rows.exclude(pk__in=[h.pk for h in self.heads if not self.holds_below(h)])

    def kinds(self) -> QuerySet[UnitKind]:
        """Return the kinds that new units may have: none that an own unit or one above it has."""
        if self.heads is None:
            return UnitKind.objects.all()
        above = {int(pk) for head in self.heads for pk in head.tree_path.strip("/").split("/")}
        return UnitKind.objects.exclude(pk__in=Unit.objects.filter(pk__in=above).values("kind"))


EVERYTHING = Branches()


def branches_of(user: Any) -> Branches | None:
    """Return what ``user`` may write of the registry; None for nothing.

    A superuser writes all of it, others the branches of the units in which a post
    gives them the right to create units today.
    """
    if not user.is_active or user.is_anonymous:
        return None
    if user.is_superuser:
        return EVERYTHING
    own = [right.unit_id for right in rights_of(user) if right.actions & CREATE_UNITS]
    return Branches(tuple(Unit.objects.filter(pk__in=own).order_by("tree_path"))) if own else None
