"""Appointments in a unit that ends: they end with it or go over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from unit_pages.changes.models import OrganisationChange
from unit_pages.enums import PeopleGo
from unit_pages.units.appointments import Appointment
from unit_pages.units.models import Unit


@dataclass
class PeoplePlan:
    """What happens to the appointments of one unit.

    Args:
        ending: appointments that end on the day.
        void: appointments that would begin on the day or later and never do.
        going_over: those of ``ending`` that go on in the heir.
    """

    ending: list[Appointment] = field(default_factory=list)
    void: list[Appointment] = field(default_factory=list)
    going_over: list[Appointment] = field(default_factory=list)


def plan_people(change: OrganisationChange, unit: Unit, heir: Unit | None, led: set[int]) -> PeoplePlan:
    """Return what happens to the appointments in ``unit``.

    Args:
        change: says whether they go over, and from when.
        unit: ends.
        heir: takes over; None stands for a unit that the change makes.
        led: keys of heirs that have a leader in charge already (0 for the new one); added to.
    """
    day, plan = change.effective_on, PeoplePlan()
    rows = (
        Appointment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), unit=unit)
        .select_related("person", "post")
        .order_by("-post__is_leader", "starts_on", "pk")
    )
    there = _held(heir, day)
    key = heir.pk if heir else 0
    if any(post_leads for _person, _post, post_leads in there):
        led.add(key)
    taken = {(person, post) for person, post, _leads in there}
    for row in rows:
        if row.starts_on >= day:
            plan.void.append(row)
            continue
        plan.ending.append(row)
        if change.people != PeopleGo.GO_OVER or (row.person_id, row.post_id) in taken:
            continue
        if row.post.is_leader and key in led:
            continue  # one leader in charge at a time: the heir's own, else the first unit's
        if row.post.is_leader:
            led.add(key)
        taken.add((row.person_id, row.post_id))
        plan.going_over.append(row)
    return plan


def _held(heir: Unit | None, day: dt.date) -> list[tuple[int, int, bool]]:
    if heir is None:
        return []
    held = Appointment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), unit=heir)
    return list(held.values_list("person_id", "post_id", "post__is_leader"))


def carry_people(change: OrganisationChange, plan: PeoplePlan, heir: Unit | None, effects: dict[str, Any]) -> None:
    """End appointments, and begin those that go over, by the decision of the change."""
    for row in plan.void:
        effects["appointments_void"].append(_stored(row))
        row.delete()
    for row in plan.ending:
        effects["appointments_ended"].append([row.pk, row.ends_on.isoformat() if row.ends_on else None])
        until, row.ends_on = row.ends_on, change.effective_on
        row.save(update_fields=["ends_on"])
        if heir is not None and row in plan.going_over:
            effects["appointments_made"].append(_go_over(change, row, heir, until).pk)


def _go_over(change: OrganisationChange, row: Appointment, heir: Unit, until: dt.date | None) -> Appointment:
    made = Appointment.objects.create(
        person=row.person,
        unit=heir,
        post=row.post,
        starts_on=change.effective_on,
        ends_on=until,
        decision_number=change.decision_number or row.decision_number,
        decided_on=change.decided_on or row.decided_on,
    )
    made.levels.set(row.levels.all())
    return made


def _stored(row: Appointment) -> dict[str, Any]:
    return {
        "person_id": row.person_id,
        "unit_id": row.unit_id,
        "post_id": row.post_id,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "decision_number": row.decision_number,
        "decided_on": row.decided_on.isoformat() if row.decided_on else None,
        "levels": list(row.levels.values_list("pk", flat=True)),
    }


def bring_back_people(effects: dict[str, Any]) -> None:
    """Undo what `carry_people` did."""
    Appointment.objects.filter(pk__in=effects["appointments_made"]).delete()
    for pk, ends_on in effects["appointments_ended"]:
        row = Appointment.objects.filter(pk=pk).first()
        if row is not None:
            row.ends_on = dt.date.fromisoformat(ends_on) if ends_on else None
            row.save(update_fields=["ends_on"])
    for stored in effects["appointments_void"]:
        values = dict(stored)
        levels = values.pop("levels")
        for name in ("starts_on", "ends_on", "decided_on"):
            values[name] = dt.date.fromisoformat(values[name]) if values[name] else None
        Appointment.objects.create(**values).levels.set(levels)
