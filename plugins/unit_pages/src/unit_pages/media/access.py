"""Who may download a document file."""

from __future__ import annotations

from typing import Any

from wagtail.permissions import policy_registry

from unit_pages.media.models import DocumentFile


def may_read(document: DocumentFile, user: Any) -> bool:
    """Whether ``user`` may download ``document``: anybody one that something public offers, staff their unit's."""
    if document.is_public and document.is_referred:
        return True
    policy = policy_registry.get_by_type(DocumentFile)
    return bool(policy.user_has_any_permission_for_instance(user, {"choose", "change"}, document))
