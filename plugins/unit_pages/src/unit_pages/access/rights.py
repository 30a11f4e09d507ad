"""The rights of a person on a day, computed from the appointments of that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from unit_pages.days import local_day
from unit_pages.units.appointments import Appointment, Delegation, Post
from unit_pages.units.models import Unit

WRITE = frozenset({"add", "change"})
PUBLISH = frozenset({"publish", "lock", "unlock"})
#: Manage the unit's people; create and edit units below it.
ADMINISTER = frozenset({"administer"})
CREATE_UNITS = frozenset({"create_units"})
_CACHE = "_unit_rights"


@dataclass(frozen=True)
class UnitRight:
    """What one appointment lets its holder do on one unit's pages and pictures.

    Args:
        unit_id: primary key of the unit.
        home_path: tree path of the unit's home page, "" before it is provisioned.
        is_root: whether the unit is the department; its home stands above all others.
        collection_id: the unit's collection of pictures and files, if any.
        actions: of `WRITE`, `PUBLISH`, `ADMINISTER` and `CREATE_UNITS`.
    """

    unit_id: int
    home_path: str
    is_root: bool
    collection_id: int | None
    actions: frozenset[str]


def rights_of(user: Any) -> list[UnitRight]:
    """Return the rights of ``user`` today; one query, kept on the user for the request."""
    if not user.is_active or user.is_anonymous:
        return []
    cached: list[UnitRight] | None = getattr(user, _CACHE, None)
    if cached is None:
        cached = [_right(appointment) for appointment in _current(user)]
        setattr(user, _CACHE, cached)
    return cached


def _current(user: Any) -> Iterator[Appointment]:
    """The person's own appointments, and those whose holder is away and has the person as deputy."""
    today = local_day()
    acting = Delegation.objects.current_on(today).filter(deputy=user).values("appointment")
    return (
        Appointment.objects.current_on(today)
        .filter(Q(person=user) | Q(pk__in=acting))
        .select_related("post", "unit__kind", "unit__home")
        .iterator()
    )


def _right(appointment: Appointment) -> UnitRight:
    unit = appointment.unit
    home = getattr(unit, "home", None)
    return UnitRight(
        unit_id=unit.pk,
        home_path=home.path if home else "",
        is_root=unit.is_root,
        collection_id=unit.collection_id,
        actions=actions_of(appointment.post, unit),
    )


def actions_of(post: Post, unit: Unit) -> frozenset[str]:
    """Return what ``post`` permits in ``unit``.

    Officers publish themselves where the unit has no approval; an archived
    site is written by nobody.
    """
    actions = (ADMINISTER if post.can_administer else frozenset()) | (
        CREATE_UNITS if post.can_create_units else frozenset()
    )
    if unit.is_read_only:
        return actions
    if post.can_publish or (post.can_write and not unit.needs_approval):
        return actions | WRITE | PUBLISH
    return actions | (WRITE if post.can_write else frozenset())
