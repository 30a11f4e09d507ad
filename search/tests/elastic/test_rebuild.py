"""A new index while the old one answers, on a real server."""

from __future__ import annotations

import os
import socket
import time

import pytest
from django.core.management import CommandError, call_command
from elastic_support import clean, make_entries
from foreign_project.models import Book

from edu_search.analysis import meaning
from edu_search.engines import choosing
from edu_search.engines.contract import EngineUnavailableError, Question
from edu_search.engines.elasticsearch import documents
from edu_search.engines.elasticsearch.indices import ForeignIndexError, MissingIndexError, OlderMappingError
from edu_search.entries.models import MOST_FAILURES, Entry
from edu_search.entries.registry import forget_many, index_many, index_object
from edu_search.shipping import rebuild as rebuilding
from edu_search.shipping.comparing import compare
from edu_search.shipping.doctor import examine
from edu_search.shipping.drain import drain
from edu_search.shipping.rebuild import RebuildRunningError, rebuild
from edu_search.shipping.services import status

pytestmark = pytest.mark.django_db


def held(engine) -> int:
    engine.refresh()
    return engine.client.options(request_timeout=20).count(index=engine.where.index)["count"]


def codes(engine) -> list[str]:
    return [problem.code for problem in examine(engine).problems]


class TestRebuild:
    def test_the_new_index_takes_the_place_of_the_old_one(self, configured):
        make_entries(30)
        drain()
        before = configured.indices.live().name
        done = rebuild(configured)
        after = configured.indices.all()
        assert (done.done, done.refused, held(configured)) == (30, 0, 30)
        assert [index.name for index in after] != [before]
        assert [index.aliases for index in after] == [frozenset({configured.where.index})]
        assert "last_pk" not in after[0].meta
        assert compare(configured).count == 0

    def test_there_is_no_moment_without_results_and_live_changes_are_in_both(self, configured, monkeypatch):
        books = Book.objects.bulk_create([Book(title=f"Sách {number}") for number in range(60)])
        index_many(Book, books)
        drain()
        monkeypatch.setattr(rebuilding, "BEAT", 0.0)
        monkeypatch.setattr(rebuilding, "ROWS", 10)
        asked = []

        def meanwhile(done):
            if len(asked) < 5:
                number = len(asked)
                forget_many(Book, [books[number].pk, books[-1 - number].pk])
                Book.objects.filter(pk=books[20 + number].pk).update(title="Truyện mới")
                index_object(Book.objects.get(pk=books[20 + number].pk))
                index_object(Book.objects.create(title="Truyện vừa viết"))
                drain()
            configured.refresh()
            asked.append(configured.search(Question(meaning=meaning("sách"))).total)

        rebuild(configured, progress=meanwhile)
        assert len(asked) >= 5
        assert min(asked) >= 60 - 15
        assert compare(configured).count == 0
        assert held(configured) == Entry.objects.present().count() == 55
        configured.refresh()
        assert configured.search(Question(meaning=meaning("truyện"))).total == 10

    def test_a_second_one_is_refused_while_the_first_lives(self, configured):
        index = configured.indices.create()
        configured.indices.note(index, writer=f"{socket.gethostname()}:1", beat_at=time.time())
        with pytest.raises(RebuildRunningError, match="process 1"):
            rebuild(configured, resume=True)
        with pytest.raises(CommandError, match="process 1"):
            call_command("search_rebuild")
        configured.indices.note(index, writer="elsewhere:1", beat_at=time.time() - rebuilding.DEAD - 1)
        rebuild(configured, resume=True)

    def test_the_first_rebuild_empties_the_outbox(self, configured, capsys):
        clean(configured)
        make_entries(20)
        call_command("search_rebuild")
        assert not Entry.objects.waiting().exists()
        assert "20 documents" in capsys.readouterr().out
        assert held(configured) == 20

    def test_a_row_that_is_refused_waits_in_the_outbox_with_its_error(self, configured):
        bad, *_good = make_entries(5)
        Entry.objects.filter(pk=bad.pk).update(facets={" ": ["x"]})
        done = rebuild(configured)
        assert (done.refused, held(configured)) == (1, 4)
        assert "document_parsing_exception" in Entry.objects.get(pk=bad.pk).error

    def test_entries_are_written_again_from_their_objects(self, configured, capsys):
        books = Book.objects.bulk_create([Book(title=f"Sách {number}") for number in range(5)])
        index_many(Book, books)
        Book.objects.filter(pk=books[0].pk).delete()
        Book.objects.filter(pk=books[1].pk).update(title="Tên mới")
        late = Book.objects.create(title="Chưa ai biết")
        call_command("search_rebuild", "--entries")
        assert set(Entry.objects.present().values_list("object_id", "title")) == {
            (str(book.pk), book.title) for book in Book.objects.all()
        }
        assert str(late.pk) in Entry.objects.present().values_list("object_id", flat=True)
        assert held(configured) == 5
        assert "5 searchable" in capsys.readouterr().out

    def test_without_an_engine_the_entries_are_written_all_the_same(self, settings, capsys):
        settings.EDU_SEARCH = {}
        Book.objects.create(title="Sách")
        call_command("search_rebuild", "--entries")
        assert Entry.objects.present().count() == 1
        assert "database answers" in capsys.readouterr().out


