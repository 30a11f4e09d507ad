"""Counts of published items by theme, month, kind of unit and unit: aggregates, whatever the number of units.

The same items as on the portal's pages count: on their own open sites, not taken down, each once.
One item may have several themes, so that themes add up to more than the items.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from comms_plan.articles.models import ArticleTopic
from comms_plan.coverage.delays import Delays, delays_of, with_delay
from comms_plan.coverage.kept import Kept, keep
from comms_plan.coverage.scope import Scope
from comms_plan.coverage.windows import Window
from comms_plan.plans.themes import Theme, ThemeMapping
from comms_plan.quotas.counting import zone
from unit_pages.models import Publication

THEME = "page__article__theme_items__tag"
TOPICS_SHOWN = 30


@dataclass(frozen=True)
class Counts:
    """What was published in a window.

    Args:
        by_kind_and_month: items by theme, kind of unit (primary keys) and month.
        items: all items, with and without a theme.
        without_theme: those without one of the plan's themes.
        units: units that published something.
        topics: name, slug and items of the most used free topics.
        with_topic: items that have a free topic.
        delays: from the day of the event to publication.
    """

    by_kind_and_month: dict[tuple[int, int, dt.date], int] = field(default_factory=dict)
    items: int = 0
    without_theme: int = 0
    units: int = 0
    topics: tuple[tuple[str, str, int], ...] = ()
    with_topic: int = 0
    delays: Delays = field(default_factory=Delays)

    def of_theme(self, theme: int) -> int:
        """Return the items of a theme."""
        return sum(n for (found, _kind, _month), n in self.by_kind_and_month.items() if found == theme)


@dataclass(frozen=True)
class Cell:
    """What a cell of a table asks for; months and unit stand in window and scope.

    Args:
        theme: one of the plan's.
        no_theme: items without one.
        topic: slug of a free topic.
        kind: code of a kind of unit.
        days: least and most days from event to publication.
    """

    theme: Theme | None = None
    no_theme: bool = False
    topic: str = ""
    kind: str = ""
    days: tuple[int | None, int | None] | None = None


def counts_of(scope: Scope, window: Window) -> Kept[Counts]:
    """Return all counts, of the last minute at most; nine queries."""
    return keep(f"counts:{scope.key}:{window.key}", lambda: _count(scope, window))


def theme_counts_of(scope: Scope, window: Window, themes: Sequence[Theme]) -> Kept[Counts]:
    """Return the counts without topics and delays, of the last minute at most; three queries."""
    return keep(f"themes:{scope.key}:{window.key}", lambda: _count_themes(scope, window, current_of(themes)))


def unit_counts_of(scope: Scope, window: Window) -> Kept[dict[tuple[int, int], int]]:
    """Return the items by unit and theme (primary keys), of the last minute at most; two queries."""
    return keep(f"units:{scope.key}:{window.key}", lambda: _count_units(scope, window))


def rows_of(scope: Scope, window: Window) -> QuerySet[Publication]:
    """Return the publications that are counted."""
    first, last = window.moments()
    return scope.publications().filter(starts_at__gte=first, starts_at__lt=min(last, timezone.now()))


def themes_of(window: Window) -> list[Theme]:
    """Return the plan's themes in its order."""
    return list(window.plan.themes.order_by("position"))


def current_of(themes: Iterable[Theme]) -> dict[int, int]:
    """Map the plan's themes, and those that they directly go on from, to the plan's themes; one query."""
    own = {theme.pk for theme in themes}
    older = ThemeMapping.objects.filter(newer__in=own).values_list("older_id", "newer_id")
    return {**dict(older), **{pk: pk for pk in own}}


def _count_themes(scope: Scope, window: Window, current: Mapping[int, int]) -> Counts:
    rows = rows_of(scope, window)
    month = TruncMonth("starts_at", tzinfo=zone())
    grouped = _tagged(rows, current).annotate(month=month).values_list(THEME, "unit__kind", "month")
    found: Counter[tuple[int, int, dt.date]] = Counter()
    for theme, kind, begins, number in grouped.annotate(n=Count("pk")).order_by():
        found[current[theme], kind, begins.date()] += number
    totals = rows.aggregate(items=Count("pk"), units=Count("unit", distinct=True))
    return Counts(by_kind_and_month=dict(found), items=totals["items"], units=totals["units"])


def _count(scope: Scope, window: Window) -> Counts:
    current, rows = current_of(themes_of(window)), rows_of(scope, window)
    counts = _count_themes(scope, window, current)
    themed = _tagged(rows, current).aggregate(n=Count("pk", distinct=True))["n"]
    # Only the publications of tagged articles are gone through: topics are few.
    topics = (
        ArticleTopic.objects.filter(content_object__in=rows.values("page"))
        .values_list("tag__name", "tag__slug")
        .annotate(n=Count("content_object", distinct=True))
        .order_by("-n", "tag__name")
    )
    return replace(
        counts,
        without_theme=counts.items - themed,
        topics=tuple(topics[:TOPICS_SHOWN]),
        with_topic=rows.filter(page__in=ArticleTopic.objects.values("content_object")).count(),
        delays=delays_of(rows),
    )


def _count_units(scope: Scope, window: Window) -> dict[tuple[int, int], int]:
    current = current_of(themes_of(window))
    found: Counter[tuple[int, int]] = Counter()
    grouped = _tagged(rows_of(scope, window), current).values_list("unit", THEME).annotate(n=Count("pk"))
    for unit, theme, number in grouped.order_by():
        found[unit, current[theme]] += number
    return dict(found)


def _tagged(rows: QuerySet[Publication], themes: Iterable[int]) -> QuerySet[Publication]:
    return rows.filter(**{f"{THEME}__in": list(themes)})


def items_of(scope: Scope, window: Window, cell: Cell) -> QuerySet[Publication]:
    """Return the items behind a cell, the newest first."""
    rows = rows_of(scope, window)
    if cell.theme is not None:
        older = ThemeMapping.objects.filter(newer=cell.theme).values("older")
        rows = rows.filter(Q(**{THEME: cell.theme.pk}) | Q(**{f"{THEME}__in": older})).distinct()
    if cell.no_theme:
        rows = rows.exclude(page__in=_tagged(rows, current_of(themes_of(window))).values("page"))
    if cell.topic:
        rows = rows.filter(page__article__topic_items__tag__slug=cell.topic)
    if cell.kind:
        rows = rows.filter(unit__kind__code=cell.kind)
    if cell.days is not None:
        rows = _delayed(rows, *cell.days)
    return rows.select_related("unit").order_by("-starts_at", "-pk")


def _delayed(rows: Any, least: int | None, most: int | None) -> Any:
    rows = with_delay(rows)
    if least is not None:
        rows = rows.filter(delay__gte=dt.timedelta(days=least))
    return rows.filter(delay__lte=dt.timedelta(days=most)) if most is not None else rows
