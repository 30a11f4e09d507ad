"""What other packages say: which models are searchable, and what is found of an object."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from edu_search.entries.models import PUBLIC


@dataclass(frozen=True)
class Document:
    """What an entry says of an object.

    Args:
        type: word for the kind of document, e.g. ``article``.
        title: at most 500 characters.
        url_path: path below the host.
        owner: code of whom the document belongs to.
        summary: plain text.
        text: plain text of the whole document; what is longer than `LONGEST_TEXT` is cut.
        published_at: aware moment, or None for documents without one.
        language: BCP 47 code.
        facets: values by the facet's name, e.g. ``{"theme": ["05", "06"]}``.
        audience: tokens of readers who may find it; everybody by default.
        visible_from, visible_until: aware moments between which it is found.
    """

    type: str
    title: str
    url_path: str
    owner: str = ""
    summary: str = ""
    text: str = ""
    published_at: dt.datetime | None = None
    language: str = "vi"
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    audience: Sequence[str] = (PUBLIC,)
    visible_from: dt.datetime | None = None
    visible_until: dt.datetime | None = None


#: Characters of a document's text that are searched.
LONGEST_TEXT = 200_000

Builder = Callable[[Any], Document | None]
Rows = Callable[[], "models.QuerySet[Any]"]


@dataclass(frozen=True)
class Registered:
    """A searchable model: how one object is described, and which objects there are."""

    model: type[models.Model]
    builder: Builder
    rows: Rows


_registered: dict[type[models.Model], Registered] = {}


class NotRegisteredError(LookupError):
    """Raised when an object of a model that nobody registered is to be indexed."""


def register(model: type[models.Model], builder: Builder, *, rows: Rows | None = None) -> None:
    """Make ``model`` searchable.

    Args:
        model: a concrete model.
        builder: returns the `Document` of an object, or None when nobody may find it.
        rows: the objects that are to have an entry, with what the builder reads already selected;
            all objects by default. A rebuild of the entries reads them in order of the primary key.
    """
    manager = model._default_manager
    _registered[model] = Registered(model, builder, rows or manager.all)


def registered(model: type[models.Model]) -> Registered:
    """Return what was registered for a model.

    Raises:
        NotRegisteredError: when nothing was.
    """
    try:
        return _registered[model]
    except KeyError:
        raise NotRegisteredError(f"{model.__name__} is not registered with edu_search.") from None


def all_registered() -> list[Registered]:
    """Return all searchable models in the order of their registration."""
    return list(_registered.values())
