"""On the landing page of a unit: what the board returned, and what waits there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from comms_plan.gate.models import State, Submission
from unit_pages.models import Unit

#: Days for which a returned item is shown.
SHOWN_DAYS = 60


class OffersPanel(Component):
    """The unit's submissions that somebody has to do something with, or waits for."""

    name = "offers"
    template_name = "comms_desk/offers.html"
    order = 35

    def __init__(self, returned: list[Submission], waiting: list[Submission]) -> None:
        self.returned, self.waiting = returned, waiting
        self.new_count = len(returned)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return both lists, and the token without which no button of theirs works."""
        shared = {name: parent_context.get(name) for name in ("request", "csrf_token")}
        return {"returned": self.returned, "waiting": self.waiting, **shared}


def offers_panel(request: HttpRequest, unit: Unit) -> OffersPanel | None:
    """Return the panel, None while there is nothing to tell; one query."""
    again = Submission.objects.filter(page_id=OuterRef("page_id"), board=OuterRef("board"), pk__gt=OuterRef("pk"))
    since = timezone.now() - dt.timedelta(days=SHOWN_DAYS)
    found = (
        Submission.objects.filter(unit=unit, state__in=[State.OFFERED, State.RETURNED], offered_at__gte=since)
        .filter(~Exists(again), page__isnull=False)
        .select_related("reason", "decided_by", "board")
        .order_by("-offered_at")[:20]
    )
    rows = list(found)
    returned = [row for row in rows if row.state == State.RETURNED]
    waiting = [row for row in rows if row.state == State.OFFERED]
    return OffersPanel(returned, waiting) if rows else None
