"""The plan's key themes (mục II.1): a controlled list of tags, in the plan's order."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TagBase

from comms_plan.plans.models import Plan


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Verbs of themes."""

    def open_on(self, day: dt.date) -> ThemeQuerySet:
        """Themes that new items may carry on ``day``."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class Theme(TagBase, ClusterableModel):
    """A key theme of one plan; ``name`` is the short name for menus and chips.

    The slug is unique within a plan, so that a theme keeps its address from year
    to year; mappings say which theme of the last plan it goes on from.
    """

    free_tagging = False

    name = models.CharField(_("short name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=100)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="themes", verbose_name=_("plan"))
    code = models.CharField(_("code"), max_length=10)
    position = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("words of the plan"))
    keywords = models.TextField(
        _("words that point to it"),
        blank=True,
        help_text=_("Separated by commas. Themes are suggested by them, for example thí sinh, đề thi, điểm chuẩn."),
    )
    ends_on = models.DateField(_("ended on"), null=True, blank=True, help_text=_("The first day without the theme."))
    priority_from = models.DateField(_("priority from"), null=True, blank=True)
    priority_until = models.DateField(_("priority until"), null=True, blank=True)
    goes_on_from = models.ManyToManyField(
        "self",
        through="ThemeMapping",
        symmetrical=False,
        related_name="goes_on_as",
        blank=True,
        verbose_name=_("goes on from"),
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(name="theme_code_in_plan", fields=["plan", "code"]),
            models.UniqueConstraint(name="theme_slug_in_plan", fields=["plan", "slug"]),
            models.CheckConstraint(
                name="theme_priority_ends_after_start",
                condition=Q(priority_from__isnull=True)
                | Q(priority_until__isnull=True)
                | Q(priority_until__gt=models.F("priority_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.name}"

    def is_priority(self, day: dt.date) -> bool:
        """Whether the theme has priority on ``day`` (R8)."""
        begun = self.priority_from is not None and self.priority_from <= day
        return begun and (self.priority_until is None or day < self.priority_until)

    def has_ended(self, day: dt.date) -> bool:
        """Whether new items may no longer carry the theme."""
        return self.ends_on is not None and self.ends_on <= day

    def save(self, *args: object, **kwargs: object) -> None:
        """Save without taggit's search for a free slug: ours is unique within a plan only."""
        super(TagBase, self).save(*args, **kwargs)  # type: ignore[arg-type]


class Subtopic(models.Model):
    """A part of a theme that the plan names, e.g. Tuyển sinh lớp 10."""

    theme = ParentalKey(Theme, on_delete=models.CASCADE, related_name="subtopics", verbose_name=_("theme"))
    name = models.CharField(_("name"), max_length=160)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    sort_order_field = "position"

    class Meta:
        ordering = ["theme", "position", "pk"]
        verbose_name = _("sub-topic")
        verbose_name_plural = _("sub-topics")

    def __str__(self) -> str:
        return self.name


class ThemeMapping(models.Model):
    """A theme of a newer plan goes on from a theme of an older one (R18)."""

    newer = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+", verbose_name=_("theme"))
    older = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+", verbose_name=_("goes on from"))

    class Meta:
        verbose_name = _("theme mapping")
        verbose_name_plural = _("theme mappings")
        constraints = [models.UniqueConstraint(name="theme_mapping_once", fields=["newer", "older"])]

    def __str__(self) -> str:
        return f"{self.older} → {self.newer}"


def lineage(theme: Theme) -> list[int]:
    """Return the ids of ``theme`` and of all themes that it goes on from, at any distance."""
    found, newest = {theme.pk}, {theme.pk}
    while newest:
        older = ThemeMapping.objects.filter(newer_id__in=newest).values_list("older_id", flat=True)
        newest = set(older) - found
        found |= newest
    return sorted(found)
