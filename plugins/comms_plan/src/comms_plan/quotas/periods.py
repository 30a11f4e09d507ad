"""Time cut into the periods of a rule, in days of the rule's time zone."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

PeriodKind = Literal["week", "month", "quarter", "term", "school_year", "calendar_year", "custom"]
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Days:
    """Days from ``first`` to ``last``, both counted."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.first} – {self.last} ends before it begins.")

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def common(self, other: Days) -> Days | None:
        """Return the days that both hold."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None


@dataclass(frozen=True, order=True)
class Span:
    """One period of a rule.

    Args:
        whole: the period as the calendar has it; its first day is the period's name in the database.
        judged: the part in which the rule is in force.
        free_days: days of ``judged`` that are excluded (summer).
    """

    whole: Days
    judged: Days
    free_days: int = 0

    @property
    def key(self) -> dt.date:
        """First day of the whole period."""
        return self.whole.first

    @property
    def share(self) -> float:
        """Part of the whole period in which something is owed, from 0 to 1."""
        return (len(self.judged) - self.free_days) / len(self.whole)

    @property
    def is_partial(self) -> bool:
        """Whether something is owed in a part of the period only."""
        return self.share < 1


def month_of(day: dt.date, months: int = 1, *, first_month: int = 1) -> Days:
    """Return the run of ``months`` calendar months that holds ``day``; a run begins in ``first_month``."""
    past = (day.month - first_month) % months
    first = _shift(day.replace(day=1), -past)
    return Days(first, _shift(first, months) - DAY)


def _shift(first: dt.date, months: int) -> dt.date:
    number = first.year * 12 + first.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def yearly(day: dt.date, first: tuple[int, int], last: tuple[int, int]) -> Days | None:
    """Return the yearly days (month, day) – (month, day) that hold ``day``; they may pass the turn of the year."""
    for year in (day.year - 1, day.year):
        begins = _on(year, first)
        ends = _on(year if last >= first else year + 1, last)
        if begins <= day <= ends:
            return Days(begins, ends)
    return None


def _on(year: int, day: tuple[int, int]) -> dt.date:
    """Return a day of a year; 29 February is the 28th in other years."""
    month, number = day
    try:
        return dt.date(year, month, number)
    except ValueError:
        return _shift(dt.date(year, month, 1), 1) - DAY


def whole_period(
    kind: PeriodKind,
    day: dt.date,
    *,
    terms: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    custom: Sequence[Days] = (),
    year_begins: tuple[int, int] = (9, 1),
) -> Days | None:
    """Return the calendar's period that holds ``day``, None between terms and outside custom periods.

    Args:
        kind: what the time is cut into.
        day: any day of the period.
        terms: first and last (month, day) of each term of a school year.
        custom: the periods of a rule that names its own.
        year_begins: (month, day) on which the school year begins.
    """
    match kind:
        case "week":
            monday = day - dt.timedelta(days=day.weekday())
            return Days(monday, monday + 6 * DAY)
        case "month":
            return month_of(day)
        case "quarter":
            return month_of(day, 3)
        case "calendar_year":
            return month_of(day, 12)
        case "school_year":
            begins = _on(day.year if day >= _on(day.year, year_begins) else day.year - 1, year_begins)
            return Days(begins, _on(begins.year + 1, year_begins) - DAY)
        case "term":
            return next(filter(None, (yearly(day, first, last) for first, last in terms)), None)
        case "custom":
            return next((days for days in custom if day in days), None)


def spans(
    kind: PeriodKind,
    within: Days,
    *,
    free: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    terms: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    custom: Sequence[Days] = (),
    year_begins: tuple[int, int] = (9, 1),
) -> Iterator[Span]:
    """Yield the periods that ``within`` touches, in order.

    Args:
        kind, terms, custom, year_begins: see `whole_period`.
        within: days in which the rule is in force.
        free: yearly days (month, day) – (month, day) in which nothing is owed.
    """
    day = within.first
    while day <= within.last:
        whole = whole_period(kind, day, terms=terms, custom=custom, year_begins=year_begins)
        if whole is None:
            day += DAY
            continue
        judged = whole.common(within)
        if judged is not None:
            yield Span(whole, judged, _free_days(judged, free))
        day = whole.last + DAY


def _free_days(days: Days, free: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> int:
    if not free:
        return 0
    every = (days.first + dt.timedelta(days=number) for number in range(len(days)))
    return sum(is_free(day, free) for day in every)


def is_free(day: dt.date, free: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    """Whether ``day`` lies in one of the yearly days (month, day) – (month, day)."""
    return any(yearly(day, first, last) for first, last in free)


def owed(number: float, span: Span, partial: Literal["full", "prorated", "none"]) -> float:
    """Return how much of ``number`` is owed in a period.

    Args:
        number: what a whole period asks.
        span: the period.
        partial: of a period of which only a part is judged the whole is asked, its share rounded up, or nothing.
    """
    if span.share <= 0:
        return 0
    if not span.is_partial or partial == "full":
        return number
    return math.ceil(number * span.share - 1e-9) if partial == "prorated" else 0
