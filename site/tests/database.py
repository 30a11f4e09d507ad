"""What the whole database holds, to see that nothing, or one thing only, changed."""

from __future__ import annotations

from typing import Any

from django.db import connection

IGNORED = {"django_session", "django_migrations"}


def tables() -> list[str]:
    return [name for name in sorted(connection.introspection.table_names()) if name not in IGNORED]


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables."""
    content = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            content[table] = sorted(map(repr, cursor.fetchall()))
    return content


def row_counts() -> dict[str, int]:
    """Return the number of rows of all tables."""
    return {table: len(rows) for table, rows in dump().items()}


def changed_tables(before: dict[str, Any]) -> set[str]:
    """Return the tables whose content is not what it was."""
    after = dump()
    return {table for table in after if after[table] != before[table]}
