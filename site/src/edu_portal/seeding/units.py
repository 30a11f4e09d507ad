"""Made-up units with their sites, an officer and a leader each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet

from edu_portal.seeding.text import chance, person_name, words
from unit_pages.access.role_groups import staff_group
from unit_pages.models import Appointment, EducationLevel, Post, Unit, UnitKind
from unit_pages.subsites.provisioning import provision_many
from unit_pages.vietnamese import slugify_vi

PREFIX = "SEED-"
BATCH = 100


class NoProvinceError(RuntimeError):
    """Raised when there is no department, no kind of school or no post to give."""


def make_units(count: int, *, seed: int, today: dt.date) -> Iterator[list[Unit]]:
    """Make the units that are missing of ``count``; yield batches, each written in one transaction.

    Raises:
        NoProvinceError: when no province is loaded.
    """
    root = Unit.objects.filter(parent__isnull=True, home__isnull=False).first()
    kinds = {kind.code: kind for kind in UnitKind.objects.filter(code__in=words()["kind_words"])}
    if root is None or not kinds:
        raise NoProvinceError("Load a province first: manage.py load_province PATH")
    posts = _posts()
    have = set(seeded_units().values_list("code", flat=True))
    numbers = [number for number in range(1, count + 1) if code_of(number) not in have]
    for first in range(0, len(numbers), BATCH):
        with transaction.atomic():
            units = [_unit(number, seed, root, kinds) for number in numbers[first : first + BATCH]]
            for unit in units:
                unit.save()
            provision_many(units)
            _set_levels(units)
            _appoint(units, posts, seed=seed, today=today)
        yield units


def seeded_units() -> QuerySet[Unit]:
    """Return the made-up units."""
    return Unit.objects.filter(code__startswith=PREFIX).order_by("code")


def code_of(number: int) -> str:
    """Return the code of the made-up unit with this number."""
    return f"{PREFIX}{number:05}"


def _unit(number: int, seed: int, root: Unit, kinds: dict[str, UnitKind]) -> Unit:
    luck = chance(seed, "unit", number)
    kind = kinds[luck.choice(sorted(kinds))]
    name = f"{words()['kind_words'][kind.code]} {luck.choice(words()['schools'])} {number}"
    return Unit(
        code=code_of(number), name=name, short_name=name[:80], slug=slugify_vi(name, 80), kind=kind, parent=root
    )


def _set_levels(units: list[Unit]) -> None:
    levels = {level.code: level for level in EducationLevel.objects.all()}
    through = Unit.levels.through
    through._default_manager.bulk_create(
        through(unit_id=unit.pk, educationlevel_id=levels[unit.kind.code].pk)
        for unit in units
        if unit.kind.code in levels
    )


def _posts() -> tuple[Post, Post]:
    leader = Post.objects.filter(is_leader=True).first()
    officer = Post.objects.filter(is_leader=False, can_write=True).first()
    if leader is None or officer is None:
        raise NoProvinceError("The province needs the posts of a leader and an officer.")
    return officer, leader


def _appoint(units: list[Unit], posts: tuple[Post, Post], *, seed: int, today: dt.date) -> None:
    """Give each unit an officer and a leader, who cannot sign in until somebody sets a password."""
    people_model = get_user_model()
    no_password = make_password(None)
    people, rows = [], []
    for unit in units:
        for post, role in zip(posts, ("officer", "leader"), strict=True):
            name = f"{unit.code.lower()}-{role}"
            luck = chance(seed, "person", name)
            person = people_model(
                username=name, email=f"{name}@example.vn", full_name=person_name(luck), password=no_password
            )
            people.append(person)
            rows.append((person, unit, post))
    people_model._default_manager.bulk_create(people)
    group = staff_group()
    through = people_model.groups.through
    through._default_manager.bulk_create(through(user_id=person.pk, group_id=group.pk) for person in people)
    starts_on = today - dt.timedelta(days=400)
    Appointment.objects.bulk_create(
        Appointment(person=person, unit=unit, post=post, starts_on=starts_on, in_charge=post.is_leader)
        for person, unit, post in rows
    )
