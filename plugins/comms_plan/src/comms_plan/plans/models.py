"""The plan as a record: what the department's document says, and nothing that it does not.

A number or date that could not be read for sure is kept as raw text and marked;
it is shown as doubtful and never guessed (R1).
"""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from unit_pages.units.models import Unit


class Period(models.Model):
    """A school year, a calendar year or several years: half-open ``[starts_on, ends_on)`` (R3)."""

    class Kind(models.TextChoices):
        """What the period is called."""

        SCHOOL_YEAR = "school_year", _("School year")
        CALENDAR_YEAR = "calendar_year", _("Calendar year")
        YEARS = "years", _("Several years")

    code = models.SlugField(_("code"), unique=True, help_text=_("For example 2021-2022."))
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.SCHOOL_YEAR)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), help_text=_("The first day after the period."))

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        constraints = [
            models.CheckConstraint(
                name="period_ends_after_start",
                condition=Q(ends_on__gt=models.F("starts_on")),
                violation_error_message=_("A period cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def months(self) -> list[dt.date]:
        """Return the first days of all calendar months that the period touches."""
        first, months = self.starts_on.replace(day=1), []
        while first < self.ends_on:
            months.append(first)
            first = (first + dt.timedelta(days=32)).replace(day=1)
        return months


class PlanQuerySet(models.QuerySet["Plan"]):
    """Verbs of plans."""

    def in_force(self, day: dt.date) -> Plan | None:
        """Return the department's plan of the period that holds ``day``, else the newest one."""
        plans = list(self.filter(parent__isnull=True).select_related("period").order_by("-period__starts_on", "-pk"))
        current = (plan for plan in plans if plan.period.starts_on <= day < plan.period.ends_on)
        return next(current, plans[0] if plans else None)


class Plan(ClusterableModel):
    """A communication plan of a unit for a period, edited together with its bases and parts."""

    code = models.SlugField(_("code"), unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans", verbose_name=_("issuing unit"))
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="plans", verbose_name=_("period"))
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="child_plans",
        verbose_name=_("derived from the plan"),
    )
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies", verbose_name=_("copied from")
    )
    is_sample = models.BooleanField(_("sample copy"), default=False)
    public_progress = models.BooleanField(
        _("progress is public"),
        default=False,
        help_text=_("Readers see how many units have met their quota, never which ones."),
    )

    superior_body = models.CharField(_("superior body"), max_length=200, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200)
    kind = models.CharField(_("kind of document"), max_length=60)
    title = models.CharField(_("title"), max_length=255)
    place = models.CharField(_("place of issue"), max_length=80, blank=True)
    number_raw = models.CharField(_("number as read"), max_length=80, blank=True)
    number_is_doubtful = models.BooleanField(_("number is doubtful"), default=False)
    date_raw = models.CharField(_("date as read"), max_length=80, blank=True)
    date_is_doubtful = models.BooleanField(_("date is doubtful"), default=False)
    signed_on = models.DateField(_("date"), null=True, blank=True)
    signer_raw = models.CharField(_("signer as read"), max_length=120, blank=True)
    signer_is_doubtful = models.BooleanField(_("signer is doubtful"), default=False)
    signer_title = models.CharField(_("signer's title"), max_length=120, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-period__starts_on", "pk"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return f"{self.title} ({self.period})"

    def clean(self) -> None:
        """A plan is not derived from itself."""
        super().clean()
        if self.pk and self.parent_id == self.pk:
            raise ValidationError({"parent": _("A plan cannot be derived from itself.")})


class LegalBasis(models.Model):
    """A document on which the plan rests, in the plan's order (R2)."""

    plan = ParentalKey(Plan, on_delete=models.CASCADE, related_name="legal_bases", verbose_name=_("plan"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=60)
    number = models.CharField(_("number"), max_length=60)
    signed_on = models.DateField(_("date"), null=True, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    subject = models.TextField(_("subject"), blank=True)

    sort_order_field = "position"

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self) -> str:
        return self.number


class PlanPart(models.Model):
    """A sentence of the plan, word for word, below the heading where it stands."""

    class Section(models.TextChoices):
        """Where a sentence stands in the plan."""

        PURPOSE = "purpose", _("I.1 Purpose")
        REQUIREMENT = "requirement", _("I.2 Requirement")
        OTHER_CONTENT = "other_content", _("II.2 Other content")
        OFFICE = "office", _("III.1 The department's office")
        PROFESSIONAL_OFFICES = "professional_offices", _("III.2 The department's professional offices")
        QUOTA = "quota", _("III.2 Number of items")
        DISTRICTS_AND_UNITS = "districts_and_units", _("III.3 District offices and units")
        RESPONSIBLE_HEAD = "responsible_head", _("Heads who carry the plan out")
        RECIPIENT = "recipient", _("Recipient")

    plan = ParentalKey(Plan, on_delete=models.CASCADE, related_name="parts", verbose_name=_("plan"))
    section = models.CharField(_("section"), max_length=24, choices=Section)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.TextField(_("text"))
    rule = models.JSONField(_("rule as data"), null=True, blank=True)

    sort_order_field = "position"

    class Meta:
        ordering = ["plan", "section", "position", "pk"]
        verbose_name = _("part of a plan")
        verbose_name_plural = _("parts of a plan")

    def __str__(self) -> str:
        return self.text[:80]


class Audience(models.Model):
    """Whom an item is for: pupils, parents, teachers … (R4; mục I.1 of the plan)."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    def __str__(self) -> str:
        return self.name


class ContentClass(models.Model):
    """What an item is about as quotas ask it (mục III.2): activities at the base, the new curriculum, good deeds …

    A theme may say it: an item with one of ``themes`` belongs to the class without being told.
    """

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    hint = models.CharField(_("hint to authors"), max_length=255, blank=True)
    theme_codes = models.JSONField(
        _("themes that say it"), default=list, blank=True, help_text=_("Codes of themes, for example T10.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("content class")
        verbose_name_plural = _("content classes")

    def __str__(self) -> str:
        return self.name


# Django looks for models here; the themes have a file of their own.
from comms_plan.plans.themes import Subtopic, Theme, ThemeMapping  # noqa: E402

__all__ = [
    "Audience",
    "ContentClass",
    "LegalBasis",
    "Period",
    "Plan",
    "PlanPart",
    "Subtopic",
    "Theme",
    "ThemeMapping",
]
