"""Permission policies: by owners, not by rows of permissions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from edu_search.desk.owners import owned_by


class OwnedPolicy(ModelPermissionPolicy):
    """Editors of an owner keep its rows."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action`` to some row."""
        return not owned_by(user).is_nothing

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether ``user`` may do one of ``actions`` to some row."""
        return self.user_has_permission(user, "")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether ``user`` may do ``action`` to this row."""
        return owned_by(user).holds(instance.owner)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Whether ``user`` may do one of ``actions`` to this row."""
        return self.user_has_permission_for_instance(user, "", instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the rows that ``user`` edits."""
        owned = owned_by(user)
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows if owned.everything else rows.filter(owner__in=list(owned.names)).exclude(owner="")


class SharedPolicy(ModelPermissionPolicy):
    """What is there for all owners is kept by who looks after everything."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action``."""
        return owned_by(user).everything

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether ``user`` may do one of ``actions``."""
        return owned_by(user).everything

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether ``user`` may do ``action`` to this row."""
        return owned_by(user).everything

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Whether ``user`` may do one of ``actions`` to this row."""
        return owned_by(user).everything

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Return all rows, or none."""
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows if owned_by(user).everything else rows.none()
