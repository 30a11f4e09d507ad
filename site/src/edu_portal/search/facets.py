"""By what readers narrow results; the names are parameters of addresses and of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from comms_plan.articles.models import ArticleKind
from comms_plan.plans.themes import Theme
from edu_portal.search import groups
from edu_search.entries.facets import Facet, register_facet
from unit_pages.models import DocumentKind, EducationLevel, Unit, UnitKind


def register_facets() -> None:
    """Register the portal's facets in the order in which they are shown."""
    for facet in (
        Facet("type", _("Type of content"), _types),
        Facet("year", _("School year of publication"), ordering="-value"),
        Facet("unit", _("Unit"), _units),
        Facet("theme", _("Key theme"), _themes),
        Facet("level", _("Level of education"), _levels),
        Facet("unit_kind", _("Kind of unit"), _unit_kinds),
        Facet("district", _("District")),
        Facet("kind", _("Kind of item"), _kinds),
    ):
        register_facet(facet)


def _types(values: Sequence[str]) -> Mapping[str, str]:
    return {value: str(groups.LABELS[value]) for value in values if value in groups.LABELS}


def _units(values: Sequence[str]) -> Mapping[str, str]:
    return dict(Unit.objects.filter(code__in=values).values_list("code", "short_name"))


def _themes(values: Sequence[str]) -> Mapping[str, str]:
    """Return the words of the newest plan that has the theme."""
    rows = Theme.objects.filter(slug__in=values).order_by("plan__period__starts_on", "plan_id")
    return {theme.slug: str(theme) for theme in rows}


def _levels(values: Sequence[str]) -> Mapping[str, str]:
    return dict(EducationLevel.objects.filter(code__in=values).values_list("code", "name"))


def _unit_kinds(values: Sequence[str]) -> Mapping[str, str]:
    rows = UnitKind.objects.filter(code__in=values).values_list("code", "plural_name", "name")
    return {code: plural or name for code, plural, name in rows}


def _kinds(values: Sequence[str]) -> Mapping[str, str]:
    """Return the words of kinds of documents and of articles; a code of both is called as articles are."""
    documents = dict(DocumentKind.objects.filter(code__in=values).values_list("code", "name"))
    return {**documents, **dict(ArticleKind.objects.filter(code__in=values).values_list("code", "name"))}
