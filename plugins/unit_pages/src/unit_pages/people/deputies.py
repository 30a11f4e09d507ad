"""Whoever is away has a deputy, with dates: arranged by the holder or by an administrator."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unit_pages.access.rights import forget_rights
from unit_pages.people.audit import record
from unit_pages.people.powers import NotYoursToGiveError, may_manage
from unit_pages.people.services import shorten
from unit_pages.units.appointments import Appointment, Delegation


def colleagues_of(appointment: Appointment, day: dt.date) -> QuerySet[Any]:
    """Return the people who may act for the holder: those with a post of the same unit."""
    there = Appointment.objects.current_on(day).filter(unit=appointment.unit_id)
    return (
        get_user_model()
        ._default_manager.filter(pk__in=there.values("person"), is_active=True)
        .exclude(pk=appointment.person_id)
    )


def may_delegate(user: Any, appointment: Appointment) -> bool:
    """Whether ``user`` arranges a deputy: the holder for the own post, else who may give the post."""
    return appointment.person_id == user.pk or may_manage(user, appointment)


@transaction.atomic
def delegate(
    *, appointment: Appointment, deputy: Any, starts_on: dt.date, ends_on: dt.date, by: Any, reason: str = ""
) -> Delegation:
    """Let ``deputy`` act for the holder of a post from a day until another one.

    Raises:
        NotYoursToGiveError: when ``by`` neither holds the post nor may give it.
        ValidationError: for a period upside down, oneself, or somebody of another unit.
    """
    if not may_delegate(by, appointment):
        raise NotYoursToGiveError(_("You may arrange a deputy for your own posts only."))
    delegation = Delegation(appointment=appointment, deputy=deputy, starts_on=starts_on, ends_on=ends_on, reason=reason)
    delegation.full_clean()
    delegation.save()
    record(
        delegation,
        "delegate",
        unit=appointment.unit,
        by=by,
        reason=reason,
        deputy=str(deputy),
        post=appointment.post.name,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
    )
    forget_rights(deputy)
    return delegation


@transaction.atomic
def end_delegation(*, delegation: Delegation, day: dt.date, by: Any) -> None:
    """The holder is back on ``day``.

    Raises:
        NotYoursToGiveError: see `delegate`.
    """
    appointment = delegation.appointment
    if not may_delegate(by, appointment):
        raise NotYoursToGiveError(_("You may arrange a deputy for your own posts only."))
    record(delegation, "end_delegation", unit=appointment.unit, by=by, deputy=str(delegation.deputy))
    shorten(delegation, min(day, delegation.ends_on))
    forget_rights(delegation.deputy)
