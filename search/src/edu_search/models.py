"""Entries: one row per searchable document, written in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from edu_search.analysis import folded_words, query_words


class EntryQuerySet(models.QuerySet["Entry"]):
    """Verbs of entries."""

    def matching(self, text: str) -> EntryQuerySet:
        """Entries whose title holds every word, with or without diacritics; the newest first."""
        words = query_words(text)
        if not words:
            return self.none()
        found = self
        for word in words:
            found = found.filter(title_fold__contains=f" {word}")
        return found.order_by(models.F("published_at").desc(nulls_last=True), "-pk")

    def of_types(self, types: Iterable[str]) -> EntryQuerySet:
        """Entries of some types."""
        return self.filter(type__in=list(types))


class Entry(models.Model):
    """A searchable document.

    ``type`` and ``owner`` are words of the package that registered the document
    (an article, a unit …; the unit's code): this package gives them no meaning.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    type = models.SlugField(_("type"), max_length=40)
    owner = models.CharField(_("owner"), max_length=80, blank=True, db_index=True)
    title = models.CharField(_("title"), max_length=500)
    title_fold = models.TextField(editable=False)
    summary = models.TextField(_("summary"), blank=True)
    url_path = models.CharField(_("address"), max_length=600)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, db_index=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(name="entry_once", fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Save with the folded title; a leading space lets words be found by their beginning."""
        self.title_fold = f" {folded_words(self.title)}"
        update_fields = kwargs.get("update_fields")
        if isinstance(update_fields, Iterable):  # `update_or_create` names its fields
            kwargs["update_fields"] = {*update_fields, "title_fold"}
        super().save(*args, **kwargs)  # type: ignore[arg-type]
