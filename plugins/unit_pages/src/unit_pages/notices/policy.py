"""Who sends notices may write them; no permission row is needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from unit_pages.notices.services import sending_units


class NoticePolicy(ModelPermissionPolicy):
    """Senders keep their units' notices; what was sent is withdrawn, never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action`` to some notice."""
        return user.is_active and sending_units(user).exists()

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether ``user`` may do one of ``actions`` to some notice."""
        return self.user_has_permission(user, "")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether ``user`` may do ``action`` to this notice."""
        if action == "delete" and instance.is_sent:
            return False
        return user.is_active and sending_units(user).filter(pk=instance.unit_id).exists()

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Whether ``user`` may do one of ``actions`` to this notice."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the notices of the person's sending units."""
        return self.model._default_manager.filter(unit__in=sending_units(user))  # type: ignore[no-any-return]
