"""Other packages say what is searchable: a model and a function that builds its entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from edu_search.analysis import folded_words
from edu_search.models import Entry


@dataclass(frozen=True)
class Document:
    """What an entry says of an object.

    Args:
        type: word for the kind of document, e.g. ``article``.
        title: at most 500 characters.
        url_path: path below the host.
        owner: code of whom the document belongs to.
        summary: plain text.
        published_at: aware moment, or None for documents without one.
    """

    type: str
    title: str
    url_path: str
    owner: str = ""
    summary: str = ""
    published_at: dt.datetime | None = None


Builder = Callable[[Any], Document | None]
_builders: dict[type[models.Model], Builder] = {}


class NotRegisteredError(LookupError):
    """Raised when an object of a model that nobody registered is to be indexed."""


def register(model: type[models.Model], builder: Builder) -> None:
    """Make ``model`` searchable.

    Args:
        model: a concrete model.
        builder: returns the `Document` of an object, or None when readers may not find it.
    """
    _builders[model] = builder


@transaction.atomic
def index_object(instance: models.Model) -> None:
    """Write, renew or remove the entry of ``instance``.

    Raises:
        NotRegisteredError: when its model was not registered.
    """
    builder = _builders.get(type(instance))
    if builder is None:
        raise NotRegisteredError(f"{type(instance).__name__} is not registered with edu_search.")
    document = builder(instance)
    if document is None:
        forget_object(type(instance), instance.pk)
        return
    Entry.objects.update_or_create(**_key(type(instance), instance.pk), defaults=asdict(document))


def forget_object(model: type[models.Model], pk: object) -> None:
    """Remove the entry of an object that is gone or no longer public."""
    Entry.objects.filter(**_key(model, pk)).delete()


@transaction.atomic
def index_many(
    model: type[models.Model], instances: list[Any], *, batch_size: int = 500, builder: Builder | None = None
) -> int:
    """Write, renew or remove the entries of many objects set-wise; return how many are searchable.

    Args:
        model: a registered model.
        instances: its objects.
        batch_size: rows in one statement.
        builder: takes the registered one's place where the caller has everything in hand already.
    """
    builder = builder or _builders[model]
    content_type = ContentType.objects.get_for_model(model)
    entries, hidden = [], []
    for instance in instances:
        document = builder(instance)
        if document is None:
            hidden.append(str(instance.pk))
        else:
            title_fold = f" {folded_words(document.title)}"
            entries.append(
                Entry(content_type=content_type, object_id=str(instance.pk), title_fold=title_fold, **asdict(document))
            )
    for first in range(0, len(hidden), batch_size):
        Entry.objects.filter(content_type=content_type, object_id__in=hidden[first : first + batch_size]).delete()
    Entry.objects.bulk_create(
        entries,
        batch_size=batch_size,
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=["type", "owner", "title", "title_fold", "summary", "url_path", "published_at"],
    )
    return len(entries)


def _key(model: type[models.Model], pk: object) -> dict[str, Any]:
    return {"content_type": ContentType.objects.get_for_model(model), "object_id": str(pk)}
