"""When role groups follow the appointments; the handlers only call services."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_migrate, post_save

from unit_pages.access.role_groups import follow_appointments, make_role_groups
from unit_pages.access.roles import governed_permissions
from unit_pages.units.appointments import Appointment, Delegation, Post

PASSED_ON = frozenset({"verbosity", "interactive", "using", "apps"})


def connect() -> None:
    """Connect the handlers once."""
    for signal in (post_save, post_delete):
        name = f"unit_pages_roles_{id(signal)}"
        signal.connect(follow_appointment, sender=Appointment, dispatch_uid=f"{name}_appointment")
        signal.connect(follow_delegation, sender=Delegation, dispatch_uid=f"{name}_delegation")
    post_save.connect(follow_post, sender=Post, dispatch_uid="unit_pages_roles_post")
    user_logged_in.connect(follow_sign_in, dispatch_uid="unit_pages_roles_sign_in")
    post_migrate.connect(complete_groups, dispatch_uid="unit_pages_roles_migrate")


def follow_appointment(instance: Appointment, raw: bool = False, **kwargs: Any) -> None:
    """Bring the person's groups in step, and those of the deputies."""
    if not raw:
        follow_appointments({instance.person_id, *instance.delegations.values_list("deputy", flat=True)})


def follow_delegation(instance: Delegation, raw: bool = False, **kwargs: Any) -> None:
    """Bring the deputy's groups in step."""
    if not raw:
        follow_appointments([instance.deputy_id])


def follow_post(instance: Post, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A post that permits something else changes the groups of all who hold it."""
    if raw or created:
        return
    holders = set(Appointment.objects.filter(post=instance).values_list("person", flat=True))
    holders.update(Delegation.objects.filter(appointment__post=instance).values_list("deputy", flat=True))
    if holders:
        follow_appointments(None if len(holders) > 500 else holders)


def follow_sign_in(user: Any, **kwargs: Any) -> None:
    """Mend what bulk imports and the calendar have left out of step."""
    if not user.is_superuser:
        follow_appointments([user.pk])


def complete_groups(app_config: AppConfig, **kwargs: Any) -> None:
    """After a migration the groups have every permission that their screens need."""
    if any(name.startswith(f"{app_config.label}.") for name in governed_permissions()):
        create_permissions(app_config, **{name: value for name, value in kwargs.items() if name in PASSED_ON})
        make_role_groups()
