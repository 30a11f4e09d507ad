"""Periods are closed with their figures and items; later changes stand beside them and never alter them (R40)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comms_plan.quotas.counting import Counter, owing
from comms_plan.quotas.judging import Verdict
from comms_plan.quotas.models import ClosedPeriod, FrozenFigure, QuotaRule
from comms_plan.quotas.periods import DAY, Span
from unit_pages.days import local_day
from unit_pages.models import Unit


class NotOverError(ValidationError):
    """Raised when a period is closed before its last day and its days of grace are over."""


class AlreadyClosedError(ValidationError):
    """Raised when a period is closed twice."""


class NoReasonError(ValidationError):
    """Raised when a period is opened again without saying why."""


@dataclass(frozen=True)
class Difference:
    """A unit whose figure is another today than when the period was closed."""

    unit: Unit
    frozen: Decimal
    today: Decimal


@transaction.atomic
def close(*, quota: QuotaRule, span: Span, by: Any, now: dt.datetime) -> ClosedPeriod:
    """Freeze the figures of a period with the items that they are made of.

    Raises:
        NotOverError: when items can still count for the period.
        AlreadyClosedError: when it is closed.
    """
    QuotaRule.objects.select_for_update().get(pk=quota.pk)  # of two who close at once the second is told
    last = span.judged.last + quota.rule.grace_days * DAY
    if local_day(now) <= last:
        raise NotOverError(_("Items count until %(day)s; close the period after that.") % {"day": _day(last)})
    if ClosedPeriod.objects.filter(rule=quota, first=span.key, reopened_at__isnull=True).exists():
        raise AlreadyClosedError(_("This period is closed already."))
    period = ClosedPeriod.objects.create(rule=quota, first=span.key, last=span.judged.last, closed_at=now, closed_by=by)
    counter = Counter(quota, span, now)
    units = list(owing(quota.rule, span.judged))
    counter.write(units)
    tallies, duties = counter.tallies(units), counter.duties(units)
    FrozenFigure.objects.bulk_create(
        [
            FrozenFigure(
                period=period,
                unit=unit,
                figure=tallies[unit.pk].figure,
                carried=tallies[unit.pk].carried,
                minimum=counter.minimum_of(unit, duties),
                items=[_line(verdict) for verdict in tallies[unit.pk].verdicts],
            )
            for unit in units
        ],
        batch_size=500,
    )
    return period


@transaction.atomic
def reopen(*, period: ClosedPeriod, by: Any, now: dt.datetime, why: str) -> None:
    """Open a closed period again; its frozen figures stay as a record beside those of the next closing.

    Raises:
        NoReasonError: when nobody says why.
        AlreadyClosedError: when it was opened before.
    """
    if not why.strip():
        raise NoReasonError(_("Say why the period is opened again."))
    changed = ClosedPeriod.objects.filter(pk=period.pk, reopened_at__isnull=True).update(
        reopened_at=now, reopened_by=by, reopened_why=why.strip()
    )
    if not changed:
        raise AlreadyClosedError(_("Somebody opened this period before."))


def differences(period: ClosedPeriod, span: Span, *, now: dt.datetime) -> list[Difference]:
    """Return the units whose figure of the closed period would be another one today."""
    frozen = {row.unit_id: row for row in period.figures.select_related("unit")}
    tallies = Counter(period.rule, span, now).tallies([row.unit for row in frozen.values()])
    return [
        Difference(row.unit, row.figure, tallies[pk].figure)
        for pk, row in frozen.items()
        if row.figure != tallies[pk].figure
    ]


@transaction.atomic
def amend(*, quota: QuotaRule, data: dict[str, Any], first: dt.date) -> QuotaRule:
    """Let a changed rule begin with a period; what was before stays judged by the rule of its time.

    Args:
        quota: the rule that is in force.
        data: the whole rule as it is from then on; its validity begins at ``first``.
        first: first day of a period of the rule that is not closed.

    Raises:
        ValidationError: when ``first`` is no first day of a period, or that period is closed.
        pydantic.ValidationError: when ``data`` is no rule.
    """
    spans = quota.rule.spans()
    if first not in {span.judged.first for span in spans} or first <= quota.valid_from:
        raise ValidationError(_("An amendment begins with a period: choose the first day of one."))
    if ClosedPeriod.objects.filter(rule=quota, last__gte=first, reopened_at__isnull=True).exists():
        raise ValidationError(_("That period is closed. Let the amendment begin later."))
    amended = QuotaRule(plan=quota.plan, data={**data, "code": quota.code, "valid_from": first.isoformat()})
    quota.data = {**quota.data, "valid_to": (first - DAY).isoformat()}
    quota.save()
    amended.save()
    quota.figures.filter(first__gte=first).delete()
    return amended


def _line(verdict: Verdict) -> dict[str, Any]:
    item, reason = verdict.item, verdict.reason
    return {
        "item": item.key,
        "title": item.title,
        "kind": item.kind,
        "published_at": item.published_at.isoformat(),
        "weight": str(verdict.weight),
        "reason": [reason.code, *reason.values] if reason else None,
    }


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
