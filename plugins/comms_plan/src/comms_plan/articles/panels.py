"""Panels of the article editor."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from comms_plan.articles.checklist import check_article


class ChecklistPanel(Panel):
    """Shows the checklist for the last saved version (R16)."""

    class BoundPanel(Panel.BoundPanel):
        """The checklist of one article."""

        template_name = "comms_articles/checklist_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the lines of the checklist."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["checks"] = check_article(self.instance)
            context["is_new"] = self.instance.pk is None
            return context
