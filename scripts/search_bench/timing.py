"""Times of calls, alone and by several clients at once."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from typing import Any

CLIENTS = 8
Row = dict[str, str]
Calls = Sequence[Callable[[], Any]]


def times(calls: Calls) -> list[float]:
    """Return milliseconds of every call, one after the other."""
    found = []
    for call in calls:
        began = time.perf_counter()
        call()
        found.append((time.perf_counter() - began) * 1000)
    return found


def several(name: str, calls: Calls, *, reconnect: Callable[[], Any] = lambda: None) -> Row:
    """Return milliseconds with several clients at once, in a row of the table.

    Args:
        name: of the row.
        calls: shared out among the clients, each of which is a process, as the portal's workers are.
        reconnect: called in each process first: connections cannot be shared by processes.
    """
    from django.db import connections

    connections.close_all()
    context = get_context("fork")
    ready, told = context.Barrier(CLIENTS), context.SimpleQueue()

    def client(number: int) -> None:
        reconnect()
        calls[number]()
        ready.wait()
        began = time.perf_counter()
        found = times(calls[number::CLIENTS])
        told.put((began, time.perf_counter(), found))

    processes = [context.Process(target=client, args=(number,)) for number in range(CLIENTS)]
    for process in processes:
        process.start()
    parts = [told.get() for _process in processes]
    for process in processes:
        process.join()
    found = [one for _began, _ended, part in parts for one in part]
    rate = len(found) / (max(part[1] for part in parts) - min(part[0] for part in parts))
    return {f"{name}, {CLIENTS} clients": f"{shown(found)}, {rate:.0f} a second"}


def shown(found: Sequence[float]) -> str:
    """Return median and 95th percentile."""
    ordered = sorted(found)
    return f"{statistics.median(ordered):.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"
