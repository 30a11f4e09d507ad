"""Which texts are known, and reading those that are not: beside the server, each file once."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path
from threading import Lock

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from edu_search import conf
from edu_search.extraction import states
from edu_search.extraction.models import FileSource, FileState, FileText
from edu_search.extraction.reading import LARGEST, Outcome, read_file
from edu_search.extraction.signals import file_read

logger = logging.getLogger(__name__)
MOST_TRIES = 3
#: A reader that took a file and was not heard of since has died.
DEAD_AFTER = dt.timedelta(minutes=10)
CHUNK = 1024 * 1024
_reading = Lock()


def texts_of(storage: str, names: Collection[str]) -> dict[str, str]:
    """Return the known texts of files by their names; those that nobody asked for yet are read in the background.

    Names must be given once only: a replaced file has a new one.

    Args:
        storage: alias of the storage in ``STORAGES``.
        names: of the files there.
    """
    wanted = set(names)
    if not wanted:
        return {}
    rows = FileSource.objects.filter(storage=storage, name__in=wanted).values_list("name", "text__text")
    known = dict(rows)
    missing = wanted - set(known)
    if missing:
        sources = [FileSource(storage=storage, name=name) for name in sorted(missing)]
        FileSource.objects.bulk_create(sources, ignore_conflicts=True)
        _read_soon()
    return {name: text for name, text in known.items() if text}


def state_of(storage: str, name: str) -> FileState | None:
    """Return what became of reading a file, None when nobody asked for its text."""
    state = FileSource.objects.filter(storage=storage, name=name).values_list("state", flat=True).first()
    return FileState(state) if state else None


def read_waiting() -> int:
    """Read all files that wait, one after the other; return how many. One reader a process is enough."""
    number = 0
    while FileSource.objects.filter(_free(timezone.now())).exists():
        if not _reading.acquire(blocking=False):
            return number  # the other one goes on until nothing waits
        try:
            while (source := _take()) is not None:
                _read(source)
                number += 1
        finally:
            _reading.release()
    return number


def ask_again(state: str = "") -> int:
    """Let files be read again that could not be, e.g. after a reader was installed; return how many."""
    rows = FileSource.objects.exclude(state__in=[FileState.READ, FileState.WAITING])
    rows = rows.filter(state=state) if state else rows
    FileText.objects.filter(sources__in=rows).exclude(state=states.READ).delete()
    number = rows.update(state=FileState.WAITING, tries=0, taken_at=None, text=None)
    if number:
        _read_soon()
    return number


def forget_files(storage: str, names: Collection[str]) -> None:
    """Forget files that are gone, and texts that no file has any more."""
    FileSource.objects.filter(storage=storage, name__in=names).delete()
    FileText.objects.filter(sources__isnull=True).delete()


def _read_soon() -> None:
    from edu_search.extraction.tasks import read_waiting_task

    if conf.option("READ_FILES"):
        task = read_waiting_task.using(backend=conf.option("TASK_BACKEND"))
        transaction.on_commit(lambda: task.enqueue())


def _free(now: dt.datetime) -> Q:
    untaken = Q(taken_at__isnull=True) | Q(taken_at__lt=now - DEAD_AFTER)
    return Q(state=FileState.WAITING, tries__lt=MOST_TRIES) & untaken


def _take() -> FileSource | None:
    """Take a waiting file for this reader alone."""
    now = timezone.now()
    for source in FileSource.objects.filter(_free(now)).order_by("pk")[:10]:
        mine = FileSource.objects.filter(_free(now), pk=source.pk, taken_at=source.taken_at)
        if mine.update(taken_at=now, tries=source.tries + 1):
            return source
    return None


def _read(source: FileSource) -> None:
    try:
        digest, outcome = _outcome(source)
    except Exception:
        logger.exception("The file %s could not be read", source.name)
        digest, outcome = "", Outcome(states.LOST)
    with transaction.atomic():
        kept = None
        if digest:
            values = {"state": outcome.state, "text": outcome.text}
            kept, _made = FileText.objects.update_or_create(digest=digest, defaults=values)
        FileSource.objects.filter(pk=source.pk).update(text=kept, state=outcome.state)
        file_read.send(FileSource, storage=source.storage, name=source.name)


def _outcome(source: FileSource) -> tuple[str, Outcome]:
    """Return digest and outcome; a file whose content was read before is not read again."""
    with tempfile.TemporaryDirectory(prefix="edu-search-") as folder:
        copy = Path(folder) / "file"
        storage = storages[source.storage]
        if storage.size(source.name) > LARGEST:
            return "", Outcome(states.TOO_LARGE)
        with storage.open(source.name, "rb") as stored, copy.open("wb") as local:
            shutil.copyfileobj(stored, local, CHUNK)
        with copy.open("rb") as local:
            digest = hashlib.file_digest(local, "sha256")
        known = FileText.objects.filter(digest=digest.hexdigest(), state__in=states.LASTING).first()
        if known is not None:
            return known.digest, Outcome(known.state, known.text)
        return digest.hexdigest(), read_file(str(copy))
