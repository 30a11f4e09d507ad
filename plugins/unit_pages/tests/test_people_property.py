"""What people may do always equals what the appointments and deputies of the day say.

A machine appoints, edits, ends, delegates, ends and archives units, changes kinds and posts and
moves the clock at random. After every step each person's rights over pages, collections and
records, the people whom the policies name, the door of the admin and, after the doctor, the role
groups are compared with an oracle, which knows the plain facts and nothing of the code under test.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from wagtail.models import Page
from wagtail.permissions import policy_registry

from unit_pages.access.role_groups import follow_appointments
from unit_pages.access.roles import Role
from unit_pages.models import (
    Appointment,
    CalendarEvent,
    Delegation,
    DocumentFile,
    OfficialDocument,
    Picture,
    Post,
    Unit,
    UnitKind,
)
from unit_pages.people.powers import administered_units
from unit_pages.people.services import end_appointment, save_appointment
from unit_pages.test.factories import PersonFactory, UnitFactory, the_department

START = dt.date(2026, 3, 1)
#: Which post permits what: code → (writes, publishes, administers, creates units, leads).
POSTS = {
    "officer": (True, False, False, False, False),
    "leader": (True, True, False, False, True),
    "admin": (True, False, True, False, False),
    "coordinator": (False, False, True, True, False),
    "spokesman": (False, False, False, False, False),
}
UNITS, PEOPLE = range(3), range(3)
days = st.integers(-3, 12)
lengths = st.none() | st.integers(1, 8)


@dataclass
class Held:
    """A fact of the oracle: who holds what, where, from which day until which."""

    pk: int
    person: int
    unit: int
    post: str
    first: dt.date
    end: dt.date | None


@dataclass
class Acting:
    """A fact of the oracle: who acts for the holder of ``held``."""

    held: Held
    deputy: int
    first: dt.date
    end: dt.date


class Oracle:
    """The plain facts, and what they mean on a day."""

    def __init__(self) -> None:
        self.held: list[Held] = []
        self.acting: list[Acting] = []
        self.unit_end: dict[int, dt.date] = {}
        self.archived: set[int] = set()
        self.approval = dict.fromkeys(UNITS, "")
        self.kind_needs_approval = True
        self.posts = dict(POSTS)
        self.closed: set[int] = set()

    def holds(self, held: Held, today: dt.date) -> bool:
        """Whether the appointment is in force today, in a unit that exists."""
        end = self.unit_end.get(held.unit)
        return held.first <= today and (held.end is None or today < held.end) and (end is None or today < end)

    def posts_of(self, person: int, today: dt.date) -> list[tuple[int, str]]:
        """Units and posts for which somebody acts today, in their own right or as deputy."""
        if person in self.closed:
            return []
        own = [(row.unit, row.post) for row in self.held if row.person == person and self.holds(row, today)]
        acting = [
            (row.held.unit, row.held.post)
            for row in self.acting
            if row.deputy == person and row.first <= today < row.end and self.holds(row.held, today)
        ]
        return own + acting

    def may(self, person: int, unit: int, today: dt.date) -> set[str]:
        """What somebody may do in a unit today: of write, publish, administer."""
        result: set[str] = set()
        for place, post in self.posts_of(person, today):
            if place != unit:
                continue
            writes, publishes, administers, _creates, _leads = self.posts[post]
            needs = self.kind_needs_approval if not self.approval[unit] else self.approval[unit] == "required"
            if administers:
                result.add("administer")
            if unit in self.archived:
                continue
            if writes or publishes:
                result.add("write")
            if publishes or (writes and not needs):
                result.add("publish")
        return result

    def roles(self, person: int, today: dt.date) -> set[str]:
        """The role groups: of posts of today and to come, closed accounts included."""
        open_rows = [
            row
            for row in self.held
            if (row.end is None or row.end > today) and not (self.unit_end.get(row.unit, dt.date.max) <= today)
        ]
        posts = [row.post for row in open_rows if row.person == person]
        posts += [
            row.held.post for row in self.acting if row.deputy == person and row.end > today and row.held in open_rows
        ]
        return set().union(*(self.roles_of(post) for post in posts))

    def roles_of(self, post: str) -> set[str]:
        """The role groups of one post."""
        writes, publishes, administers, creates, leads = self.posts[post]
        roles = {Role.LEADER.value} if publishes or leads else set()
        roles |= {Role.ADMINISTRATOR.value} if administers or creates else set()
        return roles | ({Role.OFFICER.value} if writes or not roles else set())


class Sector(RuleBasedStateMachine):
    """Three units, three people, and whatever happens to them."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.oracle = Oracle()
        self.today = START

    def teardown(self) -> None:
        """Undo everything for the next run."""
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def found(self) -> None:
        """Make units, people and posts; the first unit is the department."""
        self.units = [the_department(), *Unit.objects.filter(parent__isnull=False).order_by("pk")]
        self.kind_ids = list(UnitKind.objects.values_list("pk", flat=True))
        self.people = list(get_user_model().objects.filter(is_superuser=False).order_by("pk"))
        self.root = get_user_model().objects.get(is_superuser=True)
        names = ("can_write", "can_publish", "can_administer", "can_create_units", "is_leader")
        for code, powers in POSTS.items():
            Post.objects.update_or_create(code=code, defaults={"name": code, **dict(zip(names, powers, strict=True))})

    def at_noon(self) -> object:
        """Freeze the clock on the machine's day, at noon in Việt Nam."""
        return time_machine.travel(dt.datetime.combine(self.today, dt.time(5), tzinfo=dt.UTC), tick=False)

    def person(self, number: int) -> object:
        """Return somebody as the next request sees them."""
        return get_user_model().objects.get(pk=self.people[number].pk)

    # -- what happens ----------------------------------------------------------------

    @rule(
        person=st.sampled_from(PEOPLE),
        unit=st.sampled_from(UNITS),
        post=st.sampled_from(sorted(POSTS)),
        first=days,
        lasts=lengths,
    )
    def appoint(self, person: int, unit: int, post: str, first: int, lasts: int | None) -> None:
        """Appoint somebody; what the checks refuse does not happen."""
        start = START + dt.timedelta(days=first)
        end = start + dt.timedelta(days=lasts) if lasts else None
        row = Appointment(
            person=self.person(person),
            unit=Unit.objects.get(pk=self.units[unit].pk),
            post=Post.objects.get(code=post),
            starts_on=start,
            ends_on=end,
        )
        leads = self.oracle.posts[post][4]
        clash = leads and any(
            other.unit == unit
            and self.oracle.posts[other.post][4]
            and (other.end is None or other.end > start)
            and (end is None or other.first < end)
            for other in self.oracle.held
        )
        try:
            with self.at_noon():
                save_appointment(row)
        except ValidationError:
            twice = any(
                (other.person, other.unit, other.post, other.first) == (person, unit, post, start)
                for other in self.oracle.held
            )
            ended = self.oracle.unit_end.get(unit, dt.date.max) <= start
            assert clash or twice or ended
            return
        assert not clash, "the database must keep one leader in charge at a time"
        self.oracle.held.append(Held(row.pk, person, unit, post, start, end))

    @rule(which=st.integers(0, 9), by=st.integers(0, 6))
    def end(self, which: int, by: int) -> None:
        """End a post on a day; a post that has not begun disappears, with its deputies."""
        if not self.oracle.held:
            return
        held = self.oracle.held[which % len(self.oracle.held)]
        day = self.today + dt.timedelta(days=by)
        if held.end and held.end < day:
            return
        with self.at_noon():
            row = Appointment.objects.select_related("post", "unit__kind", "person").get(pk=held.pk)
            if row.unit.ends_on and row.unit.ends_on <= row.starts_on:
                return  # a unit that ended before: its rows are history
            end_appointment(appointment=row, ends_on=day, by=self.root)
        self._forget_deputies(held, day)
        if day <= held.first:
            self.oracle.held.remove(held)
            self.oracle.acting = [row for row in self.oracle.acting if row.held is not held]
        else:
            held.end = day

    def _forget_deputies(self, held: Held, day: dt.date) -> None:
        stays = any(
            other is not held
            and (other.person, other.unit) == (held.person, held.unit)
            and (other.end is None or other.end > day)
            for other in self.oracle.held
        )
        for row in list(self.oracle.acting):
            of_post = row.held is held
            by_person = row.deputy == held.person and row.held.unit == held.unit and not stays
            if (of_post or by_person) and row.end > day:
                if day <= row.first:
                    self.oracle.acting.remove(row)
                else:
                    row.end = day

    @rule(which=st.integers(0, 9), post=st.sampled_from(sorted(set(POSTS) - {"leader"})))
    def edit(self, which: int, post: str) -> None:
        """Give an appointment another post."""
        if not self.oracle.held:
            return
        held = self.oracle.held[which % len(self.oracle.held)]
        key = (held.person, held.unit, post, held.first)
        if any((o.person, o.unit, o.post, o.first) == key for o in self.oracle.held):
            return
        row = Appointment.objects.get(pk=held.pk)
        row.post = Post.objects.get(code=post)
        row.save()
        held.post = post

    @rule(which=st.integers(0, 9), deputy=st.sampled_from(PEOPLE), first=days, lasts=st.integers(1, 6))
    def delegate(self, which: int, deputy: int, first: int, lasts: int) -> None:
        """Let somebody act, a colleague or (by an import) not."""
        if not self.oracle.held:
            return
        held = self.oracle.held[which % len(self.oracle.held)]
        start = START + dt.timedelta(days=first)
        end = start + dt.timedelta(days=lasts)
        Delegation.objects.create(appointment_id=held.pk, deputy=self.person(deputy), starts_on=start, ends_on=end)
        self.oracle.acting.append(Acting(held, deputy, start, end))

    @rule(unit=st.sampled_from(UNITS), after=st.none() | days)
    def end_unit(self, unit: int, after: int | None) -> None:
        """End a unit on a day, or let it live on."""
        day = None if after is None else START + dt.timedelta(days=after)
        Unit.objects.filter(pk=self.units[unit].pk).update(ends_on=day)
        self.oracle.unit_end.pop(unit, None)
        if day:
            self.oracle.unit_end[unit] = day

    @rule(unit=st.sampled_from(UNITS), archived=st.booleans())
    def archive(self, unit: int, archived: bool) -> None:
        """Archive a site, or open it again."""
        Unit.objects.filter(pk=self.units[unit].pk).update(site_state="archived" if archived else "live")
        (self.oracle.archived.add if archived else self.oracle.archived.discard)(unit)

    @rule(unit=st.sampled_from(UNITS), approval=st.sampled_from(["", "required", "none"]), of_kind=st.booleans())
    def change_approval(self, unit: int, approval: str, of_kind: bool) -> None:
        """Let officers publish themselves, or not."""
        Unit.objects.filter(pk=self.units[unit].pk).update(approval=approval)
        UnitKind.objects.filter(pk__in=self.kind_ids).update(needs_approval=of_kind)
        self.oracle.approval[unit], self.oracle.kind_needs_approval = approval, of_kind

    @rule(administers=st.booleans(), writes=st.booleans())
    def change_post(self, administers: bool, writes: bool) -> None:
        """Let the spokesmen do more, or less."""
        post = Post.objects.get(code="spokesman")
        post.can_administer, post.can_write = administers, writes
        post.save()
        self.oracle.posts["spokesman"] = (writes, False, administers, False, False)

    @rule(person=st.sampled_from(PEOPLE), closed=st.booleans())
    def close_account(self, person: int, closed: bool) -> None:
        """Close an account, or open it again."""
        get_user_model().objects.filter(pk=self.people[person].pk).update(is_active=not closed)
        (self.oracle.closed.add if closed else self.oracle.closed.discard)(person)

    @rule(by=st.integers(-4, 9))
    def move_the_clock(self, by: int) -> None:
        """Go to another day, also backwards: nothing may depend on a job having run."""
        self.today += dt.timedelta(days=by)

    # -- what must always hold ---------------------------------------------------------

    @invariant()
    def rights_equal_the_facts(self) -> None:
        """Compare everything with the oracle."""
        if not hasattr(self, "units"):
            return
        with self.at_noon():
            expected = {(p, u): self.oracle.may(p, u, self.today) for p in PEOPLE for u in UNITS}
            self._compare_policies(expected)
            self._compare_doors()
            follow_appointments()
            for number in PEOPLE:
                groups = set(self.person(number).groups.values_list("name", flat=True))
                assert groups == self.oracle.roles(number, self.today)
            self._compare_records(expected)

    def _compare_policies(self, expected: dict) -> None:
        pages, pictures = policy_registry.get_by_type(Page), policy_registry.get_by_type(Picture)
        files = policy_registry.get_by_type(DocumentFile)
        named = {
            (action, u): set(pages.users_with_any_permission_for_instance([action], unit.home, False))
            for action in ("change", "publish")
            for u, unit in enumerate(self.units)
        }
        for p in PEOPLE:
            person = self.person(p)
            writes_somewhere = any("write" in expected[p, u] for u in UNITS)
            assert set(administered_units(person).values_list("pk", flat=True)) == {
                unit.pk for u, unit in enumerate(self.units) if "administer" in expected[p, u]
            }
            for u, unit in enumerate(self.units):
                for action, word in (("change", "write"), ("publish", "publish")):
                    wanted = word in expected[p, u]
                    assert pages.user_has_permission_for_instance(person, action, unit.home) is wanted
                    assert (person in named[action, u]) is wanted
                for policy, model in ((pictures, Picture), (files, DocumentFile)):
                    item = model(collection=unit.collection)
                    assert policy.user_has_permission_for_instance(person, "change", item) is (
                        "write" in expected[p, u]
                    )
                    may_choose = "write" in expected[p, u] or (u == 0 and writes_somewhere)
                    assert policy.user_has_permission_for_instance(person, "choose", item) is may_choose

    def _compare_doors(self) -> None:
        """Before the doctor a door may still be shut (the clock went back), but never open for nothing."""
        for p in PEOPLE:
            if self.person(p).has_perm("wagtailadmin.access_admin"):
                assert self.oracle.posts_of(p, self.today)

    def _compare_records(self, expected: dict) -> None:
        for model in (OfficialDocument, CalendarEvent):
            policy = policy_registry.get_by_type(model)
            for u, unit in enumerate(self.units):
                named = set(policy.users_with_permission_for_instance("change", model(unit=unit)))
                for p in PEOPLE:
                    person, wanted = self.person(p), "write" in expected[p, u]
                    assert policy.user_has_permission_for_instance(person, "change", model(unit=unit)) is wanted
                    assert (person in named) is wanted
        for p in PEOPLE:
            assert self.person(p).has_perm("wagtailadmin.access_admin") is bool(self.oracle.posts_of(p, self.today))


@pytest.mark.django_db
def test_rights_always_equal_the_appointments_of_the_day():
    the_department()
    for _ in UNITS[1:]:
        UnitFactory(subsite=True)
    for _ in PEOPLE:
        PersonFactory()
    PersonFactory(superuser=True)
    run_state_machine_as_test(
        Sector,
        settings=settings(
            max_examples=8,
            stateful_step_count=8,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # A failing run prints its steps; making them fewer takes minutes.
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            database=None,
        ),
    )
