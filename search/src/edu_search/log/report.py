"""What editors learn from the log: queries of a period added up, whatever way they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Sum

from edu_search.log.models import QueryDay

COUNTS = ("asked", "empty", "clicks_first", "clicks_top", "clicks_page", "clicks_deep")


@dataclass(frozen=True)
class Line:
    """A query in a period.

    Args:
        text: as most people wrote it.
        asked: times it was asked.
        empty: times without a result.
        clicks_first, clicks_top, clicks_page, clicks_deep: results opened at place 1, 2-3, 4-10, further down.
    """

    text: str
    asked: int
    empty: int
    clicks_first: int
    clicks_top: int
    clicks_page: int
    clicks_deep: int

    @property
    def clicks(self) -> int:
        """How often any result was opened."""
        return self.clicks_first + self.clicks_top + self.clicks_page + self.clicks_deep


def lines(
    first: dt.date, last: dt.date, *, owners: Collection[str] | None, only_empty: bool = False, most: int = 100
) -> list[Line]:
    """Return the queries of some days, the most frequent first; two questions to the database.

    Args:
        first, last: both included.
        owners: codes of those inside whose pages was searched; None for all searches.
        only_empty: those that sometimes found nothing, the worst first.
        most: how many.
    """
    rows = _rows(first, last, owners)
    found: Any = rows.values("fold").annotate(**{f"total_{name}": Sum(name) for name in COUNTS})
    if only_empty:
        found = found.filter(total_empty__gt=0).order_by("-total_empty", "fold")
    else:
        found = found.filter(total_asked__gt=0).order_by("-total_asked", "fold")
    chosen = list(found[:most])
    written = _written(rows, [row["fold"] for row in chosen])
    return [Line(written[row["fold"]], **{name: row[f"total_{name}"] for name in COUNTS}) for row in chosen]


@dataclass(frozen=True)
class Sums:
    """Figures of a period: queries asked, those without a result, results opened."""

    asked: int = 0
    empty: int = 0
    clicks: int = 0


def sums(first: dt.date, last: dt.date, *, owners: Collection[str] | None) -> Sums:
    """Return the figures of some days."""
    clicks = Sum(F("clicks_first") + F("clicks_top") + F("clicks_page") + F("clicks_deep"))
    found = _rows(first, last, owners).aggregate(asked=Sum("asked"), empty=Sum("empty"), clicks=clicks)
    return Sums(**{name: value or 0 for name, value in found.items()})


def _rows(first: dt.date, last: dt.date, owners: Collection[str] | None) -> QuerySet[QueryDay]:
    rows = QueryDay.objects.between(first, last)
    return rows if owners is None else rows.filter(owner__in=list(owners)).exclude(owner="")


def _written(rows: QuerySet[QueryDay], folds: Collection[str]) -> dict[str, str]:
    """Return each query as most people wrote it."""
    best: dict[str, tuple[int, str]] = {}
    for row in rows.filter(fold__in=folds).values("fold", "text").annotate(times=Sum("asked")):
        best[row["fold"]] = max(best.get(row["fold"], (-1, "")), (row["times"], row["text"]))
    return {fold: text for fold, (_times, text) in best.items()}
