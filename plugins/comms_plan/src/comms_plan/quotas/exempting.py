"""Exemptions: for whom, in which days, why; figures follow at once, frozen ones never."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from comms_plan.quotas.counting import owing
from comms_plan.quotas.models import Exemption, QuotaRule
from comms_plan.quotas.watching import count_units
from unit_pages.models import Unit


@transaction.atomic
def exempt(*, quota: QuotaRule, unit: Unit, first: dt.date, last: dt.date, reason: str, by: Any) -> Exemption:
    """Excuse a unit from a rule for some days.

    Args:
        quota: the rule; the exemption holds for its amendments too.
        unit: owes by this rule.
        first, last: days, both counted.
        reason: a sentence.
        by: who decided.

    Raises:
        ValidationError: when the unit owes nothing by the rule, the days lie outside of it, or nobody says why.
    """
    row = Exemption(rule=quota, unit=unit, first=first, last=last, reason=reason.strip(), decided_by=by)
    row.full_clean()
    if not owing(quota.rule, quota.rule.days()).filter(pk=unit.pk).exists():
        raise ValidationError({"unit": _("This unit owes nothing by this rule.")})
    row.save()
    log(instance=quota, action="comms_quotas.exempt", user=by, data=_what(row))
    count_units({unit.pk})
    return row


@transaction.atomic
def end_exemption(*, exemption: Exemption, by: Any) -> None:
    """Take an exemption back; the log keeps that there was one."""
    quota, unit_id = exemption.rule, exemption.unit_id
    log(instance=quota, action="comms_quotas.end_exemption", user=by, data=_what(exemption))
    exemption.delete()
    count_units({unit_id})


def _what(row: Exemption) -> dict[str, str]:
    return {
        "unit": row.unit.code,
        "first": row.first.isoformat(),
        "last": row.last.isoformat(),
        "reason": row.reason,
    }
