"""One digest a person and day: who is told what, written down before anything is sent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from comms_plan.quotas.counting import zone
from comms_plan.quotas.periods import Days
from comms_plan.urging.arrangement import Urging
from comms_plan.urging.models import Arrangement, Digest, DigestLine, MailHour, Run
from comms_plan.urging.occasions import CHUNK, Occasion, occasions
from comms_plan.urging.people import coordinators, recipients, staff_of

#: A run takes along what became due since the last run, but not from before so many days.
FURTHEST_BACK = dt.timedelta(days=7)
PEOPLE_A_CHUNK = 200

#: Lines by person; their digest is set when it exists.
Drafts = dict[int, list[DigestLine]]


def drafts_for(day: dt.date, now: dt.datetime) -> Drafts:
    """Return what each person is to be told on a day and was not told before.

    The number of queries grows with the occasions of the day and with every 500 units, not with single units.

    Args:
        day: the day of the digests.
        now: an aware moment; figures are counted as of then.
    """
    drafts: Drafts = defaultdict(list)
    for occasion in occasions(_window(day)):
        occasion.count(now)
        told = set(_lines_of(occasion).values_list("person", "unit"))
        for line in _lines(occasion, day):
            if (line.person_id, line.unit_id) not in told:
                drafts[line.person_id].append(line)
    have_one = set(Digest.objects.filter(day=day).values_list("person", flat=True))
    return {person: lines for person, lines in sorted(drafts.items()) if person not in have_one}


def prepare(day: dt.date, now: dt.datetime, run: Run) -> int:
    """Write the digests of a day; return how many.

    Safe to run again and beside another run: a digest and its lines are written in one transaction, of two
    digests for one person and day the database refuses the second. What comes up for somebody who has the day's
    digest already is told on the next day.
    """
    drafts = drafts_for(day, now)
    moment_of = moments(day)
    people, written = iter(drafts), 0
    while chunk := list(islice(people, PEOPLE_A_CHUNK)):
        written += _write(day, run, {person: drafts[person] for person in chunk}, moment_of)
    return written


def standard() -> Urging:
    """Return the arrangement of the newest plan: of it are hours of people and quiet hours."""
    newest = Arrangement.objects.order_by("-plan__period__starts_on").first()
    return newest.urging if newest else Urging()


def moments(day: dt.date) -> Callable[[int], dt.datetime]:
    """Return a function from a person to the moment at which the digest of a day goes out.

    That is the chosen hour, or the usual one where nobody chose or the chosen one has become quiet.
    """
    urging = standard()
    hours = dict(MailHour.objects.values_list("person", "hour"))

    def moment_of(person: int) -> dt.datetime:
        hour = hours.get(person, urging.hour)
        return dt.datetime.combine(day, dt.time(urging.hour if urging.is_quiet(hour) else hour), zone())

    return moment_of


def _window(day: dt.date) -> Days:
    """Return the days whose warnings are due: with those since the last run, for a machine that was off."""
    last = Run.objects.filter(day__lt=day, day__gte=day - FURTHEST_BACK).order_by("-day").first()
    return Days(last.day if last else day, day)


def _lines_of(occasion: Occasion) -> QuerySet[DigestLine]:
    return DigestLine.objects.filter(rule=occasion.quota, first=occasion.span.key, warning=occasion.warning)


def _lines(occasion: Occasion, day: dt.date) -> Iterator[DigestLine]:
    """Yield a line for each person who hears of each unit that lacks something."""
    roles = occasion.urging.roles_for(occasion.warning)
    top = coordinators(occasion.urging, day)
    lacking = occasion.lacking()
    while chunk := list(islice(lacking, CHUNK)):
        staff = staff_of([unit for unit, _figure, _minimum in chunk], day)
        for unit, figure, minimum in chunk:
            for person, role in recipients(roles, staff.get(unit, {}), top).items():
                yield DigestLine(
                    person_id=person,
                    unit_id=unit,
                    rule=occasion.quota,
                    first=occasion.span.key,
                    last=occasion.span.judged.last,
                    warning=occasion.warning,
                    role=role,
                    figure=figure,
                    minimum=minimum,
                )


@transaction.atomic
def _write(day: dt.date, run: Run, drafts: Drafts, moment_of: Callable[[int], dt.datetime]) -> int:
    Digest.objects.bulk_create(
        [Digest(person_id=person, day=day, next_try_at=moment_of(person), run=run.pk) for person in drafts],
        ignore_conflicts=True,
    )
    ours = Digest.objects.filter(day=day, person__in=drafts, run=run.pk)
    lines = []
    for digest in ours:
        for line in drafts[digest.person_id]:
            line.digest = digest
            lines.append(line)
    DigestLine.objects.bulk_create(lines, batch_size=CHUNK, ignore_conflicts=True)
    return len(ours)
