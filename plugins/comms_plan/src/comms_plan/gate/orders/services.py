"""The steps of an order. Each locks its line and looks again at its state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from comms_plan.gate.orders.models import PENDING, LineState, OrderLine, WritingOrder
from comms_plan.gate.tips.models import Tip, TipState
from comms_plan.plans.themes import Theme
from unit_pages.days import local_day
from unit_pages.models import Unit


class OrderError(ValidationError):
    """Raised when a step is not possible; says why in a sentence."""


@transaction.atomic
def order(
    *,
    asked_by: Unit,
    units: Collection[Unit],
    title: str,
    due_on: dt.date,
    by: Any,
    now: dt.datetime,
    text: str = "",
    theme: Theme | None = None,
    tip: Tip | None = None,
) -> WritingOrder:
    """Ask units for an item.

    Args:
        asked_by: the office or the board's unit.
        units: who is asked; each once.
        title: what to write about.
        due_on: the last day.
        by: the person.
        now: an aware moment.
        text: what the item should say.
        theme: of the plan.
        tip: the story that somebody proposed; it counts as ordered from now on.

    Raises:
        OrderError: when nobody is asked, the unit asks itself, or the day has passed.
    """
    asked = {unit.pk: unit for unit in units}
    if not asked:
        raise OrderError(_("Choose at least one unit."))
    if asked_by.pk in asked:
        raise OrderError(_("A unit does not order from itself. Take it out of the list."))
    if due_on < local_day(now):
        raise OrderError(_("The day has passed. Choose a later one."))
    made = WritingOrder.objects.create(
        asked_by=asked_by,
        title=title.strip(),
        text=text.strip(),
        theme=theme,
        due_on=due_on,
        created_by=by,
        created_at=now,
        tip=tip,
    )
    OrderLine.objects.bulk_create([OrderLine(order=made, unit=unit) for unit in asked.values()])
    if tip is not None:
        Tip.objects.filter(pk=tip.pk).update(state=TipState.ORDERED, answered_by=by, answered_at=now)
    return made


@transaction.atomic
def take_on(*, line: OrderLine, by: Any, now: dt.datetime) -> OrderLine:
    """Let the unit promise the item.

    Raises:
        OrderError: when it was answered before, or withdrawn.
    """
    line = _locked(line, LineState.ASKED)
    return _answer(line, LineState.ACCEPTED, by, now)


@transaction.atomic
def decline(*, line: OrderLine, by: Any, now: dt.datetime, reason: str) -> OrderLine:
    """Let the unit say that it does not write the item, and why.

    Raises:
        OrderError: without a reason; when it was handed in, declined or withdrawn before.
    """
    if not reason.strip():
        raise OrderError(_("Say why the unit does not write the item."))
    line = _locked(line, *PENDING)
    line.reason = reason.strip()
    return _answer(line, LineState.DECLINED, by, now)


@transaction.atomic
def cancel(*, order: WritingOrder, by: Any, now: dt.datetime) -> int:
    """Withdraw an order from the units that have not handed in; return from how many."""
    lines = order.lines.select_for_update().filter(state__in=PENDING)
    return lines.update(state=LineState.CANCELLED, answered_by=by, answered_at=now)


def hand_in(*, line: OrderLine, page_id: int, now: dt.datetime) -> None:
    """Close a line by the item that is being offered; inside the transaction of the offer.

    Raises:
        OrderError: when it was declined, withdrawn, or closed by another item.
    """
    line = _locked(line, *PENDING, LineState.DONE)
    if line.state == LineState.DONE and line.page_id not in (None, page_id):
        raise OrderError(_("Another item was handed in for this order already."))
    line.state, line.page_id, line.done_at = LineState.DONE, page_id, now
    line.save()


def open_again(line: OrderLine) -> None:
    """Open a line again whose item was returned or taken back; the unit still owes it."""
    OrderLine.objects.filter(pk=line.pk, state=LineState.DONE).update(state=LineState.ACCEPTED, done_at=None)


def _answer(line: OrderLine, state: LineState, by: Any, now: dt.datetime) -> OrderLine:
    line.state, line.answered_by, line.answered_at = state, by, now
    line.save()
    return line


def _locked(line: OrderLine, *states: LineState) -> OrderLine:
    line = OrderLine.objects.select_for_update(of=("self",)).select_related("order").get(pk=line.pk)
    if line.state not in states:
        raise OrderError(
            _("The order “%(title)s” is settled: %(state)s.")
            % {"title": line.order.title, "state": line.get_state_display()}
        )
    return line
