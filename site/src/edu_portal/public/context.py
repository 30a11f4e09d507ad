"""Context of each page type: one function a type, called through unit_pages' context hook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from comms_plan.articles.models import Article
from edu_portal.public import articles, document_lists, galleries, portal_home, sections, standard, subsite_home
from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta
from unit_pages.models import (
    CalendarPage,
    ContactPage,
    DocumentListPage,
    GalleryIndexPage,
    GalleryPage,
    SectionPage,
    StandardPage,
    UnitHomePage,
)

ContextFunction = Callable[[HttpRequest, Any], dict[str, Any]]


def home_context(request: HttpRequest, page: UnitHomePage) -> dict[str, Any]:
    """The department's home is the portal; every other home is a subsite's."""
    return (portal_home if page.unit.is_root else subsite_home).context(request, page)


FUNCTIONS: dict[type, ContextFunction] = {
    UnitHomePage: home_context,
    SectionPage: sections.context,
    Article: articles.context,
    StandardPage: standard.context,
    ContactPage: standard.contact_context,
    CalendarPage: standard.calendar_context,
    DocumentListPage: document_lists.context,
    GalleryIndexPage: galleries.index_context,
    GalleryPage: galleries.context,
}


def add_page_context(request: HttpRequest, page: Any, context: dict[str, Any]) -> None:
    """Fill the context of a page; see `unit_pages.subsites.base.CONTEXT_HOOK`."""
    context["breadcrumb"] = _breadcrumb(context)
    context["meta"] = Meta(
        title=page.seo_title or page.title,
        description=page.search_description,
        canonical=absolute(request.path),
    )
    function = FUNCTIONS.get(type(page))
    if function is not None:
        context.update(function(request, page))


def _breadcrumb(context: dict[str, Any]) -> list[NavLink]:
    unit = context["site_unit"]
    trail = [NavLink(gettext("Home"), "/")]
    if unit is not None and not unit.is_root:
        trail.append(NavLink(unit.short_name, unit.url_path))
    return trail
