"""On the landing page: the ways to progress and coverage."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from unit_pages.models import Unit


class ProgressPanel(Component):
    """A card with two links."""

    name = "progress"
    template_name = "comms_desk/progress_card.html"
    is_card = True
    order = 60

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the unit."""
        return {"unit": self.unit}


def progress_panel(request: HttpRequest, unit: Unit) -> ProgressPanel:
    """Return the card; everybody sees at least the own unit."""
    return ProgressPanel(unit)
