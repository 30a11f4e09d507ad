"""A change of the organisation: what is to happen, from when, by which decision, and what it did."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from unit_pages.enums import ChangeKind, ChangeState, PagesGo, PeopleGo
from unit_pages.units.models import Unit


class OrganisationChange(models.Model):
    """Rename, end, merge, split or move units on a day.

    ``parts`` are the further units that go into a merger, or the existing units that
    take over from a split one. ``new_units`` holds names, codes and addresses: the new
    name of a rename, the unit that a merger makes, the units that a split makes.
    ``effects`` says what the change did, in the words of `unit_pages.changes.undo`.
    """

    kind = models.CharField(_("kind of change"), max_length=10, choices=ChangeKind)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="changes", verbose_name=_("unit"))
    parts = models.ManyToManyField(Unit, blank=True, related_name="changes_as_part", verbose_name=_("further units"))
    target = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="changes_as_target",
        verbose_name=_("target unit"),
    )
    new_units = models.JSONField(_("new names"), default=list, blank=True)
    pages = models.CharField(_("pages"), max_length=10, choices=PagesGo, default=PagesGo.ARCHIVE)
    people = models.CharField(_("people"), max_length=10, choices=PeopleGo, default=PeopleGo.END)
    effective_on = models.DateField(_("in force from"), help_text=_("The first day of the new state of things."))
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=255, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=ChangeState, default=ChangeState.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    applied_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    effects = models.JSONField(default=dict, blank=True, editable=False)
    problem = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-effective_on", "-pk"]
        verbose_name = _("organisation change")
        verbose_name_plural = _("organisation changes")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.unit}"

    @property
    def is_open(self) -> bool:
        """Whether it may still be edited."""
        return self.state == ChangeState.DRAFT

    def involved(self) -> list[Unit]:
        """Return the existing units that the change names, each once."""
        named = [self.unit, *self.parts.select_related("kind", "parent"), *([self.target] if self.target else [])]
        return list({unit.pk: unit for unit in named}.values())

    def ending(self) -> list[Unit]:
        """Return the units that end with the change."""
        if self.kind in (ChangeKind.END, ChangeKind.SPLIT):
            return [self.unit]
        if self.kind == ChangeKind.MERGE:
            merged = [self.unit, *self.parts.select_related("kind", "parent")]
            return [unit for unit in {u.pk: u for u in merged}.values() if unit.pk != self.target_id]
        return []

    def new_unit(self, number: int = 0) -> dict[str, Any]:
        """Return the names of a new unit, empty when there is none."""
        return self.new_units[number] if number < len(self.new_units) else {}


class MovedAddress(models.Model):
    """Where a page stood before an organisation change.

    It points to the page and not to an address: after the next change, and the one
    after that, the old address still leads to the page's present place in one step.
    """

    path = models.CharField(_("former address"), max_length=600, db_index=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="former_addresses", verbose_name=_("page"))
    with_rest = models.BooleanField(
        default=False, help_text=_("Addresses that the page answers below itself keep their last part.")
    )
    change = models.ForeignKey(OrganisationChange, on_delete=models.CASCADE, related_name="addresses")

    class Meta:
        verbose_name = _("former address of a page")
        verbose_name_plural = _("former addresses of pages")

    def __str__(self) -> str:
        return self.path
