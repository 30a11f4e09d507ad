"""A story that somebody proposes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unit_pages.models import Unit


class TipState(models.TextChoices):
    """What became of a tip."""

    NEW = "new", pgettext_lazy("tip", "Waiting for an answer")
    ORDERED = "ordered", pgettext_lazy("tip", "An item was ordered")
    ANSWERED = "answered", pgettext_lazy("tip", "Answered by the board")


class Tip(models.Model):
    """What happens, where, when, and whom to ask."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="tips", verbose_name=_("unit of who proposes")
    )
    what = models.TextField(_("what the story is"), max_length=1000)
    where = models.CharField(_("where it happens"), max_length=255, blank=True)
    when = models.CharField(_("when it happens"), max_length=120, blank=True)
    contact = models.CharField(_("whom to ask"), max_length=255, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    state = models.CharField(_("state"), max_length=10, choices=TipState, default=TipState.NEW)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("tip")
        verbose_name_plural = _("tips")

    def __str__(self) -> str:
        return self.what[:80]
