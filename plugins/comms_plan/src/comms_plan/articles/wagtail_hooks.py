"""What articles add to the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.home import RecentEditsPanel
from wagtail_modeladmin.options import modeladmin_register

from comms_plan.articles import admin
from unit_pages.access.addresses import Addresses
from unit_pages.admin.menus import WRITING

modeladmin_register(admin.ArticleKindRegister)


@hooks.register("register_admin_viewset")
def register_article_list() -> Any:
    """Put the list of items into the admin."""
    return admin.articles


@hooks.register("register_unit_staff_addresses")
def open_article_list() -> Addresses:
    """Let unit staff use the list of items, which holds their own."""
    return Addresses(needed=("articles:*",))


@hooks.register(WRITING)
def register_write_item() -> admin.WriteMenuItem:
    """Put the shortest way to a new item first."""
    return admin.WriteMenuItem(_("Write news"), "#", name="write-news", icon_name="edit", order=10)


@hooks.register("construct_homepage_panels")
def put_desk_first(request: HttpRequest, panels: list[Any]) -> None:
    """Show the desk in place of the list of own edits, which says the same with less."""
    panels[:] = [panel for panel in panels if not isinstance(panel, RecentEditsPanel)]
    panels.append(admin.DeskPanel())


@hooks.register("construct_homepage_summary_items")
def spare_unit_staff_the_counts(request: HttpRequest, items: list[Any]) -> None:
    """Leave out counts of pages and files, which tell an officer nothing."""
    if not request.user.is_superuser:
        items.clear()
