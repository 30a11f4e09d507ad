"""Versions of kept pieces, in the database, which all processes share with or without Redis."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class PieceVersion(models.Model):
    """The present version of a tag of pieces: a handful of rows, written when something changed."""

    name = models.CharField(max_length=20, primary_key=True)
    version = models.CharField(max_length=32)

    objects: ClassVar[models.Manager[PieceVersion]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.name}: {self.version}"
