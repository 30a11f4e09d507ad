"""Texts of files, kept by what the files hold, so that no file is read twice."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edu_search.extraction import states


class FileState(models.TextChoices):
    """What became of reading a file, in words for editors."""

    WAITING = "waiting", _("The text of this file will be read in the background.")
    READ = states.READ, _("The text of this file can be searched.")
    EMPTY = (
        states.EMPTY,
        _("This file holds pictures only. Scan it with text recognition to make it searchable."),
    )
    PASSWORD = states.PASSWORD, _("The text of this file could not be read: it is protected by a password.")
    BROKEN = (
        states.BROKEN,
        _("The text of this file could not be read: the file is damaged. Save it anew."),
    )
    TOO_LARGE = states.TOO_LARGE, _("The text of this file was not read: the file is too large.")
    TOO_SLOW = states.TOO_SLOW, _("The text of this file was not read: it took too long.")
    UNSUPPORTED = states.UNSUPPORTED, _("Files of this kind are found by their title. PDF, DOCX and XLSX are read.")
    NO_READER = states.NO_READER, _("The text of this file was not read: the server has no reader for this kind.")
    LOST = states.LOST, _("The file is not there any more. Upload it again.")


class FileText(models.Model):
    """The text of everything that has this content."""

    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    state = models.CharField(_("state of the text"), max_length=12, choices=FileState)
    text = models.TextField(_("text of the file"), blank=True)
    read_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return self.digest


class FileSource(models.Model):
    """A stored file whose text somebody wants; without ``text`` it waits to be read."""

    storage = models.CharField(max_length=60)
    name = models.CharField(max_length=255)
    text = models.ForeignKey(FileText, null=True, on_delete=models.SET_NULL, related_name="sources")
    state = models.CharField(max_length=12, choices=FileState, default=FileState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file to be searched")
        verbose_name_plural = _("files to be searched")
        constraints = [models.UniqueConstraint(name="file_source_once", fields=["storage", "name"])]

    def __str__(self) -> str:
        return self.name
