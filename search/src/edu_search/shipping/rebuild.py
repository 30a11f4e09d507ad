"""A new index from the entries, while the old one goes on answering."""

from __future__ import annotations

import os
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext as _

from edu_search.engines.contract import EngineUnavailableError
from edu_search.engines.elasticsearch import ElasticsearchEngine
from edu_search.engines.elasticsearch.connection import WRITE_SECONDS
from edu_search.engines.elasticsearch.documents import mapping_hash
from edu_search.engines.elasticsearch.indices import ConcreteIndex, ForeignIndexError, Indices, UnfitIndexError
from edu_search.engines.elasticsearch.writing import Outcome, portions, shipment
from edu_search.entries.models import Entry
from edu_search.shipping import outbox
from edu_search.shipping.drain import Pace, send_patiently

ROWS = 500
#: Seconds between two notes of how far a rebuild is, and after which one without a sign of life is over.
BEAT, DEAD = 2.0, 30.0
#: Requests under way while the next documents are folded.
AHEAD = 4


class RebuildRunningError(EngineUnavailableError):
    """Raised when another process is at work on a new index."""


@dataclass
class Rebuilt:
    """How far a rebuild is.

    Args:
        done: documents in the new index.
        total: present entries when it began.
        refused: documents that the engine did not take; they wait in the outbox.
        resumed_after: primary key after which an interrupted rebuild was continued; 0 for one from the start.
    """

    done: int = 0
    total: int = 0
    refused: int = 0
    resumed_after: int = 0


def rebuild(
    engine: ElasticsearchEngine,
    *,
    resume: bool = False,
    take_over: bool = False,
    progress: Callable[[Rebuilt], None] = lambda rebuilt: None,
) -> Rebuilt:
    """Fill a new index from the entries and let the alias lead to it in one step.

    What is published meanwhile goes to both indices (`drain`). Notes in the new index say how far
    it is, so that an interrupted rebuild can be continued.

    Args:
        engine: whose index is made anew.
        resume: continue an interrupted rebuild where it stopped, when there is one of this version.
        take_over: replace an index that another installation made.
        progress: called now and then.

    Raises:
        RebuildRunningError: when another rebuild is at work.
        ForeignIndexError: when the index belongs to another installation.
        EngineUnavailableError: when the server does not answer.
    """
    indices = engine.indices
    _refuse_foreign(indices, take_over)
    index = _begin(indices, resume)
    done = Rebuilt(total=Entry.objects.present().count(), resumed_after=int(index.meta.get("last_pk", 0)))
    done.done = Entry.objects.present().filter(pk__lte=done.resumed_after).count()
    index = _fill(engine, indices, index, done, progress)
    indices.publish(index)
    engine.forget_trust()
    indices.finish(index)
    indices.note(index, last_pk=None, beat_at=None, writer=None)
    for old in indices.all():
        if old.name != index.name and (take_over or old.meta.get("installation") == indices.installation):
            indices.drop(old)
    with suppress(EngineUnavailableError):  # it is quicker joined, and right without
        indices.join(index)
    return done


def _refuse_foreign(indices: Indices, take_over: bool) -> None:
    if take_over:
        return
    known = indices.all()
    for found in known:
        if {indices.where.index, indices.where.building} & {found.name, *found.aliases}:
            try:
                found.check(indices.installation)
            except ForeignIndexError:
                raise
            except UnfitIndexError:
                pass


def _begin(indices: Indices, resume: bool) -> ConcreteIndex:
    half = indices.building()
    if half is not None and indices.where.index in half.aliases:  # the last one died when all was done
        indices.finish(half)
        half = None
    if half is None:
        return indices.create()
    _refuse_second(half)
    if resume and half.meta.get("mapping") == mapping_hash():
        return half
    indices.drop(half)
    return indices.create()


def _refuse_second(half: ConcreteIndex) -> None:
    """Two processes at one index would do everything twice.

    Raises:
        RebuildRunningError: when the writer of a half-made index lives.
    """
    writer, beat = half.meta.get("writer"), float(half.meta.get("beat_at", 0))
    host, _colon, pid = str(writer).rpartition(":")
    if writer is None or writer == _me():
        return
    alive = _is_running(int(pid)) if host == socket.gethostname() else time.time() - beat < DEAD
    if alive:
        raise RebuildRunningError(
            _("Another rebuild is at work (process %(pid)s on %(host)s).") % {"pid": pid, "host": host}
        )


def _fill(
    engine: ElasticsearchEngine,
    indices: Indices,
    index: ConcreteIndex,
    done: Rebuilt,
    progress: Callable[[Rebuilt], None],
) -> ConcreteIndex:
    """Send the present entries in the order of their keys; return the index with its last notes."""
    client = engine.client.options(request_timeout=WRITE_SECONDS)
    pace = Pace(ROWS)
    under_way: deque[tuple[int, Future[list[Outcome]]]] = deque()
    beat = time.monotonic()
    index = indices.note(index, writer=_me(), beat_at=time.time())
    last = done.resumed_after

    def finish_one() -> None:
        nonlocal last
        last, future = under_way.popleft()
        for outcome in future.result():
            done.done += 1
            if not outcome.is_done:
                done.refused += 1
                outbox.refuse(outcome, shipped_version=0)

    with ThreadPoolExecutor(AHEAD) as pool:
        for portion in _portions(last):
            job = pool.submit(send_patiently, client, engine.where.building, portion, pace)
            under_way.append((portion[-1].pk, job))
            if len(under_way) > AHEAD:
                finish_one()
            if time.monotonic() - beat > BEAT:
                index = indices.note(index, last_pk=last, beat_at=time.time())
                beat = time.monotonic()
                progress(done)
        while under_way:
            finish_one()
    progress(done)
    return index


def _portions(after: int) -> Iterator[list]:  # type: ignore[type-arg]
    while rows := list(Entry.objects.present().filter(pk__gt=after).order_by("pk")[:ROWS]):
        after = rows[-1].pk
        yield from portions([shipment(entry) for entry in rows])


def _me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
