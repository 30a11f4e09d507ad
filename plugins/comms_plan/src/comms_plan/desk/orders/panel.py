"""On the landing page: what the unit was asked for, and what its own orders came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from comms_plan.desk.orders.access import ordering_units
from comms_plan.desk.writers import writes_for
from comms_plan.gate.models import OrderLine, Submission
from unit_pages.days import local_day
from unit_pages.models import Publication, Unit
from unit_pages.publications.models import PublicationQuerySet

SHOWN = 10
#: Days back that an item may have been published to answer an order.
RECENT = dt.timedelta(days=60)


def to_hand_in(unit: Unit) -> PublicationQuerySet:
    """Return the unit's own newer items that neither wait at a board nor stand on its site."""
    now = timezone.now()
    offered = Submission.objects.open().filter(unit=unit, page__isnull=False).values("page_id")
    rows = Publication.objects.own().live_at(now).filter(unit=unit, page__isnull=False, starts_at__gte=now - RECENT)
    return rows.exclude(page_id__in=offered).newest_first()


class OrdersPanel(Component):
    """Orders that the unit has still to answer or to write."""

    name = "orders"
    template_name = "comms_desk/orders_panel.html"
    order = 30

    def __init__(self, lines: Sequence[OrderLine], items: Sequence[Publication], today: dt.date) -> None:
        self.lines, self.items, self.today = lines, items, today
        self.new_count = len(lines)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the lines, the items that could answer one, today, and the token without which no button works."""
        shared = {name: parent_context.get(name) for name in ("request", "csrf_token")}
        return {"lines": self.lines, "items": self.items, "today": self.today, **shared}


class GivenOrdersCard(Component):
    """How many orders run, and how many are overdue."""

    name = "given-orders"
    template_name = "comms_desk/given_orders_card.html"
    is_card = True
    order = 30

    def __init__(self, pending: int, overdue: int) -> None:
        self.pending, self.overdue = pending, overdue

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the two numbers."""
        return {"pending": self.pending, "overdue": self.overdue}


class TipPanel(Component):
    """The way to the tip box, for everybody."""

    name = "tips"
    template_name = "comms_desk/tip_panel.html"
    order = 120


def orders_panel(request: HttpRequest, unit: Unit) -> OrdersPanel | None:
    """Return the panel of a unit that was asked for something and whose person answers, else None."""
    if not writes_for(request.user, unit.pk):
        return None
    found = OrderLine.objects.pending().filter(unit=unit).select_related("order__asked_by", "order__theme")
    lines = list(found[:SHOWN])
    return OrdersPanel(lines, list(to_hand_in(unit)[:SHOWN]), local_day()) if lines else None


def given_orders_card(request: HttpRequest, unit: Unit) -> GivenOrdersCard | None:
    """Return the card where the person orders in the unit's name, else None."""
    if not ordering_units(request.user).filter(pk=unit.pk).exists():
        return None
    given = OrderLine.objects.filter(order__asked_by=unit)
    return GivenOrdersCard(given.pending().count(), given.overdue(local_day()).count())


def tip_panel(request: HttpRequest, unit: Unit) -> TipPanel:
    """Return the way to the tip box."""
    return TipPanel()
