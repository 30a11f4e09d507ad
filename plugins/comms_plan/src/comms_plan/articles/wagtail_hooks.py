"""What articles add to the Wagtail admin."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from comms_plan.articles import admin

modeladmin_register(admin.ArticleKindRegister)


@hooks.register("register_admin_viewset")
def register_article_list() -> Any:
    """Put the list of items into the admin."""
    return admin.articles
