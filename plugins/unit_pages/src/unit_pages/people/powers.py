"""Who manages whose posts: never another unit's, never a right that the giver does not hold."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unit_pages.access.rights import ADMINISTER, powers_of, rights_of
from unit_pages.days import local_day
from unit_pages.units.appointments import Appointment, Post, allowed_posts
from unit_pages.units.models import Unit


class NotYoursToGiveError(PermissionDenied):
    """Raised for a unit, person or post that somebody may not manage."""


def is_central(user: Any) -> bool:
    """Whether ``user`` administers the whole installation."""
    return bool(user.is_active and user.is_superuser)


def administered_units(user: Any) -> QuerySet[Unit]:
    """Return the units whose people ``user`` manages today, among those that still exist."""
    units = Unit.objects.active_on(local_day()).with_identity()
    if is_central(user):
        return units
    return units.filter(pk__in=[right.unit_id for right in rights_of(user) if right.actions & ADMINISTER])


def powers_in(user: Any, unit: Unit) -> frozenset[str]:
    """Return all that ``user`` may do in ``unit`` by the posts of today, archived or not."""
    return frozenset().union(*(right.powers for right in rights_of(user) if right.unit_id == unit.pk))


def may_give(user: Any, post: Post, unit: Unit) -> bool:
    """Whether ``user`` gives and ends ``post`` in ``unit``: administrators, within what they hold."""
    if is_central(user):
        return True
    powers = powers_in(user, unit)
    return bool(powers & ADMINISTER) and powers_of(post, unit) <= powers


def giveable_posts(user: Any, unit: Unit) -> list[Post]:
    """Return the posts that units of this kind fill and ``user`` may give."""
    return [post for post in allowed_posts(unit.kind) if may_give(user, post, unit)]


def may_manage(user: Any, appointment: Appointment) -> bool:
    """Whether ``user`` ends or changes ``appointment``; a superuser's is for superusers."""
    if appointment.person.is_superuser and not is_central(user):
        return False
    return may_give(user, appointment.post, appointment.unit)


def require_may_give(user: Any, post: Post, unit: Unit) -> None:
    """Refuse a post that is not ``user``'s to give.

    Raises:
        NotYoursToGiveError: with a sentence for the person.
    """
    if not may_give(user, post, unit):
        raise NotYoursToGiveError(
            _("You may not give the post “%(post)s” in %(unit)s: it permits more than your own posts.")
            % {"post": post, "unit": unit.short_name}
        )


def require_may_manage(user: Any, appointment: Appointment) -> None:
    """Refuse to touch an appointment that is not ``user``'s to manage.

    Raises:
        NotYoursToGiveError: with a sentence for the person.
    """
    if not may_manage(user, appointment):
        raise NotYoursToGiveError(_("This post is not yours to change. Ask the superior unit."))
