"""Which runs of the command still live: each holds a lock that the machine takes away when its process dies.

On PostgreSQL an advisory lock of the session, elsewhere (one machine) a locked file.
A pool that hands a session to several clients (transaction pooling) must not stand between.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

#: First half of the advisory lock's key: "urge".
NAMESPACE = 0x75726765


@contextmanager
def lock_of(run: int) -> Iterator[bool]:
    """Take the lock of a run without waiting; yields whether it was free."""
    taking = _advisory if connection.vendor == "postgresql" else _file
    with taking(run) as free:
        yield free


@contextmanager
def _advisory(run: int) -> Iterator[bool]:
    key = [NAMESPACE, run % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        free = bool(cursor.fetchone()[0])
    try:
        yield free
    finally:
        if free:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


@contextmanager
def _file(run: int) -> Iterator[bool]:
    import fcntl  # not on Windows, where nobody serves this

    name = hashlib.sha256(f"{connection.settings_dict['NAME']}:{os.getuid()}".encode()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"comms-urging-{name}-{run}.lock"
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            path.unlink(missing_ok=True)
