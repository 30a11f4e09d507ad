"""Which posts nobody holds: a unit has one leader in charge and at least one officer (mục III.3)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from unit_pages.units.appointments import Appointment
from unit_pages.units.models import Unit

#: Names of what may be missing; each is also the annotation ``has_<name>``.
MISSING = (("leader", _("Leader in charge")), ("officer", _("Communication officer")))


def with_missing_posts(units: Any, day: dt.date) -> Any:
    """Add ``has_leader`` and ``has_officer`` on ``day`` to units, in their own query.

    An officer is somebody who writes and is not the leader: the plan wants two people.
    """
    current = Appointment.objects.current_on(day).filter(unit=OuterRef("pk"))
    writes = Q(post__can_write=True) | Q(post__can_publish=True)
    return units.annotate(
        has_leader=Exists(current.filter(post__is_leader=True)),
        has_officer=Exists(current.filter(writes, post__is_leader=False)),
    )


def missing_posts(unit: Unit) -> list[Any]:
    """Return the names of what is missing in a unit fetched by `with_missing_posts`; none after its end."""
    if unit.ends_on:
        return []
    return [label for name, label in MISSING if not getattr(unit, f"has_{name}")]
