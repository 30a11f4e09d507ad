"""Documents on their way into indices: one request, one outcome for each document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from elasticsearch import Elasticsearch

from edu_search.engines.elasticsearch.connection import translated
from edu_search.engines.elasticsearch.documents import as_document

if TYPE_CHECKING:
    from edu_search.entries.models import Entry

#: Bytes of one request, roughly.
LARGEST_REQUEST = 4_000_000


@dataclass(frozen=True)
class Outcome:
    """What became of one document in one index.

    Args:
        pk: of the entry.
        version: that was sent.
        status: of HTTP; 404 of a removal means that there was nothing to remove.
        error: in words, "" when it is there (or gone) now.
    """

    pk: int
    version: int
    status: int
    error: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the index has this version or a newer one."""
        return self.status < 300 or self.status == 409 or (self.status == 404 and not self.error)

    @property
    def is_busy(self) -> bool:
        """Whether the server had no room for it now."""
        return self.status in {429, 503}


@dataclass(frozen=True)
class Shipment:
    """One entry as it is sent; made once for all indices that get it."""

    pk: int
    version: int
    document: dict[str, Any] | None

    @property
    def size(self) -> int:
        """Bytes, roughly."""
        document = self.document or {}
        return 200 + sum(2 * len(str(value)) for value in document.values())


def shipment(entry: Entry) -> Shipment:
    """Return what is sent of an entry: its document, or that it is gone."""
    return Shipment(entry.pk, entry.version, None if entry.gone else as_document(entry))


def portions(shipments: Sequence[Shipment], largest: int = LARGEST_REQUEST) -> Iterator[list[Shipment]]:
    """Yield shipments in requests of bounded size."""
    portion: list[Shipment] = []
    size = 0
    for one in shipments:
        if portion and size + one.size > largest:
            yield portion
            portion, size = [], 0
        portion.append(one)
        size += one.size
    if portion:
        yield portion


def send(client: Elasticsearch, alias: str, shipments: Sequence[Shipment]) -> list[Outcome]:
    """Send documents in one request.

    A version that is not older than the one that the index has wins: sending twice changes nothing.

    Args:
        client: with the time-out of this request.
        alias: the name must be an alias: were the index gone, the server would make one that nobody described.
        shipments: entries.

    Raises:
        EngineUnavailableError: when the request as a whole failed.
    """
    if not shipments:
        return []
    operations: list[dict[str, Any]] = []
    for one in shipments:
        head = {"_id": str(one.pk), "version": one.version, "version_type": "external_gte"}
        if one.document is None:
            operations.append({"delete": head})
        else:
            operations += [{"index": head}, one.document]
    with translated():
        answer = client.bulk(
            index=alias, operations=operations, require_alias=True, filter_path="items.*.status,items.*.error,errors"
        )
    items = [next(iter(item.values())) for item in answer.body.get("items", [])]
    return [
        Outcome(one.pk, one.version, item["status"], _error(item.get("error")))
        for one, item in zip(shipments, items, strict=True)
    ]


def _error(error: dict[str, Any] | None) -> str:
    """Return the reason with what caused it."""
    if not error:
        return ""
    cause = error.get("caused_by", {}).get("reason", "")
    return f"{error.get('type', '')}: {error.get('reason', '')} {cause}".strip()[:1_000]
