"""Official documents that a unit issues or passes on: number, date, signer, file."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from unit_pages.enums import OPEN_STATES
from unit_pages.units.models import Unit
from unit_pages.vietnamese import fold, nfc


class DocumentTerm(models.Model):
    """A word of a closed list about documents, as data."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class DocumentKind(DocumentTerm):
    """Kind of document: công văn, kế hoạch, quyết định …"""

    class Meta(DocumentTerm.Meta):
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of document")


class DocumentField(DocumentTerm):
    """Matter of a document: exams, teaching, staff, finance …"""

    class Meta(DocumentTerm.Meta):
        verbose_name = _("matter of documents")
        verbose_name_plural = _("matters of documents")


class OfficialDocumentQuerySet(models.QuerySet["OfficialDocument"]):
    """Verbs of documents."""

    def public(self) -> OfficialDocumentQuerySet:
        """Documents that everybody may read."""
        return self.filter(is_public=True, unit__site_state__in=OPEN_STATES)

    def shown_on(self, unit: Unit) -> OfficialDocumentQuerySet:
        """Public documents on a unit's list: its own, and those of its offices whose sites are open."""
        mine = models.Q(unit__in=Unit.objects.with_offices(unit).filter(site_state__in=OPEN_STATES))
        return self.filter(mine | models.Q(unit=unit), is_public=True)

    def newest_first(self) -> OfficialDocumentQuerySet:
        """The order of lists."""
        return self.order_by("-issued_on", "-pk")

    def matching(self, text: str) -> OfficialDocumentQuerySet:
        """Documents whose number or subject holds all words, with or without diacritics."""
        found = self
        for word in fold(text).split()[:12]:
            found = found.filter(search_text__contains=word)
        return found


class OfficialDocument(models.Model):
    """A document on a unit's list."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents", verbose_name=_("unit"))
    key = models.SlugField(_("key in the pack"), max_length=120, blank=True, editable=False, db_index=True)
    number = models.CharField(_("number and symbol"), max_length=60, help_text=_("For example 1142/SGDĐT-KTKĐ."))
    title = models.CharField(_("subject"), max_length=500)
    kind = models.ForeignKey(DocumentKind, on_delete=models.PROTECT, related_name="documents", verbose_name=_("kind"))
    field = models.ForeignKey(
        DocumentField,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("matter"),
    )
    issuer = models.CharField(_("issuer"), max_length=160, blank=True)
    signer = models.CharField(_("signer"), max_length=120, blank=True)
    issued_on = models.DateField(_("date of issue"), db_index=True)
    in_force = models.BooleanField(_("in force"), default=True)
    summary = models.TextField(_("summary"), blank=True)
    file = models.ForeignKey(
        "unit_pages.DocumentFile",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("file"),
    )
    is_public = models.BooleanField(_("public"), default=True)
    search_text = models.TextField(editable=False, default="")

    objects = OfficialDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")
        indexes = [models.Index(fields=["unit", "-issued_on", "-id"], name="document_unit_date")]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    @property
    def slug(self) -> str:
        """Last segment of the address: the primary key and the number."""
        return f"{self.pk}-{slugify(fold(self.number))}"

    def clean(self) -> None:
        """A document cannot be issued in another century."""
        super().clean()
        today = timezone.localdate()
        if self.issued_on and not dt.date(1945, 1, 1) <= self.issued_on <= today + dt.timedelta(days=31):
            raise ValidationError({"issued_on": _("Check the year of the date of issue.")})

    def save(self, *args: object, **kwargs: object) -> None:
        """Save with the folded text by which lists are searched."""
        self.title, self.number = nfc(self.title), nfc(self.number)
        self.search_text = fold(f"{self.number} {self.title} {self.summary}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]
