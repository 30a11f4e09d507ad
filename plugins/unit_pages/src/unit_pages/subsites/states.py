"""States of a subsite: who reads it, since when, and the one service that changes it.

Everything public asks the unit's state or, in lists of publications, the copy of it
on the row (`Publication.site_is_open`), so that a change shows everywhere at once.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.dispatch import Signal
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from unit_pages.enums import OPEN_STATES, Origin, SiteState
from unit_pages.units.models import Unit

#: Sent with ``unit`` after its site was opened, closed or archived, inside the transaction.
site_state_changed = Signal()
KEY_LENGTH = 32


class SiteStateError(ValidationError):
    """Raised when a site cannot take a state; says why."""


class SiteStateChange(models.Model):
    """A site took another state: who did it, when and why."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="site_states", verbose_name=_("unit"))
    state = models.CharField(_("state of the site"), max_length=10, choices=SiteState)
    before = models.CharField(_("state before"), max_length=10, choices=SiteState, blank=True)
    at = models.DateTimeField(_("changed at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("changed by"),
    )
    reason = models.CharField(_("reason"), max_length=255, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("state of a site")
        verbose_name_plural = _("states of sites")

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_state_display()}"


class SiteInvitation(models.Model):
    """The secret in the invitation link of a site; a new one makes every old link useless."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="invitation", verbose_name=_("unit"))
    key = models.CharField(max_length=KEY_LENGTH, editable=False)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("invitation to a site")
        verbose_name_plural = _("invitations to sites")

    def __str__(self) -> str:
        return str(self.unit)


@transaction.atomic
def set_site_state(*, unit: Unit, state: str, by: Any, now: dt.datetime, reason: str = "") -> None:
    """Give the site of ``unit`` another state, everywhere at once.

    Items that were published while nobody could read the site begin when it opens:
    an item counts from the day on which readers could see it.

    Args:
        unit: not the department itself.
        state: one of `SiteState`.
        by: the person, or None for a command.
        now: the moment of the change.
        reason: written to the log.

    Raises:
        SiteStateError: for the department's portal, or to revive the site of a unit that ended.
    """
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    if locked.site_state == state:
        unit.site_state = state
        return
    _check(locked, state, now)
    was_open, before = locked.is_open, locked.site_state
    locked.site_state = state
    locked.save(update_fields=["site_state"])
    unit.site_state = state
    _follow(locked, was_open=was_open, now=now)
    SiteStateChange.objects.create(unit=locked, state=state, before=before, at=now, by=by, reason=reason)
    if state == SiteState.INVITED:
        invitation_of(locked, now=now)
    log(
        instance=locked,
        action="unit_pages.site_state",
        user=by,
        data={"before": before, "after": state, "reason": reason},
    )
    site_state_changed.send(sender=Unit, unit=locked)


def _check(unit: Unit, state: str, now: dt.datetime) -> None:
    from unit_pages.days import local_day

    if state not in SiteState.values:
        raise SiteStateError(gettext("Choose one of the four states."))
    if unit.is_root:
        raise SiteStateError(gettext("The department's own portal is always live."))
    if unit.ends_on and unit.ends_on <= local_day(now) and state not in (SiteState.ARCHIVED, SiteState.DRAFT):
        raise SiteStateError(
            gettext("%(unit)s ended on %(day)s. Its site can only be an archive.")
            % {"unit": unit.name, "day": unit.ends_on.strftime("%d/%m/%Y")}
        )


def _follow(unit: Unit, *, was_open: bool, now: dt.datetime) -> None:
    """Bring the copies on the publications in step, and what pictures and files are public."""
    from unit_pages.media.public_use import refresh_pages_below, refresh_records_of
    from unit_pages.publications.models import Publication

    home = getattr(unit, "home", None)
    if home is None or was_open == unit.is_open:
        return
    here = Publication.objects.filter(page__path__startswith=home.path)
    if unit.is_open:
        closed_since = _closed_since(unit)
        unread = here.filter(ended_at__isnull=True, origin=Origin.OWN, starts_at__lt=now)
        (unread.filter(starts_at__gte=closed_since) if closed_since else unread.none()).update(starts_at=now)
    here.update(site_is_open=unit.is_open)
    refresh_pages_below(home.path)
    refresh_records_of(unit.pk)


def _closed_since(unit: Unit) -> dt.datetime | None:
    """Return since when nobody could read the site, None when nobody knows."""
    closing = SiteStateChange.objects.filter(unit=unit).exclude(state__in=OPEN_STATES)
    last = closing.filter(models.Q(before__in=OPEN_STATES) | models.Q(before="")).first()
    return last.at if last else None


def note_first_state(unit: Unit, *, now: dt.datetime) -> None:
    """Remember since when a new site is closed; a live one needs no note."""
    if not unit.is_open and not unit.site_states.exists():  # type: ignore[attr-defined]
        SiteStateChange.objects.create(unit=unit, state=unit.site_state, at=now)
    if unit.site_state == SiteState.INVITED:
        invitation_of(unit, now=now)


def invitation_of(unit: Unit, *, now: dt.datetime) -> SiteInvitation:
    """Return the invitation of a unit; make it when there is none."""
    invitation, _created = SiteInvitation.objects.get_or_create(
        unit=unit, defaults={"key": get_random_string(KEY_LENGTH), "made_at": now}
    )
    return invitation


@transaction.atomic
def renew_invitation(*, unit: Unit, by: Any, now: dt.datetime) -> SiteInvitation:
    """Make a new link; the old one, and everybody who came by it, is shut out."""
    values = {"key": get_random_string(KEY_LENGTH), "made_at": now}
    invitation, _created = SiteInvitation.objects.update_or_create(unit=unit, defaults=values)
    log(instance=unit, action="unit_pages.invitation", user=by)
    return invitation


def archived_since(unit: Unit) -> dt.date | None:
    """Return the day since which the site is an archive, None when nobody knows."""
    from unit_pages.days import local_day

    last = SiteStateChange.objects.filter(unit=unit, state=SiteState.ARCHIVED).first()
    return unit.ends_on or (local_day(last.at) if last else None)
