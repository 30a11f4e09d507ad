"""Entries are written here, in the transaction of the change, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from edu_search.analysis import composed
from edu_search.engines import database
from edu_search.entries.documents import LONGEST_TEXT, Builder, Document, registered
from edu_search.entries.models import Entry
from edu_search.entries.signals import entries_changed

#: What a new version of the document begins with.
FRESH = {"gone": False, "failures": 0, "error": "", "retry_at": None}
FIELDS = [*Document.__dataclass_fields__, *FRESH, "changed_at"]


def index_object(instance: models.Model) -> None:
    """Write, renew or remove the entry of ``instance``.

    Raises:
        NotRegisteredError: when its model was not registered.
    """
    index_many(type(instance), [instance])


@transaction.atomic
def index_many(
    model: type[models.Model], instances: Sequence[Any], *, batch_size: int = 500, builder: Builder | None = None
) -> int:
    """Write, renew or remove the entries of many objects set-wise; return how many are searchable.

    Args:
        model: a registered model.
        instances: its objects.
        batch_size: rows in one statement.
        builder: takes the registered one's place where the caller has everything in hand already.

    Raises:
        NotRegisteredError: when the model was not registered.
    """
    if builder is None and (prepare := registered(model).prepare) and instances:
        prepare(instances)
    describe = builder or registered(model).builder
    documents, hidden = {}, []
    for instance in instances:
        document = describe(instance)
        if document is None:
            hidden.append(str(instance.pk))
        else:
            documents[str(instance.pk)] = document
    _forget(model, hidden, batch_size)
    keys = list(documents)
    for first in range(0, len(keys), batch_size):
        _write(model, {key: documents[key] for key in keys[first : first + batch_size]})
    return len(documents)


@transaction.atomic
def forget_object(model: type[models.Model], pk: object) -> None:
    """Let an object that is gone or no longer visible be found by nobody."""
    _forget(model, [str(pk)], 1)


@transaction.atomic
def forget_many(model: type[models.Model], pks: Sequence[object], *, batch_size: int = 500) -> None:
    """Let many objects be found by nobody."""
    _forget(model, [str(pk) for pk in pks], batch_size)


@transaction.atomic
def forget_owner(owner: str) -> None:
    """Let nothing of an owner be found."""
    _bury(Entry.objects.filter(owner=owner))


def _write(model: type[models.Model], documents: dict[str, Document]) -> None:
    content_type = ContentType.objects.get_for_model(model)
    # The rows are locked in one order, so that two writers wait for each other and neither for itself.
    same_objects = Entry.objects.filter(content_type=content_type, object_id__in=documents).order_by("pk")
    known = {entry.object_id: entry for entry in same_objects.select_for_update()}
    rows = []
    for key, document in documents.items():
        values = _values(document)
        before = known.get(key)
        if before is None or before.gone or any(getattr(before, name) != values[name] for name in values):
            version = before.version + 1 if before else 1
            rows.append(
                Entry(
                    content_type=content_type,
                    object_id=key,
                    version=version,
                    changed_at=timezone.now(),
                    **FRESH,
                    **values,
                )
            )
    Entry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=[*FIELDS, "version"],
    )
    if rows:
        database.engine().write(rows)
        entries_changed.send(Entry, count=len(rows))


def _values(document: Document) -> dict[str, Any]:
    values = asdict(document)
    for name in ("title", "summary", "text"):
        values[name] = composed(values[name])
    values["title"] = values["title"][:500]
    values["text"] = values["text"][:LONGEST_TEXT]
    values["facets"] = {name: list(map(str, found)) for name, found in document.facets.items() if found}
    values["audience"] = list(document.audience)
    return values


def _forget(model: type[models.Model], keys: list[str], batch_size: int) -> None:
    content_type = ContentType.objects.get_for_model(model)
    for first in range(0, len(keys), batch_size):
        _bury(Entry.objects.filter(content_type=content_type, object_id__in=keys[first : first + batch_size]))


def _bury(entries: models.QuerySet[Entry]) -> None:
    """Hide entries; they stay as a notice to the engine, without what they said."""
    pks = list(entries.filter(gone=False).values_list("pk", flat=True))
    if not pks:
        return
    database.engine().remove(pks)
    Entry.objects.filter(pk__in=pks).update(
        gone=True,
        version=F("version") + 1,
        changed_at=timezone.now(),
        title="",
        summary="",
        text="",
        facets={},
        audience=[],
        failures=0,
        error="",
        retry_at=None,
    )
    entries_changed.send(Entry, count=len(pks))
