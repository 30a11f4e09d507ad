"""Events of a unit: the calendar of the school year and a school's week."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unit_pages.units.models import Unit


class CalendarEventQuerySet(models.QuerySet["CalendarEvent"]):
    """Verbs of events."""

    def coming(self, today: dt.date) -> CalendarEventQuerySet:
        """Events that are not over on ``today``, the next first."""
        return self.filter(Q(starts_on__gte=today) | Q(ends_on__gte=today)).order_by("starts_on", "pk")


class CalendarEvent(models.Model):
    """Something that takes place on a day or from a day to a day (both included)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="events", verbose_name=_("unit"))
    key = models.SlugField(_("key in the pack"), max_length=120, blank=True, editable=False, db_index=True)
    title = models.CharField(_("title"), max_length=160)
    detail = models.CharField(_("detail"), max_length=255, blank=True)
    starts_on = models.DateField(_("from"), db_index=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    objects = CalendarEventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("calendar event")
        verbose_name_plural = _("calendar events")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """The last day is not before the first."""
        super().clean()
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day lies before the first.")})
