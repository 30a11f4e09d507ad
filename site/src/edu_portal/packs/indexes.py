"""Bring Wagtail's own indexes in step once for many saves, not after each.

Wagtail renews its reference index and its admin search after every save; for a
whole pack that is half of the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.backends import get_search_backends
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from unit_pages.media.public_use import refresh_all


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Collect what is saved inside and index it set-wise when the block ends without an error."""
    saved: dict[type[Model], set[Any]] = {}

    def remember(sender: type[Model], instance: Model, **kwargs: Any) -> None:
        saved.setdefault(sender, set()).add(instance.pk)

    indexed = [model for model in get_indexed_models() if getattr(model, "search_auto_update", True)]
    for model in indexed:
        post_save.disconnect(post_save_signal_handler, sender=model)
    post_save.connect(remember)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(remember)
        for model in indexed:
            post_save.connect(post_save_signal_handler, sender=model)
    for model, keys in saved.items():
        _index(model, keys, with_search=model in indexed)
    refresh_all()


def _index(model: type[Model], keys: set[Any], *, with_search: bool) -> None:
    with_references = model in ReferenceIndex.tracked_models
    if not (with_search or with_references):
        return
    rows = list(model._default_manager.filter(pk__in=keys))
    if with_search:
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, rows)
    if with_references:
        for row in rows:
            ReferenceIndex.create_or_update_for_object(row)