class TestDoctor:
    def test_all_is_well(self, configured, capsys):
        make_entries(8)
        drain()
        call_command("search_doctor")
        assert "Compared: 8 entries. Drift: 0." in capsys.readouterr().out

    def test_every_kind_of_drift_is_told_and_mended(self, configured, capsys):
        entries = make_entries(10)
        drain()
        client, name = configured.client.options(request_timeout=20), configured.where.index
        client.delete(index=name, id=str(entries[0].pk))  # missing
        Entry.objects.filter(pk=entries[1].pk).update(version=2, shipped_version=2)  # stale
        client.index(
            index=name, id=str(entries[2].pk), document={"pk": entries[2].pk}, version=9, version_type="external"
        )
        client.index(index=name, id="99999", document={"pk": 99999}, version=3, version_type="external")  # extra
        Entry.objects.filter(pk=entries[3].pk).update(shipped_version=0)  # there, and not acknowledged
        drift = compare(configured)
        assert list(drift.missing) == [entries[0].pk]
        assert (drift.stale, drift.ahead, drift.extra) == ({entries[1].pk: 1}, {entries[2].pk: 9}, {99999: 3})
        assert drift.there == {entries[3].pk: 1}
        with pytest.raises(CommandError):
            call_command("search_doctor")
        told = capsys.readouterr().err
        assert all(f"[{kind}]" in told for kind in ("missing", "stale", "ahead", "extra"))
        call_command("search_doctor", "--mend")
        assert "Mended: 4 documents." in capsys.readouterr().out
        assert (compare(configured).count, held(configured)) == (0, 10)
        assert Entry.objects.get(pk=entries[2].pk).version == 10

    def test_what_waits_or_is_set_aside_is_no_drift(self, configured):
        make_entries(2)
        make_entries(1, first=10, failures=MOST_FAILURES, error="x")
        drift = compare(configured)
        assert (drift.count, drift.waiting, len(drift.set_aside)) == (0, 2, 1)

    def test_a_deleted_index_is_told_and_made_anew_and_never_made_by_the_server(self, configured):
        make_entries(5)
        drain()
        clean(configured)
        configured.forget_trust()
        Entry.objects.update(version=2)
        with pytest.raises(MissingIndexError, match="search_rebuild"):
            drain()
        assert configured.indices.all() == []
        assert codes(configured) == ["missing"]
        assert choosing.search(Question(meaning=meaning("thông báo"))).engine != "elasticsearch"
        findings = examine(configured, mend=True)
        assert findings.is_well
        assert held(configured) == 5

    def test_an_index_of_an_older_mapping_is_told_and_made_anew(self, configured, monkeypatch):
        make_entries(5)
        drain()
        monkeypatch.setattr(documents, "FORM", documents.FORM + 1)
        Entry.objects.update(version=2)
        with pytest.raises(OlderMappingError, match="search_rebuild"):
            drain()
        assert not Entry.objects.filter(failures__gt=0).exists()
        assert codes(configured) == ["older"]
        assert examine(configured, mend=True).is_well
        assert (held(configured), compare(configured).waiting) == (5, 0)

    def test_another_installations_index_is_refused(self, configured):
        make_entries(3)
        drain()
        configured.indices.note(configured.indices.live(), installation="somebody-else")
        configured.forget_trust()
        Entry.objects.update(version=2)
        for work in (drain, lambda: rebuild(configured), lambda: configured.search(Question())):
            with pytest.raises(ForeignIndexError, match="somebody-else"):
                work()
        assert codes(configured) == ["foreign"]
        assert not examine(configured, mend=True).is_well
        call_command("search_rebuild", "--take-over")
        assert codes(configured) == []
        assert held(configured) == 3

    def test_a_full_disk_is_told_counts_against_no_row_and_is_mended(self, configured):
        make_entries(5)
        configured.client.options(request_timeout=20).indices.put_settings(
            index=configured.where.index, settings={"index.blocks.read_only_allow_delete": True}
        )
        with pytest.raises(EngineUnavailableError, match="read-only|blocked"):
            drain()
        assert not Entry.objects.filter(failures__gt=0).exists()
        assert codes(configured) == ["blocked"]
        assert examine(configured, mend=True).is_well
        assert held(configured) == 5

    def test_an_index_where_the_alias_should_be_is_refused_and_replaced_on_demand(self, configured):
        make_entries(3)
        clean(configured)
        configured.client.options(request_timeout=20).index(index=configured.where.index, document={"x": 1})
        configured.forget_trust()
        assert codes(configured) == ["foreign"]
        call_command("search_rebuild", "--take-over")
        assert held(configured) == 3

    def test_what_a_dead_rebuild_left_is_told_and_taken_up(self, configured):
        make_entries(4)
        drain()
        configured.indices.create()
        assert codes(configured) == ["half"]
        assert examine(configured, mend=True).is_well
        assert len(configured.indices.all()) == 1

    def test_an_index_that_nobody_uses_is_told_and_deleted(self, configured):
        configured.indices.finish(configured.indices.create())
        assert codes(configured) == ["left"]
        assert examine(configured, mend=True).is_well
        assert len(configured.indices.all()) == 1

    def test_a_server_that_is_away_is_told(self, settings, capsys):
        settings.EDU_SEARCH = {"ELASTICSEARCH": {"url": "http://127.0.0.1:9", "index": "x"}}
        make_entries(2)
        for command in ("search_doctor", "search_drain", "search_rebuild"):
            with pytest.raises(CommandError):
                call_command(command)
        assert "[unreachable]" in capsys.readouterr().err
        assert [problem.code for problem in status(look=True).problems] == ["unreachable"]

    def test_an_index_answers_only_the_process_that_lives(self):
        assert rebuilding._is_running(os.getpid())
        assert not rebuilding._is_running(2**22 + 1)
