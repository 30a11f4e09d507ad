"""A Django project of nothing but Wagtail and the search, on a database of its own."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

WAGTAIL = ("users", "documents", "images", "search", "admin")
DJANGO = ("auth", "contenttypes", "sessions", "messages", "staticfiles")


def set_up(database: dict[str, Any], **options: Any) -> None:
    """Configure Django and make the tables.

    Args:
        database: as in DATABASES.
        options: keys of EDU_SEARCH.
    """
    import django
    from django.conf import settings
    from django.core.management import call_command

    apps = ["search_bench", "edu_search", "modelcluster", "taggit", "wagtail"]
    settings.configure(
        SECRET_KEY="bench",
        INSTALLED_APPS=[*apps, *(f"wagtail.{app}" for app in WAGTAIL), *(f"django.contrib.{app}" for app in DJANGO)],
        DATABASES={"default": database},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        STATIC_URL="/static/",
        WAGTAIL_SITE_NAME="bench",
        WAGTAILADMIN_BASE_URL="http://localhost",
        WAGTAILSEARCH_BACKENDS={"default": {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": False}},
        # What is written for Elasticsearch is shipped by another process.
        TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
        EDU_SEARCH=options,
    )
    django.setup()
    call_command("migrate", verbosity=0, run_syncdb=True)


def database_of(engine: str, name: str, folder: str) -> dict[str, Any]:
    """Return a database for an engine, as in DATABASES.

    Args:
        engine: "postgresql" and "plain-postgresql" take BENCH_DATABASE_URL's server; all others SQLite.
        name: of the database; it is kept between runs where the caller does not drop it.
        folder: where SQLite's files are.
    """
    if not engine.endswith("postgresql"):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/{name}.sqlite3"}
    url = os.environ["BENCH_DATABASE_URL"]
    parts = urlsplit(url)
    _make(url, name)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


def _make(url: str, name: str) -> None:
    import psycopg

    with psycopg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(f'CREATE DATABASE "{name}"')
