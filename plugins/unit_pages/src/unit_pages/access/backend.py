"""Who enters the admin: people with an appointment of today, and superusers.

The backend is asked by every ``has_perm``. For what the role groups give it asks the
appointments of the day first, so that a right begins and ends at midnight without a job and a
forgotten membership opens nothing.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied

from unit_pages.access.rights import rights_of
from unit_pages.access.roles import governed_permissions, permissions_of


class AppointmentBackend(ModelBackend):
    """Django's own backend, closed on days without an appointment."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether ``user_obj`` has a permission by group or in person, and a post of today that needs it.

        Raises:
            PermissionDenied: when no post of today needs it; then no other backend is asked.
        """
        if perm in governed_permissions() and perm not in permitted_today(user_obj):
            raise PermissionDenied
        return bool(super().has_perm(user_obj, perm, obj))


def permitted_today(user: Any) -> frozenset[str]:
    """Return what the posts of today permit to ``user`` by their roles."""
    return permissions_of({role for right in rights_of(user) for role in right.roles})


def may_enter_admin(user: Any) -> bool:
    """Whether ``user`` signs in to the admin today."""
    return bool(user.has_perm("wagtailadmin.access_admin"))
