"""Choosers of units and people: a search in place of a list of two thousand names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from unit_pages.admin.bases import CentralMixin
from unit_pages.units.models import Unit
from unit_pages.vietnamese import slugify_vi

PERSON_FIELDS = ("full_name", "first_name", "last_name", "username", "email")


class WordsForm(BaseFilterForm):
    """Finds rows that hold all words; a subclass says where they stand."""

    q = forms.CharField(label=_("Search"), required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows that hold every word."""
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        for word in (self.search_query or "").split()[:8]:
            objects = objects.filter(self.holds(word))
        return objects

    def holds(self, word: str) -> Q:
        """Return the condition for one word."""
        raise NotImplementedError


class UnitWordsForm(WordsForm):
    """Finds units by name, with and without diacritics, and by code."""

    def holds(self, word: str) -> Q:
        """Look into names, code and address."""
        found = Q(name__icontains=word) | Q(short_name__icontains=word) | Q(code__icontains=word)
        return found | Q(slug__contains=slugify_vi(word)) if slugify_vi(word) else found


class PersonWordsForm(WordsForm):
    """Finds people by what the installation's user model has of name and e-mail."""

    def holds(self, word: str) -> Q:
        """Look into the names of the user model."""
        names = {field.name for field in get_user_model()._meta.get_fields()}
        found = Q()
        for field in names.intersection(PERSON_FIELDS):
            found |= Q(**{f"{field}__icontains": word})
        return found


class UnitColumns:
    """Shows what tells two units of one name apart."""

    filter_form_class = UnitWordsForm

    def get_object_list(self) -> QuerySet[Unit]:
        """Fetch units with their kind in one query."""
        return Unit.objects.select_related("kind", "parent")

    @property
    def columns(self) -> list[Column]:
        """Name, kind and district."""
        return [
            *super().columns,  # type: ignore[misc]
            Column("kind", label=_("Kind of unit"), accessor="kind"),
            Column("district", label=_("District"), accessor="district"),
        ]


class UnitChooseView(UnitColumns, ChooseView):
    """The chooser of units."""


class UnitChooseResultsView(UnitColumns, ChooseResultsView):
    """The results of a search in the chooser of units."""


class UnitChooserViewSet(CentralMixin, ChooserViewSet):
    """Choose a unit; for administrators of the installation."""

    model = Unit
    icon = "group"
    choose_one_text = _("Choose a unit")
    choose_another_text = _("Choose another unit")
    edit_item_text = _("Edit this unit")
    per_page = 20
    choose_view_class = UnitChooseView
    choose_results_view_class = UnitChooseResultsView


class PersonSearch:
    """People by name."""

    filter_form_class = PersonWordsForm
    ordering = ["-is_active", "username"]

    @property
    def columns(self) -> list[Column]:
        """Name and e-mail, since two people may have one name."""
        return [*super().columns, Column("email", label=_("E-mail"), accessor="email")]  # type: ignore[misc]


class PersonChooseView(PersonSearch, ChooseView):
    """The chooser of people."""


class PersonChooseResultsView(PersonSearch, ChooseResultsView):
    """The results of a search in the chooser of people."""


class PersonChooserViewSet(CentralMixin, ChooserViewSet):
    """Choose a person; for administrators of the installation."""

    model = get_user_model()
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    edit_item_text = _("Edit this person")
    per_page = 20
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView


unit_chooser = UnitChooserViewSet("unit_chooser")
person_chooser = PersonChooserViewSet("person_chooser")
