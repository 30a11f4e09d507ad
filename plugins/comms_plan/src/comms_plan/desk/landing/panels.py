"""The extension point of the landing page.

A package that has something to say to unit staff registers a function with Wagtail's
hooks under the name `HOOK`; it need not import anything of this one::

    @hooks.register("register_desk_panel")
    def notices(request, unit):
        return NoticesPanel(request, unit)

The function gets the request and the unit that the person works for, and returns a
`wagtail.admin.ui.components.Component` (its template is one ``<section class="part">``)
or None. What the page reads from it:

``name``: ``"notices"`` takes the place of the built-in empty state of the department's notices.
``order``: panels stand in this order, 100 by default.
``new_count``: how many things are new to the person; the sum stands beside the bell.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from unit_pages.models import Unit

HOOK = "register_desk_panel"
NOTICES = "notices"


class NoNoticesPanel(Component):
    """Says that the department has sent no notice, until a package brings notices."""

    name = NOTICES
    template_name = "comms_desk/no_notices.html"


def panels_of(request: HttpRequest, unit: Unit) -> list[Any]:
    """Return the panels of all packages for the person and the unit, in their order."""
    made = [make(request, unit) for make in hooks.get_hooks(HOOK)]
    panels = [panel for panel in made if panel is not None]
    if not any(getattr(panel, "name", "") == NOTICES for panel in panels):
        panels.append(NoNoticesPanel())
    return sorted(panels, key=lambda panel: getattr(panel, "order", 100))


def new_count(panels: list[Any]) -> int:
    """Return how many things are new to the person."""
    return sum(int(getattr(panel, "new_count", 0)) for panel in panels)
