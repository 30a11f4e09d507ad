"""What other rooms tell of a query: spelling, pins, the log. Rooms that are not there yet know nothing."""

from __future__ import annotations

from edu_search.analysis import Meaning
from edu_search.log.services import clicked, frequent, record
from edu_search.pins.services import pinned

__all__ = ["clicked", "did_you_mean", "frequent", "pinned", "record", "with_marks"]


def with_marks(meaning: Meaning) -> str | None:
    """Return the query with its diacritics, where they are sure."""
    return None


def did_you_mean(meaning: Meaning) -> str | None:
    """Return a likelier spelling."""
    return None
