"""The ledger of a pack: what it wrote last time, and how new values are merged in."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from pydantic import BaseModel

from edu_portal.packs.models import PackEntry
from edu_portal.packs.problems import PackError, Problem
from edu_portal.packs.reader import Item

Row = TypeVar("Row", bound=models.Model)
CREATED, CHANGED, SAME = "created", "changed", "same"


class Ledger:
    """Knows the entries that were loaded before, and counts what this run does.

    Args:
        dry_run: count only; nothing is written.
    """

    def __init__(self, *, dry_run: bool = False) -> None:
        self.dry_run = dry_run
        self.entries = {(entry.kind, entry.key): entry for entry in PackEntry.objects.all()}
        self.counts: Counter[tuple[str, str]] = Counter()

    def state(self, kind: str, key: str, data: BaseModel) -> str:
        """Say whether an entry is new, changed in the pack, or the same as last time."""
        entry = self.entries.get((kind, key))
        if entry is None:
            return CREATED
        return SAME if entry.digest == digest(data) else CHANGED

    def each(
        self, kind: str, items: list[Item], key: Callable[[Any], str], write: Callable[[Any, PackEntry], None]
    ) -> None:
        """Write the entries of one kind that are new or changed.

        Args:
            kind: name of the kind.
            items: entries with their places.
            key: returns the key of an entry.
            write: writes one entry and fills ``values`` and ``object_id`` of its ledger row.

        Raises:
            PackError: when a model refuses an entry; names its file and row.
        """
        for item in items:
            name = key(item.data)
            state = self.state(kind, name, item.data)
            self.counts[kind, state] += 1
            if state == SAME or self.dry_run:
                continue
            entry = self.entries.get((kind, name)) or PackEntry(kind=kind, key=name)
            try:
                write(item.data, entry)
            except ValidationError as error:
                raise PackError(_problems(item, error)) from error
            entry.digest = digest(item.data)
            entry.save()
            self.entries[kind, name] = entry

    @property
    def changed(self) -> int:
        """Number of entries that this run wrote, or would write."""
        return sum(count for (_kind, state), count in self.counts.items() if state != SAME)


def digest(data: BaseModel) -> str:
    """Return the digest of an entry as the pack has it, whatever the day of loading."""
    return hashlib.sha256(data.model_dump_json().encode()).hexdigest()


def merge(model: type[Row], lookup: dict[str, Any], values: dict[str, Any], entry: PackEntry) -> Row:
    """Create or change a row; a field that an editor changed since the last run stays.

    Args:
        model: the model.
        lookup: finds the row, and is set on a new one.
        values: what the pack says, by field name.
        entry: the ledger row; takes over the values and the row's key.
    """
    row = model._default_manager.filter(**lookup).first()
    if row is None:
        row = model(**lookup)
    wanted = {name: _plain(value) for name, value in values.items()}
    for name, value in values.items():
        untouched = name not in entry.values or _plain(getattr(row, name)) == entry.values[name]
        if row.pk is None or (untouched and entry.values.get(name, ...) != wanted[name]):
            setattr(row, name, value)
    row.full_clean()
    row.save()
    entry.values = wanted
    entry.object_id = row.pk
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _problems(item: Item, error: ValidationError) -> list[Problem]:
    if not hasattr(error, "error_dict"):
        return [Problem(item.file, item.row, "", " ".join(error.messages))]
    return [
        Problem(item.file, item.row, "" if field == "__all__" else field, " ".join(messages))
        for field, messages in error.message_dict.items()
    ]
