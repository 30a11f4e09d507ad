"""All entries once more from the objects that they describe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max

from edu_search.entries.documents import Registered, all_registered
from edu_search.entries.models import Entry
from edu_search.entries.registry import forget_many, index_many

ROWS = 500


def rewrite_entries(progress: Callable[[str, int], None] = lambda name, done: None) -> int:
    """Write the entries of all registered models again, and hide those of objects that are gone.

    What did not change is not written: its version stays. Each batch is a transaction of its own.

    Args:
        progress: called with the model's name and the number of objects read so far.

    Returns:
        how many objects are searchable.
    """
    return sum(_rewrite(one, progress) for one in all_registered())


def _rewrite(one: Registered, progress: Callable[[str, int], None]) -> int:
    name = str(one.model._meta.verbose_name_plural)
    known = Entry.objects.present().filter(content_type=ContentType.objects.get_for_model(one.model))
    newest = known.aggregate(newest=Max("pk"))["newest"] or 0
    seen: set[str] = set()
    searchable, last = 0, None
    while batch := _batch(one, last):
        searchable += index_many(one.model, batch)
        last = batch[-1].pk
        seen.update(str(row.pk) for row in batch)
        progress(name, len(seen))
    # Entries that were made meanwhile are younger than the newest one that we knew.
    left = [key for key in known.filter(pk__lte=newest).values_list("object_id", flat=True) if key not in seen]
    for first in range(0, len(left), ROWS):
        part = left[first : first + ROWS]
        alive = {str(pk) for pk in one.rows().filter(pk__in=part).values_list("pk", flat=True)}
        forget_many(one.model, [key for key in part if key not in alive])
    return searchable


def _batch(one: Registered, after: Any) -> list[Any]:
    rows = one.rows().order_by("pk")
    return list((rows if after is None else rows.filter(pk__gt=after))[:ROWS])
