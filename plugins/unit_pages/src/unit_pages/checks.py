"""System checks with ids and hints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Advice
from django.core.files.storage import storages
from django.db.utils import DatabaseError
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.module_loading import import_string

from unit_pages.conf import get_settings

HOST_MIDDLEWARE = "unit_pages.subsites.host_middleware.UnitHostMiddleware"


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


@register(Tags.security)
def check_backend(**kwargs: Any) -> list[CheckMessage]:
    """Without our backend a forgotten membership of a role group opens the admin."""
    from unit_pages.access.backend import AppointmentBackend

    if any(issubclass(import_string(name), AppointmentBackend) for name in settings.AUTHENTICATION_BACKENDS):
        return []
    return [
        Error(
            "AUTHENTICATION_BACKENDS does not ask the appointments: people whose posts ended could still sign in.",
            hint="Put unit_pages.access.backend.AppointmentBackend in the place of Django's ModelBackend.",
            id="unit_pages.E004",
        )
    ]


@register(Tags.security)
def check_boundary(**kwargs: Any) -> list[CheckMessage]:
    """Two parts of the boundary between units stand in the host site's own files."""
    messages: list[CheckMessage] = []
    if "unit_pages.access.middleware.AdminAddressMiddleware" not in settings.MIDDLEWARE:
        messages.append(
            Advice(
                "Unit staff may ask for every address of the admin.",
                hint="Add unit_pages.access.middleware.AdminAddressMiddleware to MIDDLEWARE, after authentication.",
                id="unit_pages.W010",
            )
        )
    if not _has_own_chooser():
        messages.append(
            Advice(
                "Wagtail's choosers, bulk actions and tags show all units to everybody.",
                hint='Put path("admin/", include("unit_pages.access.urls")) before Wagtail\'s admin addresses.',
                id="unit_pages.W011",
            )
        )
    return messages


def _has_own_chooser() -> bool:
    from unit_pages.access.page_choosers import UnitBrowseView

    try:
        found = resolve(reverse("wagtailadmin_choose_page")).func
    except NoReverseMatch:  # a site without the admin
        return True
    return getattr(found, "view_class", None) is UnitBrowseView


@register(Tags.security, deploy=True)
def check_hosts(**kwargs: Any) -> list[CheckMessage]:
    """Every host may ask Django only where the first middleware refuses what is not ours."""
    first = next(iter(settings.MIDDLEWARE), "")
    open_list = "*" in settings.ALLOWED_HOSTS and not settings.DEBUG
    guarded = first == HOST_MIDDLEWARE and "*" not in get_settings().portal_hosts
    has_hosts = HOST_MIDDLEWARE in settings.MIDDLEWARE
    if not (has_hosts and open_list) or guarded:
        return []
    return [
        Advice(
            "ALLOWED_HOSTS lets every host in, and nothing refuses those that are not ours.",
            hint="Put UnitHostMiddleware first and name the portal's own hosts in UNIT_PAGES['PORTAL_HOSTS'].",
            id="unit_pages.W004",
        )
    ]
