"""Who may download a document file."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from unit_pages.access.rights import ADMINISTER, rights_of
from unit_pages.media.models import DocumentFile
from unit_pages.subsites.documents import OfficialDocument
from unit_pages.subsites.doors import may_download
from unit_pages.subsites.lookup import unrestricted_among
from unit_pages.units.appointments import Appointment


def may_read(document: DocumentFile, request: HttpRequest) -> bool:
    """Whether the asker may download ``document``.

    Anybody takes what something public offers, whoever has the invitation to a site what that site
    offers, staff what is their unit's, and whoever manages a unit's people the decisions about them.
    """
    if document.is_public and (document.is_referred or _is_offered_to_invited(document, request)):
        return True
    user: Any = request.user
    if user.is_anonymous:
        return False
    policy = policy_registry.get_by_type(DocumentFile)
    if policy.user_has_any_permission_for_instance(user, {"choose", "change"}, document):
        return True
    if document.is_public and _stands_in_internal_item(document, user):
        return True
    return _is_decision_about_own_people(document, user)


def _is_offered_to_invited(document: DocumentFile, request: HttpRequest) -> bool:
    """Whether the asker has the link to the site of the file's unit, and something on that site offers the file."""
    unit = document.unit
    if unit is None or not may_download(unit, request):
        return False
    if OfficialDocument.objects.filter(unit=unit, file=document, is_public=True).exists():
        return True
    home = getattr(unit, "home", None)
    return home is not None and bool(
        unrestricted_among(Page.objects.filter(path__startswith=home.path, pk__in=_pages_with(document))).exists()
    )


def _is_decision_about_own_people(document: DocumentFile, user: Any) -> bool:
    units = [right.unit_id for right in rights_of(user) if right.actions & ADMINISTER]
    return bool(units) and Appointment.objects.filter(decision_file=document, unit__in=units).exists()


def _pages_with(document: DocumentFile) -> list[str]:
    about = ContentType.objects.get_for_model(Page)
    rows = ReferenceIndex.get_references_to(document).filter(base_content_type=about)
    return list(rows.values_list("object_id", flat=True))


def _stands_in_internal_item(document: DocumentFile, user: Any) -> bool:
    """Whether an item for staff, which ``user`` may read, offers the file."""
    from unit_pages.internal.admin import internal_items

    return bool(internal_items(user).filter(pk__in=_pages_with(document)).exists())
