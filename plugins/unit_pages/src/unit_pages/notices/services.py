"""Send, read, confirm, withdraw and remind; nothing else writes recipients and receipts."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from unit_pages.access.rights import CREATE_UNITS, PUBLISH, rights_of
from unit_pages.days import local_day
from unit_pages.notices.models import NoticeQuerySet, NoticeReceipt, NoticeRecipient, StaffNotice
from unit_pages.units.appointments import Appointment
from unit_pages.units.models import Unit

logger = logging.getLogger(__name__)


class NoticeError(ValidationError):
    """Raised when a notice cannot be sent, confirmed or withdrawn as it is."""


def sending_units(user: Any) -> QuerySet[Unit]:
    """Return the units in whose name ``user`` sends notices: those with units below them."""
    units = Unit.objects.filter(children__isnull=False).distinct()
    if user.is_superuser:
        return units
    mine = [right.unit_id for right in rights_of(user) if right.actions & (PUBLISH | CREATE_UNITS)]
    return units.filter(pk__in=mine)


def units_of(user: Any) -> list[int]:
    """Return the units in which ``user`` holds a post today."""
    return sorted({right.unit_id for right in rights_of(user)})


def receivers(notice: StaffNotice, day: dt.date) -> QuerySet[Unit]:
    """Return the units that ``notice`` goes to: below its sender, of the kinds and units chosen.

    With neither chosen it goes to all units below the sender.
    """
    below = Unit.objects.active_on(day).below(notice.unit)
    kinds, units = list(notice.kinds.all()), list(notice.units.all())
    if not kinds and not units:
        return below
    return below.filter(Q(kind__in=kinds) | Q(pk__in=[unit.pk for unit in units]))


@transaction.atomic
def send_notice(notice: StaffNotice, *, by: Any, now: dt.datetime) -> int:
    """Send ``notice``; return to how many units.

    Raises:
        NoticeError: when it was sent already or no unit would get it.
    """
    notice = StaffNotice.objects.select_for_update().get(pk=notice.pk)
    if notice.is_sent:
        raise NoticeError(_("This notice was sent already."))
    units = list(receivers(notice, local_day()).values_list("pk", flat=True))
    if not units:
        raise NoticeError(_("No unit would get this notice. Choose kinds or units below your own unit."))
    NoticeRecipient.objects.bulk_create(NoticeRecipient(notice=notice, unit_id=pk) for pk in units)
    notice.sent_at, notice.sent_by = now, str(by)
    notice.save(update_fields=["sent_at", "sent_by"])
    log(notice, "unit_pages.notice_send", user=by, data={"unit": notice.unit_id, "recipients": len(units)})
    return len(units)


@transaction.atomic
def withdraw_notice(notice: StaffNotice, *, by: Any, reason: str, now: dt.datetime) -> None:
    """Take ``notice`` off all landing pages; who has read it stays known.

    Raises:
        NoticeError: when it was not sent, or no reason is given.
    """
    if not notice.is_sent or notice.withdrawn_at:
        raise NoticeError(_("Only a notice that was sent can be withdrawn."))
    if not reason.strip():
        raise NoticeError(_("Say why the notice is withdrawn."))
    notice.withdrawn_at = now
    notice.save(update_fields=["withdrawn_at"])
    log(notice, "unit_pages.notice_withdraw", user=by, data={"unit": notice.unit_id, "reason": reason.strip()})


def notices_for(user: Any) -> NoticeQuerySet:
    """Return all notices that went to the person's units, the newest first."""
    return StaffNotice.objects.to_units(units_of(user)).filter(sent_at__isnull=False).select_related("unit")


@dataclass(frozen=True)
class NoticeLine:
    """A notice on the landing page.

    Args:
        notice: what was sent.
        is_confirmed: whether this person confirmed reading it.
    """

    notice: StaffNotice
    is_confirmed: bool


