"""People sign in by user name or e-mail; the demo's accounts exist with DEBUG only."""

from __future__ import annotations

import datetime as dt
import io
import json
import unicodedata

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from edu_portal.people.demo import ROLES, NotInDebugError, make_demo_logins
from edu_portal.people.models import User
from unit_pages.models import Appointment, Post, UnitKind

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def person(db):
    return User.objects.create_user("hoa.nt", "mat-khau-dai", email="Hoa.NT@Example.VN", full_name="Nguyễn Thị Hoa")


class TestSigningIn:
    @pytest.mark.parametrize("name", ["hoa.nt", "Hoa.NT@example.vn", "hoa.nt@EXAMPLE.VN", " hoa.nt@example.vn "])
    def test_user_name_and_e_mail_both_open_the_account(self, person, name):
        assert authenticate(username=name, password="mat-khau-dai") == person

    @pytest.mark.parametrize(
        ("name", "password"), [("hoa.nt", "sai"), ("khong@co.vn", "mat-khau-dai"), ("@", "x"), ("", "")]
    )
    def test_anything_else_does_not(self, person, name, password):
        assert authenticate(username=name, password=password) is None

    def test_accounts_without_e_mail_are_not_opened_by_an_empty_one(self, person):
        User.objects.create_user("khong-thu", "x")
        assert authenticate(username="@", password="x") is None

    def test_an_inactive_account_does_not_open(self, person):
        person.is_active = False
        person.save()
        assert authenticate(username="hoa.nt", password="mat-khau-dai") is None

    def test_the_admins_own_screen_takes_an_e_mail(self, client, person):
        person.is_superuser = True
        person.save()
        data = {"username": "hoa.nt@example.vn", "password": "mat-khau-dai"}
        response = client.post(reverse("wagtailadmin_login"), data)
        assert response.status_code == 302
        assert client.session["_auth_user_id"] == str(person.pk)


class TestAccounts:
    def test_an_e_mail_belongs_to_one_account_whatever_its_case(self, person):
        twin = User(username="khac", email="HOA.nt@example.vn", password="x")
        with pytest.raises(ValidationError):
            twin.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()

    def test_many_accounts_may_have_no_e_mail(self):
        for n in range(2):
            User.objects.create_user(f"u{n}").full_clean(exclude=["password"])
        assert User.objects.filter(email="").count() == 2

    def test_a_name_is_stored_composed_and_its_last_word_is_the_given_one(self):
        person = User(username="x", full_name=unicodedata.normalize("NFD", "Nguyễn Thị Hòa"), password="x")
        person.full_clean()
        assert person.full_name == "Nguyễn Thị Hòa"
        assert (person.given_name, person.get_short_name(), str(person)) == ("Hòa", "Hòa", "Nguyễn Thị Hòa")

    def test_without_a_name_the_user_name_stands_in(self):
        person = User(username="x")
        assert (str(person), person.get_full_name(), person.get_short_name()) == ("x", "x", "x")


class TestDemoLogins:
    def test_without_debug_there_are_none(self, province, settings):
        settings.DEBUG = False
        with pytest.raises(NotInDebugError):
            make_demo_logins(TODAY)
        with pytest.raises(CommandError):
            call_command("demo_logins", stdout=io.StringIO())
        assert not User.objects.exists()

    def test_every_role_can_sign_in_and_has_its_post(self, province, settings):
        settings.DEBUG = True
        logins = make_demo_logins(TODAY)
        assert [login.role for login in logins] == [role.role for role in ROLES]
        for login in logins:
            user = authenticate(username=login.username, password=login.password)
            assert user is not None
            assert user.is_superuser is (login.unit == "")
            assert [row.unit.slug for row in Appointment.objects.filter(person=user)] == (
                [login.unit] if login.unit else []
            )

    def test_a_second_call_makes_nobody_new(self, province, settings):
        settings.DEBUG = True
        first = make_demo_logins(TODAY)
        assert make_demo_logins(TODAY) == first
        assert User.objects.count() == len(ROLES)

    def test_the_command_prints_json(self, province, settings):
        settings.DEBUG = True
        out = io.StringIO()
        call_command("demo_logins", "--json", stdout=out)
        assert {entry["username"] for entry in json.loads(out.getvalue())} == {role.username for role in ROLES}


def test_the_kinds_of_the_pack_name_their_posts(province):
    school = UnitKind.objects.get(code="thpt")
    assert "quan-tri-don-vi" in school.posts.values_list("code", flat=True)
    assert "dieu-phoi" not in school.posts.values_list("code", flat=True), "a coordinator is the department's"
    coordinator = Post.objects.get(code="dieu-phoi")
    assert coordinator.can_administer
    assert coordinator.can_create_units
