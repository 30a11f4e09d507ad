"""The rights of a person on a day, computed from the appointments of that day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from unit_pages.days import local_day
from unit_pages.units.appointments import Appointment

WRITE = frozenset({"add", "change"})
PUBLISH = frozenset({"publish", "lock", "unlock"})
_CACHE = "_unit_rights"


@dataclass(frozen=True)
class UnitRight:
    """What one appointment lets its holder do on one unit's pages and pictures.

    Args:
        unit_id: primary key of the unit.
        home_path: tree path of the unit's home page, "" before it is provisioned.
        is_root: whether the unit is the department; its home stands above all others.
        collection_id: the unit's collection of pictures and files, if any.
        actions: of `WRITE` and `PUBLISH`.
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


def _current(user: Any) -> Any:
    return Appointment.objects.current_on(local_day()).filter(person=user).select_related("post", "unit", "unit__home")


def _right(appointment: Appointment) -> UnitRight:
    post, unit = appointment.post, appointment.unit
    actions = (WRITE if post.can_write or post.can_publish else frozenset()) | (
        PUBLISH if post.can_publish else frozenset()
    )
    home = getattr(unit, "home", None)
    return UnitRight(
        unit_id=unit.pk,
        home_path=home.path if home else "",
        is_root=unit.is_root,
        collection_id=unit.collection_id,
        actions=actions,
    )
