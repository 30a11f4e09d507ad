"""The people who publish for a unit on a day, by appointment or as a deputy."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.contrib.auth import get_user_model

from unit_pages.access.rights import PUBLISH, actions_of
from unit_pages.days import local_day
from unit_pages.units.appointments import Appointment, Delegation
from unit_pages.units.models import Unit


def reviewers_of(unit: Unit) -> list[Any]:
    """Return who may publish for ``unit`` today: holders and deputies, no superusers, in three queries."""
    holders, deputies = _holders_and_deputies(unit)
    return _people(holders | set(chain.from_iterable(deputies.values())))


def other_reviewers(unit: Unit, user: Any) -> list[Any]:
    """Return who besides ``user`` may publish for ``unit`` today."""
    return [person for person in reviewers_of(unit) if person.pk != getattr(user, "pk", None)]


def people_to_tell(unit: Unit, *, but: set[int]) -> list[Any]:
    """Return the reviewers who hear of a waiting item: in place of a holder who is away, the deputy.

    Args:
        unit: the unit of the item.
        but: ids of people who may not approve it, or who sent it.
    """
    holders, deputies = _holders_and_deputies(unit)
    return _people((holders - set(deputies) | set(chain.from_iterable(deputies.values()))) - but)


def _holders_and_deputies(unit: Unit) -> tuple[set[int], dict[int, set[int]]]:
    """Return ids of the holders, and for each one who is away those of the deputies."""
    today = local_day()
    held = {
        appointment.pk: appointment.person_id
        for appointment in Appointment.objects.current_on(today).filter(unit=unit).select_related("post")
        if actions_of(appointment.post, unit) >= PUBLISH
    }
    deputies: dict[int, set[int]] = {}
    standing_in = Delegation.objects.current_on(today).filter(appointment__in=list(held))
    for appointment_id, deputy_id in standing_in.values_list("appointment_id", "deputy_id"):
        deputies.setdefault(held[appointment_id], set()).add(deputy_id)
    return set(held.values()), deputies


def _people(ids: set[int]) -> list[Any]:
    people = get_user_model()._default_manager.filter(pk__in=ids, is_active=True, is_superuser=False)
    return list(people.order_by("pk"))
