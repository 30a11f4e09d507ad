"""Queries of a day, added up: no time of day, no address, no person."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 100


class QueryDayQuerySet(models.QuerySet["QueryDay"]):
    """Verbs of the log."""

    def between(self, first: dt.date, last: dt.date) -> QueryDayQuerySet:
        """Rows of some days, both included."""
        return self.filter(day__gte=first, day__lte=last)


class QueryDay(models.Model):
    """A query on a day inside one owner's pages, or everywhere when ``owner`` is empty."""

    day = models.DateField(_("day of the query"))
    text = models.CharField(_("query"), max_length=LONGEST)
    fold = models.CharField(max_length=LONGEST, db_index=True)
    owner = models.CharField(_("searched inside"), max_length=80, blank=True)
    asked = models.PositiveIntegerField(_("times asked"), default=0)
    empty = models.PositiveIntegerField(_("times without a result"), default=0)
    results = models.PositiveIntegerField(_("results, the last time"), default=0)
    clicks_first = models.PositiveIntegerField(_("first result opened"), default=0)
    clicks_top = models.PositiveIntegerField(_("second or third opened"), default=0)
    clicks_page = models.PositiveIntegerField(_("fourth to tenth opened"), default=0)
    clicks_deep = models.PositiveIntegerField(_("one further down opened"), default=0)

    objects = QueryDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("query of a day")
        verbose_name_plural = _("queries of days")
        constraints = [models.UniqueConstraint(name="query_day_once", fields=["day", "text", "owner"])]
        indexes = [models.Index(name="query_day_owner", fields=["owner", "day"])]

    def __str__(self) -> str:
        return f"{self.text} ({self.day})"
