"""Which room hears what from another one; only the portal knows them all."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from comms_plan.articles.models import Article
from edu_portal.branding.models import Branding
from edu_portal.branding.services import refresh_theme
from edu_portal.page_cache import tags
from edu_portal.public.search_offers import register_groups
from edu_portal.search import registering
from unit_pages.changes.signals import organisation_changed
from unit_pages.models import AbstractArticlePage, UnitColour
from unit_pages.publications.signals import publication_changed


def connect() -> None:
    """Register what is searchable and connect the rooms."""
    registering.connect()
    register_groups()
    publication_changed.connect(on_publication_changed, dispatch_uid="portal_publication")
    for signal in (page_published, page_unpublished):
        signal.connect(on_page_changed, dispatch_uid=f"portal_page_{id(signal)}")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(on_page_moved, dispatch_uid=f"portal_moved_{id(signal)}")
    organisation_changed.connect(on_organisation_changed, dispatch_uid="portal_organisation")
    post_save.connect(on_colour_saved, sender=UnitColour, dispatch_uid="portal_colour")
    tags.connect()


def on_publication_changed(sender: Any, page: AbstractArticlePage | None, site_units: set[int], **kwargs: Any) -> None:
    """Purge the pages that show the item."""
    themes: list[int] = []
    if isinstance(page, Article):
        themes = list(page.theme_items.values_list("tag_id", flat=True))
    tags.purge({tags.SECTOR, *map(tags.unit_tag, site_units), *map(tags.theme_tag, themes)})


def on_page_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Purge the site of a page that was published or taken down."""
    unit = instance.get_site_unit() if hasattr(instance, "get_site_unit") else None
    tags.purge({tags.SECTOR, tags.unit_tag(unit.pk)} if unit else {tags.SECTOR})


def on_organisation_changed(**kwargs: Any) -> None:
    """Purge all pages: names and addresses stand on many of them."""
    tags.purge({tags.SECTOR, tags.LOOK, tags.FRAME})


def on_page_moved(sender: Any, **kwargs: Any) -> None:
    """Purge all pages: any menu may lead to the page or below it."""
    tags.purge({tags.SECTOR, tags.LOOK, tags.FRAME})


def on_colour_saved(**kwargs: Any) -> None:
    """Give the stylesheet of the theme its new address."""
    branding = Branding.objects.first()
    if branding is not None:
        refresh_theme(branding)
