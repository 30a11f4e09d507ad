"""The extension point of the landing page.

A package that has something to say to unit staff registers a function with Wagtail's
hooks under the name `HOOK`; it need not import anything of this one::

    @hooks.register("register_desk_panel")
    def notices(request, unit):
        return NoticesPanel(request, unit)

The function gets the request and the unit that the person works for, and returns a
`wagtail.admin.ui.components.Component` (its template is one ``<section class="part">``)
or None. What the page reads from it:

``name``: ``"notices"`` takes the place of the built-in panel of the department's notices.
``order``: panels stand in this order, 100 by default; up to `FIRST` above the person's own work.
``is_card``: True for a ``<section class="card">`` that stands beside the person's work, below the big button.
``new_count``: how many things are new to the person; the sum stands beside the bell.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from unit_pages.models import Unit
from unit_pages.notices.services import standing_notices

HOOK = "register_desk_panel"
NOTICES = "notices"
#: Panels up to this order stand above the person's own work.
FIRST = 40


class NoticesPanel(Component):
    """What the department wants the person to know: above everything while something is to be confirmed."""

    name = NOTICES
    template_name = "comms_desk/notices.html"

    def __init__(self, user: Any) -> None:
        self.lines = standing_notices(user, timezone.now())
        self.new_count = sum(not line.is_confirmed for line in self.lines)
        self.order = FIRST if self.new_count else 100

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the notices that stand today."""
        return {"lines": self.lines}


def panels_of(request: HttpRequest, unit: Unit) -> list[Any]:
    """Return the panels of all packages for the person and the unit, in their order."""
    made = [make(request, unit) for make in hooks.get_hooks(HOOK)]
    panels = [panel for panel in made if panel is not None]
    if not any(getattr(panel, "name", "") == NOTICES for panel in panels):
        panels.append(NoticesPanel(request.user))
    return sorted(panels, key=order_of)


def order_of(panel: Any) -> int:
    """Return the place of a panel."""
    return int(getattr(panel, "order", 100))


def is_card(panel: Any) -> bool:
    """Whether a panel is a card beside the person's work."""
    return bool(getattr(panel, "is_card", False))


def new_count(panels: list[Any]) -> int:
    """Return how many things are new to the person."""
    return sum(int(getattr(panel, "new_count", 0)) for panel in panels)
