"""The index of the database has what the entries say; what it lost or has too much is seen and mended."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from django.apps import apps
from django.db import connection

from edu_search import migrations
from edu_search.analysis import meaning
from edu_search.engines.contract import Question
from edu_search.engines.database.health import rebuild
from edu_search.engines.database.models import IndexRow
from edu_search.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(embedded):
    embedded.add("Tin một", "Tin hai", "Tin ba")
    return embedded


def test_all_is_well(library):
    library.change(2, title="Tin hai sửa")
    library.remove(3)
    assert library.engine.check() == []
    assert library.engine.check(mend=True) == []


def test_rows_that_are_lost_are_written_again(library):
    IndexRow.objects.filter(pk=library.entry(1).pk).delete()
    assert library.found("tin") == [3, 2]
    assert "1 entry" in library.engine.check()[0]
    assert library.engine.check(mend=True)
    assert library.engine.check() == []
    assert set(library.found("tin")) == {1, 2, 3}


def test_rows_of_an_older_version_are_renewed(library):
    Entry.objects.filter(pk=library.entry(1).pk).update(title="Thư một", version=5)
    assert library.found("thư") == []
    library.engine.check(mend=True)
    assert library.found("thư") == [1]
    assert library.engine.check() == []


def test_rows_of_what_is_gone_are_removed(library):
    Entry.objects.filter(pk=library.entry(1).pk).update(gone=True)
    assert "gone" in library.engine.check(mend=True)[0]
    assert set(library.found("tin")) == {2, 3}
    assert library.engine.check() == []


def test_words_that_are_lost_are_written_again(library):
    pk = library.entry(1).pk
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("UPDATE edu_search_indexrow SET lexemes = NULL WHERE entry_id = %s", [pk])
        else:
            cursor.execute("DELETE FROM edu_search_fts WHERE rowid = %s", [pk])
            cursor.execute("INSERT INTO edu_search_fts (rowid, title, body, tags) VALUES (4711, 'tin', '', '')")
    assert set(library.found("tin")) == {2, 3}
    assert library.engine.check(mend=True)
    assert library.engine.check() == []
    assert set(library.found("tin")) == {1, 2, 3}


def test_entries_that_are_deleted_take_their_rows_along(library):
    Entry.objects.filter(pk=library.entry(1).pk).delete()
    assert library.engine.check() == []
    assert IndexRow.objects.count() == 2


def test_everything_is_written_again(library):
    library.remove(3)
    assert rebuild(library.engine) == 2
    assert set(library.found("tin")) == {1, 2}


def test_the_migration_fills_the_index_from_entries(library):
    (name,) = [one.name for one in pkgutil.iter_modules(migrations.__path__) if one.name.endswith("embedded_index")]
    migration = importlib.import_module(f"edu_search.migrations.{name}")
    IndexRow.objects.all().delete()
    migration.fill(apps, None)
    assert library.engine.check() == []
    assert library.engine.search(Question(meaning=meaning("tin"))).total == 3


def test_a_document_of_very_many_words_is_indexed(library):
    words = " ".join(f"từ{number}" for number in range(30_000))
    library.add({"title": "Dài", "text": words, "summary": "ﷺ" * 3000})
    assert library.found("từ7") == [4]
    assert library.engine.check() == []
