"""Which engine answers: the configured one, and the database when that one cannot."""

from __future__ import annotations

from collections.abc import Sequence

from edu_search.analysis import Meaning
from edu_search.engines import database
from edu_search.engines.contract import Clause, Found, Question
from edu_search.entries.models import Entry


def search(question: Question) -> Found:
    """Return what the question finds; `Found.engine` tells who answered."""
    return database.engine().search(question)


def suggest(
    meaning: Meaning, *, audience: frozenset[str], size: int = 8, types: Sequence[str] = (), near: str = ""
) -> list[int]:
    """Return primary keys of entries whose title has the words, the last word by its beginning."""
    return database.engine().suggest(meaning, audience=audience, size=size, types=types, near=near)


def is_degraded() -> bool:
    """Whether an engine is configured and the database answers in its place."""
    return False


def explain(question: Question, entry: Entry) -> list[Clause]:
    """Return why an entry stands where it does, by the engine that would answer the question now."""
    return database.engine().explain(question, entry)
