"""Who may write the registry: administrators all of it, coordinators below their own unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from unit_pages.access.branches import branches_of
from unit_pages.access.rights import rights_of
from unit_pages.units.models import Unit

LOOKS = frozenset({"choose", "view"})
CREATORS_MAY = frozenset({"add", "change"}) | LOOKS


class UnitRegistryPolicy(ModelPermissionPolicy):
    """Rights over units from appointments: creating and editing, never deleting."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action`` to some unit."""
        return self.user_has_any_permission(user, {action})

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether ``user`` may do one of ``actions`` to some unit."""
        if user.is_superuser:
            return bool(user.is_active)
        return bool(CREATORS_MAY & set(actions)) and branches_of(user) is not None

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether ``user`` may do ``action`` to this unit."""
        return self.user_has_any_permission_for_instance(user, {action}, instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Whether ``user`` may do one of ``actions`` to this unit."""
        if not self.user_has_any_permission(user, actions):
            return False
        branches = branches_of(user)
        if branches is None:
            return False
        # The own unit is seen and chosen as the superior one, but not changed.
        looks_only = set(actions) & LOOKS
        return branches.holds(instance) if looks_only else branches.holds_below(instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Unit]:
        """Return the units to which ``user`` may do one of ``actions``.

        Everybody sees and chooses the units of the own posts: records name their unit.
        """
        looks_only = bool(set(actions) & LOOKS)
        branches = branches_of(user) if self.user_has_any_permission(user, actions) else None
        found = branches.units(with_heads=looks_only) if branches is not None else Unit.objects.none()
        if not looks_only or (branches is not None and branches.is_everything):
            return found
        return found | Unit.objects.filter(pk__in=[right.unit_id for right in rights_of(user)])
