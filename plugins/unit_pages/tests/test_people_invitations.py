"""An invitation by e-mail: once, for seven days, for one address, for no more than its giver holds."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from people_world import FIRST_OF_MARCH, administrator_of, noon
from wagtail.models import ModelLogEntry

from unit_pages.models import Appointment, Invitation
from unit_pages.people import services
from unit_pages.people.invitations import accept, invite, resend, revoke
from unit_pages.people.models import digest_of
from unit_pages.people.powers import NotYoursToGiveError
from unit_pages.test.factories import AppointmentFactory, PersonFactory, PostFactory, UnitFactory

pytestmark = pytest.mark.django_db

EMAIL, NEW_PASSWORD = "hoa@truong.example.vn", "một mật khẩu thật dài"
DAY = dt.timedelta(days=1)


@pytest.fixture
def giver(school):
    return administrator_of(school, starts_on=dt.date(2025, 9, 1))


@pytest.fixture
def sent(giver, school, django_capture_on_commit_callbacks):
    """Return a function that invites and gives the link in the mail."""

    def send(**values):
        with django_capture_on_commit_callbacks(execute=True):
            values = {"post": PostFactory(), "email": EMAIL, "by": giver, "unit": school, **values}
            invite(now=timezone.now(), **values)
        return link_in(mail.outbox[-1])

    return send


def link_in(message):
    return re.search(r"http://testserver(/invitations/\S+)", message.body)[1]


def answer(client, link, **values):
    data = {"name": "Nguyễn Thị Hoa", "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD, **values}
    return client.post(link, data)


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


class TestAccepting:
    def test_somebody_new_chooses_a_name_and_a_password_and_is_in(self, client, sent, school):
        link = sent()
        assert "Choose a password" in text_of(client.get(link))
        response = answer(client, link)
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
        assert client.get(response.url).status_code == 200
        person = get_user_model().objects.get(email=EMAIL)
        assert person.check_password(NEW_PASSWORD)
        assert person.get_full_name() == "Thị Hoa Nguyễn", "stock Django puts the given name first"
        assert not person.is_superuser
        assert not person.is_staff
        row = Appointment.objects.get(person=person)
        assert (row.unit, row.post.code, row.starts_on) == (school, "can-bo", services.local_day())

    def test_afterwards_the_person_signs_in_with_the_address(self, client, sent):
        answer(client, sent())
        client.logout()
        data = {"username": EMAIL, "password": NEW_PASSWORD}
        assert client.post(reverse("wagtailadmin_login"), data).url == reverse("wagtailadmin_home")

    def test_an_account_with_the_address_gives_its_password(self, client, sent, other_school):
        person = AppointmentFactory(unit=other_school, person=PersonFactory(email=EMAIL.upper())).person
        link = sent()
        page = text_of(client.get(link))
        assert "There is an account" in page
        assert "new_password1" not in page
        assert "not right" in text_of(client.post(link, {"password": "falsch"}))
        assert client.post(link, {"password": "correct horse battery staple"}).status_code == 302
        assert {row.unit for row in person.appointments.all()} == {other_school, Invitation.objects.get().unit}
        assert get_user_model().objects.filter(email__iexact=EMAIL).count() == 1

    def test_an_account_without_any_post_takes_part_again(self, client, sent):
        person = PersonFactory(email=EMAIL)
        assert client.post(sent(), {"password": "correct horse battery staple"}).status_code == 302
        assert person.appointments.count() == 1

    def test_somebody_signed_in_to_the_account_has_one_button(self, client, sent):
        person = PersonFactory(email=EMAIL)
        link = sent()
        client.force_login(person)
        assert "password" not in text_of(client.get(link)).lower()
        assert client.post(link).status_code == 302
        assert person.appointments.count() == 1

    def test_a_post_that_begins_later_says_when(self, client, sent):
        day = services.local_day() + 10 * DAY
        response = answer(client, sent(starts_on=day))
        assert response.status_code == 200
        assert "from that day on you can sign in" in text_of(response)
        assert Appointment.objects.get(person__email=EMAIL).starts_on == day

    def test_the_appointment_holds_what_the_invitation_said(self, client, sent):
        today = services.local_day()
        answer(client, sent(ends_on=today + 30 * DAY, decision_number="12/QĐ", decided_on=today))
        row = Appointment.objects.get(person__email=EMAIL)
        assert (row.ends_on, row.decision_number, row.decided_on) == (today + 30 * DAY, "12/QĐ", today)

    def test_a_weak_password_and_a_missing_name_are_refused(self, client, sent, settings):
        settings.AUTH_PASSWORD_VALIDATORS = [
            {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}
        ]
        link = sent()
        for values in ({"new_password1": "kurz", "new_password2": "kurz"}, {"name": ""}, {"new_password2": "anders"}):
            response = answer(client, link, **values)
            assert response.status_code == 200
            assert "error" in text_of(response)
        assert not get_user_model().objects.filter(email=EMAIL).exists()
        assert not Invitation.objects.get().accepted_at

    def test_the_page_is_kept_by_nobody(self, client, sent):
        response = client.get(sent())
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "same-origin"


class TestRefusals:
    def closed(self, client, link, status=410):
        response = client.get(link)
        assert response.status_code == status
        assert client.post(link, {"password": "x"}).status_code == status
        return text_of(response)

    def test_used_twice(self, client, sent):
        link = sent()
        answer(client, link)
        client.logout()
        assert "has been used" in self.closed(client, link)
        assert Appointment.objects.filter(person__email=EMAIL).count() == 1

    def test_expired(self, client, sent):
        with time_machine.travel(noon(FIRST_OF_MARCH), tick=False):
            link = sent()
        with time_machine.travel(noon(FIRST_OF_MARCH) + 7 * DAY - dt.timedelta(seconds=1), tick=False):
            assert client.get(link).status_code == 200
        with time_machine.travel(noon(FIRST_OF_MARCH) + 7 * DAY, tick=False):
            assert "expired" in self.closed(client, link)

    def test_taken_back(self, client, sent, giver):
        link = sent()
        revoke(invitation=Invitation.objects.get(), by=giver, now=timezone.now())
        assert "taken back" in self.closed(client, link)

    def test_a_link_that_was_never_sent(self, client):
        assert "never valid" in self.closed(client, reverse("unit_pages_invitation", args=["x" * 43]), 404)

    def test_the_stored_digest_is_no_link(self, client, sent):
        sent()
        link = reverse("unit_pages_invitation", args=[Invitation.objects.get().token_digest])
        assert client.get(link).status_code == 404

    def test_signed_in_as_another_address(self, client, sent, officer):
        link = sent()
        client.force_login(officer)
        assert "You are signed in as" in text_of(client.get(link))
        assert client.post(link).status_code == 200
        assert not Invitation.objects.get().accepted_at
        assert officer.appointments.count() == 1
        assert client.post(link, {"sign_out": "1"}).url == link
        assert answer(client, link).status_code == 302

    def test_a_giver_who_lost_the_post_gave_nothing(self, client, sent, giver):
        link = sent()
        giver.appointments.update(ends_on=services.local_day())
        assert "does not manage the people" in self.closed(client, link)

    def test_a_unit_that_ended_meanwhile(self, client, sent, school):
        link = sent()
        school.ends_on = services.local_day()
        school.save()
        assert "ended on" in self.closed(client, link)

    def test_a_leader_who_was_appointed_meanwhile(self, client, sent, school):
        boss = administrator_of(school, publishes=True)
        link = sent(post=PostFactory(leader=True), by=boss)
        AppointmentFactory(unit=school, leader=True)
        response = answer(client, link)
        assert response.status_code == 409
        assert "leader in charge" in text_of(response)
        assert not get_user_model().objects.filter(email=EMAIL).exists(), "nothing half done"
        assert not Invitation.objects.get().accepted_at

    def test_a_closed_account(self, client, sent):
        PersonFactory(email=EMAIL, is_active=False)
        assert "closed" in self.closed(client, sent())

    def test_two_accounts_with_one_address(self, client, sent):
        PersonFactory(email=EMAIL)
        PersonFactory(email=EMAIL)
        assert "Several accounts" in self.closed(client, sent())

    def test_a_superuser_takes_no_post(self, client, sent):
        boss = PersonFactory(email=EMAIL, superuser=True)
        link = sent()
        client.force_login(boss)
        assert client.post(link).status_code == 409
        assert not boss.appointments.exists()

    def test_two_clicks_at_once(self, sent, school):
        """Both requests have read the open invitation; the second finds it taken."""
        sent()
        first, second = Invitation.objects.get(), Invitation.objects.get()
        person = PersonFactory(email=EMAIL)
        accept(invitation=first, person=person, now=timezone.now())
        with pytest.raises(ValueError, match="has been used"):
            accept(invitation=second, person=person, now=timezone.now())
        assert person.appointments.count() == 1


class TestInviting:
    def refused(self, by, unit, **values):
        with pytest.raises(ValidationError) as error:
            invite(**{"unit": unit, "post": PostFactory(), "email": EMAIL, "by": by, "now": timezone.now(), **values})
        assert not Invitation.objects.exists()
        assert not mail.outbox
        return " ".join(error.value.messages)

    def test_the_mail_says_who_invites_whom_to_what(self, sent, giver, school):
        sent(name="Nguyễn Thị Hoa")
        message = mail.outbox[0]
        assert message.to == [EMAIL]
        assert str(school) in message.body
        assert "Cán bộ truyền thông" in message.body
        assert "Nguyễn Thị Hoa" in message.body
        assert "\n" not in message.subject

    def test_the_secret_is_stored_nowhere(self, sent):
        token = sent().rstrip("/").rsplit("/", 1)[1]
        row = Invitation.objects.get()
        assert row.token_digest == digest_of(token)
        assert token not in str(row.__dict__)
        assert token not in str([entry.data for entry in ModelLogEntry.objects.all()])

    def test_without_an_address(self, giver, school):
        assert "Enter the e-mail address" in self.refused(giver, school, email=" ")

    def test_with_something_that_is_no_address(self, giver, school):
        assert "valid email" in self.refused(giver, school, email="hoa tại trường")

    def test_with_days_upside_down(self, giver, school):
        today = services.local_day()
        assert "cannot end before" in self.refused(giver, school, starts_on=today, ends_on=today)
        assert "cannot end before" in self.refused(giver, school, ends_on=today - DAY)

    def test_for_a_unit_that_ended(self, department):
        unit = UnitFactory(ended=True)
        assert "ended on" in self.refused(PersonFactory(superuser=True), unit)

    def test_a_post_that_the_kind_does_not_have(self, giver, school):
        school.kind.posts.set([PostFactory(leader=True)])
        assert "no such post" in self.refused(giver, school)

    def test_a_second_leader(self, school):
        boss = administrator_of(school, publishes=True)
        AppointmentFactory(unit=school, leader=True)
        assert "leader in charge" in self.refused(boss, school, post=PostFactory(leader=True))

    def test_the_same_address_to_the_same_post_twice(self, sent, giver, school):
        sent()
        with pytest.raises(ValidationError, match="invited to this post already"):
            invite(unit=school, post=PostFactory(), email=EMAIL.upper(), by=giver, now=timezone.now())

    def test_never_more_than_the_giver_holds(self, giver, school):
        for post in (
            PostFactory(leader=True),
            PostFactory(code="bien-tap", can_publish=True),
            PostFactory(code="dieu-phoi", can_write=True, can_create_units=True),
        ):
            with pytest.raises(NotYoursToGiveError):
                invite(unit=school, post=post, email=EMAIL, by=giver, now=timezone.now())
        assert not Invitation.objects.exists()

    def test_never_for_another_unit(self, giver, other_school, department):
        for unit in (other_school, department, UnitFactory(parent=Invitation.unit.get_queryset().get(code="DM"))):
            with pytest.raises(NotYoursToGiveError):
                invite(unit=unit, post=PostFactory(), email=EMAIL, by=giver, now=timezone.now())

    def test_officers_invite_nobody(self, officer, school):
        with pytest.raises(NotYoursToGiveError):
            invite(unit=school, post=PostFactory(powerless=True), email=EMAIL, by=officer, now=timezone.now())

    def test_a_mail_server_that_is_down_stops_nothing(self, sent, settings, giver, school, caplog):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        with pytest.raises(IndexError):
            sent()
        assert Invitation.objects.count() == 1
        assert "could not be sent" in caplog.text


class TestSendingAgain:
    def test_the_new_link_ends_the_old_one(self, client, sent, giver, django_capture_on_commit_callbacks):
        with time_machine.travel(noon(FIRST_OF_MARCH), tick=False):
            old = sent()
        with time_machine.travel(noon(FIRST_OF_MARCH) + 10 * DAY, tick=False):
            with django_capture_on_commit_callbacks(execute=True):
                resend(invitation=Invitation.objects.get(), by=giver, now=timezone.now())
            assert client.get(old).status_code == 404
            assert client.get(link_in(mail.outbox[-1])).status_code == 200

    def test_not_after_it_was_accepted(self, client, sent, giver):
        answer(client, sent())
        for action in (resend, revoke):
            with pytest.raises(ValueError, match="has been used"):
                action(invitation=Invitation.objects.get(), by=giver, now=timezone.now())

    def test_whoever_takes_it_back_may_invite_anew(self, sent, giver):
        sent()
        revoke(invitation=Invitation.objects.get(), by=giver, now=timezone.now())
        sent()
        assert Invitation.objects.unanswered().count() == 1


def test_every_step_stands_in_the_log_with_actor_and_unit(client, sent, giver, school):
    link = sent()
    answer(client, link)
    entries = ModelLogEntry.objects.order_by("timestamp", "pk")
    found = {entry.action: entry for entry in entries}
    assert {"unit_pages.invite", "unit_pages.appoint", "unit_pages.accept_invitation"} <= set(found)
    assert found["unit_pages.invite"].user == giver
    assert found["unit_pages.accept_invitation"].user.email == EMAIL
    for entry in found.values():
        assert entry.data["unit"] == school.pk
        assert entry.data["unit_name"] == school.name
