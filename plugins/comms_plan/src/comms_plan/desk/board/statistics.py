"""How long the board takes to decide, altogether and by member, against the target that it set itself."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.admin.auth import require_admin_access
from wagtail.admin.utils import get_user_display_name

from comms_plan.desk.board.queue import boards_of, target_of
from comms_plan.gate.models import State, Submission, SubmissionEvent
from unit_pages.models import Unit

#: Days over which decisions are measured.
MEASURED_DAYS = 90
DAY = dt.timedelta(days=1)
#: The first decision on an offer; what happened to the item later says nothing about the time to it.
DECISIONS = {"accept": State.ACCEPTED, "return": State.RETURNED}


def share(days: Sequence[float], part: float) -> float | None:
    """Return the days within which ``part`` (0 to 1) of the decisions fell (nearest rank), None without any."""
    ordered = sorted(days)
    return ordered[min(len(ordered) - 1, max(0, -int(-len(ordered) * part // 1) - 1))] if ordered else None


@dataclass
class Line:
    """Decisions of one member, or of all.

    Args:
        name: of the member.
        target: days within which an item is decided.
    """

    name: str
    target: int
    days: list[float] = field(default_factory=list)
    accepted: int = 0
    returned: int = 0

    def add(self, offered: dt.datetime, decided: dt.datetime, action: str) -> None:
        """Count a decision."""
        self.days.append(max((decided - offered) / DAY, 0.0))
        self.accepted += DECISIONS[action] == State.ACCEPTED
        self.returned += DECISIONS[action] == State.RETURNED

    @property
    def median(self) -> float | None:
        """Days within which half of the decisions fell."""
        return share(self.days, 0.5)

    @property
    def p90(self) -> float | None:
        """Days within which nine of ten decisions fell."""
        return share(self.days, 0.9)

    @property
    def late(self) -> int:
        """How many decisions took longer than the target."""
        return sum(days > self.target for days in self.days)


@dataclass(frozen=True)
class Statistics:
    """What the screen shows.

    Args:
        total: all decisions.
        members: by member, who decided most first.
        waiting: days that the waiting items have waited, the longest first.
        automatic: how many items rules took in the same days.
        target: days to a decision.
    """

    total: Line
    members: Sequence[Line]
    waiting: Sequence[float]
    automatic: int
    target: int

    @property
    def waiting_late(self) -> int:
        """How many items wait longer than the target."""
        return sum(days > self.target for days in self.waiting)


def statistics_of(boards: QuerySet[Unit], now: dt.datetime) -> Statistics:
    """Measure the decisions of the last days; the number of queries does not grow with them."""
    since, target = now - MEASURED_DAYS * DAY, target_of(boards)
    at_boards = Submission.objects.filter(board__in=boards)
    rows: Iterable[Any] = SubmissionEvent.objects.filter(
        submission__in=at_boards, action__in=DECISIONS, at__gte=since
    ).values_list("submission__offered_at", "at", "action", "by")
    total, lines = Line("", target), defaultdict[Any, Line](lambda: Line("", target))
    for offered, decided, action, by in rows:
        total.add(offered, decided, action)
        lines[by].add(offered, decided, action)
    for person in get_user_model()._default_manager.filter(pk__in=[pk for pk in lines if pk]):
        lines[person.pk].name = get_user_display_name(person)
    offered_at = at_boards.waiting().values_list("offered_at", flat=True)
    return Statistics(
        total=total,
        members=sorted(lines.values(), key=lambda line: -len(line.days)),
        waiting=[(now - moment) / DAY for moment in offered_at],
        automatic=at_boards.filter(rule__isnull=False, decided_at__gte=since).count(),
        target=target,
    )


@require_admin_access  # type: ignore[untyped-decorator]
def statistics(request: HttpRequest) -> HttpResponse:
    """Show the board how long its decisions take."""
    found = statistics_of(boards_of(request.user), timezone.now())
    context = {"found": found, "days": MEASURED_DAYS, "current": "board"}
    return render(request, "comms_desk/board_statistics.html", context)
