"""Register the permission policies with Wagtail; our app stands after Wagtail's own."""

from __future__ import annotations

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, Collection
from wagtail.permissions import register_permission_policy

from unit_pages.access.central import register_central_policies
from unit_pages.access.collections import UnitCollectionManagementPolicy, UnitCollectionPolicy
from unit_pages.access.pages import UnitPagePolicy
from unit_pages.access.registry import UnitRegistryPolicy
from unit_pages.access.unit_owned import UnitOwnedPolicy
from unit_pages.notices.models import StaffNotice
from unit_pages.notices.policy import NoticePolicy
from unit_pages.subsites.documents import OfficialDocument
from unit_pages.subsites.events import CalendarEvent
from unit_pages.units.models import Unit


def register_policies() -> None:
    """Put the policies of units in the place of those of groups."""
    register_permission_policy(AbstractPage, UnitPagePolicy())
    register_central_policies()
    register_permission_policy(Collection, UnitCollectionManagementPolicy(Collection))
    register_permission_policy(Unit, UnitRegistryPolicy(Unit))
    for owned in (OfficialDocument, CalendarEvent):
        register_permission_policy(owned, UnitOwnedPolicy(owned))
    register_permission_policy(StaffNotice, NoticePolicy(StaffNotice))
    for model in (get_image_model(), get_document_model()):
        register_permission_policy(
            model, UnitCollectionPolicy(model, auth_model=model, owner_field_name="uploaded_by_user")
        )
