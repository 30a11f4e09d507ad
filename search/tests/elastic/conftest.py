"""A real Elasticsearch. ``TEST_ELASTICSEARCH_URL`` names one that is there for tests only; faults start their own."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from elastic_support import PASSWORD, SCRIPT, OwnServer, clean, on_file

from edu_search.engines import choosing
from edu_search.engines import elasticsearch as elasticsearch_package
from edu_search.engines.elasticsearch import Address, ElasticsearchEngine
from edu_search.entries.models import Entry
from edu_search.shipping import tasks


def missing(reason: str):
    if os.environ.get("REQUIRE_SERVICES"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    url = os.environ.get("TEST_ELASTICSEARCH_URL", "")
    if not url:
        missing("set TEST_ELASTICSEARCH_URL (make engine starts one)")
    return url


@pytest.fixture
def index_name(request) -> str:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    return f"test-{worker}-{os.getpid()}"


@pytest.fixture
def address(elasticsearch_url, index_name) -> Address:
    return Address(elasticsearch_url, index_name)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Each test begins with closed breakers; nothing is kept of another test's settings."""
    choosing.breaker.reset()
    tasks.breaker.reset()
    yield
    elasticsearch_package._engine.cache_clear()


@pytest.fixture
def patient(monkeypatch):
    """A busy machine is no fault of a query: what is measured elsewhere is not measured here."""
    from edu_search.engines.elasticsearch import engine

    monkeypatch.setattr(engine, "READ_SECONDS", 20.0)
    monkeypatch.setattr(engine, "BUDGET_SECONDS", 20.0)


@pytest.fixture
def empty_engine(address, patient):
    """An engine over an empty index without entries in a database."""
    engine = ElasticsearchEngine(address, installation=lambda: "tests")
    engine.indices.reset()
    yield engine
    clean(engine)


@pytest.fixture
def filled(empty_engine):
    """Return a function that puts documents into the index: ``filled({"title": …}, …)`` with keys 1, 2, …"""

    def fill(*documents: dict) -> ElasticsearchEngine:
        rows = [
            Entry(pk=number, **{"type": "article", "title": "", "audience": ["public"], **values})
            for number, values in enumerate(documents, 1)
        ]
        assert empty_engine.write(rows) == len(rows)
        empty_engine.refresh()
        return empty_engine

    return fill


@pytest.fixture
def configured(address, settings, patient):
    """The engine that the settings name, over an empty index of this database."""
    settings.EDU_SEARCH = {"ELASTICSEARCH": {"url": address.url, "index": address.index}}
    engine = elasticsearch_package.configured_engine()
    clean(engine)
    engine.indices.reset()
    yield engine
    clean(engine)


@pytest.fixture(scope="session")
def own_server():
    if subprocess.run([SCRIPT, "java"], capture_output=True, check=False).returncode:
        missing("the fault tests need a JDK of 21 or newer (scripts/engine.sh java)")
    server = OwnServer()
    server.start()
    yield server
    server.go_on()
    server.stop()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory, django_db_setup, django_db_blocker) -> Path:
    """A migrated SQLite file: what other processes see, too."""
    path = tmp_path_factory.mktemp("database") / "migrated.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
        connections["default"].ensure_connection()
        connections["default"].connection.backup(copy)
    return path


@pytest.fixture
def shared_database(request, tmp_path):
    """A database that processes share: the PostgreSQL of the tests, or an SQLite file."""
    if connections["default"].vendor == "postgresql":
        yield
        return
    path = tmp_path / "portal.sqlite3"
    shutil.copy(request.getfixturevalue("migrated_file"), path)
    with request.getfixturevalue("django_db_blocker").unblock(), on_file(path):
        ContentType.objects.clear_cache()
        yield
    ContentType.objects.clear_cache()


@pytest.fixture
def faulty(own_server, settings, shared_database, index_name, patient):
    """The configured engine on the own server over an empty index."""
    settings.EDU_SEARCH = {
        "ELASTICSEARCH": {"url": own_server.url, "index": index_name, "user": "portal", "password": PASSWORD}
    }
    engine = elasticsearch_package.configured_engine()
    clean(engine)
    engine.indices.reset()
    return engine