def standing_notices(user: Any, now: dt.datetime) -> list[NoticeLine]:
    """Return what stands on the person's landing page, the unread first; three queries at most."""
    notices = list(notices_for(user).current_at(now))
    done = set(
        NoticeReceipt.objects.filter(person=user, notice__in=notices, confirmed_at__isnull=False).values_list(
            "notice_id", flat=True
        )
    )
    lines = [NoticeLine(notice, notice.pk in done) for notice in notices]
    return sorted(lines, key=lambda line: line.is_confirmed)


def open_notice(notice: StaffNotice, *, person: Any, now: dt.datetime) -> NoticeReceipt:
    """Note that ``person`` opened the notice; the first time counts."""
    return NoticeReceipt.objects.get_or_create(notice=notice, person=person, defaults={"opened_at": now})[0]


@transaction.atomic
def confirm_notice(notice: StaffNotice, *, person: Any, now: dt.datetime) -> None:
    """Note that ``person`` has read the notice, for the person and the units for which they stand.

    Raises:
        NoticeError: when the notice did not go to a unit of this person.
    """
    rows = NoticeRecipient.objects.filter(notice=notice, unit_id__in=units_of(person))
    if not rows.exists():
        raise NoticeError(_("This notice did not go to your unit."))
    receipt = open_notice(notice, person=person, now=now)
    if receipt.confirmed_at is None:
        receipt.confirmed_at = now
        receipt.save(update_fields=["confirmed_at"])
    rows.filter(confirmed_at__isnull=True).update(confirmed_at=now)


def readers_of(notice: StaffNotice) -> dict[int, list[NoticeReceipt]]:
    """Return the receipts of a notice by unit; one query for all units."""
    found: dict[int, list[NoticeReceipt]] = {}
    rows = notice.receipts.select_related("person")
    posts = Appointment.objects.filter(person__in=rows.values("person"), unit__in=notice.recipients.values("unit"))
    units: dict[int, set[int]] = {}
    for person_id, unit_id in posts.values_list("person_id", "unit_id"):
        units.setdefault(person_id, set()).add(unit_id)
    for receipt in rows:
        for unit_id in sorted(units.get(receipt.person_id, ())):
            found.setdefault(unit_id, []).append(receipt)
    return found


def remind(now: dt.datetime) -> int:
    """Mail the staff of units that have not confirmed; return how many units were reminded.

    Safe to run at any time: a unit is reminded again only after the notice's own number of days.
    """
    reminded = 0
    for notice in StaffNotice.objects.current_at(now).filter(remind_after_days__gt=0).select_related("unit"):
        before = now - dt.timedelta(days=notice.remind_after_days)
        late = notice.recipients.filter(confirmed_at__isnull=True).filter(
            Q(reminded_at__isnull=True) | Q(reminded_at__lte=before)
        )
        if notice.sent_at and notice.sent_at > before:
            continue
        for recipient in late.select_related("unit"):
            _mail(notice, recipient)
            recipient.reminded_at, recipient.reminders = now, recipient.reminders + 1
            recipient.save(update_fields=["reminded_at", "reminders"])
            reminded += 1
    return reminded


def _mail(notice: StaffNotice, recipient: NoticeRecipient) -> None:
    """Write to everybody with a post in the unit; a mail server that is down breaks nothing."""
    day = local_day()
    current = Appointment.objects.current_on(day).filter(unit=recipient.unit)
    people = get_user_model()._default_manager.filter(pk__in=current.values("person"), is_active=True)
    addresses = [email for email in people.values_list("email", flat=True) if email]
    if not addresses:
        return
    context = {
        "notice": notice,
        "unit": recipient.unit,
        "link": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("staff_notice", args=[notice.pk]),
    }
    body = render_to_string("unit_pages/mail/notice_reminder.txt", context)
    subject = _("Not confirmed yet: %(title)s") % {"title": notice.title}
    try:
        EmailMessage(subject, body, bcc=addresses).send()
    except OSError:
        logger.exception("The reminder of notice %s to unit %s was not sent.", notice.pk, recipient.unit_id)
