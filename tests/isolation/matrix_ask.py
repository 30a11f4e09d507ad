"""Ask one address as somebody, undo what it did, and keep all that the answer and the database show."""

from __future__ import annotations

import io
import re
import traceback
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.db import connection, transaction
from django.test import Client
from matrix_bands import Dump, dump

WRITING = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE)


@dataclass
class Answer:
    """What one request brought: ``text`` holds body, headers and messages; ``rows`` the ``tables`` that it wrote to."""

    status: int
    text: str
    content_type: str
    size: int
    rows: Dump | None = None
    tables: frozenset[str] = frozenset()
    context: Any = field(default=None, repr=False)
    error: str = ""
    body: str = field(default="", repr=False)
    location: str = ""

    @property
    def html(self) -> str:
        """The body, if it is a page."""
        return self.body if "html" in self.content_type else ""


class Asker:
    """Somebody who asks; each question is undone before the next one."""

    def __init__(self, person: Any) -> None:
        self.client = Client(raise_request_exception=False)
        if person is not None:
            self.client.force_login(person)
        self._cookies = {key: morsel.value for key, morsel in self.client.cookies.items()}

    def ask(self, method: str, url: str, data: Any = None, **options: Any) -> Answer:
        """Send a request and return what it brought; the database is as before afterwards."""
        for key in set(self.client.cookies) - set(self._cookies):
            del self.client.cookies[key]
        for key, value in self._cookies.items():
            self.client.cookies[key] = value
        with undone(), written() as tables:
            response = self.client.generic(method, url, **options) if data is None and method != "GET" else None
            if response is None:
                response = getattr(self.client, method.lower())(url, data, **options)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            return Answer(
                status=response.status_code,
                text=_text(response, body),
                content_type=response.headers.get("Content-Type", ""),
                size=len(body),
                rows=dump(tables) if tables and not connection.needs_rollback else None,
                tables=frozenset(tables),
                context=response.context,
                error=_error(response),
                body=body.decode(errors="replace"),
                location=response.headers.get("Location", ""),
            )


@contextmanager
def undone() -> Iterator[None]:
    """Roll back whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def written() -> Iterator[set[str]]:
    """Collect the tables that statements inside write to; databases differ in how they would tell."""
    tables: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITING.match(sql)
        if found and found[1] != "django_session":
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


def _error(response: Any) -> str:
    """Say where the server failed."""
    if not getattr(response, "exc_info", None):
        return ""
    _kind, error, trace = response.exc_info
    last = traceback.extract_tb(trace)[-1]
    return f"{error!r:.200} in {last.filename.rpartition('site-packages/')[2]}:{last.lineno}"


def _text(response: Any, body: bytes) -> str:
    """Return all that a person could read: body, what is packed in it, headers, messages to come."""
    headers = "\n".join(f"{key}: {value}" for key, value in response.headers.items() if key != "Set-Cookie")
    request = getattr(response, "wsgi_request", None)
    storage = getattr(request, "_messages", None)
    messages = "\n".join(str(m) for m in getattr(storage, "_queued_messages", ()))
    return "\n".join((unquote(headers), messages, _readable(body)))


def _readable(body: bytes) -> str:
    if body[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return body.decode(errors="replace")
