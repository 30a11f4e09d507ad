"""The rights of a person on a day, computed from the appointments of that day.

Two views of one rule: `rights_of` answers for one person, `holders_of` names the people
who have a right. `tests/test_people_property.py` holds them against each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from unit_pages.access.roles import Role, roles_of
from unit_pages.days import local_day
from unit_pages.enums import Approval, SiteState
from unit_pages.units.appointments import Appointment, AppointmentQuerySet, Delegation, Post
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
        powers: the same without regard to the state of the site, see `powers_of`.
        roles: the roles of the post, see `access.roles`.
    """

    unit_id: int
    home_path: str
    is_root: bool
    collection_id: int | None
    actions: frozenset[str]
    powers: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()


def rights_of(user: Any) -> list[UnitRight]:
    """Return the rights of ``user`` today; two queries, kept on the user for the request."""
    if not user.is_active or user.is_anonymous:
        return []
    cached: list[UnitRight] | None = getattr(user, _CACHE, None)
    if cached is None:
        cached = [_right(appointment) for appointment in _current(user)]
        setattr(user, _CACHE, cached)
    return cached


def forget_rights(user: Any) -> None:
    """Let the next question about ``user`` read the appointments again."""
    if hasattr(user, _CACHE):
        delattr(user, _CACHE)


def _current(user: Any) -> QuerySet[Appointment]:
    """The person's own appointments, and those whose holder is away and has the person as deputy."""
    today = local_day()
    # Two queries by index; as one, with a sub-query beside OR, it reads the appointments of all units.
    acting = list(
        Delegation.objects.filter(deputy=user, starts_on__lte=today, ends_on__gt=today).values_list(
            "appointment", flat=True
        )
    )
    return (
        Appointment.objects.current_on(today)
        .filter(Q(person=user) | Q(pk__in=acting))
        .select_related("post", "unit__kind", "unit__home")
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
        powers=powers_of(appointment.post, unit),
        roles=roles_of(appointment.post),
    )


def actions_of(post: Post, unit: Unit) -> frozenset[str]:
    """Return what ``post`` permits in ``unit``.

    Officers publish themselves where the unit has no approval; an archived
    site is written by nobody.
    """
    powers = powers_of(post, unit)
    return powers - WRITE - PUBLISH if unit.is_read_only else powers


def powers_of(post: Post, unit: Unit) -> frozenset[str]:
    """Return what ``post`` permits in ``unit`` while its site is written.

    Who gives a post is measured by this: an archive may be opened again, and nobody may
    have given away in the meantime what they do not hold.
    """
    powers = (ADMINISTER if post.can_administer else frozenset()) | (
        CREATE_UNITS if post.can_create_units else frozenset()
    )
    if post.can_publish or (post.can_write and not unit.needs_approval):
        return powers | WRITE | PUBLISH
    return powers | (WRITE if post.can_write else frozenset())


def appointments_with(actions: Collection[str], day: dt.date) -> AppointmentQuerySet:
    """Return the appointments that permit one of ``actions`` on ``day``: `actions_of` as a query."""
    wanted, allowed = set(actions), Q(pk__in=[])
    written = ~Q(unit__site_state=SiteState.ARCHIVED)
    if wanted & WRITE:
        allowed |= written & (Q(post__can_write=True) | Q(post__can_publish=True))
    if wanted & PUBLISH:
        alone = Q(unit__approval=Approval.NONE) | Q(unit__approval=Approval.AS_KIND, unit__kind__needs_approval=False)
        allowed |= written & (Q(post__can_publish=True) | (Q(post__can_write=True) & alone))
    if wanted & ADMINISTER:
        allowed |= Q(post__can_administer=True)
    if wanted & CREATE_UNITS:
        allowed |= Q(post__can_create_units=True)
    return Appointment.objects.current_on(day).filter(allowed)


def holders_of(appointments: QuerySet[Appointment], day: dt.date, *, include_superusers: bool) -> QuerySet[Any]:
    """Return the active people who hold one of ``appointments`` on ``day`` or act for its holder."""
    acting = Delegation.objects.current_on(day).filter(appointment__in=appointments.values("pk"))
    found = Q(pk__in=appointments.values("person")) | Q(pk__in=acting.values("deputy"))
    if include_superusers:
        found |= Q(is_superuser=True)
    return get_user_model()._default_manager.filter(found, is_active=True)
