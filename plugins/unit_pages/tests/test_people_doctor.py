"""``unit_doctor`` finds what is out of step, mends what it can and says what is left."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from foreign_site.factories import NewsFactory
from foreign_site.models import NewsPage

from unit_pages.access.role_groups import role_group
from unit_pages.access.roles import Role
from unit_pages.days import local_day
from unit_pages.enums import SiteState
from unit_pages.models import Appointment, Delegation, Unit
from unit_pages.test.factories import AppointmentFactory, PersonFactory, PostFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def complete(department, school):
    """Two units with all that they need."""
    for unit in (department, school):
        AppointmentFactory(unit=unit, leader=True, person=PersonFactory(email=f"l{unit.pk}@example.vn"))
        AppointmentFactory(unit=unit, person=PersonFactory(email=f"o{unit.pk}@example.vn"))
    return school


def doctor(*, fix=False):
    """Return what the command prints and whether something is left."""
    out = io.StringIO()
    try:
        call_command("unit_doctor", fix=fix, stdout=out)
    except CommandError:
        return out.getvalue(), True
    return out.getvalue(), False


def test_a_healthy_installation_has_no_findings(complete):
    assert doctor() == ("Everything agrees with the appointments.\n", False)


def test_role_groups_are_completed(complete):
    Group.objects.get(name=Role.LEADER).permissions.clear()
    Group.objects.filter(name=Role.ADMINISTRATOR).delete()
    text, left = doctor()
    assert text.count("[role-group]") == 2
    assert left
    assert not doctor(fix=True)[1]
    assert not doctor()[1]


def test_memberships_follow_the_appointments(complete):
    stale, lacking = PersonFactory(), Appointment.objects.filter(unit=complete, in_charge=False).get().person
    stale.groups.add(role_group(Role.LEADER))
    lacking.groups.clear()
    text, left = doctor()
    assert text.count("[membership]") == 2
    assert left
    text, left = doctor(fix=True)
    assert "mended now" in text
    assert not left
    assert not stale.groups.exists()
    assert lacking.groups.get().name == Role.OFFICER


def test_a_flag_is_mended_and_two_leaders_are_left_to_people(complete):
    row = Appointment.objects.get(unit=complete, in_charge=True)
    Appointment.objects.filter(pk=row.pk).update(in_charge=False)
    text, left = doctor(fix=True)
    assert "[in-charge]" in text
    assert not left
    second = AppointmentFactory(unit=complete, person=PersonFactory(email="x@example.vn"))
    Appointment.objects.filter(pk=second.pk).update(post=row.post)
    text, left = doctor(fix=True)
    assert "two leaders in charge" in text
    assert left


def test_units_without_leader_or_officer_are_named(complete):
    unit = UnitFactory(name="Trường Vắng", subsite=True)
    text, left = doctor(fix=True)
    assert left
    assert "[no-leader] Trường Vắng" in text
    assert "[no-officer] Trường Vắng" in text
    for change in ({"site_state": SiteState.ARCHIVED}, {"site_state": SiteState.LIVE, "ends_on": local_day()}):
        Unit.objects.filter(pk=unit.pk).update(**change)
        assert not doctor()[1], "an archive and an ended unit need nobody"


def test_the_leader_alone_is_no_officer(complete):
    Appointment.objects.filter(unit=complete, in_charge=False).update(ends_on=local_day())
    assert "[no-officer]" in doctor()[0]


def test_a_missing_site_is_made(complete):
    unit = UnitFactory()
    AppointmentFactory(unit=unit, leader=True, person=PersonFactory(email="a@example.vn"))
    AppointmentFactory(unit=unit, person=PersonFactory(email="b@example.vn"))
    assert "[no-site]" in doctor()[0]
    assert not doctor(fix=True)[1]
    unit.refresh_from_db()
    assert unit.home.live
    assert unit.collection


def test_closed_accounts_and_missing_addresses_are_named(complete):
    closed = PersonFactory(is_active=False, email="c@example.vn")
    AppointmentFactory(unit=complete, person=closed)
    silent = AppointmentFactory(unit=complete).person
    text, left = doctor(fix=True)
    assert left
    assert f"[closed-account] {closed}" in text
    assert f"[no-address] {silent}" in text


def test_a_deputy_who_left_the_unit_is_named(complete):
    row = Appointment.objects.get(unit=complete, in_charge=True)
    deputy = PersonFactory(username="nguoi-cu")
    today = local_day()
    Delegation.objects.create(
        appointment=row, deputy=deputy, starts_on=today, ends_on=today.replace(year=today.year + 1)
    )
    text, left = doctor()
    assert "[stray-deputy] nguoi-cu" in text
    assert left


def test_an_article_that_names_another_unit_is_put_right(complete, department):
    article = NewsFactory(of_unit=complete)
    NewsPage.objects.filter(pk=article.pk).update(unit=department)
    assert "[misplaced]" in doctor()[0]
    assert not doctor(fix=True)[1]
    article.refresh_from_db()
    assert article.unit == complete


def test_queries_do_not_grow_with_units(complete):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    doctor()
    with CaptureQueriesContext(connection) as few:
        doctor()
    for _ in range(4):
        unit = UnitFactory(subsite=True)
        AppointmentFactory(unit=unit, post=PostFactory())
    with CaptureQueriesContext(connection) as many:
        doctor()
    assert len(many) <= len(few) + 1
