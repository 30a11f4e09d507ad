"""The log's use-cases: write down, what is asked often, take away what is old. No failure reaches a reader."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Sum
from django.utils import timezone

from edu_search.analysis import Meaning
from edu_search.analysis import meaning as understood
from edu_search.log.buffer import KEPT_DAYS, buffer, prune
from edu_search.log.models import QueryDay
from edu_search.log.privacy import loggable

__all__ = ["KEPT_DAYS", "clicked", "frequent", "prune", "record"]
logger = logging.getLogger(__name__)
#: A query is suggested to others when it was asked this often, on this many days, and found something.
OFTEN, ON_DAYS = 5, 2
MOST_FREQUENT = 2_000
FREQUENT_KEY, FREQUENT_SECONDS = "edu_search:frequent", 600
MOST_RESULTS = 1_000_000
#: Counter of a click by the last rank that belongs to it.
RANKS = ((1, "clicks_first"), (3, "clicks_top"), (10, "clicks_page"))


def record(meaning: Meaning, *, total: int, owner: str) -> None:
    """Count that somebody of the public asked a query.

    Args:
        meaning: the query.
        total: how many were found.
        owner: code of the owner inside whose pages was searched, else "".
    """
    try:
        text = loggable(meaning)
        if text:
            key = (timezone.localdate(), text, meaning.fold, owner[:80])
            buffer.add(key, "asked" if total else "empty", results=min(total, MOST_RESULTS))
    except Exception:
        logger.exception("A query was not written to the log")


def clicked(text: str, rank: int, owner: str = "") -> None:
    """Count that a result was opened.

    Args:
        text: the query as typed.
        rank: 1 for the first result.
        owner: as in `record`.
    """
    try:
        meaning = understood(text)
        kept = loggable(meaning)
        if kept and rank > 0:
            counter = next((name for last, name in RANKS if rank <= last), "clicks_deep")
            buffer.add((timezone.localdate(), kept, meaning.fold, owner[:80]), counter)
    except Exception:
        logger.exception("A click was not written to the log")


def frequent(meaning: Meaning, size: int) -> list[str]:
    """Return queries that begin with the words, found something and were asked by several, most often first."""
    if meaning.is_empty:
        return []
    try:
        known: list[tuple[str, str]] | None = cache.get(FREQUENT_KEY)
        if known is None:
            known = _frequent_now()
            cache.set(FREQUENT_KEY, known, FREQUENT_SECONDS)
    except Exception:
        logger.exception("Frequent queries cannot be read")
        return []
    return [text for fold, text in known if fold.startswith(meaning.fold)][:size]


def _frequent_now() -> list[tuple[str, str]]:
    """Return (folded, best written) queries, the most frequent first."""
    since = timezone.localdate() - dt.timedelta(days=KEPT_DAYS)
    rows = (
        QueryDay.objects.filter(day__gte=since, results__gt=0)
        .values("fold")
        .annotate(times=Sum("asked"), days=Count("day", distinct=True))
        .filter(times__gte=OFTEN, days__gte=ON_DAYS)
        .order_by("-times", "fold")[:MOST_FREQUENT]
    )
    order = [row["fold"] for row in rows]
    return [(fold, text) for fold, text in zip(order, _best_written(order, since), strict=True)]


def _best_written(folds: list[str], since: dt.date) -> list[str]:
    """Return each query as most people wrote it with its marks; somebody types them, most do not."""
    best: dict[str, tuple[Any, ...]] = {}
    rows: Any = QueryDay.objects.filter(day__gte=since, fold__in=folds[:MOST_FREQUENT]) if folds else ()
    for row in rows.values("fold", "text").annotate(times=Sum("asked")) if folds else ():
        score = (row["text"] != row["fold"], row["times"], row["text"])
        best[row["fold"]] = max(best.get(row["fold"], score), score)
    return [str(best[fold][2]) if fold in best else fold for fold in folds]
