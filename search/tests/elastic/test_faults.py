"""What goes wrong on a real server: each time nothing is lost, nothing is doubled, and no reader waits."""

from __future__ import annotations

import os
import signal
import time

import pytest
from elastic_support import PASSWORD, in_another_process, make_entries

from edu_search.analysis import meaning
from edu_search.engines import choosing
from edu_search.engines.contract import EngineUnavailableError, Question
from edu_search.engines.elasticsearch import Address, ElasticsearchEngine, connection
from edu_search.engines.elasticsearch import engine as engine_module
from edu_search.entries.models import Entry
from edu_search.shipping import drain as draining
from edu_search.shipping import outbox, tasks
from edu_search.shipping import rebuild as rebuilding
from edu_search.shipping.comparing import compare
from edu_search.shipping.doctor import examine
from edu_search.shipping.drain import drain
from edu_search.shipping.rebuild import rebuild
from edu_search.shipping.services import status

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = Question(meaning=meaning("thông báo"))
LONGEST = 1.5  # seconds of a search


@pytest.fixture(autouse=True)
def _short_claims(monkeypatch):
    """What a dead process took is free again after this, in the test as in life after `CLAIM_SECONDS`."""
    monkeypatch.setattr(outbox, "CLAIM_SECONDS", 1)


@pytest.fixture
def hurried(monkeypatch):
    """The time-outs of real life."""
    monkeypatch.setattr(engine_module, "READ_SECONDS", connection.READ_SECONDS)
    monkeypatch.setattr(engine_module, "BUDGET_SECONDS", connection.BUDGET_SECONDS)


