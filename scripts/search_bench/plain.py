"""The same documents and queries on modelsearch's own back ends, as `Model.objects.search()` asks them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from typing import Any

from search_bench.documents import batches, documents, queries
from search_bench.timing import Row, several, shown, times

FACETS = ("theme", "type", "level", "unit", "year")
BATCH = 1_000


def measure(backend: str, count: int, owners: int, file: str, say: Callable[[str], None]) -> Row:
    """Return figures by what was measured; see `scale.measure`.

    Args:
        backend: "database" or "elasticsearch".
        count, owners, file, say: as in `scale.measure`.
    """
    from search_bench.models import PlainDocument

    searched = _backend(backend)
    if PlainDocument.objects.count() < count:
        PlainDocument.objects.all().delete()
        for batch in batches(documents(count, owners, file), BATCH):
            PlainDocument.objects.bulk_create(_row(one) for one in batch)
    found: Row = {"rebuild, documents a second": f"{count / _filled(searched, say):.0f}"}
    _settled()
    asked = queries(200, file)

    def search(text: str, facets: Sequence[str] = FACETS) -> Any:
        results = searched.search(text, PlainDocument)
        return list(results[:20]), len(results), [results.facet(name) for name in facets]

    found["search"] = shown(times([lambda text=text: search(text, ()) for text in asked]))
    with_facets = [lambda text=text: search(text) for text in asked]
    found["search with 5 facets"] = shown(times(with_facets))
    typed = [text[: at % len(text) + 1] for at, text in enumerate(asked)]
    found["suggestions"] = shown(
        times([lambda text=text: list(searched.autocomplete(text, PlainDocument)[:8]) for text in typed])
    )

    def reconnected() -> None:
        nonlocal searched
        searched = _backend(backend)

    return found | several("search with 5 facets", with_facets, reconnect=reconnected)


def _row(one: Any) -> Any:
    from search_bench.models import PlainDocument

    document = one.document
    facets = {name: values[0] for name, values in document.facets.items()}
    texts = {"title": document.title, "summary": document.summary, "text": document.text}
    return PlainDocument(pk=one.pk, published_at=document.published_at, **texts, **facets)


def _backend(name: str) -> Any:
    from modelsearch.backends import get_search_backend

    if name == "database":
        return get_search_backend("modelsearch.backends.database")
    from modelsearch.backends.elasticsearch9 import SearchBackend

    class CoreAnalysisBackend(SearchBackend):
        """Its n-gram analyzers need a module that the server for tests lacks; beginnings are found by `prefix` then."""

        settings = {"settings": {"analysis": {"analyzer": {"edgengram_analyzer": {"type": "standard"}}}}}

    return CoreAnalysisBackend(
        {"URLS": [os.environ["ELASTICSEARCH_URL"]], "INDEX_PREFIX": "bench_plain_", "TIMEOUT": 60}
    )


def _filled(backend: Any, say: Callable[[str], None]) -> float:
    """Index all documents; return the seconds."""
    from search_bench.models import PlainDocument

    began, done = time.perf_counter(), 0
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(PlainDocument))
    index = rebuilder.start()
    index.add_model(PlainDocument)
    for batch in batches(PlainDocument.objects.order_by("pk").iterator(BATCH), BATCH):
        index.add_items(PlainDocument, list(batch))
        done += len(batch)
        if done % 20_000 == 0:
            say(f"modelsearch: {done} documents, {done / (time.perf_counter() - began):.0f} a second")
    rebuilder.finish()
    return time.perf_counter() - began


def _settled() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
