"""The embedded engine: the same entries searched in the database of the site."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db import NotSupportedError, connection

if TYPE_CHECKING:
    from edu_search.engines.database.searching import DatabaseEngine


@cache
def engine() -> DatabaseEngine:
    """Return the engine for the default database.

    Raises:
        NotSupportedError: when that is neither PostgreSQL nor SQLite.
    """
    from edu_search.engines.database.searching import DatabaseEngine

    if connection.vendor == "postgresql":
        from edu_search.engines.database.postgresql import PostgresIndex

        return DatabaseEngine(PostgresIndex())
    if connection.vendor == "sqlite":
        from edu_search.engines.database.sqlite import SQLiteIndex

        return DatabaseEngine(SQLiteIndex())
    raise NotSupportedError(f"edu_search searches in PostgreSQL and SQLite, not in {connection.vendor}.")
