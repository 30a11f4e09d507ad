"""Who hears of a unit: its officers, its leader, the coordinators of the department."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Q

from comms_plan.urging.arrangement import LADDER, Role, Urging
from unit_pages.access.rights import PUBLISH, appointments_with, holders_of
from unit_pages.models import Appointment, Delegation

#: People of a unit by role.
Staff = Mapping[Role, Collection[int]]


def staff_of(units: Collection[int], day: dt.date) -> dict[int, Staff]:
    """Return officers and leaders of some units with their deputies, in two queries.

    An officer writes and does not lead; who writes and administers the unit's people is one where there is no other.

    Args:
        units: primary keys.
        day: on which they hold their posts.
    """
    rows = list(
        Appointment.objects.current_on(day)
        .filter(Q(post__is_leader=True) | Q(post__can_write=True), unit__in=units, person__is_active=True)
        .order_by("pk")
        .values_list("pk", "unit", "person", "post__is_leader", "post__can_administer")
    )
    deputies: dict[int, list[int]] = defaultdict(list)
    acting = Delegation.objects.current_on(day).filter(appointment__unit__in=units, deputy__is_active=True)
    for appointment, deputy in acting.values_list("appointment", "deputy"):
        deputies[appointment].append(deputy)
    found: dict[int, dict[Role, list[int]]] = defaultdict(lambda: {Role.OFFICER: [], Role.LEADER: []})
    administrators: dict[int, list[int]] = defaultdict(list)
    for appointment, unit, person, leads, administers in rows:
        people = [person, *deputies[appointment]]
        if leads:
            found[unit][Role.LEADER] += people
        elif administers:
            administrators[unit] += people
        else:
            found[unit][Role.OFFICER] += people
    for unit, people in administrators.items():
        if not found[unit][Role.OFFICER]:
            found[unit][Role.OFFICER] += people
    return dict(found)


def coordinators(urging: Urging, day: dt.date) -> list[int]:
    """Return the holders of the posts that coordinate the sector, else who publishes for the department."""
    in_department = Appointment.objects.current_on(day).filter(unit__parent__isnull=True)
    if urging.coordinators:
        named = in_department.filter(post__code__in=urging.coordinators)
        found = list(holders_of(named, day, include_superusers=False).order_by("pk").values_list("pk", flat=True))
        if found:
            return found
    publishing = appointments_with(PUBLISH, day).filter(unit__parent__isnull=True)
    return list(holders_of(publishing, day, include_superusers=False).order_by("pk").values_list("pk", flat=True))


def recipients(roles: Collection[Role], staff: Staff, top: Collection[int]) -> dict[int, Role]:
    """Return who is told about a unit and in which role; where a role has nobody, the next one up is told.

    Args:
        roles: who is asked for.
        staff: the unit's people.
        top: the coordinators.
    """
    by_role = {**staff, Role.COORDINATOR: top}
    found: dict[int, Role] = {}
    for role in sorted(roles, key=LADDER.index):
        rungs = LADDER[LADDER.index(role) :]
        held = next((rung for rung in rungs if by_role.get(rung)), None)
        for person in by_role[held] if held else ():
            found.setdefault(person, held)  # type: ignore[arg-type]
    return found
