"""The admin's own API of pictures and files, limited like their screens; Wagtail lists all units'."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class WithinPolicy:
    """Lists and finds what the person may choose or change."""

    def get_queryset(self) -> QuerySet[Any]:
        """Leave out what belongs to other units."""
        rows: QuerySet[Any] = super().get_queryset()  # type: ignore[misc]
        policy = policy_registry.get_by_type(rows.model)
        mine = policy.instances_user_has_any_permission_for(
            self.request.user,  # type: ignore[attr-defined]
            ["choose", "change"],
        )
        return rows.filter(pk__in=mine.values("pk"))


class UnitImagesAdminAPIViewSet(WithinPolicy, ImagesAdminAPIViewSet):
    """Pictures of the own unit and of the library."""


class UnitDocumentsAdminAPIViewSet(WithinPolicy, DocumentsAdminAPIViewSet):
    """Files of the own unit and of the library."""


def limit_endpoints(router: WagtailAPIRouter) -> None:
    """Put our endpoints in the place of Wagtail's; for the hook ``construct_admin_api``, after theirs."""
    router.register_endpoint("images", UnitImagesAdminAPIViewSet)
    router.register_endpoint("documents", UnitDocumentsAdminAPIViewSet)
