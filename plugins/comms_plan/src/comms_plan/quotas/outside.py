"""What publications do not say: items on channels outside, and the further units that an item concerns."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comms_plan.articles.models import ArticleKind
from comms_plan.plans.models import ContentClass
from comms_plan.plans.themes import Theme
from unit_pages.models import Unit

EARLIEST = dt.date(2000, 1, 1)


class ExternalChannel(models.Model):
    """A newspaper, a broadcaster or a social network, as rules name it."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("channel outside")
        verbose_name_plural = _("channels outside")

    def __str__(self) -> str:
        return self.name


class ExternalItem(models.Model):
    """An item that appeared outside, entered by hand by the unit that counts it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="external_items", verbose_name=_("unit"))
    channel = models.ForeignKey(
        ExternalChannel, on_delete=models.PROTECT, related_name="items", verbose_name=_("channel outside")
    )
    kind = models.ForeignKey(ArticleKind, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind"))
    title = models.CharField(_("title of the item outside"), max_length=255)
    url = models.URLField(
        _("address of the item"),
        max_length=500,
        blank=True,
        help_text=_("Copy it from the browser. Leave empty for print, radio and television."),
    )
    published_on = models.DateField(_("day of appearance"), help_text=_("For example 21/5/2022."))
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    content_classes = models.ManyToManyField(ContentClass, blank=True, related_name="+", verbose_name=_("content"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("entered by"),
    )

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name = _("item on a channel outside")
        verbose_name_plural = _("items on channels outside")
        constraints = [
            models.UniqueConstraint(
                name="external_item_once",
                fields=["unit", "channel", "url"],
                condition=~models.Q(url=""),
                violation_error_message=_("This address was entered before."),
            )
        ]
        indexes = [models.Index(name="external_item_day", fields=["unit", "published_on"])]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a day that cannot be meant."""
        super().clean()
        if self.published_on and not EARLIEST <= self.published_on <= timezone.localdate():
            raise ValidationError({"published_on": _("Enter the item when it has appeared; check day and year.")})


class ItemUnit(models.Model):
    """A further unit that an item concerns: one that wrote it too, or one that it is about.

    ``page_key`` is the page's primary key for ever, since items stay counted when their page is deleted.
    """

    class Role(models.TextChoices):
        """What the unit has to do with the item."""

        CO_WRITER = "co_writer", pgettext_lazy("item", "Written together with")
        ABOUT = "about", pgettext_lazy("item", "About the unit")

    page_key = models.PositiveBigIntegerField(_("item"), db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["page_key", "role", "position"]
        verbose_name = _("unit of an item")
        verbose_name_plural = _("units of items")
        constraints = [models.UniqueConstraint(name="item_unit_once", fields=["page_key", "unit", "role"])]
        indexes = [models.Index(name="item_unit_role", fields=["unit", "role"])]

    def __str__(self) -> str:
        return f"{self.page_key}: {self.unit}"
