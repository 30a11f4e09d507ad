"""What belongs to the whole installation: superusers keep it, unit staff do not even see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from wagtail.models import Locale, Site, Task, Workflow
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy


class CentralOnlyPolicy(ModelPermissionPolicy):
    """Says yes to superusers and no to everybody else, whatever rights a group holds.

    A group with ``change_user`` is one click away from a new superuser, so no group
    counts here; people of a unit are appointed on screens of their own.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` administers the installation."""
        return bool(user.is_active and user.is_superuser)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether ``user`` administers the installation."""
        return self.user_has_permission(user, "")

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Return all rows or none."""
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows if self.user_has_permission(user, "") else rows.none()

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the administrators of the installation."""
        return get_user_model()._default_manager.filter(is_active=True, is_superuser=True)


def central_models() -> list[type[Model]]:
    """Return the models that have no unit and are none of a unit's business."""
    models: list[type[Model]] = [get_user_model(), Group, Site, Locale, Task, Workflow]
    if apps.is_installed("wagtail.contrib.redirects"):
        models.append(apps.get_model("wagtailredirects", "Redirect"))
    return models


def register_promotion_policy() -> None:
    """Close promoted search results; Wagtail registers their policy in its hooks, so ours goes into our hooks."""
    if apps.is_installed("wagtail.contrib.search_promotions"):
        model: type[Model] = apps.get_app_config("wagtailsearchpromotions").get_model("SearchPromotion")
        register_permission_policy(model, CentralOnlyPolicy(model))


def register_central_policies() -> None:
    """Close the models; Wagtail's own apps have registered theirs before."""
    for model in central_models():
        register_permission_policy(model, CentralOnlyPolicy(model))
