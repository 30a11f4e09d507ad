"""Who holds which post in which unit (R41, R34: mục III.2 and III.3 of the plan)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from unit_pages.units import one_leader
from unit_pages.units.models import EducationLevel, Unit, UnitKind


class Post(models.Model):
    """A post in a unit, as data, and what it permits on the unit's pages."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    can_write = models.BooleanField(_("may write"), default=False)
    can_publish = models.BooleanField(_("may publish"), default=False)
    can_administer = models.BooleanField(
        _("may manage the unit's people"), default=False, help_text=_("Invites people, gives posts and ends them.")
    )
    can_create_units = models.BooleanField(_("may create units below the own one"), default=False)
    is_leader = models.BooleanField(_("leads the unit's communication"), default=False)
    is_public = models.BooleanField(_("shown on the contact page"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse to make a post the leader's while that would put two in charge of one unit."""
        super().clean()
        if self.is_leader and self.pk and (unit := self._unit_with_two_leaders()):
            raise ValidationError(
                {
                    "is_leader": _("%(unit)s would have two leaders in charge at a time. End one of the posts first.")
                    % {"unit": unit}
                }
            )

    def _unit_with_two_leaders(self) -> Unit | None:
        """Return a unit whose appointments to this post overlap those of another leader, or one another."""
        others = Appointment.objects.filter(
            Q(in_charge=True) | Q(post=self),
            Q(ends_on__isnull=True) | Q(ends_on__gt=OuterRef("starts_on")),
            Q(starts_on__lt=Coalesce(OuterRef("ends_on"), models.Value(dt.date.max))),
            unit=OuterRef("unit"),
        ).exclude(pk=OuterRef("pk"))
        clash = Appointment.objects.filter(Exists(others), post=self).select_related("unit").first()
        return clash.unit if clash else None

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and keep the flags of the appointments to this post in step.

        Raises:
            IntegrityError: when two leaders would be in charge of one unit; `clean` says it in words.
        """
        super().save(*args, **kwargs)
        Appointment.objects.filter(post=self).exclude(in_charge=self.is_leader).update(in_charge=self.is_leader)


def allowed_posts(kind: UnitKind) -> models.QuerySet[Post]:
    """Return the posts that units of ``kind`` fill: those it names, else all."""
    return kind.posts.all() if kind.posts.exists() else Post.objects.all()


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Verbs of appointments."""

    def current_on(self, day: dt.date) -> AppointmentQuerySet:
        """Appointments in force on ``day``, in units that exist on it."""
        return self.filter(
            Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gt=day),
            Q(unit__ends_on__isnull=True) | Q(unit__ends_on__gt=day),
        )


class Appointment(models.Model):
    """A person holds a post in a unit from a day on, until a day, by a decision."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("unit"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("post"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day without the post."))
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    decision_file = models.ForeignKey(
        "unit_pages.DocumentFile",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("file of the decision"),
    )
    levels = models.ManyToManyField(
        EducationLevel,
        blank=True,
        related_name="appointments",
        verbose_name=_("education levels"),
        help_text=_("For the focal officer of an office: the levels looked after."),
    )
    in_charge = models.BooleanField(editable=False, default=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "post__position", "starts_on"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.UniqueConstraint(name="appointment_once", fields=["person", "unit", "post", "starts_on"]),
            models.CheckConstraint(
                name="appointment_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=models.F("starts_on")),
                violation_error_message=_("An appointment cannot end before it starts."),
            ),
            one_leader.OneLeaderInCharge(name=one_leader.NAME),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.post}, {self.unit}"

    def clean(self) -> None:
        """Refuse a period that is upside down or outside the unit's own."""
        super().clean()
        if self.ends_on and self.starts_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("An appointment cannot end before it starts.")})
        if self.unit_id:
            self._clean_unit()

    def _clean_unit(self) -> None:
        unit_end = self.unit.ends_on
        if unit_end and self.starts_on and self.starts_on >= unit_end:
            raise ValidationError({"unit": _("This unit ended on %(day)s.") % {"day": one_leader.day(unit_end)}})
        if self._state.adding and self.post_id and not allowed_posts(self.unit.kind).filter(pk=self.post_id).exists():
            raise ValidationError(
                {
                    "post": _("Units of the kind “%(kind)s” have no such post. Choose another one.")
                    % {"kind": self.unit.kind}
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what the database needs to keep one leader in charge at a time."""
        self.in_charge = self.post.is_leader
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "in_charge"}
        super().save(*args, **kwargs)


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Verbs of delegations."""

    def current_on(self, day: dt.date) -> DelegationQuerySet:
        """Delegations in force on ``day`` of appointments in force on it."""
        return self.filter(
            starts_on__lte=day, ends_on__gt=day, appointment__in=Appointment.objects.current_on(day).values("pk")
        )


class Delegation(models.Model):
    """While the holder of a post is away, a deputy has the post's rights."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="delegations", verbose_name=_("appointment")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations", verbose_name=_("deputy")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), help_text=_("The first day on which the holder is back."))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_start",
                condition=Q(ends_on__gt=models.F("starts_on")),
                violation_error_message=_("A delegation cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy}: {self.appointment}"

    def clean(self) -> None:
        """Refuse a period that is upside down, oneself as deputy, and a deputy of another unit."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("A delegation cannot end before it starts.")})
        if not (self.appointment_id and self.deputy_id):
            return
        if self.deputy_id == self.appointment.person_id:
            raise ValidationError({"deputy": _("Somebody who is away cannot be their own deputy.")})
        if self.starts_on and not self._colleagues().exists():
            raise ValidationError({"deputy": _("The deputy must hold a post of the same unit in these days.")})

    def _colleagues(self) -> AppointmentQuerySet:
        return Appointment.objects.current_on(self.starts_on).filter(
            unit=self.appointment.unit_id, person=self.deputy_id
        )
