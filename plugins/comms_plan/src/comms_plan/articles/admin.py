"""The article's screens: the list of items, kinds of article."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from comms_plan.articles.models import Article, ArticleKind
from comms_plan.articles.places import Place, places_of
from comms_plan.plans.models import Plan
from comms_plan.plans.themes import Theme
from unit_pages.access.page_views import UnitChooseParentView
from unit_pages.admin.bases import Register
from unit_pages.admin.menus import PLANS, WRITING
from unit_pages.admin.registers import term_panels


class ArticleFilterSet(WagtailFilterSet):
    """Kind, theme and state; no list of people, who are none of other units' business."""

    live = django_filters.BooleanFilter(label=_("Readers see it"))
    kind = django_filters.ModelMultipleChoiceFilter(
        label=_("Kind of article"), queryset=ArticleKind.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    theme = django_filters.ModelMultipleChoiceFilter(
        label=_("Theme of the plan"),
        field_name="theme_items__tag",
        queryset=lambda request: Theme.objects.filter(plan=Plan.objects.in_force(_today())).order_by("position"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Article
        fields: ClassVar[list[str]] = []


def _today() -> Any:
    from django.utils import timezone

    return timezone.localdate()


class ArticleIndexView(IndexView):
    """The items of the person's units; superusers see all."""

    page_title = _("Items")
    base_filterset_class = ArticleFilterSet

    def annotate_queryset(self, pages: Any) -> Any:
        """Fetch what the columns show; without Wagtail's second fetch of each page."""
        pages = pages.select_related("unit", "kind").prefetch_related("content_type", "sites_rooted_here")
        return pages.defer_streamfields().annotate_site_root_state().annotate_approved_schedule()

    @cached_property
    def places(self) -> list[Place]:
        """The units for which the person writes."""
        return places_of(self.request.user)

    def get_add_url(self) -> str | None:
        """Lead straight to the form when there is one section to write in."""
        urls = [place.full_editor_url for place in self.places if place.full_editor_url]
        return urls[0] if len(urls) == 1 else super().get_add_url()


class ArticleListingViewSet(PageListingViewSet):
    """A flat list of items."""

    model = Article
    name = "articles"
    icon = "doc-full-inverse"
    menu_label = _("Items")
    menu_hook = WRITING
    menu_order = 20
    index_view_class = ArticleIndexView
    choose_parent_view_class = UnitChooseParentView
    filterset_class = ArticleFilterSet
    columns: ClassVar[list[Any]] = [
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("unit", label=_("Unit"), accessor="unit.short_name", sort_key="unit__name_key"),
        Column("kind", label=_("Kind"), accessor="kind", sort_key="kind__position"),
        DateColumn("latest_revision_created_at", label=_("Changed"), sort_key="latest_revision_created_at"),
        PageStatusColumn("status", label=_("State"), sort_key="live"),
    ]


class ArticleKindRegister(Register):
    """Kinds of article."""

    model = ArticleKind
    menu_hook = PLANS
    menu_order = 60
    menu_icon = "list-ul"
    base_url_path = "article-kinds"
    list_display = ("name", "code", "position")
    search_fields = ("name", "code")
    empty_text = _("No kind of article yet. Kinds are for example Tin, Bài, Phóng sự ảnh, Video.")
    panels: ClassVar[list[Any]] = term_panels(code="tin", name=_("For example Tin."))


articles = ArticleListingViewSet()

__all__ = ["ArticleKindRegister", "articles"]
