"""What the tests on a real Elasticsearch share."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.utils import load_backend
from foreign_project.models import Book

from edu_search.engines import database
from edu_search.engines import elasticsearch as elasticsearch_package
from edu_search.engines.elasticsearch import ElasticsearchEngine, connection
from edu_search.entries.models import Entry

SCRIPT = Path(__file__).resolve().parents[3] / "scripts/engine.sh"
PASSWORD = "only-for-tests-2026"


def clean(engine: ElasticsearchEngine) -> None:
    names = [index.name for index in engine.indices.all()]
    if names:
        engine.client.options(request_timeout=20).indices.delete(index=names, ignore_unavailable=True)


def make_entries(count: int, *, first: int = 0, text: str = "", **values) -> list[Entry]:
    """Entries as `index_many` writes them, without objects."""
    kind = ContentType.objects.get_for_model(Book)
    rows = [
        Entry(
            content_type=kind,
            object_id=str(number),
            type="book",
            title=f"Thông báo số {number}",
            text=text,
            url_path=f"/{number}/",
            audience=["public"],
            changed_at=dt.datetime.now(dt.UTC),
            **values,
        )
        for number in range(first, first + count)
    ]
    made = Entry.objects.bulk_create(rows)
    database.engine().write(made)
    return made


class OwnServer:
    """A server that a test may stop, hang and start again, with security on."""

    def __init__(self) -> None:
        self.name = f"faults-{os.getpid()}"
        self.environment = {**os.environ, "ENGINE_PASSWORD": PASSWORD}
        self.url = ""

    def script(self, *words: str, **environment: str) -> str:
        answer = subprocess.run(
            [SCRIPT, *words], env={**self.environment, **environment}, capture_output=True, text=True, check=False
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def start(self, **environment: str) -> None:
        # So small that a request of a few hundred long documents is refused with 429.
        answer = self.script("start", self.name, "-E", "indexing_pressure.memory.limit=2mb", **environment)
        self.url = answer.strip().rpartition("ELASTICSEARCH_URL=")[2]

    def stop(self) -> None:
        self.script("stop", self.name)

    def restart(self) -> None:
        self.start(ENGINE_KEEP="1", ENGINE_PORT=self.url.rpartition(":")[2])

    def signal(self, number: int) -> None:
        os.killpg(int(self.script("pid", self.name)), number)

    def hang(self) -> None:
        self.signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.signal(signal.SIGCONT)


class on_file:  # noqa: N801 - read as a statement
    """Let the default database be an SQLite file for a while."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        self.before = connections["default"]
        values = {
            **self.before.settings_dict,
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(self.path),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"},
        }
        connections["default"] = load_backend("django.db.backends.sqlite3").DatabaseWrapper(values, "default")

    def __exit__(self, *error) -> None:
        connections["default"].close()
        connections["default"] = self.before


def in_another_process(work) -> int:
    """Run ``work`` in a process of its own; return its id at once."""
    for one in connections.all(initialized_only=True):
        one.close()
    pid = os.fork()
    if pid:
        return pid
    try:
        connection.client.cache_clear()
        elasticsearch_package._engine.cache_clear()
        work()
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - the parent looks at the code
        print(repr(error), flush=True)
        os._exit(1)
