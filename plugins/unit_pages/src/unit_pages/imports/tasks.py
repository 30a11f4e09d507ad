"""Background work of this room, by django-tasks: the record in the database says how far it is."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from unit_pages.conf import get_settings
from unit_pages.imports.models import ImportState, UnitImport
from unit_pages.imports.services import STARTABLE, NotAllowedError, run_import
from unit_pages.imports.undo import begin_undo, undo_import


@task
def import_task(pk: int) -> None:
    """Write an import."""
    run_import(pk)


@task
def undo_task(pk: int, by: int) -> None:
    """Undo an import."""
    undo_import(pk, by=get_user_model()._default_manager.get(pk=by))


def start_import(record: UnitImport) -> None:
    """Let the background write ``record``, or go on with it.

    Raises:
        NotAllowedError: when the file has errors, the import is finished or it runs.
    """
    now = timezone.now()
    resumable = record.state in STARTABLE or (record.state == ImportState.RUNNING and record.is_interrupted(now))
    if not resumable or (record.state == ImportState.CHECKED and record.counts.get("errors")):
        raise NotAllowedError(_("This import has errors, is finished, or runs already."))
    if record.state != ImportState.RUNNING:
        record.state, record.beat_at = ImportState.WAITING, now
        record.save(update_fields=["state", "beat_at"])
    _enqueue(import_task, pk=record.pk)


def start_undo(record: UnitImport, *, by: Any) -> None:
    """Let the background undo ``record``.

    Raises:
        NotAllowedError: says what was written since.
    """
    now = timezone.now()
    if not (record.state == ImportState.UNDOING and record.is_interrupted(now)):
        begin_undo(record, now=now)
    _enqueue(undo_task, pk=record.pk, by=by.pk)


def _enqueue(work: Any, **arguments: int) -> None:
    chosen = work.using(backend=get_settings().task_backend)
    transaction.on_commit(lambda: chosen.enqueue(**arguments))
