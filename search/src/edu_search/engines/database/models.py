"""What the embedded engine knows of an entry: one row beside it, written in the same transaction."""

from __future__ import annotations

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from edu_search.entries.models import Entry


class LexemesField(models.Field):  # type: ignore[type-arg]
    """A ``tsvector`` where the database has that type; elsewhere a column that stays empty."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Return the column's type."""
        return "tsvector" if connection.vendor == "postgresql" else "text"


class IndexRow(models.Model):
    """An entry as it is searched: narrow, so that thousands of matches are sorted and counted quickly.

    On PostgreSQL ``lexemes`` holds words, pairs of words, words of the title and all that results are narrowed by,
    in one GIN index; on SQLite an FTS5 table with the same key does. A row is there exactly for
    an entry that is not gone, with the same version: `health.check` compares them.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="+")
    version = models.PositiveBigIntegerField()
    owner = models.CharField(max_length=80, blank=True)
    type = models.CharField(max_length=40)
    title_fold = models.CharField(max_length=500)
    facets = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True)
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)
    lexemes = LexemesField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.title_fold
