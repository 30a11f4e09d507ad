"""Who may download a document file."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from unit_pages.media.models import DocumentFile


def may_read(document: DocumentFile, user: Any) -> bool:
    """Whether ``user`` may download ``document``: anybody one that something public offers, staff their unit's."""
    if document.is_public and document.is_referred:
        return True
    if user.is_anonymous:
        return False
    policy = policy_registry.get_by_type(DocumentFile)
    mine = bool(policy.user_has_any_permission_for_instance(user, {"choose", "change"}, document))
    return mine or (document.is_public and _stands_in_internal_item(document, user))


def _stands_in_internal_item(document: DocumentFile, user: Any) -> bool:
    """Whether an item for staff, which ``user`` may read, offers the file."""
    from unit_pages.internal.admin import internal_items

    about = ContentType.objects.get_for_model(Page)
    uses = (
        ReferenceIndex.get_references_to(document).filter(base_content_type=about).values_list("object_id", flat=True)
    )
    return bool(internal_items(user).filter(pk__in=list(uses)).exists())
