"""Use-cases of plans."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from comms_plan.plans.models import LegalBasis, Period, Plan, PlanPart
from comms_plan.plans.signals import plan_copied
from comms_plan.plans.themes import Subtopic, Theme, ThemeMapping


class PlanExistsError(ValidationError):
    """Raised when the period already has a copy of the plan."""


@transaction.atomic
def copy_plan(*, plan: Plan, period: Period, code: str, title: str, is_sample: bool = False) -> Plan:
    """Copy ``plan`` to ``period``: its parts, bases and themes, each mapped to its origin (R3, R18).

    Number, date and signer are the document's own and stay empty in the copy. A
    theme that ended before the new period begins is not taken along.

    Raises:
        PlanExistsError: when a plan with this code exists.
    """
    if Plan.objects.filter(code=code).exists():
        raise PlanExistsError(_("There is a plan with the code %(code)s already.") % {"code": code})
    copy = Plan.objects.create(
        code=code,
        unit=plan.unit,
        period=period,
        copied_from=plan,
        is_sample=is_sample,
        public_progress=plan.public_progress,
        superior_body=plan.superior_body,
        issuer=plan.issuer,
        kind=plan.kind,
        title=title,
        place=plan.place,
    )
    LegalBasis.objects.bulk_create(_row_for(copy, row) for row in plan.legal_bases.all())
    PlanPart.objects.bulk_create(_row_for(copy, row) for row in plan.parts.all())
    for theme in plan.themes.open_on(period.starts_on).prefetch_related("subtopics"):
        _copy_theme(theme, copy)
    plan_copied.send(Plan, plan=plan, copy=copy)
    return copy


Row = TypeVar("Row", LegalBasis, PlanPart)


def _row_for(copy: Plan, row: Row) -> Row:
    row.pk, row.plan = None, copy
    row._state.adding = True
    return row


def _copy_theme(theme: Theme, copy: Plan) -> None:
    subtopics = list(theme.subtopics.all())
    twin = Theme.objects.create(
        plan=copy,
        code=theme.code,
        position=theme.position,
        name=theme.name,
        slug=theme.slug,
        text=theme.text,
        keywords=theme.keywords,
    )
    Subtopic.objects.bulk_create(Subtopic(theme=twin, name=s.name, position=s.position) for s in subtopics)
    ThemeMapping.objects.create(newer=twin, older=theme)
