"""One unit with something of everything; built twice, for the own unit and for the foreign one.

Every object of a side carries one word that stands nowhere else: the side's prefix and
what the object is, e.g. ``zqbdraft``. An answer that holds a word of the foreign side leaks.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils import timezone

from unit_pages.models import Appointment, Delegation, Post, Unit, UnitKind
from unit_pages.subsites.provisioning import provision

PASSWORD = "matrix of isolation 1"
LONG_AGO = dt.timedelta(days=300)

#: role → (code of the post, what the post permits)
POSTS: dict[str, dict[str, bool]] = {
    "officer": {"can_write": True},
    "leader": {"can_write": True, "can_publish": True, "is_leader": True},
    "administrator": {"can_write": True, "can_administer": True, "can_create_units": True},
}


class Side:
    """A unit, its people and its objects.

    Args:
        prefix: begins every word of the side; no word of another side begins with it.
        unit: the unit, provisioned.
    """

    def __init__(self, prefix: str, unit: Unit) -> None:
        self.prefix = prefix
        self.unit = unit
        self.words: dict[str, str] = {}
        self.rows: dict[str, Any] = {"unit": unit, "home": unit.home, "collection": unit.collection}

    def word(self, kind: str) -> str:
        """Return the word of an object and remember that it was placed."""
        self.words[kind] = f"{self.prefix}{kind}"
        return self.words[kind]

    def keep(self, key: str, row: Any) -> Any:
        """Remember a row under a name, by which addresses and forms are filled."""
        self.rows[key] = row
        return row

    def __getitem__(self, key: str) -> Any:
        return self.rows[key]

    def row_of(self, model: type[Model]) -> Any | None:
        """Return a row of this side of the model, the one that was kept first."""
        return next((row for row in self.rows.values() if isinstance(row, model)), None)


def make_unit(prefix: str, kind: UnitKind, parent: Unit | None) -> Unit:
    """Make a provisioned unit whose every public word begins with ``prefix``."""
    unit = Unit.objects.create(
        code=f"{prefix}unitcode",
        name=f"{prefix}unitname",
        short_name=f"{prefix}unitshort",
        slug=f"{prefix}unitslug",
        kind=kind,
        parent=parent,
        phone=f"{prefix}unitphone",
        email=f"{prefix}unitmail@example.vn",
        district=f"{prefix}unitdistrict",
    )
    provision(unit)
    return Unit.objects.select_related("home", "kind", "collection").get(pk=unit.pk)


def person(side: Side, role: str) -> Any:
    """Make somebody with an account; name, user name and e-mail are three words."""
    names = {
        "username": side.word(f"{role}login"),
        "full_name": side.word(f"{role}name"),
        "email": f"{side.word(f'{role}mail')}@example.vn",
    }
    return side.keep(role, get_user_model().objects.create_user(password=PASSWORD, **names))


def appoint(someone: Any, unit: Unit, post: str, **values: Any) -> Appointment:
    """Give somebody a post since last year."""
    start = timezone.localdate() - LONG_AGO
    return Appointment.objects.create(
        person=someone, unit=unit, post=Post.objects.get(code=post), **{"starts_on": start, **values}
    )


def add_people(side: Side) -> None:
    """Give the unit an officer, a leader, an administrator, a deputy of the leader and somebody who left."""
    today = timezone.localdate()
    for role in POSTS:
        side.keep(f"{role}_post", appoint(person(side, role), side.unit, role, decision_number=side.word(f"{role}no")))
    person(side, "deputy")
    side.keep(
        "delegation",
        Delegation.objects.create(
            appointment=side["leader_post"],
            deputy=side["deputy"],
            starts_on=today - dt.timedelta(days=2),
            ends_on=today + dt.timedelta(days=9),
            reason=side.word("delegation"),
        ),
    )
    appoint(person(side, "former"), side.unit, "officer", ends_on=today - dt.timedelta(days=1))
