"""Objects of the whole installation: workflows, tasks, redirects, groups. No unit's staff sees them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class CentralOnlyPolicy(ModelPermissionPolicy):
    """Answers yes to superusers only, whatever permissions a group may carry."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` administers the installation."""
        return bool(user.is_active and user.is_superuser)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether ``user`` administers the installation."""
        return self.user_has_permission(user, "")

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """Return the administrators of the installation."""
        return super().users_with_any_permission(actions).filter(is_superuser=True)
