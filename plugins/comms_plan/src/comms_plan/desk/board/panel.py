"""On the landing page of who decides for a board: how much waits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from comms_plan.gate.models import Submission, Tip, TipState
from unit_pages.access.rights import PUBLISH, rights_of
from unit_pages.models import Unit


class BoardPanel(Component):
    """A card that leads to the queue."""

    name = "board"
    template_name = "comms_desk/board_card.html"
    is_card = True
    order = 20

    def __init__(self, waiting: int, changed: int, tips: int) -> None:
        self.waiting, self.changed, self.tips = waiting, changed, tips

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the three numbers."""
        return {"waiting": self.waiting, "changed": self.changed, "tips": self.tips}


def board_panel(request: HttpRequest, unit: Unit) -> BoardPanel | None:
    """Return the card where the person decides for the unit's site and units stand below it, else None."""
    decides = any(right.unit_id == unit.pk and right.actions >= PUBLISH for right in rights_of(request.user))
    if not decides or not Unit.objects.filter(parent=unit).exists():
        return None
    at_board = Submission.objects.filter(board=unit)
    tips = Tip.objects.filter(unit__tree_path__startswith=unit.tree_path, state=TipState.NEW)
    return BoardPanel(at_board.waiting().count(), at_board.changed_since().count(), tips.count())
