"""Whether the index has exactly what the entries say, and how it gets that again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import ngettext

from edu_search.engines.database.models import IndexRow
from edu_search.entries.models import Entry

if TYPE_CHECKING:
    from edu_search.engines.database.searching import DatabaseEngine

BATCH = 500


def examined(engine: DatabaseEngine, *, mend: bool = False) -> list[str]:
    """Return sentences about what differs from the entries; none when all is well."""
    found = []
    late = _late().count()
    if late:
        found.append(
            ngettext(
                "%(count)d entry is missing in the index of the database or is there in an older version.",
                "%(count)d entries are missing in the index of the database or are there in an older version.",
                late,
            )
            % {"count": late}
        )
    wrong = _wrong().count()
    if wrong:
        found.append(
            ngettext(
                "%(count)d row in the index of the database belongs to an entry that is gone.",
                "%(count)d rows in the index of the database belong to entries that are gone.",
                wrong,
            )
            % {"count": wrong}
        )
    strays = engine.index.strays()
    if strays:
        found.append(
            ngettext(
                "%(count)d row in the index of the database has lost its words.",
                "%(count)d rows in the index of the database have lost their words.",
                strays,
            )
            % {"count": strays}
        )
    if mend and found:
        mend_index(engine)
    return found


def mend_index(engine: DatabaseEngine) -> int:
    """Write what is missing or old, remove what is too much; return how many rows were touched."""
    touched = 0
    engine.index.remove_strays()
    while pks := list(_wrong().values_list("pk", flat=True)[:BATCH]):
        engine.remove(pks)
        touched += len(pks)
    for batch in _batches(_late()):
        touched += _write(engine, batch)
    return touched


def rebuild(engine: DatabaseEngine) -> int:
    """Write all rows again, from the entries; return how many. What is found stays found meanwhile."""
    mend_index(engine)
    return sum(_write(engine, batch) for batch in _batches(Entry.objects.present()))


@transaction.atomic
def _write(engine: DatabaseEngine, pks: list[int]) -> int:
    """Write rows of entries as they are now; nobody changes them meanwhile."""
    entries = list(Entry.objects.present().filter(pk__in=pks).order_by("pk").select_for_update())
    engine.write(entries)
    return len(entries)


def _batches(entries: QuerySet[Entry]) -> Iterator[list[int]]:
    last = 0
    while pks := list(entries.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield pks
        last = pks[-1]


def _late() -> QuerySet[Entry]:
    written = IndexRow.objects.filter(pk=OuterRef("pk")).values("version")
    entries = Entry.objects.present().annotate(written=Subquery(written))
    return entries.filter(Q(written__isnull=True) | ~Q(written=F("version")))


def _wrong() -> QuerySet[IndexRow]:
    return IndexRow.objects.filter(entry__gone=True)
