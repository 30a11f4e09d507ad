"""The review on the first screen of the admin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from unit_pages.review.queries import count_waiting_for, returned_to, submitted_by, waiting_for


class ReviewPanel(Component):
    """What waits for the person, what came back, what is under way; nothing at all shows nothing."""

    name = "unit_review"
    template_name = "unit_pages/review/panel.html"
    order = 40

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the three lists and how many wait in all."""
        user = (parent_context or {})["request"].user
        return {
            "waiting": waiting_for(user),
            "waiting_count": count_waiting_for(user),
            "returned": returned_to(user),
            "submitted": submitted_by(user),
        }
