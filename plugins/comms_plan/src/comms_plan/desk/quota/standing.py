"""How a unit stands in the running period of each rule, item by item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth import get_user_model

from comms_plan.articles.models import ArticleKind
from comms_plan.coverage.forecasts import Pace, history, in_figures, in_hand, paces, present
from comms_plan.coverage.progress import running_on
from comms_plan.gate.models import State, Submission
from comms_plan.quotas.counting import Counter, owing
from comms_plan.quotas.explaining import sentence
from comms_plan.quotas.forecasting import History, Outlook, Present, outlook
from comms_plan.quotas.judging import Tally, Verdict
from comms_plan.quotas.models import QuotaRule
from comms_plan.quotas.periods import Days, Span
from unit_pages.days import local_day
from unit_pages.models import Publication, Unit
from unit_pages.people.accounts import name_of
from unit_pages.vietnamese import sort_key


@dataclass(frozen=True)
class Line:
    """An item with its verdict.

    Args:
        key: the page.
        title: its headline.
        at: when it appeared.
        why: why it does not count, "" when it does.
        waits: it is offered to the board and waits.
        may_offer: it stands on the own site and could be offered.
        outside: it appeared on a channel outside.
        is_own: the unit wrote it.
    """

    key: int
    title: str
    at: dt.datetime
    why: str = ""
    waits: bool = False
    may_offer: bool = False
    outside: bool = False
    is_own: bool = False


@dataclass(frozen=True)
class PersonLine:
    """How a person stands, where persons owe."""

    name: str
    figure: Decimal
    minimum: int
    has_it: bool


@dataclass(frozen=True)
class Standing:
    """How a unit stands in one period of one rule."""

    quota: QuotaRule
    span: Span
    unit: Unit
    minimum: int
    figure: Decimal
    counted: Sequence[Line]
    left_out: Sequence[Line]
    days_left: int
    waiting: int
    outlook: Outlook
    carried: Decimal = Decimal(0)
    people: Sequence[PersonLine] = ()

    @property
    def lacks(self) -> Decimal:
        """How much lacks."""
        return max(Decimal(self.minimum) - self.figure, Decimal(0))

    @property
    def is_over(self) -> bool:
        """Whether the period has passed."""
        return self.days_left == 0

    @property
    def empty_slots(self) -> range:
        """One for each item that lacks."""
        return range(int(-(-self.lacks // 1)))


def standings(unit: Unit, now: dt.datetime) -> list[Standing]:
    """Return how a unit stands in the running periods of the rules that it owes."""
    today = local_day(now)
    found = []
    for quota, span in running_on(today):
        if owing(quota.rule, Days(today, today)).filter(pk=unit.pk).exists():
            found.append(standing(quota, span, unit, now))
    return found


def standing(quota: QuotaRule, span: Span, unit: Unit, now: dt.datetime) -> Standing:
    """Return how a unit stands in one period of a rule."""
    counter = Counter(quota, span, now)
    tally = counter.tallies([unit])[unit.pk]
    counted, left_out = _lines(tally, unit)
    days_left = max((span.judged.last - local_day(now)).days + 1, 0)
    minimum = counter.minimum_of(unit, counter.duties([unit]))
    return Standing(
        quota=quota,
        span=span,
        unit=unit,
        minimum=minimum,
        figure=tally.figure,
        carried=tally.carried,
        people=_people(tally),
        counted=counted,
        left_out=left_out,
        days_left=days_left,
        waiting=sum(line.waits for line in left_out),
        outlook=_outlook(counter, unit, tally.figure, minimum, days_left),
    )


def _outlook(counter: Counter, unit: Unit, figure: Decimal, minimum: int, days_left: int) -> Outlook:
    """Return how the period will probably end, from what the unit has in hand and did before."""
    quota, span = counter.quota, counter.span
    if not days_left or figure >= minimum:
        return outlook(Present(float(figure), minimum, days_left=days_left), History())
    hand = in_hand(lambda rows: rows.filter(unit=unit), span.judged.first, counter.now)
    pace = paces([(quota, span)], [unit.pk]).get(quota.code, Pace())
    now = in_figures(present(unit.pk, figure, minimum, days_left, hand), quota.rule)
    return outlook(now, history(unit.pk, hand, pace))


def _people(tally: Tally) -> list[PersonLine]:
    """Return how persons stand, in the order of Vietnamese names."""
    if not tally.people:
        return []
    known = get_user_model()._default_manager.in_bulk([person.person for person in tally.people])
    names = {str(pk): name_of(user) for pk, user in known.items()}
    lines = [PersonLine(names[one.person], one.figure, one.minimum, one.has_it) for one in tally.people if one.minimum]
    return sorted(lines, key=lambda line: sort_key(" ".join(reversed(line.name.split()))))  # the given name stands last


def _lines(tally: Tally, unit: Unit) -> tuple[list[Line], list[Line]]:
    """Return the items that count and those that do not, each once: it may stand on several sites."""
    counted = {verdict.item.key: verdict for verdict in tally.counted}
    left_out: dict[int, Verdict] = {}
    for verdict in tally.left_out:
        known = left_out.get(verdict.item.key)
        # The reason of the site where the rule counts says more than that of the own site.
        if verdict.item.key not in counted and (known is None or _is_channel(known)):
            left_out[verdict.item.key] = verdict
    waiting = set(
        Submission.objects.filter(page_id__in=left_out, state=State.OFFERED).values_list("page_id", flat=True)
    )
    live = set(
        Publication.objects.own()
        .filter(page_id__in=left_out, unit=unit, ended_at__isnull=True)
        .values_list("page_id", flat=True)
    )
    names = _names(left_out.values())
    return (
        [
            Line(
                key,
                verdict.item.title,
                verdict.item.published_at,
                outside=bool(verdict.item.external),
                is_own=_is_own(verdict, unit),
            )
            for key, verdict in counted.items()
        ],
        [
            Line(
                key,
                verdict.item.title,
                verdict.item.published_at,
                why=sentence(verdict.reason, names) if verdict.reason else "",
                waits=key in waiting,
                may_offer=_is_channel(verdict) and key in live and key not in waiting,
                is_own=_is_own(verdict, unit),
            )
            for key, verdict in left_out.items()
        ],
    )


def _is_own(verdict: Verdict, unit: Unit) -> bool:
    return verdict.item.writer == unit.code and not verdict.item.external


def _is_channel(verdict: Verdict) -> bool:
    return verdict.reason is not None and verdict.reason.code == "channel"


def _names(verdicts: Iterable[Verdict]) -> dict[str, str]:
    """Return the names of the units and kinds that the reasons speak of."""
    codes = {value for verdict in verdicts if verdict.reason for value in verdict.reason.values}
    if not codes:
        return {}
    units = dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))
    return {**dict(ArticleKind.objects.filter(code__in=codes).values_list("code", "name")), **units}
