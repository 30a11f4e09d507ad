"""Entries and index side by side, both in the order of their keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import F

from edu_search.engines.elasticsearch import ElasticsearchEngine
from edu_search.engines.elasticsearch.connection import WRITE_SECONDS, translated
from edu_search.engines.elasticsearch.writing import Outcome, Shipment, send
from edu_search.entries.models import MOST_FAILURES, Entry
from edu_search.shipping import outbox

ROWS = 5_000
#: What somebody deleted in the index has a version there for an hour, one that we cannot read: we pass it.
LEAP = 1_000
PART = 500  # keys in one statement; SQLite takes no more than a thousand


@dataclass(frozen=True)
class Row:
    """What the database says of one entry."""

    pk: int
    version: int
    gone: bool
    shipped_version: int
    failures: int

    @property
    def waits(self) -> bool:
        """Whether the outbox will ship it."""
        return self.shipped_version < self.version and self.failures < MOST_FAILURES

    @property
    def is_set_aside(self) -> bool:
        """Whether the engine refused it too often."""
        return self.shipped_version < self.version and self.failures >= MOST_FAILURES


@dataclass
class Drift:
    """How entries and index differ, as keys with the version in the index.

    Args:
        missing: entries that the index should have.
        stale: documents older than their entry.
        ahead: documents newer than their entry, after a database was restored.
        extra: documents without an entry.
        there: entries that wait although the index has them; nothing needs to be sent.
        waiting: how many entries wait to be shipped.
        set_aside: entries that the engine refused too often.
        compared: how many entries were looked at.
    """

    missing: dict[int, int] = field(default_factory=dict)
    stale: dict[int, int] = field(default_factory=dict)
    ahead: dict[int, int] = field(default_factory=dict)
    extra: dict[int, int] = field(default_factory=dict)
    there: dict[int, int] = field(default_factory=dict)
    waiting: int = 0
    set_aside: list[int] = field(default_factory=list)
    compared: int = 0

    @property
    def count(self) -> int:
        """How many documents are not as they should be and will not become so by themselves."""
        return sum(len(found) for found in (self.missing, self.stale, self.ahead, self.extra))


def compare(engine: ElasticsearchEngine) -> Drift:
    """Return how entries and index differ; what changes meanwhile is looked at twice.

    Raises:
        EngineUnavailableError: when the server does not answer.
    """
    engine.refresh()
    drift = Drift()
    suspects = [pk for pk, row, version in _side_by_side(engine) if _judge(drift, pk, row, version)]
    drift.missing, drift.stale, drift.ahead, drift.extra, drift.there = {}, {}, {}, {}, {}
    for first in range(0, len(suspects), PART):
        part = suspects[first : first + PART]
        held = _versions(engine, part)
        rows = {row.pk: row for row in _rows(Entry.objects.filter(pk__in=part))}
        for pk in part:
            _judge(drift, pk, rows.get(pk), held.get(pk), count=False)
    return drift


def mend(engine: ElasticsearchEngine, drift: Drift) -> None:
    """Let the outbox ship what is missing or old, and take away what has no entry.

    Raises:
        EngineUnavailableError: when the server does not answer.
    """
    again = {"shipped_version": 0, "failures": 0, "error": "", "retry_at": None}
    for pks in _parts(list(drift.stale)):
        Entry.objects.filter(pk__in=pks).update(**again)
    for pks in _parts(list(drift.missing)):
        Entry.objects.filter(pk__in=pks).update(version=F("version") + LEAP, **again)
    for pk, version in drift.ahead.items():
        Entry.objects.filter(pk=pk, version__lt=version).update(version=version + 1, shipped_version=0, retry_at=None)
    acknowledge(drift)
    client = engine.client.options(request_timeout=WRITE_SECONDS)
    extra = list(drift.extra.items())
    for first in range(0, len(extra), PART):
        send(client, engine.where.index, [Shipment(pk, version, None) for pk, version in extra[first : first + PART]])


def acknowledge(drift: Drift) -> None:
    """Take out of the outbox what the index has already."""
    for pks in _parts(list(drift.there)):
        outbox.settle([Outcome(pk, drift.there[pk], 200) for pk in pks])


def _judge(drift: Drift, pk: int, row: Row | None, held: int | None, *, count: bool = True) -> bool:
    """Put a pair where it belongs; return whether it differs."""
    if row is not None and count:
        drift.compared += not row.gone
        drift.waiting += row.waits
        if row.is_set_aside:
            drift.set_aside.append(pk)
    kind = _kind(row, held)
    if kind:
        getattr(drift, kind)[pk] = held or 0
    return bool(kind)


def _kind(row: Row | None, held: int | None) -> str:
    if row is None:
        return "" if held is None else "extra"
    if row.is_set_aside:
        return ""
    if row.gone:
        return "" if row.waits or held is None else "extra"
    if held is not None and held > row.version:
        return "ahead"
    if row.waits:
        return "there" if held == row.version else ""
    if held is None:
        return "missing"
    return "stale" if held < row.version else ""


def _side_by_side(engine: ElasticsearchEngine) -> Iterator[tuple[int, Row | None, int | None]]:
    """Yield key, row and version in the index for every key that either of them has."""
    left, right = _all_rows(), _all_documents(engine)
    row, document = next(left, None), next(right, None)
    while row is not None or document is not None:
        if document is None or (row is not None and row.pk < document[0]):
            assert row is not None
            yield row.pk, row, None
            row = next(left, None)
        elif row is None or document[0] < row.pk:
            yield document[0], None, document[1]
            document = next(right, None)
        else:
            yield row.pk, row, document[1]
            row, document = next(left, None), next(right, None)


def _all_rows() -> Iterator[Row]:
    last = 0
    while rows := list(_rows(Entry.objects.filter(pk__gt=last).order_by("pk")[:ROWS])):
        yield from rows
        last = rows[-1].pk


def _rows(entries: object) -> Iterator[Row]:
    fields = ("pk", "version", "gone", "shipped_version", "failures")
    return (Row(*values) for values in entries.values_list(*fields))  # type: ignore[attr-defined]


def _all_documents(engine: ElasticsearchEngine) -> Iterator[tuple[int, int]]:
    """Yield key and version of every document, from one moment's view of the index."""
    client = engine.client.options(request_timeout=WRITE_SECONDS)
    with translated():
        pit = client.open_point_in_time(index=engine.where.index, keep_alive="2m")["id"]
    try:
        after: list[int] | None = None
        while True:
            with translated():
                answer = client.search(
                    pit={"id": pit, "keep_alive": "2m"}, sort=[{"pk": "asc"}], search_after=after, size=ROWS,
                    version=True, source=False, track_total_hits=False,
                )  # fmt: skip
            hits = answer["hits"]["hits"]
            for hit in hits:
                yield int(hit["_id"]), hit["_version"]
            if len(hits) < ROWS:
                return
            after = hits[-1]["sort"]
    finally:
        with translated():
            client.close_point_in_time(id=pit)


def _versions(engine: ElasticsearchEngine, pks: list[int]) -> dict[int, int]:
    """Return the versions that the index has now, refreshed or not."""
    client = engine.client.options(request_timeout=WRITE_SECONDS)
    with translated():
        answer = client.mget(index=engine.where.index, ids=[str(pk) for pk in pks], source=False)
    return {int(found["_id"]): found["_version"] for found in answer["docs"] if found.get("found")}


def _parts(pks: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(pks), PART):
        yield pks[first : first + PART]
