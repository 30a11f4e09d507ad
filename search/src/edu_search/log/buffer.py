"""Counts wait in the memory of the process for some seconds and are written together, beside the answers.

Writing at each search would let readers wait for the database's lock on a small installation, and
for nothing: what is lost when a process is killed is a few seconds of figures.
"""

from __future__ import annotations

import atexit
import datetime as dt
import logging
import time
from collections import Counter, defaultdict
from threading import Lock, Thread
from typing import Any

from django.db import DatabaseError, connection, connections, transaction

from edu_search import conf
from edu_search.log.models import QueryDay

logger = logging.getLogger(__name__)
#: Different queries that wait at most; of what comes beyond nothing is kept until they are written.
MOST_WAITING = 2_000
COUNTERS = ("asked", "empty", "clicks_first", "clicks_top", "clicks_page", "clicks_deep")
KEPT_DAYS = 90
#: Day, normalised text, folded text, owner.
Key = tuple[dt.date, str, str, str]


class Buffer:
    """Adds up and writes; one for the process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: dict[Key, Counter[str]] = defaultdict(Counter)
        self._results: dict[Key, int] = {}
        self._written_at = time.monotonic()
        self._pruned_on: dt.date | None = None

    def add(self, key: Key, counter: str, *, results: int | None = None) -> None:
        """Count once; begins to write when it is time to. Never waits for the database.

        Args:
            key: the query.
            counter: one of `COUNTERS`; "empty" counts as asked too.
            results: how many were found, when the query was asked.
        """
        with self._lock:
            if key not in self._counts and len(self._counts) >= MOST_WAITING:
                return
            self._counts[key][counter] += 1
            if counter == "empty":
                self._counts[key]["asked"] += 1
            if results is not None:
                self._results[key] = results
            seconds = conf.option("LOG_SECONDS")
            is_due = time.monotonic() - self._written_at >= seconds
            if is_due:
                self._written_at = time.monotonic()
        if is_due and seconds:
            Thread(target=self._flush_beside, name="search-log", daemon=True).start()
        elif is_due:
            self.flush()

    def flush(self) -> int:
        """Write what waits; return how many queries. A failure is logged, and what waited is lost."""
        with self._lock:
            counts, results = self._counts, self._results
            self._counts, self._results = defaultdict(Counter), {}
        if not counts:
            return 0
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                # One order for all processes, so that none waits for another in a circle.
                for key in sorted(counts):
                    cursor.execute(_statement(), _values(key, counts[key], results.get(key)))
                self._prune(max(key[0] for key in counts))
        except DatabaseError as error:
            logger.warning("The log of queries was not written: %s", error)
            return 0
        return len(counts)

    def _prune(self, today: dt.date) -> None:
        """Keep the promise of 90 days where nobody runs the command: once a day in each process."""
        if self._pruned_on != today:
            prune(today)
            self._pruned_on = today

    def _flush_beside(self) -> None:
        try:
            self.flush()
        except Exception:
            logger.exception("The log of queries was not written")
        finally:
            connections.close_all()


def _statement() -> str:
    quote = connection.ops.quote_name
    table = quote(QueryDay._meta.db_table)
    names = ["day", "text", "fold", "owner", "results", *COUNTERS]
    added = ", ".join(f"{quote(name)} = {table}.{quote(name)} + excluded.{quote(name)}" for name in COUNTERS)
    results = f"{quote('results')} = CASE WHEN excluded.asked > 0 THEN excluded.results ELSE {table}.results END"
    return (
        f"INSERT INTO {table} ({', '.join(map(quote, names))}) VALUES ({', '.join(['%s'] * len(names))}) "  # noqa: S608
        f"ON CONFLICT ({quote('day')}, {quote('text')}, {quote('owner')}) DO UPDATE SET {added}, {results}"
    )


def _values(key: Key, counts: Counter[str], results: int | None) -> list[Any]:
    return [*key, results or 0, *(counts[name] for name in COUNTERS)]


def prune(today: dt.date) -> int:
    """Delete what is older than `KEPT_DAYS` days; return how many rows."""
    deleted, _by_model = QueryDay.objects.filter(day__lt=today - dt.timedelta(days=KEPT_DAYS)).delete()
    return deleted


buffer = Buffer()
atexit.register(buffer._flush_beside)
