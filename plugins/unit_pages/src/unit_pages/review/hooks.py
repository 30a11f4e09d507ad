"""What the review hangs into Wagtail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from unit_pages.review import buttons, views
from unit_pages.review.panels import ReviewPanel

hooks.register("construct_page_action_menu", buttons.arrange_buttons)
hooks.register("before_publish_page", views.refuse_own_text)
hooks.register("after_create_page", views.warn_of_nobody)
hooks.register("after_edit_page", views.warn_of_nobody)


@hooks.register("construct_homepage_panels")
def replace_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Show own lists: Wagtail's are not cut, and ask several queries for each row."""
    stock = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, stock)]
    panels.append(ReviewPanel())
