"""Let test databases begin as copies of a migrated one, made once for each suite's settings.

Two hundred migrations take ten seconds, and every process of every suite would take them again.

    DJANGO_SETTINGS_MODULE=… python scripts/migrated_databases.py FOLDER/NAME
        writes FOLDER/NAME.sqlite3, or makes the database migrated_NAME on the server of TEST_DATABASE_URL
    PYTEST_PLUGINS=migrated_databases MIGRATED_DATABASE=FOLDER/NAME pytest
        begins with a copy

Django still runs `migrate` on the copy and finds nothing to do; a copy that is too old is brought up to date.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any


def pytest_configure() -> None:
    """Name the template to Django (PostgreSQL), or fill the database when it is first opened (SQLite in memory)."""
    from django.conf import settings
    from django.db.backends.signals import connection_created

    template = os.environ.get("MIGRATED_DATABASE")
    if not template or not settings.configured:
        return
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        # Suites that run side by side need databases of their own.
        test = {"TEMPLATE": f"migrated_{Path(template).name}", "NAME": f"test_{Path(template).name}"}
        database["TEST"] = {**database.get("TEST", {}), **test}
    else:
        connection_created.connect(_fill, dispatch_uid="migrated_databases")


def _fill(connection: Any, **kwargs: Any) -> None:
    """Copy the template into a new database in memory."""
    memory, template = connection.connection, Path(f"{os.environ['MIGRATED_DATABASE']}.sqlite3")
    is_in_memory = not memory.execute("PRAGMA database_list").fetchone()[2]
    is_new = not memory.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    if template.exists() and is_in_memory and is_new:
        with closing(sqlite3.connect(template)) as source:
            source.backup(memory)


def make(template: Path) -> None:
    """Make the migrated database of the settings that the environment names."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        database["NAME"] = _new_on_server(os.environ["TEST_DATABASE_URL"], f"migrated_{template.name}")
    else:
        template.parent.mkdir(parents=True, exist_ok=True)
        database["NAME"] = f"{template}.sqlite3"
        database["OPTIONS"] = {"init_command": "PRAGMA synchronous=OFF"}
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


def _new_on_server(url: str, name: str) -> str:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
    return name


if __name__ == "__main__":
    make(Path(sys.argv[1]))
