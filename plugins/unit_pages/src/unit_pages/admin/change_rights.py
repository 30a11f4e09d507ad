"""Who changes the organisation: superusers everywhere, coordinators within their branch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from unit_pages.access.rights import CREATE_UNITS, rights_of
from unit_pages.changes.models import OrganisationChange
from unit_pages.units.models import Unit


def branches_of(user: Any) -> list[Unit]:
    """Return the units at the head of the branches in which ``user`` creates and changes units."""
    heads = [right.unit_id for right in rights_of(user) if right.actions & CREATE_UNITS]
    return list(Unit.objects.filter(pk__in=heads)) if heads else []


def units_to_change(user: Any, *, with_heads: bool = False) -> QuerySet[Unit]:
    """Return the units that ``user`` may rename, end, merge, split or move.

    Args:
        user: who asks.
        with_heads: the heads of the branches too: a unit may move below one of them.
    """
    units = Unit.objects.select_related("kind", "parent")
    if user.is_active and user.is_superuser:
        return units.all()
    heads = branches_of(user)
    below = Q(pk__in=[])
    for head in heads:
        below |= Q(tree_path__startswith=head.tree_path)
    found = units.filter(below)
    return found if with_heads else found.exclude(pk__in=[head.pk for head in heads])


def may_change_units(user: Any) -> bool:
    """Whether ``user`` may change any unit."""
    return bool(user.is_active and (user.is_superuser or branches_of(user)))


def may_change(user: Any, units: Iterable[Unit]) -> bool:
    """Whether ``user`` may change all these units."""
    wanted = {unit.pk for unit in units}
    return units_to_change(user).filter(pk__in=wanted).count() == len(wanted)


def may_see(user: Any, change: OrganisationChange) -> bool:
    """Whether all that a change touches lies in the branch of ``user``."""
    touched = {unit.pk for unit in [change.unit, *change.parts.all()]}
    if change.target_id:
        touched.add(change.target_id)
    return units_to_change(user, with_heads=True).filter(pk__in=touched).count() == len(touched)


def changes_of(user: Any) -> QuerySet[OrganisationChange]:
    """Return the changes of units in the branch of ``user``."""
    rows = OrganisationChange.objects.select_related("unit", "made_by")
    return rows if user.is_superuser else rows.filter(unit__in=units_to_change(user))
