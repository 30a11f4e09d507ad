"""Somebody above a unit reminds it now, beside the warnings of the rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from comms_plan.quotas.models import Figure, QuotaRule
from comms_plan.quotas.periods import Span
from comms_plan.urging.arrangement import Role
from comms_plan.urging.models import Digest, DigestLine, State
from comms_plan.urging.people import recipients, staff_of
from unit_pages.days import local_day
from unit_pages.models import Unit


class NudgeError(ValidationError):
    """Raised when a unit cannot be reminded; says why in a sentence."""


@transaction.atomic
def nudge(*, unit: Unit, quota: QuotaRule, span: Span, by: Any, now: dt.datetime) -> int:
    """Let officers and leader of a unit get a mail with the next run; return how many people.

    One digest a person and day holds here too: it joins the mail of the day that has not gone out yet, and who was
    written to today already is not written to again.

    Args:
        unit: lacks something.
        quota, span: of which rule and period.
        by: who reminds; the log names the person.
        now: an aware moment.

    Raises:
        NudgeError: when the unit lacks nothing, has nobody, or everybody heard of it today.
    """
    figure = Figure.objects.filter(rule=quota, unit=unit, first=span.key).first()
    if figure is None or figure.figure >= figure.minimum:
        raise NudgeError(_("%(unit)s lacks nothing in this period.") % {"unit": unit.short_name})
    day = local_day(now)
    people = recipients([Role.OFFICER, Role.LEADER], staff_of([unit.pk], day).get(unit.pk, {}), ())
    if not people:
        raise NudgeError(
            _("%(unit)s has neither an officer nor a leader. Appoint somebody first.") % {"unit": unit.short_name}
        )
    Digest.objects.bulk_create(
        [Digest(person_id=person, day=day, next_try_at=now) for person in people], ignore_conflicts=True
    )
    waiting = Digest.objects.select_for_update().filter(day=day, person__in=people, state=State.WAITING)
    heard = DigestLine.objects.filter(digest__day=day, person__in=people, unit=unit, rule=quota, first=span.key)
    known = set(heard.values_list("person", flat=True))
    told = [digest for digest in waiting if digest.person_id not in known]
    if not told:
        raise NudgeError(_("%(unit)s was reminded today already.") % {"unit": unit.short_name})
    left = max((span.judged.last - day).days, 0)
    lines = [
        DigestLine(
            digest=digest,
            person_id=digest.person_id,
            unit=unit,
            rule=quota,
            first=span.key,
            last=span.judged.last,
            warning=left,
            role=people[digest.person_id],
            figure=figure.figure,
            minimum=figure.minimum,
        )
        for digest in told
    ]
    DigestLine.objects.bulk_create(lines, ignore_conflicts=True)
    Digest.objects.filter(pk__in=[digest.pk for digest in told], next_try_at__gt=now).update(next_try_at=now)
    log(instance=unit, action="comms_urging.nudge", user=by, data={"rule": quota.code, "period": span.key.isoformat()})
    return len(told)
