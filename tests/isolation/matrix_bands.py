"""Primary keys from a band of their own for the rows of foreign units, so that an id tells whose row it is.

Rows of the own unit have ids from `OWN` on, rows of foreign units from `FOREIGN` on, each
model a thousand of its own. Rows that a request makes later have ids from `LATER` on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

OWN = 3_000_000
FOREIGN = 7_000_000
LATER = 9_000_000
WIDTH = 1_000


def counted_models() -> list[type[models.Model]]:
    """Return every model whose primary key the database counts, the hidden tables of relations too."""
    found = apps.get_models(include_auto_created=True)
    return [m for m in found if m._meta.managed and isinstance(m._meta.pk, (models.AutoField, models.BigAutoField))]


def start_band(first: int) -> None:
    """Let the next rows of all models have ids from ``first`` on, each model a stretch of its own."""
    for number, model in enumerate(counted_models()):
        _set_sequence(model, first + number * WIDTH)


def _set_sequence(model: type[models.Model], last: int) -> None:
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # As SQLite does by itself: never below a row of the band that is there.
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), GREATEST(%s,"
                f' (SELECT MAX("{column}") FROM "{table}" WHERE "{column}" BETWEEN %s AND %s)))',
                [f'"{table}"', column, last, last, last + WIDTH - 1],
            )
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])


def is_foreign(pk: Any) -> bool:
    """Whether a primary key belongs to a row of a foreign unit."""
    return str(pk).isdigit() and FOREIGN <= int(pk) < LATER


#: Tables whose rows belong to no unit and change with every request or by themselves.
NOT_DUMPED = {"django_session", "django_content_type", "auth_permission"}

Row = tuple[Any, ...]
Dump = dict[tuple[str, Any], Row]


def dump(tables: set[str] | None = None) -> Dump:
    """Return all rows by table and primary key; of some tables only, if they are named."""
    return {(table, row[0]): row for table, rows in _tables(tables) for row in rows}


def _tables(wanted: set[str] | None) -> Iterator[tuple[str, list[Row]]]:
    with connection.cursor() as cursor:
        for table, statement in _statements().items():
            if wanted is None or table in wanted:
                cursor.execute(statement)
                yield table, cursor.fetchall()


@cache
def _statements() -> dict[str, str]:
    """Return, for each table, the statement that reads it with the primary key first."""
    quote, found = connection.ops.quote_name, {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in NOT_DUMPED and model._meta.managed:
            columns = [f.column for f in model._meta.local_concrete_fields if not f.primary_key]
            names = ", ".join(quote(column) for column in [model._meta.pk.column, *columns])
            found[table] = f"SELECT {names} FROM {quote(table)}"
    return found
