"""The card of the landing page: this month so many of so many."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from comms_plan.desk.quota.standing import Standing, standings
from unit_pages.models import Unit


class QuotaPanel(Component):
    """One card for each rule that the unit owes."""

    name = "quota"
    template_name = "comms_desk/quota_cards.html"
    is_card = True

    def __init__(self, found: list[Standing]) -> None:
        self.standings = found

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return how the unit stands."""
        return {"standings": self.standings}


def quota_panel(request: HttpRequest, unit: Unit) -> QuotaPanel | None:
    """Return the card of a unit that owes something, else None."""
    found = standings(unit, timezone.now())
    return QuotaPanel(found) if found else None
