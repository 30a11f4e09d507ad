"""The role group that lets appointed people into the admin.

It says what unit staff may do at all; to whose records, appointments say (`unit_owned`).
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

STAFF_GROUP = "unit-staff"
OWNED_MODELS = ("officialdocument", "calendarevent")
ACTIONS = ("add", "change", "delete", "view")


def join_staff_group(person: Any) -> None:
    """Put ``person`` into the role group, which is made or completed when it lacks something."""
    person.groups.add(staff_group())


def staff_group() -> Group:
    """Return the role group with all its permissions; calling it again changes nothing."""
    group, _created = Group.objects.get_or_create(name=STAFF_GROUP)
    missing = staff_permissions().exclude(group=group)
    if missing:
        group.permissions.add(*missing)
    return group


def staff_permissions() -> QuerySet[Permission]:
    """Return what the role group needs: entry to the admin, and the records that units own."""
    codenames = [f"{action}_{model}" for model in OWNED_MODELS for action in ACTIONS]
    return Permission.objects.filter(
        Q(content_type__app_label="wagtailadmin", codename="access_admin")
        | Q(content_type__app_label="unit_pages", codename__in=codenames)
    )
