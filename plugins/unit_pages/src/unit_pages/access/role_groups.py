"""The three role groups, which follow the appointments.

They are set when an appointment, delegation or post changes and when somebody signs in;
``manage.py unit_doctor`` compares and mends. Nobody depends on that: a membership that is
out of date gives nothing, because `access.backend` asks the appointments of the day as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from unit_pages.access.roles import Role, permissions_of, roles_of
from unit_pages.days import local_day
from unit_pages.units.appointments import Appointment, Delegation

#: What the one group was called before there were three.
FORMER_NAME = "unit-staff"


def role_group(role: Role) -> Group:
    """Return the group of ``role`` with all its permissions; calling it again changes nothing."""
    group, _created = Group.objects.get_or_create(name=role.value)
    missing = missing_permissions(role)
    if missing:
        group.permissions.add(*missing)
    return group


def staff_group() -> Group:
    """Return the group of officers."""
    return role_group(Role.OFFICER)


def missing_permissions(role: Role) -> QuerySet[Permission]:
    """Return the permissions that the group of ``role`` ought to have and has not."""
    wanted = Q(pk__in=[])
    for name in permissions_of([role]):
        app_label, codename = name.split(".", 1)
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return Permission.objects.filter(wanted).exclude(group__name=role.value)


def make_role_groups() -> None:
    """Make or complete all three groups."""
    for role in Role:
        role_group(role)


def roles_by_person(people: Collection[int] | None = None) -> dict[int, set[Role]]:
    """Return the roles that each person ought to have: those of posts held today or to come.

    A post that begins next month puts its holder into the group now, so that no job has to
    run that night; the appointments of the day keep the door closed until then.

    Args:
        people: primary keys; all people when left out.
    """
    today = local_day()
    roles: dict[int, set[Role]] = defaultdict(set)
    open_posts = (
        Appointment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))
        .filter(Q(unit__ends_on__isnull=True) | Q(unit__ends_on__gt=today))
        .select_related("post")
    )
    acting = Delegation.objects.filter(ends_on__gt=today, appointment__in=open_posts.values("pk")).select_related(
        "appointment__post"
    )
    if people is not None:
        open_posts, acting = open_posts.filter(person__in=people), acting.filter(deputy__in=people)
    for appointment in open_posts:
        roles[appointment.person_id] |= roles_of(appointment.post)
    for delegation in acting:
        roles[delegation.deputy_id] |= roles_of(delegation.appointment.post)
    return dict(roles)


def memberships(people: Collection[int] | None = None) -> dict[int, set[Role]]:
    """Return the roles that each person has by membership now."""
    through = get_user_model().groups.through.objects.filter(group__name__in=Role.values)
    person = get_user_model().groups.field.m2m_field_name()
    if people is not None:
        through = through.filter(**{f"{person}__in": people})
    found: dict[int, set[Role]] = defaultdict(set)
    for pk, name in through.values_list(f"{person}_id", "group__name"):
        found[pk].add(Role(name))
    return dict(found)


def differences(people: Collection[int] | None = None) -> dict[int, tuple[set[Role], set[Role]]]:
    """Return for each person that differs the roles to add and the roles to take away."""
    wanted, present = roles_by_person(people), memberships(people)
    return {
        pk: (wanted.get(pk, set()) - present.get(pk, set()), present.get(pk, set()) - wanted.get(pk, set()))
        for pk in sorted({*wanted, *present})
        if wanted.get(pk, set()) != present.get(pk, set())
    }


def follow_appointments(people: Collection[int] | None = None) -> int:
    """Bring the membership of ``people`` in step with their appointments; return how many changed."""
    found = differences(people)
    if not found:
        return 0
    groups = {role: role_group(role) for role in Role}
    for person in get_user_model()._default_manager.filter(pk__in=found):
        add, take = found[person.pk]
        person.groups.add(*(groups[role] for role in add))
        person.groups.remove(*(groups[role] for role in take))
    return len(found)


def join_staff_group(person: Any) -> None:
    """Bring one person's membership in step."""
    follow_appointments([person.pk])
