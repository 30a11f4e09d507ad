"""Counts of published items by theme, the same as on the portal's pages.

Articles stand to the right of plans, so they are reached through the themes'
relations and not imported.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import TruncMonth
from django.utils import timezone

from comms_plan.plans.models import Plan
from comms_plan.plans.themes import Theme, ThemeMapping
from unit_pages.enums import Origin
from unit_pages.publications.models import Publication
from unit_pages.units.models import Unit

ARTICLE = "article_themes__content_object"
PUBLICATIONS = f"{ARTICLE}__publications"


@dataclass
class ThemeFigures:
    """What was published with a theme in its plan's period.

    Args:
        items: number of items.
        units: number of units that wrote them.
        months: items by first day of the month.
    """

    items: int = 0
    units: int = 0
    months: dict[dt.date, int] = field(default_factory=dict)


def moments_of(plan: Plan) -> tuple[dt.datetime, dt.datetime]:
    """Return the moments at which the plan's period begins and ends."""
    zone = timezone.get_default_timezone()
    start, end = (
        dt.datetime.combine(day, dt.time(), tzinfo=zone) for day in (plan.period.starts_on, plan.period.ends_on)
    )
    return start, end


def figures_of(themes: Iterable[Theme], plan: Plan, *, by_month: bool = True) -> dict[int, ThemeFigures]:
    """Return the figures of the plan's themes by primary key, in three queries.

    Items with a theme that one of these goes on from count for it too.

    Args:
        themes: themes of ``plan``.
        plan: the plan whose period counts.
        by_month: also count each month; without it one query less.
    """
    to_current = _to_current(list(themes))
    rows = _published(plan).filter(pk__in=to_current).order_by()
    found: dict[int, ThemeFigures] = defaultdict(ThemeFigures)
    totals = rows.values("pk").annotate(
        items=Count(ARTICLE, distinct=True), units=Count(f"{PUBLICATIONS}__unit", distinct=True)
    )
    for row in totals:
        figures = found[to_current[row["pk"]]]
        figures.items += row["items"]
        figures.units = max(figures.units, row["units"])
    if not by_month:
        return found
    monthly = rows.annotate(month=TruncMonth(F(f"{PUBLICATIONS}__starts_at"))).values("pk", "month")
    for row in monthly.annotate(items=Count(ARTICLE, distinct=True)):
        months, first = found[to_current[row["pk"]]].months, timezone.localdate(row["month"])
        months[first] = months.get(first, 0) + row["items"]
    return found


def plan_figures(plan: Plan, today: dt.date) -> dict[str, int]:
    """Return the figures of a plan's period: items, units, themes of this month."""
    start, end = moments_of(plan)
    live = Publication.objects.filter(ended_at__isnull=True, site_is_open=True, starts_at__gte=start, starts_at__lt=end)
    own = live.filter(origin=Origin.OWN).aggregate(items=Count("pk"), units=Count("unit", distinct=True))
    month = dt.datetime.combine(today.replace(day=1), dt.time(), tzinfo=timezone.get_default_timezone())
    running = _published(plan).filter(plan=plan, **{f"{PUBLICATIONS}__starts_at__gte": month})
    return {
        "items": own["items"],
        "units_published": own["units"],
        "units": Unit.objects.active_on(today).count(),
        "themes_this_month": running.values("pk").distinct().count(),
        "themes_open": Theme.objects.filter(plan=plan).open_on(today).count(),
        "items_accepted": live.filter(origin=Origin.ACCEPTED).count(),
    }


def _published(plan: Plan) -> Any:
    """Return themes joined with the own, live publications of the plan's period."""
    start, end = moments_of(plan)
    return Theme.objects.filter(
        **{
            f"{PUBLICATIONS}__ended_at__isnull": True,
            f"{PUBLICATIONS}__origin": Origin.OWN,
            f"{PUBLICATIONS}__site_is_open": True,
            f"{PUBLICATIONS}__starts_at__gte": start,
            f"{PUBLICATIONS}__starts_at__lt": end,
        }
    )


def _to_current(themes: list[Theme]) -> dict[int, int]:
    """Map the themes, and those that they directly go on from, to the themes."""
    pairs = ThemeMapping.objects.filter(newer__in=themes).values_list("older_id", "newer_id")
    return {**dict(pairs), **{theme.pk: theme.pk for theme in themes}}
