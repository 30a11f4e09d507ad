"""A document as stock Wagtail sites index it: for the figures of modelsearch's own back ends."""

from __future__ import annotations

from django.db import models
from modelsearch import index


class PlainDocument(index.Indexed, models.Model):
    """The same document as an entry; its facets are single values, for modelsearch counts no others."""

    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    published_at = models.DateTimeField()
    theme = models.CharField(max_length=8)
    type = models.CharField(max_length=20)
    level = models.CharField(max_length=20)
    unit = models.CharField(max_length=10)
    year = models.CharField(max_length=10)

    search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("summary", boost=2),
        index.SearchField("text"),
        index.AutocompleteField("title"),
        *(index.FilterField(name) for name in ("theme", "type", "level", "unit", "year", "published_at")),
    ]

    class Meta:
        app_label = "search_bench"

    def __str__(self) -> str:
        return self.title
