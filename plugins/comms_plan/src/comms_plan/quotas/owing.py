"""How much a unit owes in a period: less where it did not exist, or is exempt, for a part of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from comms_plan.quotas.periods import DAY, Days, Span, is_free
from comms_plan.quotas.rules import Rule
from unit_pages.models import Unit


def is_there(unit: Unit, days: Days) -> bool:
    """Whether the unit exists on some of the days."""
    return (unit.starts_on is None or unit.starts_on <= days.last) and (
        unit.ends_on is None or unit.ends_on > days.first
    )


@dataclass(frozen=True)
class Excuses:
    """The exemptions of some units.

    Args:
        by_unit: days by the units' primary keys; they may overlap.
    """

    by_unit: dict[int, list[Days]]

    def minimum_of(self, rule: Rule, span: Span, unit: Unit) -> int:
        """Return the minimum that a unit owes in a period."""
        left = self._left(rule, span, unit)
        return rule.minimum_of(left) if left else 0

    def goal_of(self, rule: Rule, span: Span, unit: Unit) -> Decimal:
        """Return what makes a period good for a unit."""
        left = self._left(rule, span, unit)
        return rule.goal_of(left) if left else Decimal(0)

    def _left(self, rule: Rule, span: Span, unit: Unit) -> Span | None:
        """Return the part of the period in which the unit exists, with the days that are free or excused."""
        judged, excused = span.judged, self.by_unit.get(unit.pk, ())
        begins = max(judged.first, unit.starts_on or judged.first)
        ends = min(judged.last, unit.ends_on - DAY if unit.ends_on else judged.last)
        if begins > ends:
            return None
        if (begins, ends) == (judged.first, judged.last) and not excused:
            return span
        free = [(days.first, days.last) for days in rule.period.free]
        present = Days(begins, ends)
        every = (begins + number * DAY for number in range(len(present)))
        lost = sum(any(day in days for days in excused) or is_free(day, free) for day in every)
        return Span(span.whole, present, lost)
