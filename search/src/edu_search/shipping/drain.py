"""From the outbox to the engine."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from elasticsearch import Elasticsearch

from edu_search.engines.contract import EngineUnavailableError
from edu_search.engines.elasticsearch import ElasticsearchEngine, configured_engine
from edu_search.engines.elasticsearch.connection import WRITE_SECONDS, EngineRefusedError
from edu_search.engines.elasticsearch.engine import ADMINISTRATION_SECONDS
from edu_search.engines.elasticsearch.writing import Outcome, Shipment, portions, send, shipment
from edu_search.shipping import outbox

logger = logging.getLogger(__name__)

BATCH = 500
#: Seconds for which a busy server is waited for in all.
PATIENCE = 60.0


@dataclass
class Drained:
    """What a drain did.

    Args:
        shipped: documents written or removed.
        refused: documents that the engine did not take; they are tried again or set aside.
    """

    shipped: int = 0
    refused: int = 0


@dataclass
class _Pace:
    """How fast a server takes what it is given: smaller requests and pauses when it is busy."""

    batch: int
    waited: float = 0.0
    _busy: int = field(default=0)

    def busy(self) -> None:
        """Wait, longer each time, and halve the requests.

        Raises:
            EngineUnavailableError: when the server was busy for too long.
        """
        if self.waited >= PATIENCE:
            raise EngineUnavailableError("the server is busy (429)")
        self.batch = max(1, self.batch // 2)
        pause = min(8.0, 0.1 * 2**self._busy) * random.uniform(0.5, 1.5)  # noqa: S311 - spreads load
        self._busy += 1
        self.waited += pause
        time.sleep(pause)

    def fine(self) -> None:
        """Go a little faster again."""
        self._busy = 0
        self.batch = min(BATCH, self.batch * 2)


def drain(
    *,
    batch: int = BATCH,
    limit: int | None = None,
    engine: ElasticsearchEngine | None = None,
    seconds: float = WRITE_SECONDS,
    progress: Callable[[Drained], None] = lambda drained: None,
) -> Drained:
    """Ship waiting entries until none is left that may be tried now.

    Two drains at once share the work; a newer version of an entry that is written meanwhile
    is shipped by the next round. Without an engine only rows of removed documents are cleaned up.

    Args:
        batch: entries taken at once.
        limit: stop after about so many.
        engine: the configured one by default.
        seconds: time-out of a request.
        progress: called after each batch.

    Raises:
        UnfitIndexError: when there is no index, or it is not ours or of another version.
        EngineUnavailableError: when the server does not answer; everything not shipped keeps waiting.
    """
    engine = engine or configured_engine()
    drained = Drained()
    if engine is None:
        outbox.sweep()
        return drained
    client = engine.client.options(request_timeout=seconds)
    pace = _Pace(batch)
    while limit is None or drained.shipped + drained.refused < limit:
        claimed = outbox.claim(batch)
        if not claimed:
            break
        try:
            targets = _targets(engine, seconds)
            for portion in portions([shipment(entry) for entry in claimed]):
                outcomes = _everywhere(client, targets, portion, pace)
                outbox.settle(outcomes)
                refused = sum(not outcome.is_done for outcome in outcomes)
                drained.refused += refused
                drained.shipped += len(outcomes) - refused
        except BaseException:
            outbox.release(claimed)
            raise
        progress(drained)
    return drained


def _targets(engine: ElasticsearchEngine, seconds: float) -> list[str]:
    """Return the aliases to write to: the index that is searched and the one that a rebuild is filling.

    Asked after entries were claimed: whatever a rebuild that begins later reads is at least as new.
    """
    indices = engine.indices_within(min(seconds, ADMINISTRATION_SECONDS))
    known = indices.all()
    indices.live(known)
    building = indices.building(known)
    return [engine.where.index] if building is None else [engine.where.index, engine.where.building]


def _everywhere(client: Elasticsearch, targets: list[str], portion: list[Shipment], pace: _Pace) -> list[Outcome]:
    """Send to all indices; an entry is done when all of them have it."""
    worst: dict[int, Outcome] = {}
    for number, alias in enumerate(targets):
        try:
            outcomes = send_patiently(client, alias, portion, pace)
        except EngineRefusedError as error:
            if number and error.status == 404:  # the rebuild ended a moment ago
                continue
            raise
        for outcome in outcomes:
            if outcome.pk not in worst or worst[outcome.pk].is_done:
                worst[outcome.pk] = outcome
    return list(worst.values())


def send_patiently(client: Elasticsearch, alias: str, portion: list[Shipment], pace: _Pace) -> list[Outcome]:
    """Send in requests as large as the server takes now; return one outcome for each shipment."""
    left, outcomes = list(portion), []
    while left:
        now, later = left[: pace.batch], left[pace.batch :]
        try:
            answers = send(client, alias, now)
        except EngineRefusedError as error:
            if error.status == 413 and len(now) == 1:
                answers = [Outcome(now[0].pk, now[0].version, 413, str(error))]
            elif error.is_busy or error.status == 413:
                pace.busy()
                continue
            else:
                raise
        busy = {answer.pk for answer in answers if answer.is_busy}
        _raise_if_blocked(answers)
        outcomes += [answer for answer in answers if answer.pk not in busy]
        left = [one for one in now if one.pk in busy] + later
        if busy:
            pace.busy()
        else:
            pace.fine()
    return outcomes


def _raise_if_blocked(answers: list[Outcome]) -> None:
    """A full disk or missing rights are no fault of a document: nothing is counted against it.

    Raises:
        EngineRefusedError: for the request as a whole.
    """
    for answer in answers:
        kind, _colon, reason = answer.error.partition(": ")
        if kind in {"cluster_block_exception", "security_exception", "index_not_found_exception"}:
            raise EngineRefusedError(answer.status, kind, reason)


Pace = _Pace
