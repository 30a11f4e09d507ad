"""Which room hears what from another one; only the portal knows them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from comms_plan.articles.models import Article
from edu_portal.branding.models import Branding
from edu_portal.branding.services import refresh_theme
from edu_portal.page_cache import tags
from edu_portal.public.document_lists import document_url
from edu_search.entries.documents import Document, register
from edu_search.entries.registry import forget_object, forget_owner, index_many, index_object
from unit_pages.changes.signals import organisation_changed
from unit_pages.models import AbstractArticlePage, OfficialDocument, Publication, Unit, UnitColour
from unit_pages.publications.signals import publication_changed
from unit_pages.subsites.states import site_state_changed


def connect() -> None:
    """Register what is searchable and connect the rooms."""
    register(Article, article_document)
    register(Unit, unit_document)
    register(OfficialDocument, official_document)
    publication_changed.connect(on_publication_changed, dispatch_uid="portal_publication")
    for signal in (page_published, page_unpublished):
        signal.connect(on_page_changed, dispatch_uid=f"portal_page_{id(signal)}")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(on_page_moved, dispatch_uid=f"portal_moved_{id(signal)}")
    for model in (Unit, OfficialDocument):
        post_save.connect(on_registered_saved, sender=model, dispatch_uid=f"portal_saved_{model.__name__}")
        post_delete.connect(on_registered_deleted, sender=model, dispatch_uid=f"portal_deleted_{model.__name__}")
    organisation_changed.connect(on_organisation_changed, dispatch_uid="portal_organisation")
    site_state_changed.connect(on_site_state_changed, dispatch_uid="portal_site_state")
    post_delete.connect(on_registered_deleted, sender=Article, dispatch_uid="portal_deleted_article")
    post_save.connect(on_colour_saved, sender=UnitColour, dispatch_uid="portal_colour")
    tags.connect()


def article_document(page: Article) -> Document | None:
    """What search says of an article: that of its own live publication."""
    row = (
        Publication.objects.filter(page_id=page.pk, origin="own", ended_at__isnull=True, site_is_open=True)
        .select_related("site_unit")
        .first()
    )
    return None if row is None else publication_document(row)


def publication_document(row: Publication) -> Document:
    """What search says of an item that its own unit published."""
    return Document(
        type="article",
        title=row.headline,
        summary=row.summary,
        url_path=row.url_path,
        owner=row.site_unit.code,
        published_at=row.starts_at,
    )


def unit_document(unit: Unit) -> Document | None:
    """What search says of a unit, one that ended too: people look for the school they went to."""
    if not unit.is_open:
        return None
    return Document(type="unit", title=unit.name, summary=unit.place_line, url_path=unit.url_path, owner=unit.code)


def official_document(document: OfficialDocument) -> Document | None:
    """What search says of an official document: number and subject."""
    if not (document.is_public and document.unit.is_open):
        return None
    return Document(
        type="document",
        title=f"{document.number} {document.title}"[:500],
        summary=document.summary,
        url_path=document_url(document),
        owner=document.unit.code,
    )


def on_publication_changed(sender: Any, page: AbstractArticlePage | None, site_units: set[int], **kwargs: Any) -> None:
    """Write the search entry and purge the pages that show the item."""
    themes: list[int] = []
    if isinstance(page, Article):
        index_object(page)
        themes = list(page.theme_items.values_list("tag_id", flat=True))
    tags.purge({tags.SECTOR, *map(tags.unit_tag, site_units), *map(tags.theme_tag, themes)})


def on_page_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Purge the site of a page that was published or taken down."""
    unit = instance.get_site_unit() if hasattr(instance, "get_site_unit") else None
    tags.purge({tags.SECTOR, tags.unit_tag(unit.pk)} if unit else {tags.SECTOR})


def on_organisation_changed(units: set[int], pages: list[int], documents: list[int], **kwargs: Any) -> None:
    """Renew the search entries of what moved, and purge: names and addresses stand on many pages."""
    _index_again(Article, Article.objects.filter(pk__in=pages))
    _index_again(OfficialDocument, OfficialDocument.objects.filter(Q(pk__in=documents) | Q(unit__in=units)))
    _index_again(Unit, Unit.objects.filter(pk__in=units))
    tags.purge({tags.SECTOR, tags.LOOK, tags.FRAME})


def on_site_state_changed(unit: Unit, **kwargs: Any) -> None:
    """Let everything of the site be found, or nothing; saving the unit purged the pages."""
    if not unit.is_open:
        forget_owner(unit.code)
        return
    home = getattr(unit, "home", None)
    if home is not None:
        _index_again(Article, Article.objects.filter(path__startswith=home.path))
    _index_again(OfficialDocument, OfficialDocument.objects.filter(unit=unit))
    _index_again(Unit, Unit.objects.filter(pk=unit.pk))


def _index_again(model: Any, rows: Any) -> None:
    for part in batched(rows.order_by("pk").iterator(chunk_size=500), 500):
        index_many(model, part)


def batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield ``rows`` in lists of at most ``size``."""
    found = iter(rows)
    while part := list(islice(found, size)):
        yield part


def on_page_moved(sender: Any, **kwargs: Any) -> None:
    """Purge all pages: any menu may lead to the page or below it."""
    tags.purge({tags.SECTOR, tags.LOOK, tags.FRAME})


def on_colour_saved(**kwargs: Any) -> None:
    """Give the stylesheet of the theme its new address."""
    branding = Branding.objects.first()
    if branding is not None:
        refresh_theme(branding)


def on_registered_saved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Renew the search entry of a saved unit or document."""
    if not kwargs.get("raw"):
        index_object(instance)


def on_registered_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Remove the search entry of a deleted object."""
    forget_object(sender, instance.pk)
