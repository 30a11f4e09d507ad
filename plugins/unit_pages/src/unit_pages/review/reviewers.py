"""The people who publish for a unit on a day, by appointment or as a deputy."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from unit_pages.access.rights import PUBLISH, actions_of
from unit_pages.days import local_day
from unit_pages.units.appointments import Appointment, Delegation
from unit_pages.units.models import Unit


def reviewers_of(unit: Unit) -> list[Any]:
    """Return who may publish for ``unit`` today: holders and deputies, no superusers, in two queries."""
    today = local_day()
    held = [
        appointment
        for appointment in Appointment.objects.current_on(today).filter(unit=unit).select_related("post")
        if actions_of(appointment.post, unit) >= PUBLISH
    ]
    deputies = Delegation.objects.current_on(today).filter(appointment__in=[row.pk for row in held])
    people = Q(pk__in=[row.person_id for row in held]) | Q(pk__in=deputies.values("deputy"))
    found = get_user_model()._default_manager.filter(people, is_active=True, is_superuser=False)
    return list(found.order_by("pk").distinct())


def other_reviewers(unit: Unit, user: Any) -> list[Any]:
    """Return who besides ``user`` may publish for ``unit`` today."""
    return [person for person in reviewers_of(unit) if person.pk != getattr(user, "pk", None)]


def people_to_tell(unit: Unit, *, but: set[int]) -> list[Any]:
    """Return the reviewers who hear of a waiting item: in place of a holder who is away, the deputy.

    Args:
        unit: the unit of the item.
        but: ids of people who may not approve it, or who sent it.
    """
    today = local_day()
    present, away = set(), set()
    for appointment in Appointment.objects.current_on(today).filter(unit=unit).select_related("post"):
        if actions_of(appointment.post, unit) >= PUBLISH:
            stand_ins = Delegation.objects.current_on(today).filter(appointment=appointment)
            (away if stand_ins.exists() else present).add(appointment.person_id)
    return [
        person
        for person in reviewers_of(unit)
        if person.pk not in but and (person.pk in present or person.pk not in away)
    ]
