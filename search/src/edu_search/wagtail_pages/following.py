"""Keeps the entries in step with pages: published, taken down, moved, renamed, restricted, deleted."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from edu_search.entries.documents import register
from edu_search.entries.facets import register_facet
from edu_search.entries.registry import forget_object, index_many
from edu_search.wagtail_pages.describing import page_document, page_type_facet, pages

BATCH = 200


def connect() -> None:
    """Register pages and follow their changes."""
    register(Page, page_document, rows=pages)
    register_facet(page_type_facet())
    for signal in (page_published, page_unpublished):
        signal.connect(on_page, dispatch_uid=f"edu_search_page_{id(signal)}")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(on_branch, dispatch_uid=f"edu_search_branch_{id(signal)}")
    post_save.connect(on_saved, dispatch_uid="edu_search_page_saved")
    post_delete.connect(on_deleted, dispatch_uid="edu_search_page_deleted")
    for kind, changed in (("saved", post_save), ("deleted", post_delete)):
        changed.connect(on_restriction, sender=PageViewRestriction, dispatch_uid=f"edu_search_restriction_{kind}")


def on_page(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Write or hide the entry of a page that was published or taken down."""
    index_many(Page, [instance])


def on_saved(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """Write the entry of a page that was made live without being published, as scripts and fixtures do."""
    if created and isinstance(instance, Page) and instance.live and not kwargs.get("raw"):
        index_many(Page, [instance])


def on_branch(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Renew a page and all below it: their addresses changed, and perhaps who may open them."""
    renew_branch(Page.objects.get(pk=instance.pk))


def on_restriction(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """Renew what a restriction covers, or covered."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        renew_branch(page)


def on_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Forget a deleted page; each of those below it is told by itself."""
    if isinstance(instance, Page):
        forget_object(Page, instance.pk)


def renew_branch(page: Page) -> None:
    """Renew the entries of a page and of all pages below it."""
    batch: list[Page] = []
    for found in Page.objects.descendant_of(page, inclusive=True).iterator(chunk_size=BATCH):
        batch.append(found)
        if len(batch) == BATCH:
            index_many(Page, batch)
            batch = []
    index_many(Page, batch)
