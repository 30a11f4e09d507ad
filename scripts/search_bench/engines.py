"""The engines by name, and how entries come to them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

NAMES = ("sqlite", "postgresql", "elasticsearch")
#: modelsearch's own back ends, beside which the engines are measured: the database each needs.
PLAIN = {"plain-postgresql": "database", "plain-elasticsearch": "elasticsearch"}
BATCH = 500


def engine_of(name: str) -> Any:
    """Return an engine that has all entries and answers from them."""
    from edu_search.engines import database

    return _elasticsearch() if name == "elasticsearch" else database.engine()


def _elasticsearch() -> Any:
    """Return the engine at ELASTICSEARCH_URL over an index of its own, filled with all entries."""
    from edu_search.engines.elasticsearch import Address, ElasticsearchEngine
    from edu_search.engines.elasticsearch import engine as module
    from edu_search.entries.models import Entry

    # Slow answers are measured here, not refused.
    module.READ_SECONDS = module.BUDGET_SECONDS = 60.0
    address = Address(os.environ["ELASTICSEARCH_URL"], "bench-search")
    engine = ElasticsearchEngine(address, installation=lambda: "bench")
    engine.indices.reset()
    last = 0
    while batch := list(Entry.objects.present().filter(pk__gt=last).order_by("pk")[:BATCH]):
        engine.write(batch)
        last = batch[-1].pk
    engine.refresh()
    return engine


def emptied() -> None:
    """Remove all entries."""
    from edu_search.entries.models import Entry

    Entry.objects.all().delete()


def filled(objects: Iterable[Any]) -> int:
    """Write the entries of objects that have a `pk` and a `document`; return how many."""
    from django.contrib.contenttypes.models import ContentType

    from edu_search.entries.registry import index_many

    found = list(objects)
    for first in range(0, len(found), BATCH):
        index_many(ContentType, found[first : first + BATCH], builder=lambda one: one.document)
    return len(found)


def settled() -> None:
    """Let the database learn what is in its tables and count the words, as nightly work does."""
    from django.core.management import call_command
    from django.db import connection

    call_command("search_vocabulary", if_stale=True, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


@contextmanager
def chosen(name: str) -> Iterator[None]:
    """Let pages ask an engine, by the settings."""
    from django.conf import settings

    options = settings.EDU_SEARCH
    if name == "elasticsearch":
        options["ELASTICSEARCH"] = {"url": os.environ["ELASTICSEARCH_URL"], "index": "bench-scale"}
    try:
        yield
    finally:
        options.pop("ELASTICSEARCH", None)


def reconnected() -> None:
    """Let this process have a connection of its own to Elasticsearch."""
    from edu_search.engines import elasticsearch
    from edu_search.engines.elasticsearch import connection

    elasticsearch._engine.cache_clear()
    connection.client.cache_clear()


@contextmanager
def without_index() -> Iterator[None]:
    """Write entries alone for a while."""
    from edu_search.engines.database.searching import DatabaseEngine

    write = DatabaseEngine.write
    DatabaseEngine.write = lambda self, entries: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        DatabaseEngine.write = write  # type: ignore[method-assign]
