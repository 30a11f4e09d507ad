"""One row beside each entry of Wagtail's logs: of which unit it is, and why it was done.

Wagtail keeps two logs, of pages and of other objects, and neither knows units. The
unit is written when the entry is, so that the log stays true after a page was deleted
or went over to another unit.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry

from unit_pages.units.models import Unit


class UnitLogEntryQuerySet(models.QuerySet["UnitLogEntry"]):
    """Verbs of the log."""

    def of_units(self, unit_ids: list[int]) -> UnitLogEntryQuerySet:
        """Entries of these units."""
        return self.filter(unit_id__in=unit_ids)


class UnitLogEntry(models.Model):
    """Who did what to which object of a unit, when and why. Never changed, never deleted."""

    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.SET_NULL, related_name="log_entries", verbose_name=_("unit")
    )
    unit_name = models.CharField(_("name of the unit then"), max_length=255, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("person"),
    )
    actor_name = models.CharField(_("name of the person"), max_length=150, blank=True)
    action = models.CharField(_("action"), max_length=255)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL, related_name="+")
    object_key = models.CharField(max_length=60, blank=True)
    label = models.CharField(_("object"), max_length=255)
    reason = models.TextField(_("reason"), blank=True)
    happened_at = models.DateTimeField(_("at"))

    objects = UnitLogEntryQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name = _("entry of a unit's log")
        verbose_name_plural = _("units' log")
        indexes = [
            models.Index(fields=["unit", "-happened_at", "-id"], name="unitlog_unit_time"),
            models.Index(fields=["-happened_at", "-id"], name="unitlog_time"),
            models.Index(fields=["content_type", "object_key"], name="unitlog_object"),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.label}"

    @property
    def action_label(self) -> str:
        """What the person did, in words; the code for an action that no package registers any more."""
        return str(registry.get_action_label(self.action)) if registry.action_exists(self.action) else self.action

    @property
    def sort_of_object(self) -> str:
        """What was acted on: page, picture, appointment …"""
        model: Any = self.content_type.model_class() if self.content_type else None
        return str(model._meta.verbose_name) if model else ""
