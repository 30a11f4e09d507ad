"""Who owes how much in a period: less where somebody was not there, or is exempt, for a part of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from comms_plan.quotas.periods import DAY, Days, Span, is_free
from comms_plan.quotas.rules import Rule
from unit_pages.models import Unit

#: The unit itself, among those who owe in a unit.
ITSELF = ""


def days_of(starts_on: dt.date | None, ends_on: dt.date | None) -> list[Days]:
    """Return the days from a first one to the last before ``ends_on``, without bounds where one is None; maybe none."""
    first, last = starts_on or dt.date.min, ends_on - DAY if ends_on else dt.date.max
    return [Days(first, last)] if first <= last else []


def common(some: Sequence[Days], days: Days) -> list[Days]:
    """Return the parts of some days that lie within others."""
    return [part for one in some if (part := one.common(days))]


@dataclass(frozen=True)
class Duty:
    """Somebody who owes: a unit, or a person in it.

    Args:
        present: days on which it is there; they may overlap.
        excused: days on which it owes nothing; they may overlap.
    """

    present: Sequence[Days]
    excused: Sequence[Days] = ()

    def is_there(self, days: Days) -> bool:
        """Whether it is there on some of the days."""
        return bool(common(self.present, days))

    def minimum_of(self, rule: Rule, span: Span) -> int:
        """Return the minimum that is owed in a period."""
        left = self._left(rule, span)
        return rule.minimum_of(left) if left else 0

    def goal_of(self, rule: Rule, span: Span) -> Decimal:
        """Return what makes a period good."""
        left = self._left(rule, span)
        return rule.goal_of(left) if left else Decimal(0)

    def _left(self, rule: Rule, span: Span) -> Span | None:
        """Return the part of the period in which somebody is there, with the days that are free or excused."""
        here = common(self.present, span.judged)
        if not here:
            return None
        if span.judged in here and not self.excused:
            return span
        free = [(days.first, days.last) for days in rule.period.free]
        part = Days(min(one.first for one in here), max(one.last for one in here))
        lost = sum(
            is_free(day, free) or any(day in one for one in self.excused) or not any(day in one for one in here)
            for day in (part.first + number * DAY for number in range(len(part)))
        )
        return Span(span.whole, part, lost)


@dataclass(frozen=True)
class Duties:
    """Who owes in some units.

    Args:
        exempt: exempted days by the units' primary keys; they may overlap.
        people: of a rule whose subjects are persons, the days on which each is one, by unit and person;
            None where the units owe themselves.
    """

    exempt: Mapping[int, Sequence[Days]]
    people: Mapping[int, Mapping[str, Sequence[Days]]] | None = None

    def of(self, unit: Unit) -> dict[str, Duty]:
        """Return who owes in a unit: by person, or the unit `ITSELF`."""
        there, excused = days_of(unit.starts_on, unit.ends_on), self.exempt.get(unit.pk, ())
        if self.people is None:
            return {ITSELF: Duty(there, excused)}
        return {
            person: Duty([day for one in there for day in common(days, one)], excused)
            for person, days in self.people.get(unit.pk, {}).items()
        }

    def are_there(self, unit: Unit, days: Days) -> bool:
        """Whether somebody of the unit can owe on some of the days."""
        return any(duty.is_there(days) for duty in self.of(unit).values())

    def minimum_of(self, rule: Rule, span: Span, unit: Unit) -> int:
        """Return the minimum of a unit in a period; where persons owe, it is the number of those who owe something."""
        minima = [duty.minimum_of(rule, span) for duty in self.of(unit).values()]
        return sum(minima) if self.people is None else sum(minimum > 0 for minimum in minima)
