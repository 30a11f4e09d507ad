"""The arrangement of a plan, people's hours, and the log of digests with their lines."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comms_plan.plans.models import Plan
from comms_plan.quotas.models import QuotaRule
from comms_plan.urging.arrangement import Role, Urging
from unit_pages.models import Unit


class Arrangement(models.Model):
    """How the reminders of a plan go out, as data; a plan without one takes the defaults of `Urging`."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="arrangement", verbose_name=_("plan"))
    data = models.JSONField(_("arrangement"), default=dict, blank=True)

    class Meta:
        verbose_name = _("arrangement of reminders")
        verbose_name_plural = _("arrangements of reminders")

    def __str__(self) -> str:
        return str(self.plan)

    @cached_property
    def urging(self) -> Urging:
        """The arrangement, read from its data."""
        return Urging.model_validate(self.data)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save what the arrangement says.

        Raises:
            pydantic.ValidationError: when the data is none.
        """
        self.__dict__.pop("urging", None)
        self.data = self.urging.model_dump(mode="json")
        super().save(*args, **kwargs)


def on_plan_copied(sender: Any, plan: Plan, copy: Plan, **kwargs: Any) -> None:
    """Take the plan's arrangement along."""
    found = Arrangement.objects.filter(plan=plan).first()
    if found is not None:
        Arrangement.objects.create(plan=copy, data=found.data)


class MailHour(models.Model):
    """The hour of the day at which a person wants the digest; nobody can choose to get none."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_hour", verbose_name=_("person")
    )
    hour = models.PositiveSmallIntegerField(_("hour"))

    class Meta:
        verbose_name = _("hour of the reminders")
        verbose_name_plural = _("hours of the reminders")
        constraints = [models.CheckConstraint(name="urging_hour", condition=Q(hour__lte=23))]

    def __str__(self) -> str:
        return f"{self.hour}:00"


class Run(models.Model):
    """One run of the command; while its process lives it holds the lock with this number."""

    day = models.DateField(_("day"))
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("run of the reminders")
        verbose_name_plural = _("runs of the reminders")
        indexes = [models.Index(name="urging_run_day", fields=["day"])]

    def __str__(self) -> str:
        return f"{self.day}"


class State(models.TextChoices):
    """How far a digest has come.

    waiting → claimed → sending → sent; back to waiting after an error that tells that nothing was sent,
    to unsure when nobody can know.
    """

    WAITING = "waiting", pgettext_lazy("digest", "Waiting for its hour")
    CLAIMED = "claimed", pgettext_lazy("digest", "Being written")
    SENDING = "sending", pgettext_lazy("digest", "Being sent")
    SENT = "sent", pgettext_lazy("digest", "Sent")
    UNSURE = "unsure", pgettext_lazy("digest", "Perhaps sent")
    FAILED = "failed", pgettext_lazy("digest", "Could not be sent")
    NO_ADDRESS = "no_address", pgettext_lazy("digest", "Person without an e-mail address")
    NEEDLESS = "needless", pgettext_lazy("digest", "No longer needed")


class Digest(models.Model):
    """What a person was told on a day: one mail about all units and duties, and what became of it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests", verbose_name=_("recipient")
    )
    day = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    next_try_at = models.DateTimeField(_("goes out at"))
    run = models.PositiveBigIntegerField(_("run"), null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    email = models.EmailField(_("e-mail"), blank=True)
    message_id = models.CharField(max_length=190, null=True, unique=True, editable=False)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=500, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("digest of reminders")
        verbose_name_plural = _("digests of reminders")
        constraints = [
            models.UniqueConstraint(name="digest_once_a_day", fields=["person", "day"]),
            models.CheckConstraint(
                name="digest_sent_says_when", condition=~Q(state=State.SENT) | Q(sent_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="digest_due", fields=["next_try_at"], condition=Q(state=State.WAITING)),
            models.Index(name="digest_in_hand", fields=["run"], condition=Q(state__in=[State.CLAIMED, State.SENDING])),
            models.Index(name="digest_day", fields=["-day", "-id"]),
        ]

    def __str__(self) -> str:
        return self.subject or f"{self.person} {self.day}"


class DigestLine(models.Model):
    """A unit that lacked something, as a digest told it; nobody hears the same warning twice.

    ``first`` names the period (as in `Figure`), ``warning`` the warning day of the rule.
    """

    ROLES = [
        (Role.OFFICER.value, pgettext_lazy("reminder", "As the unit's officer")),
        (Role.LEADER.value, pgettext_lazy("reminder", "As the unit's leader")),
        (Role.COORDINATOR.value, pgettext_lazy("reminder", "As coordinator of the sector")),
    ]

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="lines")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name=_("unit"))
    rule = models.ForeignKey(QuotaRule, on_delete=models.CASCADE, related_name="+", verbose_name=_("rule"))
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    warning = models.SmallIntegerField(_("days before the end"), default=0)
    role = models.CharField(_("role"), max_length=12, choices=ROLES)
    figure = models.DecimalField(_("figure"), max_digits=9, decimal_places=3, default=0)
    minimum = models.PositiveSmallIntegerField(_("minimum"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a digest")
        verbose_name_plural = _("lines of digests")
        constraints = [
            models.UniqueConstraint(name="digest_line_once", fields=["rule", "first", "warning", "unit", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.warning}"
