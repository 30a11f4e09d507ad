"""Counts of items by theme: for the home page, the plan and the theme's own page."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils import timezone

from comms_plan.articles.models import ArticleTheme
from comms_plan.plans.models import Plan
from comms_plan.plans.themes import Theme, ThemeMapping
from unit_pages.enums import Origin


def theme_lines(plan: Plan, today: dt.date) -> list[SimpleNamespace]:
    """Return the plan's themes in its order with their counts of the plan's period."""
    themes = list(plan.themes.all())
    counts = _counts(themes, plan)
    most = max((count for count, _units in counts.values()), default=0) or 1
    return [_line(theme, counts.get(theme.pk, (0, 0)), most, today) for theme in themes]


def theme_lines_by_month(plan: Plan, today: dt.date) -> list[SimpleNamespace]:
    """Return the themes with their counts for each month of the period up to now."""
    lines = theme_lines(plan, today)
    months = [first for first in plan.period.months() if first <= today]
    table = _counts_by_month(list(plan.themes.all()), plan)
    for line in lines:
        line.months = [
            {"label": f"{first.month}/{first.year}", "count": table.get((line.pk, first), 0)} for first in months
        ]
        line.most = max((month["count"] for month in line.months), default=0)
    return lines


def live_items(plan: Plan) -> Any:
    """Theme tags of items published on their own site within the plan's period.

    A theme may be a theme of an older plan that goes on in this one.
    """
    start, end = period_moments(plan)
    return ArticleTheme.objects.filter(
        Q(content_object__publications__ended_at__isnull=True),
        content_object__publications__origin=Origin.OWN,
        content_object__publications__starts_at__gte=start,
        content_object__publications__starts_at__lt=end,
    )


def period_moments(plan: Plan) -> tuple[dt.datetime, dt.datetime]:
    """Return the moments at which the plan's period begins and ends."""
    zone = timezone.get_default_timezone()
    start, end = plan.period.starts_on, plan.period.ends_on
    return (dt.datetime.combine(start, dt.time(), tzinfo=zone), dt.datetime.combine(end, dt.time(), tzinfo=zone))


def _ancestors(themes: list[Theme]) -> dict[int, int]:
    """Map the themes of this plan, and those they directly go on from, to this plan's."""
    mapping = {theme.pk: theme.pk for theme in themes}
    pairs = ThemeMapping.objects.filter(newer__in=themes).values_list("older_id", "newer_id")
    return {**dict(pairs), **mapping}


def _counts(themes: list[Theme], plan: Plan) -> dict[int, tuple[int, int]]:
    to_current = _ancestors(themes)
    rows = (
        live_items(plan)
        .filter(tag_id__in=to_current)
        .values("tag_id")
        .annotate(items=Count("content_object_id", distinct=True), units=Count("content_object__unit", distinct=True))
    )
    counts: dict[int, tuple[int, int]] = {}
    for row in rows:
        items, units = counts.get(to_current[row["tag_id"]], (0, 0))
        counts[to_current[row["tag_id"]]] = (items + row["items"], max(units, row["units"]))
    return counts


def _counts_by_month(themes: list[Theme], plan: Plan) -> dict[tuple[int, dt.date], int]:
    to_current = _ancestors(themes)
    rows = (
        live_items(plan)
        .filter(tag_id__in=to_current)
        .annotate(month=TruncMonth(F("content_object__publications__starts_at")))
        .values("tag_id", "month")
        .annotate(items=Count("content_object_id", distinct=True))
    )
    table: dict[tuple[int, dt.date], int] = {}
    for row in rows:
        key = (to_current[row["tag_id"]], timezone.localdate(row["month"]))
        table[key] = table.get(key, 0) + row["items"]
    return table


def _line(theme: Theme, counts: tuple[int, int], most: int, today: dt.date) -> SimpleNamespace:
    count, units = counts
    return SimpleNamespace(
        pk=theme.pk,
        number=theme.position,
        short_name=theme.name,
        text=theme.text,
        count=count,
        units_count=units,
        share=round(100 * count / most),
        priority=theme.is_priority(today),
        ended_on=theme.ends_on if theme.has_ended(today) else None,
        url=reverse("theme", args=[theme.slug]),
    )
