"""The role group that lets appointed people into the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission

STAFF_GROUP = "unit-staff"


def join_staff_group(person: Any) -> None:
    """Put ``person`` into the role group, which is made when it is missing."""
    group, created = Group.objects.get_or_create(name=STAFF_GROUP)
    if created:
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    person.groups.add(group)
