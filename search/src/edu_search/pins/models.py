"""A document that stands first for some queries, for a time, on the whole site or in one owner's own search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from edu_search.entries.models import Entry

MOST_FACTS = 4
LONGEST_KEY = 200


class PinQuerySet(models.QuerySet["Pin"]):
    """Verbs of pins."""

    def at(self, now: dt.datetime) -> PinQuerySet:
        """Pins whose time is now."""
        begun = Q(starts_at__isnull=True) | Q(starts_at__lte=now)
        return self.filter(begun, Q(ends_at__isnull=True) | Q(ends_at__gt=now))

    def for_queries(self, keys: Iterable[str]) -> PinQuerySet:
        """Pins of one of these folded queries."""
        return self.filter(queries__key__in=list(keys)).distinct()

    def with_presence(self) -> PinQuerySet:
        """Tell by ``is_there`` whether the document can be found by somebody now."""
        same = Entry.objects.present().filter(content_type=OuterRef("content_type"), object_id=OuterRef("object_id"))
        return self.annotate(is_there=Exists(same))


class Pin(models.Model):
    """One pinned document.

    ``owner`` is the owner's code as in `Entry.owner`; an empty one pins everywhere. The object is named
    as an entry names it: entries come and go with what readers may see, and the pin comes back with the page.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+", editable=False)
    object_id = models.CharField(max_length=64, editable=False)
    title = models.CharField(_("pinned page"), max_length=500, editable=False)
    owner = models.CharField(_("where it is pinned"), max_length=80, blank=True, db_index=True)
    tag = models.CharField(_("tag of the pin"), max_length=40, blank=True)
    facts = models.TextField(_("facts on the pin"), max_length=600, blank=True)
    starts_at = models.DateTimeField(_("pinned from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("pinned until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place among pins"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = PinQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("pinned result")
        verbose_name_plural = _("pinned results")
        constraints = [
            models.CheckConstraint(
                name="pin_ends_after_start",
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("The pin must end after it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def point_at(self, entry: Entry) -> None:
        """Pin the document of an entry."""
        self.content_type, self.object_id, self.title = entry.content_type, entry.object_id, entry.title

    @property
    def fact_rows(self) -> list[tuple[str, str]]:
        """Label and value of each fact, e.g. ``("Hạn cuối", "17 giờ, 27/5/2026")``."""
        lines = [line.strip() for line in self.facts.splitlines() if line.strip()]
        return [(label.strip(), value.strip()) for label, _colon, value in (line.partition(":") for line in lines)]

    def clean(self) -> None:
        """A fact has a label and a value."""
        super().clean()
        rows = self.fact_rows
        if len(rows) > MOST_FACTS or not all(label and value for label, value in rows):
            raise ValidationError(
                {
                    "facts": _("Write at most %(most)d lines, each as label: value, e.g. Hạn cuối: 17 giờ, 27/5.")
                    % {"most": MOST_FACTS}
                }
            )


class PinQuery(models.Model):
    """A query for which a document is pinned, as the editor wrote it and folded."""

    pin = models.ForeignKey(Pin, on_delete=models.CASCADE, related_name="queries", verbose_name=_("pinned result"))
    text = models.CharField(_("query"), max_length=LONGEST_KEY)
    key = models.CharField(max_length=LONGEST_KEY, editable=False, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("query of a pin")
        verbose_name_plural = _("queries of pins")
        constraints = [models.UniqueConstraint(name="pin_query_once", fields=["pin", "key"])]

    def __str__(self) -> str:
        return self.text
