"""What the search adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from edu_search.abbreviations.admin import abbreviations
from edu_search.desk import menu
from edu_search.desk.engine_view import engine
from edu_search.desk.report_view import report
from edu_search.desk.why_view import why
from edu_search.pins.admin import pins

hooks.register("register_admin_menu_item", menu.group)
for item in menu.ITEMS:
    hooks.register(menu.HOOK, item)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Put pins and abbreviations into the admin."""
    return [pins, abbreviations]


@hooks.register("register_admin_urls")
def register_screens() -> list[Any]:
    """Put report, explanation and state into the admin."""
    return [
        path("search-report/", report, name="search_report"),
        path("search-why/", why, name="search_why"),
        path("search-engine/", engine, name="search_engine"),
    ]


@hooks.register("insert_global_admin_css")
def stylesheet() -> SafeString:
    """Return the stylesheet of the screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("edu_search/desk.css"))
