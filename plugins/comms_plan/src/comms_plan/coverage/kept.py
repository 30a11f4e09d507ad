"""Counts over all publications, kept for a minute: a screen that many open at once counts once.

A change forgets them at once where the processes share a cache; elsewhere the minute does. Every screen
says of which moment its counts are.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from unit_pages.publications.signals import publication_changed

SECONDS = 60
VERSION = "comms-coverage:version"

T = TypeVar("T")


@dataclass(frozen=True)
class Kept(Generic[T]):
    """Something counted, and when."""

    at: dt.datetime
    value: T


def keep(key: str, make: Callable[[], T]) -> Kept[T]:
    """Return what ``make`` counted in the last minute under ``key``, else let it count now."""
    full = f"comms-coverage:{cache.get(VERSION, '')}:{key}"
    found = cache.get(full)
    if found is None:
        found = Kept(timezone.now(), make())
        cache.set(full, found, SECONDS)
    return cast("Kept[T]", found)


def forget(**kwargs: Any) -> None:
    """Forget everything when the transaction has ended."""
    transaction.on_commit(forget_now)


def forget_now() -> None:
    """Forget everything at once."""
    cache.set(VERSION, uuid.uuid4().hex, None)


def connect() -> None:
    """Listen to publications."""
    publication_changed.connect(forget, dispatch_uid="comms_coverage")
