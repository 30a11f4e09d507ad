"""The article's screens: the desk on the dashboard, the list of items, kinds of article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from comms_plan.articles.desk import SHOWN, Desk, articles_of, desks_of, drafts_of, published_of, state_of
from comms_plan.articles.models import Article, ArticleKind
from comms_plan.plans.models import Plan
from comms_plan.plans.themes import Theme
from unit_pages.access.page_views import UnitChooseParentView
from unit_pages.admin.bases import Register
from unit_pages.admin.menus import PLANS, WRITING
from unit_pages.admin.registers import term_panels


@dataclass(frozen=True)
class DeskRow:
    """One line of a list on the desk."""

    article: Any
    title: str
    state: str
    state_class: str
    day: Any

    @classmethod
    def of(cls, article: Any) -> DeskRow:
        """Return the line of an article from `articles_of`."""
        word, css_class = state_of(article)
        title = article.draft_title or article.title
        return cls(article, title, word, css_class, article.latest_revision_created_at or article.first_published_at)


class DeskPanel(Component):
    """First on the dashboard: own sites, the button to write, drafts, what was published last."""

    name = "desk"
    template_name = "comms_articles/admin/desk_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Fetch everything in five queries, whatever the number of units and items."""
        desks = desks_of(parent_context["request"].user)
        origin = settings.WAGTAILADMIN_BASE_URL.rstrip("/").partition("://")[2]
        for desk in desks:
            desk.address = f"{origin}{desk.unit.url_path}"
        return {
            "desks": desks,
            "drafts": [DeskRow.of(article) for article in drafts_of(desks)[:SHOWN]],
            "published": [DeskRow.of(article) for article in published_of(desks)[:SHOWN]],
            "show_unit": len(desks) > 1,
            "list_url": reverse("articles:index"),
        }


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
    def desks(self) -> list[Desk]:
        """The units for which the person writes."""
        return desks_of(self.request.user)

    def get_add_url(self) -> str | None:
        """Lead straight to the form when there is one section to write in."""
        urls = [desk.write_url for desk in self.desks if desk.write_url]
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


class WriteMenuItem(MenuItem):
    """Leads straight to the form for news; shown to who writes for one unit."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is one section to write in; its address follows the person."""
        urls = [desk.write_url for desk in desks_of(request.user) if desk.write_url]
        request.write_news_url = urls[0] if len(urls) == 1 else ""  # type: ignore[attr-defined]
        return len(urls) == 1

    def render_component(self, request: HttpRequest) -> Any:
        """Point to the person's own form; menu items are shared by all requests."""
        own = MenuItem(
            self.label,
            request.write_news_url,  # type: ignore[attr-defined]
            name=self.name,
            icon_name=self.icon_name,
            order=self.order,
        )
        return own.render_component(request)


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

__all__ = ["ArticleKindRegister", "DeskPanel", "WriteMenuItem", "articles", "articles_of"]