def until(true, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def drain_all() -> None:
    while Entry.objects.waiting().exists():
        drain()
        time.sleep(0.2)


def assert_all_is_there(engine, count: int) -> None:
    drift = compare(engine)
    assert (drift.count, drift.waiting) == (0, 0)
    engine.refresh()
    assert engine.client.options(request_timeout=20).count(index=engine.where.index)["count"] == count


def timed(question: Question) -> tuple[float, str]:
    started = time.monotonic()
    engine = choosing.search(question).engine
    return time.monotonic() - started, engine


class TestKilled:
    def test_a_drain_in_the_middle(self, faulty, monkeypatch):
        make_entries(400)
        slow = draining.send
        monkeypatch.setattr(draining, "send", lambda *args: time.sleep(0.05) or slow(*args))
        pid = in_another_process(lambda: drain(batch=10))
        until(lambda: Entry.objects.filter(shipped_version=1).count() >= 40)
        kill(pid)
        assert 0 < Entry.objects.waiting().count() < 400
        monkeypatch.setattr(draining, "send", slow)
        drain_all()
        assert_all_is_there(faulty, 400)

    def test_right_after_the_server_acknowledged(self, faulty, monkeypatch):
        make_entries(100)
        settle = outbox.settle
        monkeypatch.setattr(outbox, "settle", lambda outcomes: os.kill(os.getpid(), signal.SIGKILL))
        os.waitpid(in_another_process(lambda: drain(batch=60)), 0)
        faulty.refresh()
        assert faulty.client.options(request_timeout=20).count(index=faulty.where.index)["count"] == 60
        assert Entry.objects.waiting().count() == 100
        monkeypatch.setattr(outbox, "settle", settle)
        drain_all()
        assert_all_is_there(faulty, 100)

    def test_a_rebuild_in_the_middle(self, faulty, monkeypatch):
        make_entries(600)
        drain_all()
        monkeypatch.setattr(rebuilding, "BEAT", 0.0)
        monkeypatch.setattr(rebuilding, "ROWS", 20)
        send = rebuilding.send_patiently
        monkeypatch.setattr(rebuilding, "send_patiently", lambda *args: time.sleep(0.05) or send(*args))
        pid = in_another_process(lambda: rebuild(faulty_again()))
        indices = faulty.indices
        until(lambda: (half := indices.building()) and half.meta.get("last_pk", 0) > 0)
        kill(pid)
        faulty.refresh()
        assert faulty.search(WORDS).total == 600  # the old index answers
        monkeypatch.setattr(rebuilding, "send_patiently", send)
        done = rebuild(faulty, resume=True)
        assert done.resumed_after > 0
        assert len(indices.all()) == 1
        assert_all_is_there(faulty, 600)

    def test_two_drains_at_once(self, faulty):
        make_entries(300)
        pids = [in_another_process(lambda: drain(batch=17)) for _ in range(2)]
        drain(batch=13)
        for pid in pids:
            assert os.waitpid(pid, 0)[1] == 0
        drain_all()
        assert_all_is_there(faulty, 300)


def faulty_again() -> ElasticsearchEngine:
    from edu_search.engines.elasticsearch import configured_engine

    return configured_engine()


class TestServer:
    def test_a_busy_server_is_given_less_at_once(self, faulty, monkeypatch):
        pauses = []
        busy = draining.Pace.busy
        monkeypatch.setattr(draining.Pace, "busy", lambda pace: pauses.append(pace.batch) or busy(pace))
        monkeypatch.setattr(draining, "portions", lambda shipments: [list(shipments)])
        make_entries(250, text="công văn hướng dẫn tuyển sinh " * 400)
        drain()
        assert pauses  # 429 was answered
        assert not Entry.objects.filter(failures__gt=0).exists()
        drain_all()
        assert_all_is_there(faulty, 250)

    def test_it_hangs(self, own_server, faulty, hurried):
        make_entries(20)
        drain_all()
        own_server.hang()
        try:
            answers = [timed(WORDS) for _ in range(6)]
            assert max(seconds for seconds, _engine in answers) < LONGEST
            assert {engine for _seconds, engine in answers} != {"elasticsearch"}
            assert answers[-1][1] != "elasticsearch"
            assert choosing.is_degraded()
            assert status().engine == "database"
            make_entries(30, first=100)
            started = time.monotonic()
            for _ in range(5):
                tasks._after_commit()
            assert time.monotonic() - started < tasks.SECONDS * 2 + 1
            assert Entry.objects.waiting().count() == 30
        finally:
            own_server.go_on()
        choosing.breaker.reset()
        tasks.breaker.reset()
        drain_all()
        assert_all_is_there(faulty, 50)

    def test_it_is_stopped_for_the_time_of_500_publications(self, own_server, faulty, hurried):
        make_entries(50)
        drain_all()
        own_server.stop()
        slowest = 0.0
        for number in range(50):
            make_entries(10, first=1000 + number * 10)
            tasks._after_commit()
            if number % 10 == 0:
                seconds, engine = timed(WORDS)
                slowest = max(slowest, seconds)
                assert engine != "elasticsearch"
        assert slowest < LONGEST
        assert status().pending == 500
        with pytest.raises(EngineUnavailableError):
            drain()
        own_server.restart()
        drain_all()
        choosing.breaker.reset()
        assert_all_is_there(faulty, 550)

    def test_a_wrong_password_is_told_and_the_database_answers(self, own_server, faulty, settings, index_name):
        make_entries(5)
        settings.EDU_SEARCH = {
            "ELASTICSEARCH": {"url": own_server.url, "index": index_name, "user": "portal", "password": "wrong-one"}
        }
        engine = faulty_again()
        assert choosing.search(WORDS).engine != "elasticsearch"
        [problem] = examine(engine).problems
        assert (problem.code, "ELASTICSEARCH_PASSWORD" in problem.text) == ("login", True)
        assert "wrong-one" not in problem.text + repr(engine.where)
        with pytest.raises(EngineUnavailableError):
            drain()
        assert not Entry.objects.filter(failures__gt=0).exists()

    def test_an_anonymous_reader_is_refused_where_security_is_on(self, own_server, index_name, patient):
        engine = ElasticsearchEngine(Address(own_server.url, index_name), installation=lambda: "x")
        with pytest.raises(EngineUnavailableError, match="401"):
            engine.search(WORDS)
        assert PASSWORD not in repr(Address(own_server.url, user="portal", password=PASSWORD))
