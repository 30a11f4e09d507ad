"""Invite somebody by e-mail, send the link again, take it back, accept it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from unit_pages.days import local_day
from unit_pages.people.accounts import email_of
from unit_pages.people.audit import record
from unit_pages.people.mails import send_invitation
from unit_pages.people.models import Invitation, InvitationState
from unit_pages.people.powers import may_give, require_may_give
from unit_pages.people.services import appoint
from unit_pages.units.appointments import Appointment, Post, allowed_posts
from unit_pages.units.models import Unit
from unit_pages.units.one_leader import day as written
from unit_pages.units.one_leader import refuse_second_leader


class InvitationClosedError(ValueError):
    """Raised for an invitation that cannot be accepted; the text says why and what to do."""


@transaction.atomic
def invite(
    *,
    unit: Unit,
    post: Post,
    email: str,
    by: Any,
    now: dt.datetime,
    name: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    decision_number: str = "",
    decided_on: dt.date | None = None,
) -> Invitation:
    """Ask the owner of ``email`` to take a post; the mail goes out when the transaction is through.

    Raises:
        NotYoursToGiveError: when ``by`` may not give the post.
        ValidationError: without an address, for an ended unit, days upside down, a post that this
            kind of unit does not have, a second leader, or an invitation that is under way.
    """
    require_may_give(by, post, unit)
    invitation = Invitation(
        unit=unit,
        post=post,
        email=email.strip().lower(),
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        decision_number=decision_number,
        decided_on=decided_on,
        created_at=now,
    )
    token = invitation.renew_link(by=by, now=now)
    _check(invitation, local_day(now))
    invitation.save()
    record(invitation, "invite", unit=unit, by=by, email=invitation.email, post=post.name)
    transaction.on_commit(partial(send_invitation, invitation, token))
    return invitation


def _check(invitation: Invitation, today: dt.date) -> None:
    """Refuse now what `accept` would refuse in a week."""
    unit, first = invitation.unit, invitation.starts_on or today
    if not invitation.email:
        raise ValidationError({"email": _("Enter the e-mail address of the person: the invitation goes there.")})
    if unit.ends_on and first >= unit.ends_on:
        raise ValidationError(_("%(unit)s ended on %(day)s.") % {"unit": unit, "day": written(unit.ends_on)})
    if invitation.ends_on and invitation.ends_on <= first:
        raise ValidationError({"ends_on": _("An appointment cannot end before it starts.")})
    if not allowed_posts(unit.kind).filter(pk=invitation.post_id).exists():
        raise ValidationError({"post": _("Units of the kind “%(kind)s” have no such post.") % {"kind": unit.kind}})
    invitation.full_clean()
    if invitation.post.is_leader:
        refuse_second_leader(
            Appointment.objects.all(),
            Appointment(unit=unit, post=invitation.post, starts_on=first, ends_on=invitation.ends_on),
        )


@transaction.atomic
def resend(*, invitation: Invitation, by: Any, now: dt.datetime) -> None:
    """Send a new link for seven more days; the old one ends.

    Raises:
        NotYoursToGiveError: when ``by`` may not give the post.
        InvitationClosedError: when it was accepted or taken back.
    """
    require_may_give(by, invitation.post, invitation.unit)
    _refuse_answered(invitation, now)
    token = invitation.renew_link(by=by, now=now)
    invitation.save()
    record(invitation, "resend_invitation", unit=invitation.unit, by=by, email=invitation.email)
    transaction.on_commit(partial(send_invitation, invitation, token))


@transaction.atomic
def revoke(*, invitation: Invitation, by: Any, now: dt.datetime) -> None:
    """Take the invitation back; its link ends.

    Raises:
        NotYoursToGiveError: when ``by`` may not give the post.
        InvitationClosedError: when it was accepted or taken back.
    """
    require_may_give(by, invitation.post, invitation.unit)
    if not Invitation.objects.unanswered().filter(pk=invitation.pk).update(revoked_at=now):
        _refuse_answered(Invitation.objects.get(pk=invitation.pk), now)
    record(invitation, "revoke_invitation", unit=invitation.unit, by=by, email=invitation.email)


def _refuse_answered(invitation: Invitation, now: dt.datetime) -> None:
    state = invitation.state_at(now)
    if state == InvitationState.ACCEPTED:
        raise InvitationClosedError(_("This invitation has been used. Sign in with the password that you chose then."))
    if state == InvitationState.REVOKED:
        raise InvitationClosedError(_("This invitation was taken back. Ask the person who invited you."))


def require_open(invitation: Invitation, now: dt.datetime) -> None:
    """Refuse an invitation that was used, taken back, has expired, or that its giver could not give any more.

    Raises:
        InvitationClosedError: with a sentence for the invited person.
    """
    _refuse_answered(invitation, now)
    unit = invitation.unit
    if invitation.state_at(now) == InvitationState.EXPIRED:
        raise InvitationClosedError(
            _("This invitation expired on %(day)s. Ask %(unit)s to send it again.")
            % {"day": written(local_day(invitation.expires_at)), "unit": unit}
        )
    if unit.ends_on and unit.ends_on <= local_day(now):
        raise InvitationClosedError(_("%(unit)s ended on %(day)s.") % {"unit": unit, "day": written(unit.ends_on)})
    if not may_give(invitation.invited_by, invitation.post, unit):
        raise InvitationClosedError(
            _("The person who invited you does not manage the people of %(unit)s any more. Ask the unit to invite you.")
            % {"unit": unit}
        )


@transaction.atomic
def accept(*, invitation: Invitation, person: Any, now: dt.datetime) -> Appointment:
    """Give the invited ``person`` the post; an account that is not saved yet is saved with it.

    Raises:
        InvitationClosedError: when it is not open (any more), or meant for another address.
        ValidationError: when the post cannot be given, for example beside another leader.
    """
    require_open(invitation, now)
    if email_of(person).lower() != invitation.email.lower():
        raise InvitationClosedError(_("This invitation is meant for another e-mail address."))
    if person.is_superuser:
        raise InvitationClosedError(_("Administrators of the whole portal need no post."))
    if person.pk is None:
        person.save()
    # Two clicks at once: the database lets one of them through.
    if not Invitation.objects.unanswered().filter(pk=invitation.pk).update(accepted_at=now, accepted_by=person):
        _refuse_answered(Invitation.objects.get(pk=invitation.pk), now)
    appointment = appoint(
        person=person,
        unit=invitation.unit,
        post=invitation.post,
        starts_on=invitation.starts_on or local_day(now),
        ends_on=invitation.ends_on,
        decision_number=invitation.decision_number,
        decided_on=invitation.decided_on,
        by=invitation.invited_by,
    )
    record(invitation, "accept_invitation", unit=invitation.unit, by=person, email=invitation.email)
    return appointment
