"""What both databases' indexes have in common."""

from __future__ import annotations

import abc
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from edu_search.engines.database.models import IndexRow
from edu_search.engines.database.terms import Terms
from edu_search.engines.database.wanted import Wanted
from edu_search.entries.models import Entry

ROWS = IndexRow._meta.db_table
Condition = tuple[str, list[Any]]
COLUMNS = ("owner", "type", "facets", "published_at", "visible_from", "visible_until", "version")
BATCH = 500


class Index(abc.ABC):
    """The words of entries in one database."""

    @abc.abstractmethod
    def write(self, entries: Sequence[Entry], terms: Sequence[Terms]) -> None:
        """Write or renew the rows of entries."""

    def remove(self, pks: Sequence[int]) -> None:
        """Remove the rows of entries."""
        for first in range(0, len(pks), BATCH):
            IndexRow.objects.filter(pk__in=pks[first : first + BATCH]).delete()

    @abc.abstractmethod
    def newest(self, wanted: Wanted, limit: int) -> list[int]:
        """Return keys of the newest entries that have all that is wanted, the newest first, undated ones last."""

    @abc.abstractmethod
    def some(self, weights: Mapping[str, float], wanted: Wanted, limit: int) -> list[tuple[int, float]]:
        """Return keys and weights of entries that have some of the terms, those with most of the weight first.

        Args:
            weights: what a term is worth: words and pairs of words.
            wanted: what they must have besides; its groups do not count.
            limit: at most so many.
        """

    @abc.abstractmethod
    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return how many documents have each of some words or pairs of words."""

    @abc.abstractmethod
    def tally(self, pks: Sequence[int], names: Sequence[str]) -> dict[str, dict[str, int]]:
        """Return how many of some entries have each value of some facets, the most frequent first."""

    def documents(self) -> int:
        """Return how many documents there are."""
        return IndexRow.objects.count()

    @abc.abstractmethod
    def strays(self) -> int:
        """Return how many rows have no words, or words no row."""

    @abc.abstractmethod
    def remove_strays(self) -> None:
        """Remove them; rows that go are missing then and are written by `health.mend_index`."""


def row_of(entry: Entry, terms: Terms) -> IndexRow:
    """Return the narrow row of an entry."""
    values = {name: getattr(entry, name) for name in COLUMNS}
    return IndexRow(entry_id=entry.pk, title_fold=" ".join(terms.title)[:500], **values)


def in_time(wanted: Wanted) -> Condition:
    """Return the condition that a row is visible and of the period."""
    moment = connection.ops.adapt_datetimefield_value
    sql = ["(visible_from IS NULL OR visible_from <= %s)", "(visible_until IS NULL OR visible_until > %s)"]
    values = [moment(wanted.now), moment(wanted.now)]
    for operator, value in ((">=", wanted.since), ("<", wanted.until)):
        if value:
            sql.append(f"published_at {operator} %s")
            values.append(moment(value))
    return " AND ".join(sql), values


def fetch(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def tallied(names: Sequence[str], rows: Sequence[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    """Return rows of facet, value and number as `Index.tally` does."""
    found: dict[str, dict[str, int]] = {name: {} for name in names}
    for name, value, count in sorted(rows, key=lambda row: (-row[2], row[1])):
        found[name][value] = count
    return found
