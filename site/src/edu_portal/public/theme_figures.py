"""Themes with their counts, as the home page, the plan and a theme's own page show them."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from django.http import HttpRequest
from django.urls import reverse

from comms_plan.plans.figures import ThemeFigures, figures_of
from comms_plan.plans.models import Plan
from comms_plan.plans.themes import Theme
from edu_portal.page_cache.pieces import LOOK, SECTOR, keep


def plan_in_force(request: HttpRequest, today: dt.date) -> Plan | None:
    """Return the department's plan of ``today`` with its period, if there is one."""
    return keep(request, LOOK, f"plan:{today}", lambda: Plan.objects.in_force(today))


def theme_lines(request: HttpRequest, plan: Plan, today: dt.date, *, by_month: bool = True) -> list[SimpleNamespace]:
    """Return the plan's themes in its order with their counts: of the period, and of each month up to now.

    Args:
        request: for what is kept.
        plan: the plan.
        today: the last day whose month is shown.
        by_month: leave the months empty where a page does not show them.
    """
    key = f"themes:{plan.pk}:{today}:{by_month}"
    return keep(request, SECTOR, key, lambda: _lines(plan, today, by_month=by_month))


def _lines(plan: Plan, today: dt.date, *, by_month: bool) -> list[SimpleNamespace]:
    themes = list(plan.themes.all())
    figures = figures_of(themes, plan, by_month=by_month)
    most = max((found.items for found in figures.values()), default=0) or 1
    months = [first for first in plan.period.months() if by_month and first <= today]
    return [_line(theme, figures.get(theme.pk, ThemeFigures()), most, months, today) for theme in themes]


def _line(theme: Theme, figures: ThemeFigures, most: int, months: list[dt.date], today: dt.date) -> SimpleNamespace:
    by_month = [{"label": f"{first.month}/{first.year}", "count": figures.months.get(first, 0)} for first in months]
    return SimpleNamespace(
        pk=theme.pk,
        number=theme.position,
        short_name=theme.name,
        text=theme.text,
        count=figures.items,
        units_count=figures.units,
        share=round(100 * figures.items / most),
        priority=theme.is_priority(today),
        ended_on=theme.ends_on if theme.has_ended(today) else None,
        url=reverse("theme", args=[theme.slug]),
        months=by_month,
        most=max((figures.months.get(first, 0) for first in months), default=0),
    )
