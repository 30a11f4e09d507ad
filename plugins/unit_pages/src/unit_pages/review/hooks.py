"""What the review hangs into Wagtail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from unit_pages.review import editor
from unit_pages.review.panels import ReviewPanel

hooks.register("construct_page_action_menu", editor.arrange_buttons)
hooks.register("before_publish_page", editor.refuse_own_text)
hooks.register("after_create_page", editor.warn_of_nobody)
hooks.register("after_edit_page", editor.warn_of_nobody)


@hooks.register("construct_homepage_panels")
def replace_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Show own lists: Wagtail's are not cut, and ask several queries for each row."""
    stock = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, stock)]
    panels.append(ReviewPanel())


class ReviewPageViewSet(PageViewSet):
    """The screens of all page types with the editor that explains its refusals."""

    edit_view_class = editor.ReviewEditView


page_views = ReviewPageViewSet()


@hooks.register("register_admin_viewset")
def register_page_views() -> PageViewSet:
    """Put our editor in the place of Wagtail's."""
    return page_views
