"""Which engine answers: the configured one, and the database when that one cannot."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from edu_search.analysis import Meaning
from edu_search.engines import database
from edu_search.engines.breaker import Breaker
from edu_search.engines.contract import Clause, Engine, EngineUnavailableError, Found, Question
from edu_search.engines.elasticsearch import configured_engine
from edu_search.entries.models import Entry

logger = logging.getLogger(__name__)
T = TypeVar("T")

#: Of this process: each finds out for itself, and none waits for another's news.
breaker = Breaker()


def search(question: Question) -> Found:
    """Return what the question finds; `Found.engine` tells who answered."""
    return _asked(lambda engine: engine.search(question))


def suggest(
    meaning: Meaning, *, audience: frozenset[str], size: int = 8, types: Sequence[str] = (), near: str = ""
) -> list[int]:
    """Return primary keys of entries whose title has the words, the last word by its beginning."""
    return _asked(lambda engine: engine.suggest(meaning, audience=audience, size=size, types=types, near=near))


def explain(question: Question, entry: Entry) -> list[Clause]:
    """Return why an entry stands where it does, by the engine that would answer the question now."""
    return _asked(lambda engine: engine.explain(question, entry))


def is_degraded() -> bool:
    """Whether an engine is configured and the database answers in its place."""
    return configured_engine() is not None and breaker.is_open


def probe() -> None:
    """Ask a configured engine whether it is well, unless it failed a moment ago; for checks of health."""
    engine = configured_engine()
    if engine is not None and breaker.may_ask():
        try:
            engine.check()
        except EngineUnavailableError as error:
            breaker.failed()
            logger.warning("Elasticsearch is not well: %s", error)
        else:
            breaker.succeeded()


def _asked(ask: Callable[[Engine], T]) -> T:
    engine = configured_engine()
    if engine is not None and breaker.may_ask():
        try:
            answer = ask(engine)
        except EngineUnavailableError as error:
            breaker.failed()
            logger.warning("Elasticsearch did not answer, the database does: %s", error)
        else:
            breaker.succeeded()
            return answer
    return ask(database.engine())
