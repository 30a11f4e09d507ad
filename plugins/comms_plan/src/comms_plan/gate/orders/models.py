"""An order, and one line of it for each unit that is asked."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from comms_plan.plans.themes import Theme
from unit_pages.models import Unit


class LineState(models.TextChoices):
    """How far a unit has come with what it was asked for."""

    ASKED = "asked", pgettext_lazy("order", "Not answered yet")
    ACCEPTED = "accepted", pgettext_lazy("order", "The unit writes it")
    DECLINED = "declined", pgettext_lazy("order", "Declined with a reason")
    DONE = "done", pgettext_lazy("order", "Item offered")
    CANCELLED = "cancelled", pgettext_lazy("order", "Withdrawn by the orderer")


#: The unit still has something to do.
PENDING = (LineState.ASKED, LineState.ACCEPTED)


class WritingOrder(models.Model):
    """Somebody asks one unit or many for an item on a theme by a day."""

    asked_by = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="orders_given", verbose_name=_("ordered by")
    )
    title = models.CharField(_("what to write about"), max_length=255)
    text = models.TextField(_("what the item should say"), max_length=2000, blank=True)
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("theme of the plan")
    )
    due_on = models.DateField(_("hand in by"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("person")
    )
    created_at = models.DateTimeField(_("ordered at"))
    tip = models.ForeignKey(
        "comms_gate.Tip", null=True, blank=True, on_delete=models.SET_NULL, related_name="orders", verbose_name=_("tip")
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("writing order")
        verbose_name_plural = _("writing orders")

    def __str__(self) -> str:
        return self.title


class LineQuerySet(models.QuerySet["OrderLine"]):
    """Verbs of lines."""

    def pending(self) -> LineQuerySet:
        """Those with which the unit still has something to do, the most urgent first."""
        return self.filter(state__in=PENDING).order_by("order__due_on", "pk")

    def overdue(self, day: dt.date) -> LineQuerySet:
        """Pending ones whose day has passed."""
        return self.pending().filter(order__due_on__lt=day)


class OrderLine(models.Model):
    """What one unit makes of an order."""

    order = models.ForeignKey(WritingOrder, on_delete=models.CASCADE, related_name="lines", verbose_name=_("order"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="order_lines", verbose_name=_("unit"))
    state = models.CharField(_("state"), max_length=10, choices=LineState, default=LineState.ASKED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="order_lines", verbose_name=_("item")
    )
    done_at = models.DateTimeField(_("handed in at"), null=True, blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit of a writing order")
        verbose_name_plural = _("units of a writing order")
        constraints = [
            models.UniqueConstraint(name="order_line_once", fields=["order", "unit"]),
            models.CheckConstraint(
                name="order_declined_says_why", condition=~Q(state=LineState.DECLINED) | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(name="order_line_pending", fields=["unit", "order"], condition=Q(state__in=PENDING)),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.unit}"
