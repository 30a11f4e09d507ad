"""What changed is shipped as soon as its transaction is committed, beside the request that wrote it."""

from __future__ import annotations

import logging
from typing import Any

from django.db import connection, transaction
from django_tasks import task

from edu_search.conf import option
from edu_search.engines.breaker import Breaker
from edu_search.engines.contract import EngineUnavailableError
from edu_search.engines.elasticsearch import configured_engine
from edu_search.shipping.drain import drain

logger = logging.getLogger(__name__)

#: Seconds for a request; `search_drain` has more patience.
SECONDS = 5.0
#: While the server is away publications only write their rows; `search_drain` ships them later.
breaker = Breaker(failures=1, pause=5.0)


@task
def ship() -> None:
    """Ship what waits; an engine that is away is no failure, everything keeps waiting."""
    try:
        drain(seconds=SECONDS)
    except EngineUnavailableError as error:
        breaker.failed()
        logger.warning("Entries wait for Elasticsearch: %s", error)
    else:
        breaker.succeeded()


def on_entries_changed(sender: Any, **kwargs: Any) -> None:
    """Ship after the commit, once for each transaction."""
    if configured_engine() is None:
        return
    if not any(waiting[1] is _after_commit for waiting in connection.run_on_commit):
        transaction.on_commit(_after_commit, robust=True)


def _after_commit() -> None:
    if breaker.may_ask():
        ship.using(backend=option("TASK_BACKEND")).enqueue()
