"""From the outbox to a real server."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from elastic_support import make_entries
from foreign_project.models import Book

from edu_search.analysis import meaning
from edu_search.engines import choosing
from edu_search.engines.contract import Question
from edu_search.engines.elasticsearch.writing import Outcome
from edu_search.entries.models import MOST_FAILURES, Entry
from edu_search.entries.registry import forget_object, index_object
from edu_search.shipping import outbox, tasks
from edu_search.shipping.comparing import compare
from edu_search.shipping.drain import drain
from edu_search.shipping.services import status

pytestmark = pytest.mark.django_db


def found(engine, text: str) -> list[int]:
    engine.refresh()
    return sorted(hit.pk for hit in engine.search(Question(meaning=meaning(text), size=100)).hits)


class TestDrain:
    def test_what_waits_is_shipped_and_found(self, configured):
        entries = make_entries(30)
        assert drain(batch=7).shipped == 30
        assert not Entry.objects.waiting().exists()
        assert found(configured, "thông báo") == [entry.pk for entry in entries]
        assert compare(configured).count == 0

    def test_what_is_gone_leaves_the_index_and_then_the_table(self, configured):
        books = [Book.objects.create(title=f"Sách {n}") for n in range(3)]
        for book in books:
            index_object(book)
        drain()
        forget_object(Book, books[0].pk)
        assert Entry.objects.filter(gone=True).count() == 1
        drain()
        assert found(configured, "sách") == sorted(Entry.objects.values_list("pk", flat=True))
        assert Entry.objects.count() == 2

    def test_what_was_never_there_is_forgotten_without_an_error(self, configured):
        index_object(Book.objects.create(pk=9, title="x"))
        forget_object(Book, 9)
        assert drain().refused == 0
        assert not Entry.objects.exists()

    def test_a_version_written_meanwhile_stays_pending(self, configured):
        make_entries(2)
        first, second = outbox.claim(10)
        Entry.objects.filter(pk=first.pk).update(version=2, title="Mới", retry_at=None)
        outbox.settle([Outcome(first.pk, 1, 200), Outcome(second.pk, 1, 200)])
        assert [entry.pk for entry in Entry.objects.to_ship(timezone.now())] == [first.pk]
        drain()
        assert found(configured, "mới") == [first.pk]

    def test_a_row_that_came_back_is_not_deleted(self, configured):
        [entry] = make_entries(1)
        Entry.objects.update(gone=True, version=2)
        outbox.claim(10)
        Entry.objects.update(gone=False, version=3)
        outbox.settle([Outcome(entry.pk, 2, 200)])
        assert Entry.objects.get().version == 3

    def test_an_older_version_never_replaces_a_newer_one(self, configured):
        [entry] = make_entries(1)
        Entry.objects.update(version=5, title="Mới")
        drain()
        entry.title, entry.version = "Cũ", 4
        assert configured.write([entry]) == 1  # taken as done: the index has a newer one
        assert found(configured, "mới") == [entry.pk]
        assert found(configured, "cũ") == []

    def test_what_one_process_took_another_leaves_alone_for_a_while(self, configured):
        make_entries(5)
        assert len(outbox.claim(3)) == 3
        assert len(outbox.claim(10)) == 2
        assert outbox.claim(10) == []
        Entry.objects.update(retry_at=timezone.now() - dt.timedelta(seconds=1))  # as if the process had died
        assert len(outbox.claim(10)) == 5

    def test_the_newest_change_waits_for_the_oldest(self, configured):
        entries = make_entries(3)
        Entry.objects.filter(pk=entries[0].pk).update(changed_at=timezone.now() + dt.timedelta(minutes=1))
        assert [entry.pk for entry in outbox.claim(2)] == [entries[1].pk, entries[2].pk]

    def test_a_limit_is_kept(self, configured):
        make_entries(10)
        assert drain(batch=2, limit=4).shipped == 4
        assert Entry.objects.waiting().count() == 6


class TestPoison:
    def test_a_row_that_the_engine_refuses_is_set_aside_and_blocks_none(self, configured, capsys):
        bad, *good = make_entries(6)
        Entry.objects.filter(pk=bad.pk).update(facets={" ": ["x"]})
        for tried in range(1, MOST_FAILURES + 1):
            Entry.objects.update(retry_at=None)
            drained = drain()
            assert drained.refused == 1
            assert Entry.objects.get(pk=bad.pk).failures == tried
        assert drain().refused == 0
        assert len(found(configured, "thông báo")) == len(good)
        entry = Entry.objects.set_aside().get()
        assert "document_parsing_exception" in entry.error
        assert status().set_aside == 1
        assert compare(configured).set_aside == [bad.pk]
        call_command("search_drain")
        assert "document_parsing_exception" in capsys.readouterr().err

    def test_a_new_version_or_an_editor_lets_it_be_tried_again(self, configured):
        [bad] = make_entries(1, failures=MOST_FAILURES, error="x")
        assert drain().shipped == 0
        assert outbox.retry([bad.pk]) == 1
        assert drain().shipped == 1


class TestAfterTheCommit:
    def test_a_change_is_shipped_by_itself(self, configured, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
            for number in range(4):
                index_object(Book.objects.create(title=f"Sách {number}"))
        assert len(callbacks) == 1
        assert len(found(configured, "sách")) == 4

    def test_nothing_is_asked_for_where_no_engine_is(self, settings, django_capture_on_commit_callbacks):
        settings.EDU_SEARCH = {}
        with django_capture_on_commit_callbacks() as callbacks:
            index_object(Book.objects.create(title="Sách"))
        assert callbacks == []

    def test_a_server_that_is_away_hurts_no_publication(
        self, settings, monkeypatch, django_capture_on_commit_callbacks, caplog
    ):
        settings.EDU_SEARCH = {"ELASTICSEARCH": {"url": "http://127.0.0.1:9", "index": "x"}}
        tried = []
        monkeypatch.setattr(tasks, "drain", lambda seconds: tried.append(1) or drain(seconds=seconds))
        for number in range(20):
            with django_capture_on_commit_callbacks(execute=True):
                index_object(Book.objects.create(title=f"Sách {number}"))
        assert len(tried) == 1  # the breaker is open
        assert "wait for Elasticsearch" in caplog.text
        assert Entry.objects.waiting().count() == 20
        assert not Entry.objects.filter(retry_at__isnull=False).exists()

    def test_without_an_engine_rows_of_what_is_gone_are_cleaned_up(self, settings):
        settings.EDU_SEARCH = {}
        index_object(Book.objects.create(pk=3, title="Sách"))
        forget_object(Book, 3)
        call_command("search_drain")
        assert not Entry.objects.exists()


class TestChoosing:
    def test_the_engine_answers_where_it_is_configured(self, configured):
        make_entries(3)
        drain()
        configured.refresh()
        assert choosing.search(Question(meaning=meaning("thông báo"))).engine == "elasticsearch"
        assert not choosing.is_degraded()

    def test_the_database_answers_when_it_does_not(self, settings):
        settings.EDU_SEARCH = {"ELASTICSEARCH": {"url": "http://127.0.0.1:9", "index": "x"}}
        index_object(Book.objects.create(title="Sách hay"))
        for _ in range(3):
            answer = choosing.search(Question(meaning=meaning("sách")))
            assert (answer.engine != "elasticsearch", answer.total) == (True, 1)
        assert choosing.is_degraded()
        assert status().engine == "database"

    def test_after_a_pause_one_reader_tries_again(self, configured):
        choosing.breaker.failed()
        choosing.breaker.failed()
        assert choosing.search(Question()).engine != "elasticsearch"
        choosing.breaker._closed_at = 0
        assert choosing.search(Question()).engine == "elasticsearch"
        assert not choosing.is_degraded()

    def test_an_index_that_is_not_fit_is_not_asked(self, configured):
        make_entries(1)
        drain()
        live = configured.indices.live()
        for note in ({"mapping": "older"}, {"installation": "another"}):
            configured.indices.note(live, **note)
            configured.forget_trust()
            choosing.breaker.reset()
            assert choosing.search(Question(meaning=meaning("thông báo"))).engine != "elasticsearch"
