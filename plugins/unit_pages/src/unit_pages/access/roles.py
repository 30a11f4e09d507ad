"""The three roles of the whole installation, and what the screens of each need.

A role says *what* somebody does at all: enter the admin, add a document. *Whose* documents,
pages, people, only appointments say. So a role gives no right over any unit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from unit_pages.units.appointments import Post


class Role(TextChoices):
    """A role; the value is the fixed name of its group."""

    OFFICER = "unit-officers", pgettext_lazy("role", "Officer")
    LEADER = "unit-leaders", pgettext_lazy("role", "Leader")
    ADMINISTRATOR = "unit-administrators", pgettext_lazy("role", "Administrator of a unit")


#: What every appointed person needs: entry to the admin.
ENTRY = "wagtailadmin.access_admin"
_permissions: dict[Role, set[str]] = {role: {ENTRY} for role in Role}


def roles_of(post: Post) -> frozenset[Role]:
    """Return the roles of somebody who holds ``post``; a post without powers still opens the admin."""
    roles = set()
    if post.can_publish or post.is_leader:
        roles.add(Role.LEADER)
    if post.can_administer or post.can_create_units:
        roles.add(Role.ADMINISTRATOR)
    if post.can_write or not roles:
        roles.add(Role.OFFICER)
    return frozenset(roles)


def register_role_permissions(
    app_label: str,
    models: Iterable[str],
    *,
    actions: Collection[str] = ("add", "change", "delete", "view"),
    roles: Collection[Role] = (Role.OFFICER, Role.LEADER),
) -> None:
    """Let ``roles`` do ``actions`` to models at all; call it from `AppConfig.ready`.

    Args:
        app_label: the app of the models.
        models: their names in lower case.
        actions: of Django's default permissions.
        roles: who; by default those who write.
    """
    names = {f"{app_label}.{action}_{model}" for model in models for action in actions}
    for role in roles:
        _permissions[role] |= names


def permissions_of(roles: Iterable[Role]) -> frozenset[str]:
    """Return what ``roles`` permit, as ``app_label.codename``."""
    return frozenset().union(*(_permissions[role] for role in roles))


def governed_permissions() -> frozenset[str]:
    """Return all permissions that only a role gives, and only on days with an appointment."""
    return permissions_of(Role)


register_role_permissions("unit_pages", ["officialdocument", "calendarevent"])
