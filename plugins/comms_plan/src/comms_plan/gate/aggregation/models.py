"""Rules of automatic aggregation, as data."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unit_pages.enums import Place
from unit_pages.models import Unit


def _codes(label: Any, help_text: Any) -> models.JSONField:
    return models.JSONField(label, default=list, blank=True, help_text=help_text)


class AggregationRule(models.Model):
    """What appears on a board's site by itself when a unit below publishes it.

    Every list that names something must be met by one of its codes; an empty list asks nothing.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name of the rule"), max_length=160)
    board = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="aggregation_rules", verbose_name=_("board's unit")
    )
    unit_kinds = _codes(_("kinds of units"), _("Items of units of these kinds."))
    units = _codes(_("single units"), _("Official codes; items of these units."))
    article_kinds = _codes(_("kinds of items"), _("Items of these kinds."))
    themes = _codes(_("themes of the plan"), _("Items with one of these themes."))
    content = _codes(_("content classes"), _("Items of one of these content classes."))
    after_approval = models.BooleanField(
        _("only after a leader's approval"),
        default=False,
        help_text=_("Items that a leader of the unit approved, or published."),
    )
    place = models.CharField(_("place on the portal"), max_length=10, choices=Place, default=Place.LATEST)
    is_active = models.BooleanField(_("in force"), default=False)

    class Meta:
        ordering = ["board", "name", "pk"]
        verbose_name = _("aggregation rule")
        verbose_name_plural = _("aggregation rules")
        constraints = [
            models.CheckConstraint(
                name="aggregation_says_something",
                condition=~(Q(unit_kinds=[]) & Q(units=[]) & Q(article_kinds=[]) & Q(themes=[]) & Q(content=[])),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def units_meant(self) -> QuerySet[Unit]:
        """Return the units below the board's whose items the rule takes."""
        found = Unit.objects.below(self.board)
        if self.unit_kinds:
            found = found.filter(kind__code__in=self.unit_kinds)
        return found.filter(code__in=self.units) if self.units else found
