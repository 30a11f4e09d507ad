"""Words of the documents that everybody may find. Renewed by a command, never in a change of content."""

from __future__ import annotations

from django.db import models


class Word(models.Model):
    """A word without marks, and in how many documents it is."""

    fold = models.CharField(max_length=60, primary_key=True)
    documents = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.fold


class Form(models.Model):
    """One way to write a word with marks, in one tone style, and how often it is written so."""

    form = models.CharField(max_length=60, primary_key=True)
    fold = models.CharField(max_length=60, db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.form


class Pair(models.Model):
    """Two written words side by side: how often they are in the documents that were read, and in how many of all."""

    pair = models.CharField(max_length=121, primary_key=True)  # "tuyển sinh"
    fold = models.CharField(max_length=121, db_index=True)
    count = models.PositiveIntegerField()
    documents = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.pair


class Renewal(models.Model):
    """When the words were counted last, and of how many documents; one row."""

    renewed_at = models.DateTimeField(auto_now=True)
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.renewed_at:%Y-%m-%d %H:%M}"
