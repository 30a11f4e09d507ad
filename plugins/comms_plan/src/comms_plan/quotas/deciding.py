"""Rules are made and amended: checked whole, written with a line in the log, counted at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from comms_plan.plans.models import Plan
from comms_plan.quotas import closing
from comms_plan.quotas.checking import check
from comms_plan.quotas.counting import Series, begun, owing, recount
from comms_plan.quotas.models import ClosedPeriod, QuotaRule
from comms_plan.quotas.periods import Span
from comms_plan.quotas.rules import Rule
from unit_pages.days import local_day
from unit_pages.models import Unit


@dataclass(frozen=True)
class Change:
    """What a new rule makes of a unit in the running period; None where a unit did not owe, or does not."""

    unit: Unit
    before: tuple[Decimal, int] | None
    after: tuple[Decimal, int] | None


@dataclass(frozen=True)
class Preview:
    """What would change.

    Args:
        span: the running period under the new rule, None when none runs.
        units_before, units_after: how many units owe in it.
        met_before, met_after: how many of them have what they owe.
        changes: units whose figure or minimum would be another one.
    """

    span: Span | None
    units_before: int
    units_after: int
    met_before: int
    met_after: int
    changes: Sequence[Change]


def preview(*, plan: Plan, rule: Rule, quota: QuotaRule | None, now: dt.datetime) -> Preview:
    """Return what a rule would make of the running period; nothing is written.

    Args:
        plan: to which it belongs.
        rule: as it would be.
        quota: the rule that is in force, None for a new one.
        now: an aware moment.
    """
    # An amendment that begins later is shown on the period that runs.
    first = min(rule.valid_from, quota.valid_from) if quota else rule.valid_from
    wanted = QuotaRule(
        plan=plan, code=rule.code, data=rule.model_copy(update={"valid_from": first}).model_dump(mode="json")
    )
    wanted.valid_from, wanted.valid_to = first, rule.valid_to
    span, after = _running(wanted, now)
    _before_span, before = _running(quota, now) if quota else (None, {})
    units = {unit.pk: unit for unit in (*before, *after)}
    old = {unit.pk: value for unit, value in before.items()}
    new = {unit.pk: value for unit, value in after.items()}
    return Preview(
        span,
        len(old),
        len(new),
        sum(figure >= minimum for figure, minimum in old.values()),
        sum(figure >= minimum for figure, minimum in new.values()),
        [Change(units[pk], old.get(pk), new.get(pk)) for pk in sorted(units) if old.get(pk) != new.get(pk)],
    )


def _running(quota: QuotaRule, now: dt.datetime) -> tuple[Span | None, dict[Unit, tuple[Decimal, int]]]:
    span = quota.rule.span_on(local_day(now))
    if span is None:
        return None, {}
    units = list(owing(quota.rule, span.judged))
    series = Series(quota, [span], now)
    tallies, duties = series.tallies(units)[span.key], series.duties(units)
    return span, {unit: (tallies[unit.pk].figure, duties.minimum_of(quota.rule, span, unit)) for unit in units}


def beginnings(quota: QuotaRule) -> list[dt.date]:
    """Return the days with which a change of a rule may begin: those of its periods after the last closed one."""
    spans = quota.rule.spans()
    closed = ClosedPeriod.objects.filter(rule=quota, reopened_at__isnull=True).order_by("-last").first()
    return [span.judged.first for span in spans if closed is None or span.judged.first > closed.last]


@transaction.atomic
def create(*, plan: Plan, data: dict[str, Any], by: Any, now: dt.datetime) -> QuotaRule:
    """Add a rule to a plan.

    Raises:
        ValidationError: when the plan has a rule of this code, or `checking.check` finds an error.
        pydantic.ValidationError: when ``data`` is no rule.
    """
    rule = Rule.model_validate(data)
    if QuotaRule.objects.filter(plan=plan, code=rule.code).exists():
        raise ValidationError(_("The plan has a rule with this code already. Amend it, or choose another code."))
    _refuse_errors(rule, plan)
    quota = QuotaRule(plan=plan, data=data)
    quota.save()
    log(instance=quota, action="comms_quotas.rule", user=by, data={"rule": quota.data})
    recount(quota, begun(quota, now), now)
    return quota


@transaction.atomic
def change(*, quota: QuotaRule, data: dict[str, Any], first: dt.date, by: Any, now: dt.datetime) -> QuotaRule:
    """Change a rule from the first day of a period on; from its first day on it is replaced as a whole.

    Args:
        quota: the newest version of the rule.
        data: the whole rule.
        first: one of `beginnings`.
        by: who decided.
        now: an aware moment.

    Raises:
        ValidationError: when a later version exists, the period is closed, or `checking.check` finds an error.
        pydantic.ValidationError: when ``data`` is no rule.
    """
    quota = QuotaRule.objects.select_for_update().get(pk=quota.pk)
    if QuotaRule.objects.filter(plan=quota.plan_id, code=quota.code, valid_from__gt=quota.valid_from).exists():
        raise ValidationError(_("This rule was amended already. Change its newest version."))
    if first not in beginnings(quota):
        raise ValidationError(_("Choose the first day of a period that is not closed."))
    data = {**data, "code": quota.code, "valid_from": first.isoformat()}
    _refuse_errors(Rule.model_validate(data), quota.plan)
    if first == quota.valid_from:
        quota.data = data
        quota.save()
        quota.figures.all().delete()
        action, changed = "comms_quotas.rule", quota
    else:
        action, changed = "comms_quotas.amend", closing.amend(quota=quota, data=data, first=first)
    log(instance=changed, action=action, user=by, data={"rule": changed.data})
    recount(changed, begun(changed, now), now)
    return changed


def _refuse_errors(rule: Rule, plan: Plan) -> None:
    errors = [finding.message for finding in check(rule, plan) if finding.is_error]
    if errors:
        raise ValidationError(errors)
