"""System checks with ids and hints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Advice
from django.core.files.storage import storages
from django.db.utils import DatabaseError

from unit_pages.conf import get_settings


@register(Tags.files)
def check_private_storage(**kwargs: Any) -> list[CheckMessage]:
    """Originals and documents need a storage that no web server serves."""
    alias = get_settings().private_storage
    if alias in storages.backends:
        return _below_media_root(storages[alias])
    return [
        Error(
            f"UNIT_PAGES names the storage “{alias}”, but STORAGES has no such entry.",
            hint="Add a storage without a public base_url for originals of pictures and for documents.",
            id="unit_pages.E001",
        )
    ]


def _below_media_root(storage: Any) -> list[CheckMessage]:
    location = getattr(storage, "location", None)
    media_root = Path(settings.MEDIA_ROOT).resolve()
    if not settings.MEDIA_ROOT or location is None or not Path(location).resolve().is_relative_to(media_root):
        return []
    return [
        Error(
            f"The private storage {location} stands inside MEDIA_ROOT, which web servers serve.",
            hint="Give it a folder of its own.",
            id="unit_pages.E003",
        )
    ]


@register(Tags.compatibility)
def check_review(**kwargs: Any) -> list[CheckMessage]:
    """Without Wagtail's workflows no officer can send an item to the leader."""
    if getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return []
    return [
        Advice(
            "WAGTAIL_WORKFLOW_ENABLED is off: officers of units that need approval cannot send items to a leader.",
            hint="Set WAGTAIL_WORKFLOW_ENABLED = True, or give these units “Officers publish without approval”.",
            id="unit_pages.W001",
        )
    ]


@register(Tags.database)
def check_colours(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Every colour of the province keeps WCAG 2.2 AA."""
    from unit_pages.units.identity import UnitColour, contrast_errors

    messages: list[CheckMessage] = []
    try:
        colours = list(UnitColour.objects.all()) if databases else []
    except DatabaseError:  # before the first migration
        return []
    for colour in colours:
        for error in contrast_errors(colour.unit, colour.dark, colour.tint):
            messages.append(
                Error(f"Colour “{colour.code}”: {error}", hint="Choose a darker colour.", id="unit_pages.E002")
            )
    return messages
