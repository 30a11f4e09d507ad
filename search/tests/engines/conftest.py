"""One suite for every engine: what is written through the registry is found by the engine under test.

The database of the tests (SQLite, or what TEST_DATABASE_URL names) always runs; Elasticsearch joins where
TEST_ELASTICSEARCH_URL names a server that is there for tests only.
"""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest
from foreign_project.models import Book

from edu_search.analysis import meaning
from edu_search.engines import database
from edu_search.engines.contract import Found, Question
from edu_search.entries.documents import Document
from edu_search.entries.models import PUBLIC, Entry
from edu_search.entries.registry import forget_object, index_many


class Library:
    """Documents by number, and one engine that finds them."""

    def __init__(self, engine, refresh) -> None:
        self.engine = engine
        self.refresh = refresh
        self.count = 0

    def add(self, *documents: dict | str) -> None:
        """Add documents 1, 2, …: a title, or fields of `Document`."""
        rows = []
        for values in documents:
            self.count += 1
            rows.append(self._book(self.count, values))
        self._index(rows)

    def change(self, number: int, **values) -> None:
        self._index([self._book(number, values)])

    def remove(self, number: int) -> None:
        forget_object(Book, number)
        self.refresh()

    def search(self, text: str = "", **values) -> Found:
        return self.engine.search(Question(meaning=meaning(text), **values))

    def found(self, text: str = "", **values) -> list[int]:
        """Return the numbers of what is found, in order."""
        return self.numbers(hit.pk for hit in self.search(text, **values).hits)

    def suggested(self, text: str, *, audience=frozenset({PUBLIC}), **values) -> list[int]:
        return self.numbers(self.engine.suggest(meaning(text), audience=audience, **values))

    def numbers(self, pks) -> list[int]:
        known = dict(Entry.objects.values_list("pk", "object_id"))
        return [int(known[pk]) for pk in pks]

    def entry(self, number: int) -> Entry:
        return Entry.objects.get(object_id=str(number))

    def _book(self, number: int, values: dict | str) -> SimpleNamespace:
        values = {"title": values} if isinstance(values, str) else values
        document = Document(**{"type": "article", "title": "", "url_path": f"/{number}/", **values})
        return SimpleNamespace(pk=number, document=document)

    def _index(self, rows) -> None:
        index_many(Book, rows, builder=lambda row: row.document)
        self.refresh()


@pytest.fixture
def embedded(db):
    """Return a `Library` of the database engine alone."""
    return Library(database.engine(), lambda: None)


@pytest.fixture(params=["database", "elasticsearch"])
def library(request, db):
    """Return a `Library` without documents."""
    if request.param == "database":
        yield Library(database.engine(), lambda: None)
        return
    url = os.environ.get("TEST_ELASTICSEARCH_URL", "")
    if not url:
        pytest.skip("set TEST_ELASTICSEARCH_URL (make engine starts one)")
    yield from _elasticsearch(url, request.getfixturevalue("monkeypatch"))


def _elasticsearch(url: str, monkeypatch):
    from edu_search.engines.elasticsearch import Address, ElasticsearchEngine
    from edu_search.engines.elasticsearch import engine as module

    # A busy machine is no fault of a query: what is measured elsewhere is not measured here.
    monkeypatch.setattr(module, "READ_SECONDS", 20.0)
    monkeypatch.setattr(module, "BUDGET_SECONDS", 20.0)
    engine = ElasticsearchEngine(Address(url, f"suite-{os.getpid()}"), installation=lambda: "suite")
    engine.indices.reset()

    def refresh() -> None:
        engine.write(list(Entry.objects.order_by("pk")))
        engine.refresh()

    yield Library(engine, refresh)
    names = [index.name for index in engine.indices.all()]
    engine.client.options(request_timeout=20).indices.delete(index=names, ignore_unavailable=True)
