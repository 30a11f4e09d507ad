"""What other rooms tell of a query: spelling, pins, the log. Rooms that are not there yet know nothing."""

from __future__ import annotations

from collections.abc import Collection

from edu_search.analysis import Meaning
from edu_search.entries.models import Entry


def with_marks(meaning: Meaning) -> str | None:
    """Return the query with its diacritics, where they are sure."""
    return None


def did_you_mean(meaning: Meaning) -> str | None:
    """Return a likelier spelling."""
    return None


def pinned(meaning: Meaning, *, owner: str, audience: Collection[str]) -> list[Entry]:
    """Return what editors pinned."""
    return []


def record(meaning: Meaning, *, total: int, owner: str) -> None:
    """Write down that a query was asked."""


def clicked(text: str, rank: int) -> None:
    """Write down which result was opened."""


def frequent(meaning: Meaning, size: int) -> list[str]:
    """Return queries that were asked often and found something."""
    return []
