"""The record of an import: what was loaded by whom, how far it is, and which units it wrote."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unit_pages.imports.planning import Deed
from unit_pages.media.models import private_storage, random_name
from unit_pages.units.models import Unit, UnitKind

#: A run that has not written anything for so long is dead: its process was ended.
DEAD_AFTER = dt.timedelta(seconds=90)


class ImportState(models.TextChoices):
    """How far an import is."""

    CHECKED = "checked", pgettext_lazy("import", "Checked, nothing written yet")
    WAITING = "waiting", pgettext_lazy("import", "Waiting to be started")
    RUNNING = "running", pgettext_lazy("import", "Running")
    DONE = "done", pgettext_lazy("import", "Finished")
    FAILED = "failed", pgettext_lazy("import", "Stopped by an error")
    UNDOING = "undoing", pgettext_lazy("import", "Being undone")
    UNDONE = "undone", pgettext_lazy("import", "Undone")


WORKING = (ImportState.WAITING, ImportState.RUNNING, ImportState.UNDOING)


def upload_name(instance: UnitImport, filename: str) -> str:
    """Return the path of an uploaded file, which nobody can guess."""
    return f"unit-imports/{random_name(filename)}"


class UnitImport(models.Model):
    """A file of units that was checked and, after confirmation, written."""

    file = models.FileField(_("file"), upload_to=upload_name, storage=private_storage)
    file_name = models.CharField(_("name of the file"), max_length=255)
    mapping = models.JSONField(_("mapping of columns"), default=dict, blank=True)
    kind = models.ForeignKey(
        UnitKind, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("kind of unit")
    )
    parent = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("superior unit")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("loaded by")
    )
    created_at = models.DateTimeField(_("loaded at"), default=timezone.now, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.CHECKED)
    rows_total = models.PositiveIntegerField(_("units to write"), default=0)
    rows_done = models.PositiveIntegerField(_("units written"), default=0)
    counts = models.JSONField(_("counts"), default=dict)
    problems = models.JSONField(_("problems"), default=list)
    preview = models.JSONField(default=list, editable=False)
    runner = models.CharField(max_length=32, blank=True, editable=False)
    beat_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import of units")
        verbose_name_plural = _("imports of units")

    def __str__(self) -> str:
        return self.file_name

    def is_interrupted(self, now: dt.datetime) -> bool:
        """Whether the process that worked on it died; it can be continued."""
        return self.state in WORKING and (self.beat_at is None or self.beat_at < now - DEAD_AFTER)

    @property
    def percent(self) -> int:
        """How much is done, from 0 to 100."""
        return min(100, self.rows_done * 100 // self.rows_total) if self.rows_total else 100


class UnitImportRow(models.Model):
    """A unit that an import made or changed, with what it was before."""

    record = models.ForeignKey(UnitImport, on_delete=models.CASCADE, related_name="rows")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField(_("row"))
    code = models.CharField(_("official code"), max_length=60)
    deed = models.CharField(_("what was done"), max_length=10, choices=Deed)
    before = models.JSONField(default=dict)
    pages = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(name="import_row_once", fields=["record", "unit"])]

    def __str__(self) -> str:
        return f"{self.number}: {self.code}"
