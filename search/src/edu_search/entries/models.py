"""Entries: one row per searchable document, written in the transaction that changed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

#: What stands in `Entry.audience` when everybody may find the document.
PUBLIC = "public"
#: An entry that an engine refused this often is set aside until its document changes or somebody retries it.
MOST_FAILURES = 5


class EntryQuerySet(models.QuerySet["Entry"]):
    """Verbs of entries."""

    def present(self) -> EntryQuerySet:
        """Entries of documents that exist; the others only wait for the engine to forget them."""
        return self.filter(gone=False)

    def of_types(self, types: Iterable[str]) -> EntryQuerySet:
        """Entries of some types."""
        return self.filter(type__in=list(types))

    def in_time(self, now: dt.datetime) -> EntryQuerySet:
        """Entries whose time to be found has come and is not over."""
        began = Q(visible_from__isnull=True) | Q(visible_from__lte=now)
        return self.present().filter(began, Q(visible_until__isnull=True) | Q(visible_until__gt=now))

    def waiting(self) -> EntryQuerySet:
        """Entries that the engine does not have in their present version and that are not set aside."""
        return self.filter(shipped_version__lt=F("version"), failures__lt=MOST_FAILURES)

    def to_ship(self, now: dt.datetime) -> EntryQuerySet:
        """Waiting entries that may be tried now."""
        return self.waiting().filter(Q(retry_at__isnull=True) | Q(retry_at__lte=now))

    def set_aside(self) -> EntryQuerySet:
        """Entries that the engine refused too often."""
        return self.filter(shipped_version__lt=F("version"), failures__gte=MOST_FAILURES)


class Entry(models.Model):
    """A searchable document: what is found, for whom, and what an engine has of it.

    ``type``, ``owner`` and the names and values of ``facets`` are words of the package
    that registered the document (an article, a unit …; the unit's code; a theme's code):
    this package gives them no meaning.

    The row is the outbox too: ``version`` grows with every change, and an engine outside
    the database has the document when ``shipped_version`` equals it. A document that is
    no longer found by anybody stays as ``gone`` until that engine has forgotten it.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    type = models.SlugField(_("type"), max_length=40)
    owner = models.CharField(_("owner"), max_length=80, blank=True, db_index=True)
    title = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("summary"), blank=True)
    text = models.TextField(_("text"), blank=True)
    url_path = models.CharField(_("address"), max_length=600)
    language = models.CharField(_("language"), max_length=12, default="vi")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, db_index=True)
    facets = models.JSONField(_("facets"), default=dict, blank=True)  # {"theme": ["05"], …}
    audience = models.JSONField(_("audience"), default=list, blank=True)  # ["public"] or tokens of readers
    visible_from = models.DateTimeField(_("found from"), null=True, blank=True)
    visible_until = models.DateTimeField(_("found until"), null=True, blank=True)
    gone = models.BooleanField(_("gone"), default=False)
    version = models.PositiveBigIntegerField(_("version"), default=1)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    shipped_version = models.PositiveBigIntegerField(_("version in the engine"), default=0)
    failures = models.PositiveSmallIntegerField(_("refused times"), default=0)
    error = models.TextField(_("last error"), blank=True)
    retry_at = models.DateTimeField(_("try again at"), null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(name="entry_once", fields=["content_type", "object_id"])]
        indexes = [
            models.Index(
                name="entry_to_ship", fields=["changed_at", "id"], condition=Q(shipped_version__lt=F("version"))
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_guarded(self, now: dt.datetime) -> bool:
        """Whether some reader may not find it at ``now``, or at some moment after it."""
        begins = self.visible_from is not None and self.visible_from > now
        return PUBLIC not in self.audience or begins or self.visible_until is not None

    def is_shown_to(self, audience: Collection[str], now: dt.datetime) -> bool:
        """Whether a reader may see the document now.

        Args:
            audience: the reader's tokens, `PUBLIC` among them.
            now: an aware moment.
        """
        if self.gone or not set(audience) & set(self.audience):
            return False
        began = self.visible_from is None or self.visible_from <= now
        return began and (self.visible_until is None or self.visible_until > now)
