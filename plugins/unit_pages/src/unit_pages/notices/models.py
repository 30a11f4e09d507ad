"""A notice stands on every recipient's landing page until its end; nobody can hide it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from unit_pages.units.models import Unit, UnitKind
from unit_pages.vietnamese import nfc

#: What a notice may hold: words, lists and links, no pictures.
FEATURES = ["bold", "italic", "ol", "ul", "link"]


class NoticeQuerySet(models.QuerySet["StaffNotice"]):
    """Verbs of notices."""

    def current_at(self, moment: dt.datetime) -> NoticeQuerySet:
        """Notices that were sent and have not ended or been withdrawn."""
        return self.filter(
            Q(sent_at__lte=moment), Q(ends_at__isnull=True) | Q(ends_at__gt=moment), withdrawn_at__isnull=True
        )

    def to_units(self, unit_ids: list[int]) -> NoticeQuerySet:
        """Notices that went to one of these units."""
        return self.filter(recipients__unit_id__in=unit_ids).distinct()


class StaffNotice(models.Model):
    """Something that the staff of chosen units must know."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notices", verbose_name=_("sent by"))
    title = models.CharField(_("title of the notice"), max_length=200)
    body = RichTextField(_("text of the notice"), features=FEATURES)
    kinds = models.ManyToManyField(
        UnitKind,
        blank=True,
        related_name="+",
        verbose_name=_("to all units of these kinds"),
    )
    units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("to these units"))
    ends_at = models.DateTimeField(
        _("stands until"), null=True, blank=True, help_text=_("Empty: until you withdraw the notice.")
    )
    remind_after_days = models.PositiveSmallIntegerField(
        _("remind after days"),
        default=3,
        help_text=_("Units that have not confirmed get an e-mail every so many days. 0: no reminders."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    sent_by = models.CharField(_("sent by the person"), max_length=150, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("notice to staff")
        verbose_name_plural = _("notices to staff")

    def __str__(self) -> str:
        return self.title

    @property
    def is_sent(self) -> bool:
        """Whether recipients have it; from then on its text stays as it is."""
        return self.sent_at is not None

    def is_current_at(self, moment: dt.datetime) -> bool:
        """Whether it stands on landing pages at ``moment``."""
        return bool(
            self.sent_at
            and self.sent_at <= moment
            and not self.withdrawn_at
            and (self.ends_at is None or self.ends_at > moment)
        )

    def clean(self) -> None:
        """Store composed Unicode; an end must lie ahead."""
        super().clean()
        self.title = nfc(self.title)
        if self.ends_at and not self.is_sent and self.ends_at <= timezone.now():
            raise ValidationError({"ends_at": _("The notice must stand until a time that is still to come.")})


class NoticeRecipient(models.Model):
    """A unit that got a notice; the list is fixed when the notice is sent."""

    notice = models.ForeignKey(StaffNotice, on_delete=models.CASCADE, related_name="recipients")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    confirmed_at = models.DateTimeField(_("first confirmed at"), null=True)
    reminded_at = models.DateTimeField(_("last reminded at"), null=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)

    class Meta:
        ordering = ["unit__name_key"]
        verbose_name = _("recipient of a notice")
        verbose_name_plural = _("recipients of a notice")
        constraints = [models.UniqueConstraint(name="notice_recipient_once", fields=["notice", "unit"])]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.notice_id}"


class NoticeReceipt(models.Model):
    """A person opened a notice, and confirmed that it was read."""

    notice = models.ForeignKey(StaffNotice, on_delete=models.CASCADE, related_name="receipts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    opened_at = models.DateTimeField(_("opened at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    class Meta:
        ordering = ["opened_at"]
        verbose_name = _("receipt of a notice")
        verbose_name_plural = _("receipts of a notice")
        constraints = [models.UniqueConstraint(name="notice_receipt_once", fields=["notice", "person"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.notice_id}"
