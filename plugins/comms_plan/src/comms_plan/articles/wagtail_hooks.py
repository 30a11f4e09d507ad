"""What articles add to the Wagtail admin."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from comms_plan.articles import admin
from unit_pages.access.addresses import Addresses

modeladmin_register(admin.ArticleKindRegister)


@hooks.register("register_admin_viewset")
def register_article_list() -> Any:
    """Put the list of items into the admin."""
    return admin.articles


@hooks.register("register_unit_staff_addresses")
def open_article_list() -> Addresses:
    """Let unit staff use the list of items, which holds their own."""
    return Addresses(needed=("articles:*",))
