"""Questions put to Elasticsearch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from elasticsearch import Elasticsearch
from elasticsearch.dsl import MultiSearch, Search

from edu_search.analysis import Meaning
from edu_search.engines.contract import Clause, EngineUnavailableError, Found, Question
from edu_search.engines.elasticsearch import answers, filters, queries
from edu_search.engines.elasticsearch.connection import (
    BUDGET_SECONDS,
    READ_SECONDS,
    WRITE_SECONDS,
    Address,
    client,
    translated,
)
from edu_search.engines.elasticsearch.explaining import clauses
from edu_search.engines.elasticsearch.indices import Indices
from edu_search.engines.elasticsearch.writing import portions, send, shipment

if TYPE_CHECKING:
    from edu_search.entries.models import Entry

#: Seconds for which an index that was found to be ours is not looked at again.
TRUSTED_SECONDS = 30.0
#: For a request about the index itself.
ADMINISTRATION_SECONDS = 10.0


class ElasticsearchEngine:
    """Searches one alias.

    Args:
        where: server, alias and log-in.
        installation: returns the id that must stand in the index; by default that of this database.
    """

    name = "elasticsearch"

    def __init__(self, where: Address, *, installation: Callable[[], str] | None = None) -> None:
        self.where = where
        self.client = client(where)
        self._installation = installation or _own_installation
        self._trusted_until = 0.0

    @property
    def indices(self) -> Indices:
        """Administration of the indices behind the alias, with patience."""
        return self.indices_within(ADMINISTRATION_SECONDS)

    def indices_within(self, seconds: float) -> Indices:
        """Return the administration whose requests take at most ``seconds``."""
        return Indices(self.where, self.client.options(request_timeout=seconds), self._installation())

    def search(self, question: Question) -> Found:
        """Return what the question finds; of a short query with all its words, else with some.

        Raises:
            EngineUnavailableError: when the engine cannot answer in time, or the index is not fit.
        """
        clock = Clock(BUDGET_SECONDS)
        self._trust(clock)
        found = self._ask(question, clock)
        short = queries.is_short(question.meaning) and " " in question.meaning.fold_words
        if found.total or question.meaning.is_empty or not short:
            return found
        loosened = self._ask(question, clock, loose=True)
        return loosened if loosened.total else found

    def suggest(
        self, meaning: Meaning, *, audience: frozenset[str], size: int = 8, types: Sequence[str] = (), near: str = ""
    ) -> list[int]:
        """Return primary keys of entries whose title has the words, the last word by its beginning.

        Raises:
            EngineUnavailableError: when the engine cannot answer in time, or the index is not fit.
        """
        if meaning.is_empty:
            return []
        clock = Clock(BUDGET_SECONDS)
        self._trust(clock)
        of_types = [filters.one_of("type", types)] if types else []
        query = filters.within(queries.suggested(meaning, near), of_types, audience, timezone.now())
        search: Search[Any] = Search(using=self._timed(clock), index=self.where.index)
        search = search.query(query).source(False).extra(size=size, track_total_hits=False)
        with translated():
            return [int(hit.meta.id) for hit in search.execute()]

    def explain(self, question: Question, entry: Entry) -> list[Clause]:
        """Return the parts of the score of one entry, the largest first; none when it is not found.

        Raises:
            EngineUnavailableError: when the engine cannot answer in time, or the index is not fit.
        """
        if question.meaning.is_empty:
            return []
        clock = Clock(BUDGET_SECONDS)
        self._trust(clock)
        for loose in (False, True):
            query = queries.ranked(question, timezone.now(), loose=loose).query
            with translated():
                answer = (
                    self._timed(clock)
                    .options(ignore_status=404)
                    .explain(index=self.where.index, id=str(entry.pk), query=query.to_dict())
                )
            if answer.body.get("matched"):
                return clauses(answer.body["explanation"])
        return []

    def write(self, entries: Iterable[Entry]) -> int:
        """Put entries into the index at once, past the outbox; return how many were taken.

        For benchmarks and tests: the portal ships by `edu_search.shipping`.

        Raises:
            EngineUnavailableError: when the engine takes nothing.
        """
        patient = self.client.options(request_timeout=WRITE_SECONDS)
        taken = 0
        for portion in portions([shipment(entry) for entry in entries]):
            taken += sum(outcome.is_done for outcome in send(patient, self.where.index, portion))
        return taken

    def refresh(self) -> None:
        """Let everything written be found now.

        Raises:
            EngineUnavailableError: when the engine does not answer.
        """
        with translated():
            self.client.options(request_timeout=WRITE_SECONDS).indices.refresh(index=self.where.index)

    def check(self) -> None:
        """Make sure that the server answers and that the index is ours and of this version.

        Raises:
            EngineUnavailableError: when one of that is not so.
        """
        self.forget_trust()
        self._trust(Clock(BUDGET_SECONDS))

    def forget_trust(self) -> None:
        """Look at the index again before the next question."""
        self._trusted_until = 0.0

    def _ask(self, question: Question, clock: Clock, *, loose: bool = False) -> Found:
        timed, index = self._timed(clock), self.where.index
        asked: MultiSearch[Any] = MultiSearch(using=timed, index=index)
        for search in answers.as_searches(question, client=timed, index=index, now=timezone.now(), loose=loose):
            asked = asked.add(search)
        with translated():
            return answers.as_found(asked.execute(), question, loosened=loose)

    def _trust(self, clock: Clock) -> None:
        """Make sure now and then that the index is ours and of this version."""
        if time.monotonic() < self._trusted_until:
            return
        self.indices_within(clock.next()).live()
        self._trusted_until = time.monotonic() + TRUSTED_SECONDS

    def _timed(self, clock: Clock) -> Elasticsearch:
        return self.client.options(request_timeout=clock.next())


class Clock:
    """What is left of the time for one answer."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def next(self) -> float:
        """Return the seconds that the next request may take.

        Raises:
            EngineUnavailableError: when the time is over.
        """
        left = self._end - time.monotonic()
        if left < 0.02:
            raise EngineUnavailableError("the time for an answer is over")
        return min(READ_SECONDS, left)


def _own_installation() -> str:
    from edu_search.shipping.installation import installation_id

    return installation_id()
