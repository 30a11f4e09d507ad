"""Posts are given and ended here, by administrators of a unit or of the installation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from unit_pages.access.rights import ADMINISTER, forget_rights, powers_of
from unit_pages.days import local_day
from unit_pages.people.audit import record
from unit_pages.people.powers import require_may_give, require_may_manage
from unit_pages.units.appointments import Appointment, Delegation, Post
from unit_pages.units.models import EducationLevel, Unit
from unit_pages.units.one_leader import is_second_leader, refuse_second_leader


def save_appointment(appointment: Appointment) -> None:
    """Check and save; what only the database sees is said in words too.

    Raises:
        ValidationError: for a wrong period, an ended unit, a post of other kinds, a second leader.
    """
    appointment.full_clean(exclude=["decision_file"])
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError as error:  # somebody was quicker
        if not is_second_leader(error):
            raise
        refuse_second_leader(Appointment.objects.all(), appointment)
        raise ValidationError(_("This unit has a leader in charge in these days already.")) from error


@transaction.atomic
def appoint(
    *,
    person: Any,
    unit: Unit,
    post: Post,
    starts_on: dt.date,
    by: Any,
    ends_on: dt.date | None = None,
    decision_number: str = "",
    decided_on: dt.date | None = None,
    levels: Iterable[EducationLevel] = (),
) -> Appointment:
    """Give ``person`` a post.

    Raises:
        NotYoursToGiveError: when ``by`` may not give it.
        ValidationError: see `save_appointment`; also for the same post twice.
    """
    require_may_give(by, post, unit)
    appointment = Appointment(
        person=person,
        unit=unit,
        post=post,
        starts_on=starts_on,
        ends_on=ends_on,
        decision_number=decision_number,
        decided_on=decided_on,
    )
    _refuse_same_post(appointment)
    save_appointment(appointment)
    appointment.levels.set(levels)
    record(appointment, "appoint", unit=unit, by=by, post=post.name, starts_on=starts_on.isoformat())
    forget_rights(person)
    return appointment


def _refuse_same_post(appointment: Appointment) -> None:
    same = Appointment.objects.filter(
        person=appointment.person, unit=appointment.unit, post=appointment.post, starts_on__lte=appointment.starts_on
    ).exclude(ends_on__lte=appointment.starts_on)
    if same.exists():
        raise ValidationError(_("%(person)s holds this post already.") % {"person": appointment.person})


@transaction.atomic
def end_appointment(*, appointment: Appointment, ends_on: dt.date, by: Any, reason: str = "") -> int:
    """End a post; one that has not begun by ``ends_on`` is taken back altogether.

    Drafts are pages of the unit and stay with it: its leader sees and edits them. Pages that the
    person holds locked are set free, and nobody goes on acting for a post that is over.

    Returns:
        The number of the person's unpublished pages that stay with the unit.

    Raises:
        NotYoursToGiveError: when ``by`` may not end it.
        ValidationError: when it has ended before that day already.
    """
    require_may_manage(by, appointment)
    if appointment.ends_on and appointment.ends_on < ends_on:
        raise ValidationError({"ends_on": _("This post ends before that day already.")})
    details = {"post": appointment.post.name, "person": str(appointment.person), "ends_on": ends_on.isoformat()}
    record(appointment, "end_appointment", unit=appointment.unit, by=by, reason=reason, **details)
    if ends_on <= appointment.starts_on:
        _end_delegations(appointment, ends_on)
        appointment.delete()
    else:
        appointment.ends_on = ends_on
        save_appointment(appointment)
    return settle_end(appointment, ends_on=ends_on, by=by)


def settle_end(appointment: Appointment, *, ends_on: dt.date, by: Any) -> int:
    """Do what an end brings with it: deputies, locks, drafts; see `end_appointment`."""
    if appointment.pk:
        _end_delegations(appointment, ends_on)
    forget_rights(appointment.person)
    if ends_on > local_day() or _still_there(appointment):
        return 0
    return _hand_over(appointment, by)


def _end_delegations(appointment: Appointment, ends_on: dt.date) -> None:
    """End those of the post, and those in which its holder acts for others without a post of their own."""
    others = Appointment.objects.filter(unit=appointment.unit, person=appointment.person).exclude(pk=appointment.pk)
    running = Delegation.objects.filter(ends_on__gt=ends_on)
    rows = running.filter(appointment=appointment)
    if not others.exclude(ends_on__lte=ends_on).exists():
        rows |= running.filter(appointment__unit=appointment.unit, deputy=appointment.person)
    for delegation in rows:
        shorten(delegation, ends_on)


def shorten(delegation: Delegation, ends_on: dt.date) -> None:
    """End a delegation on ``ends_on``; one that has not begun disappears."""
    if ends_on <= delegation.starts_on:
        delegation.delete()
        return
    delegation.ends_on = ends_on
    delegation.save()


def _still_there(appointment: Appointment) -> bool:
    current = Appointment.objects.current_on(local_day())
    return current.filter(unit=appointment.unit, person=appointment.person).exists()


def drafts_of(person: Any, unit: Unit) -> Any:
    """Return the person's pages of the unit that hold something unpublished."""
    home = getattr(unit, "home", None)
    if home is None:
        return Page.objects.none()
    pages = Page.objects.filter(path__startswith=home.path, owner=person)
    return (pages.filter(live=False) | pages.filter(has_unpublished_changes=True)).exclude(pk=home.pk)


def _hand_over(appointment: Appointment, by: Any) -> int:
    unit, person = appointment.unit, appointment.person
    if not getattr(unit, "home", None):
        return 0
    locked = Page.objects.filter(path__startswith=unit.home.path, locked=True, locked_by=person)
    locked.update(locked=False, locked_by=None, locked_at=None)
    drafts = int(drafts_of(person, unit).count())
    if drafts:
        record(unit, "hand_over", unit=unit, by=by, person=str(person), drafts=drafts)
    return drafts


def is_last_administrator(appointment: Appointment, day: dt.date) -> bool:
    """Whether nobody else manages the unit's people on ``day``."""
    if not appointment.post.can_administer:
        return False
    others = Appointment.objects.current_on(day).filter(unit=appointment.unit, post__can_administer=True)
    return not others.exclude(pk=appointment.pk).exists()


def administers_alone(appointment: Appointment, user: Any) -> bool:
    """Whether ``user`` would stop managing the unit's people without this appointment."""
    if appointment.person_id != user.pk or not powers_of(appointment.post, appointment.unit) & ADMINISTER:
        return False
    own = Appointment.objects.current_on(local_day()).filter(
        unit=appointment.unit, person=user, post__can_administer=True
    )
    return not own.exclude(pk=appointment.pk).exists()
