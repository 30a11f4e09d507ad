"""What stands in the queue of the boards for which a person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404

from comms_plan.gate.models import TARGET_DAYS, Board, State, Submission
from unit_pages.access.rights import PUBLISH, rights_of
from unit_pages.days import local_day
from unit_pages.models import Publication, Unit
from unit_pages.vietnamese import nfc

SHOWN = 30
#: Days over which the time to a decision is measured.
MEASURED_DAYS = 30


@dataclass(frozen=True)
class Row:
    """A waiting or changed submission as the board reads it; late: it waits longer than the board's target."""

    submission: Submission
    publication: Publication | None
    days: int
    is_late: bool = False

    @property
    def picture(self) -> Any:
        """The item's picture, if any."""
        return self.publication.picture if self.publication else None


@dataclass(frozen=True)
class Queue:
    """What the board sees.

    Args:
        page: of what waits, the longest first, `SHOWN` on each.
        waiting: the rows of the page.
        changed: accepted items that were changed afterwards.
        decided: the last decisions.
        median_days: median time to a decision of the last 30 days, None without one.
        target: days within which the board decides.
    """

    page: Page[Submission]
    waiting: Sequence[Row]
    changed: Sequence[Row]
    decided: Sequence[Submission]
    median_days: float | None
    target: int = TARGET_DAYS

    @property
    def total(self) -> int:
        """How many wait."""
        return self.page.paginator.count


def boards_of(user: Any) -> QuerySet[Unit]:
    """Return the units for whose site the person decides and that have units below them.

    Raises:
        Http404: when there is none.
    """
    if user.is_superuser:
        return Unit.objects.filter(parent__isnull=True)
    ids = [right.unit_id for right in rights_of(user) if right.actions >= PUBLISH]
    found = Unit.objects.filter(pk__in=ids, children__isnull=False).distinct()
    if not ids or not found:
        raise Http404
    return found


def target_of(boards: QuerySet[Unit]) -> int:
    """Return the strictest target of some boards, in days."""
    return min(Board.objects.filter(unit__in=boards).values_list("target_days", flat=True), default=TARGET_DAYS)


def queue_of(
    boards: QuerySet[Unit], now: dt.datetime, *, mine: Any = None, unit_kind: str = "", words: str = "", page: int = 1
) -> Queue:
    """Return the queue of some boards; the number of queries does not grow with it.

    Args:
        boards: units for which the person decides.
        now: an aware moment.
        mine: show only what is assigned to this person.
        unit_kind: show only what units of this kind offer.
        words: show only what has them in its headline or in the unit's name.
        page: of the list, from 1; the last one for a greater number.
    """
    at_boards = Submission.objects.filter(board__in=boards).select_related(
        "unit__kind", "unit__colour", "board", "offered_by", "assigned_to", "page", "order_line__order"
    )
    waiting = at_boards.waiting()
    if mine is not None:
        waiting = waiting.filter(assigned_to=mine)
    if unit_kind:
        waiting = waiting.filter(unit__kind__code=unit_kind)
    if words := nfc(words.strip()):
        waiting = waiting.filter(
            Q(headline__icontains=words) | Q(unit__name__icontains=words) | Q(unit__short_name__icontains=words)
        )
    shown = Paginator(waiting, SHOWN).get_page(page)
    changed = list(at_boards.changed_since()[:SHOWN])
    own = {
        row.page_id: row
        for row in Publication.objects.own()
        .filter(page_id__in=[submission.page_id for submission in (*shown, *changed)], ended_at__isnull=True)
        .select_related("picture")
    }
    today = local_day(now)
    target = target_of(boards)

    def row(submission: Submission) -> Row:
        offered_on = local_day(submission.offered_at)
        days = (today - offered_on).days
        return Row(submission, own.get(submission.page_id), days, is_late=days > target)

    decided = at_boards.filter(decided_at__isnull=False).select_related("decided_by", "reason", "rule")
    return Queue(
        page=shown,
        waiting=[row(submission) for submission in shown],
        changed=[row(submission) for submission in changed],
        decided=list(decided.order_by("-decided_at")[:8]),
        median_days=_median_days(at_boards, now),
        target=target,
    )


def _median_days(submissions: QuerySet[Submission], now: dt.datetime) -> float | None:
    since = now - dt.timedelta(days=MEASURED_DAYS)
    states = [State.ACCEPTED, State.RETURNED, State.TAKEN_DOWN]
    rows = submissions.filter(decided_at__gte=since, state__in=states, rule__isnull=True).values_list(
        "offered_at", "decided_at"
    )[:2000]
    days = sorted((decided - offered).total_seconds() / 86_400 for offered, decided in rows if decided)
    return days[len(days) // 2] if days else None
