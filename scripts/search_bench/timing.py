"""Times of calls, alone and by several clients at once."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
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


def several(name: str, calls: Calls) -> Row:
    """Return milliseconds with several clients at once, in a row of the table."""
    from django.db import connections

    def client(number: int) -> list[float]:
        try:
            return times(calls[number::CLIENTS])
        finally:
            connections.close_all()

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        found = [one for part in pool.map(client, range(CLIENTS)) for one in part]
    rate = len(found) / (time.perf_counter() - began)
    return {f"{name}, {CLIENTS} clients": f"{shown(found)}, {rate:.0f} a second"}


def shown(found: Sequence[float]) -> str:
    """Return median and 95th percentile."""
    ordered = sorted(found)
    return f"{statistics.median(ordered):.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"
