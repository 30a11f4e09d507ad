"""Persons who owe by themselves: who they are, and how the figure of their unit is made of theirs (R39).

The figure of the unit is the number of persons who have what they owe, its minimum the number of those who owe.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from comms_plan.quotas.judging import PersonTally, Reason, Tally, Verdict
from comms_plan.quotas.owing import days_of
from comms_plan.quotas.periods import Days
from comms_plan.quotas.rules import Subject
from unit_pages.models import Appointment, Unit


def appointments_of(subject: Subject) -> QuerySet[Appointment]:
    """Return the appointments that make persons subjects of a rule: to one of its posts, or of one of its persons."""
    log_in = f"person__{get_user_model().USERNAME_FIELD}__in"
    return Appointment.objects.filter(Q(post__code__in=subject.persons) | Q(**{log_in: subject.persons}))


def people_of(
    subject: Subject, units: Collection[Unit] | QuerySet[Unit, Any]
) -> dict[int, dict[str, list[Days]]] | None:
    """Return the days on which persons are subjects, by unit and person; None where units owe themselves. One query."""
    if not subject.persons:
        return None
    found: dict[int, dict[str, list[Days]]] = defaultdict(lambda: defaultdict(list))
    rows = appointments_of(subject).filter(unit__in=units).order_by("starts_on", "pk")
    for unit, person, starts_on, ends_on in rows.values_list("unit", "person", "starts_on", "ends_on"):
        found[unit][str(person)] += days_of(starts_on, ends_on)
    return found


def together(each: Mapping[str, tuple[int, Tally]], others: Tally) -> Tally:
    """Return the tally of a unit from those of its persons.

    Args:
        each: what a person owes, and has, by person.
        others: of the unit's items that none of them wrote.
    """
    people = tuple(PersonTally(person, tally.figure, minimum) for person, (minimum, tally) in each.items())
    verdicts = [verdict for _minimum, tally in each.values() for verdict in tally.verdicts]
    verdicts += [_of_nobody(verdict) for verdict in others.verdicts]
    verdicts.sort(key=lambda verdict: (verdict.item.published_at, verdict.item.key))
    return Tally(Decimal(sum(person.has_it for person in people)), verdicts, people=people)


def _of_nobody(verdict: Verdict) -> Verdict:
    return Verdict(verdict.item, reason=Reason("other_person")) if verdict.counts else verdict
