"""Invitations: a link by e-mail, valid for seven days and once, that brings a post."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unit_pages.units.appointments import Post
from unit_pages.units.models import Unit

VALID_FOR = dt.timedelta(days=7)


def digest_of(token: str) -> str:
    """Return what is stored of a link's secret: who reads the database cannot open the link."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationState(models.TextChoices):
    """What became of an invitation."""

    OPEN = "open", pgettext_lazy("invitation", "Not answered yet")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    REVOKED = "revoked", pgettext_lazy("invitation", "Taken back")
    EXPIRED = "expired", pgettext_lazy("invitation", "Expired")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Verbs of invitations."""

    def unanswered(self) -> InvitationQuerySet:
        """Neither accepted nor taken back; they may have expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def with_token(self, token: str) -> InvitationQuerySet:
        """The one that the link with this secret leads to."""
        return self.filter(token_digest=digest_of(token))


class Invitation(models.Model):
    """Somebody is asked by e-mail to take a post in a unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("unit"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("post"))
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("full name"), max_length=150, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)

    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "unit",
                "post",
                Lower("email"),
                name="invitation_open_once",
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                violation_error_message=_("This address is invited to this post already. Send that invitation again."),
            ),
            models.CheckConstraint(
                name="invitation_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gt=models.F("starts_on")),
                violation_error_message=_("An appointment cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.post}, {self.unit}"

    def state_at(self, moment: dt.datetime) -> InvitationState:
        """Return what has become of the invitation by ``moment``."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if moment >= self.expires_at else InvitationState.OPEN

    def renew_link(self, *, by: Any, now: dt.datetime) -> str:
        """Give the invitation a new link for seven days, which ends the old one; the caller saves.

        Returns:
            The secret of the link. It is stored nowhere; only the mail has it.
        """
        token = secrets.token_urlsafe(32)
        self.token_digest, self.expires_at, self.invited_by = digest_of(token), now + VALID_FOR, by
        return token
