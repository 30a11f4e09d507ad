"""The embedded engine: the same entries searched in the database of the site."""

from __future__ import annotations

from functools import cache

from edu_search.engines.database.plain import PlainEngine


@cache
def engine() -> PlainEngine:
    """Return the engine for the default database."""
    return PlainEngine()
