"""The engines by name, and how entries come to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

NAMES = ("sqlite", "postgresql", "elasticsearch")
BATCH = 500


def engine_of(name: str) -> Any:
    """Return an engine that has all entries and answers from them."""
    from edu_search.engines import database

    if name != "elasticsearch":
        return database.engine()
    raise NotImplementedError(name)


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
