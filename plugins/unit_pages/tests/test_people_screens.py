"""A unit's administrator manages the unit's own people and sees nobody else's."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from foreign_site.factories import NewsFactory
from people_world import administrator_of, again
from wagtail.models import ModelLogEntry
from wagtail.permissions import policy_registry

from unit_pages.days import local_day
from unit_pages.models import Appointment, Delegation, DocumentFile, EducationLevel, Invitation, UnitHomePage
from unit_pages.people.invitations import invite
from unit_pages.people.powers import NotYoursToGiveError
from unit_pages.people.services import end_appointment
from unit_pages.test.factories import AppointmentFactory, PersonFactory, PostFactory, UnitFactory, UnitKindFactory
from unit_pages.test.files import PDF_BYTES

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def boss(school):
    return administrator_of(school)


@pytest.fixture
def desk(client, boss):
    """A browser of the administrator."""
    client.force_login(boss)
    return client


def url(name, *args):
    return reverse(f"unit_people:{name}", args=args)


def page(client, name, *args):
    response = client.get(url(name, *args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


class TestList:
    def test_the_way_leads_to_the_own_unit(self, desk, school):
        assert desk.get(url("index")).url == url("unit", school.pk)

    def test_who_manages_two_units_chooses(self, desk, boss, school, other_school):
        AppointmentFactory(person=boss, unit=other_school, post=boss.appointments.get().post)
        text = page(desk, "index")
        assert str(school) in text
        assert str(other_school) in text

    def test_it_shows_posts_days_addresses_and_what_is_missing(self, desk, school, officer):
        officer.email = "lan@example.vn"
        officer.save()
        AppointmentFactory(unit=school, over=True, person=PersonFactory(username="cu"))
        AppointmentFactory(unit=school, to_come=True, person=PersonFactory(username="moi"))
        text = page(desk, "unit", school.pk)
        for word in ("Cán bộ truyền thông", "lan@example.vn", "no leader in charge", "To come", "Held a post before"):
            assert word in text
        assert "no communication officer" not in text

    def test_of_other_units_it_shows_nobody(self, desk, school, other_school):
        stranger = AppointmentFactory(unit=other_school, person=PersonFactory(username="nguoi-la")).person
        AppointmentFactory(unit=UnitFactory(parent=school), person=PersonFactory(username="cap-duoi"))
        text = page(desk, "unit", school.pk) + page(desk, "give", school.pk) + page(desk, "invite", school.pk)
        assert stranger.username not in text
        assert "cap-duoi" not in text

    def test_foreign_units_do_not_exist(self, desk, other_school, department):
        for unit in (other_school, department):
            for name in ("unit", "invite", "give"):
                assert desk.get(url(name, unit.pk)).status_code == 404
                assert desk.post(url(name, unit.pk), {"email": "a@b.vn"}).status_code == 404

    def test_officers_and_leaders_do_not_manage_people(self, client, officer, leader, school):
        for person in (officer, leader):
            client.force_login(person)
            assert client.get(url("index")).status_code == 404
            assert client.get(url("unit", school.pk)).status_code == 404

    def test_an_ended_unit_is_managed_by_nobody(self, desk, school):
        school.ends_on = local_day()
        school.save()
        assert desk.get(url("unit", school.pk)).status_code == 403, "the last post ended with the unit"

    def test_a_superuser_goes_to_the_registry_and_manages_every_unit(self, client, school):
        client.force_login(PersonFactory(superuser=True))
        assert client.get(url("index")).url == reverse("units:index")
        assert str(school) in page(client, "unit", school.pk)

    def test_queries_do_not_grow_with_people(self, desk, school):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        AppointmentFactory(unit=school)
        page(desk, "unit", school.pk)
        with CaptureQueriesContext(connection) as few:
            page(desk, "unit", school.pk)
        for n in range(8):
            AppointmentFactory(unit=school)
            invite(
                unit=school,
                post=PostFactory(),
                email=f"a{n}@example.vn",
                by=PersonFactory(superuser=True),
                now=timezone.now(),
            )
        with CaptureQueriesContext(connection) as many:
            page(desk, "unit", school.pk)
        assert len(many) <= len(few) + 1


class TestInviting:
    def test_the_form_offers_what_the_administrator_may_give(self, desk, school):
        PostFactory(leader=True)
        text = page(desk, "invite", school.pk)
        assert "Quản trị trang" in text
        assert "Lãnh đạo phụ trách" not in text

    def test_posting_invites(self, desk, school, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            data = {"email": "hoa@example.vn", "post": PostFactory().pk, "name": "Hoa"}
            response = desk.post(url("invite", school.pk), data, follow=True)
        assert "is on its way" in response.content.decode()
        assert mail.outbox[0].to == ["hoa@example.vn"]

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"email": ""}, "Enter the e-mail address"),
            ({"email": "hoa"}, "valid email"),
            ({"ends_on": "2020-01-01"}, "cannot end before it starts"),
        ],
    )
    def test_mistakes_are_told(self, desk, school, values, message):
        data = {"email": "hoa@example.vn", "post": PostFactory().pk, **values}
        assert message in desk.post(url("invite", school.pk), data).content.decode()
        assert not Invitation.objects.exists()

    def test_a_forged_post_is_refused_at_the_field(self, desk, school):
        post = PostFactory(leader=True)
        text = desk.post(url("invite", school.pk), {"email": "hoa@example.vn", "post": post.pk}).content.decode()
        assert "may not give this post" in text
        assert not Invitation.objects.exists()

    def test_sending_again_and_taking_back(self, desk, boss, school):
        row = invite(unit=school, post=PostFactory(), email="hoa@example.vn", by=boss, now=timezone.now())
        assert "hoa@example.vn" in page(desk, "unit", school.pk)
        assert desk.get(url("resend", row.pk)).status_code == 405
        before = row.token_digest
        desk.post(url("resend", row.pk))
        row.refresh_from_db()
        assert row.token_digest != before
        desk.post(url("revoke", row.pk))
        row.refresh_from_db()
        assert row.revoked_at

    def test_foreign_invitations_do_not_exist(self, desk, other_school):
        row = invite(
            unit=other_school,
            post=PostFactory(),
            email="hoa@example.vn",
            by=PersonFactory(superuser=True),
            now=timezone.now(),
        )
        for name in ("resend", "revoke"):
            assert desk.post(url(name, row.pk)).status_code == 404


class TestGiving:
    def test_somebody_of_the_unit_gets_one_more_post(self, desk, school, officer):
        post = PostFactory(code="phat-ngon", name="Người phát ngôn", can_write=False)
        data = {"person": officer.pk, "post": post.pk, "starts_on": local_day().isoformat()}
        assert desk.post(url("give", school.pk), data).status_code == 302
        assert set(officer.appointments.values_list("post__code", flat=True)) == {"can-bo", "phat-ngon"}

    def test_somebody_of_another_unit_cannot_be_chosen(self, desk, school, other_school):
        stranger = AppointmentFactory(unit=other_school).person
        data = {"person": stranger.pk, "post": PostFactory().pk, "starts_on": local_day().isoformat()}
        response = desk.post(url("give", school.pk), data)
        assert response.status_code == 200
        assert stranger.username not in response.content.decode()
        assert stranger.appointments.count() == 1

    def test_a_superuser_is_nobodys_person(self, desk, school):
        root = AppointmentFactory(unit=school, person=PersonFactory(superuser=True)).person
        data = {"person": root.pk, "post": PostFactory().pk, "starts_on": local_day().isoformat()}
        assert desk.post(url("give", school.pk), data).status_code == 200
        assert desk.get(url("end", root.appointments.get().pk)).status_code == 404

    def test_the_same_post_twice_is_told(self, desk, school, officer):
        data = {"person": officer.pk, "post": PostFactory().pk, "starts_on": local_day().isoformat()}
        assert "holds this post already" in desk.post(url("give", school.pk), data).content.decode()


class TestEnding:
    def end(self, client, row, day=None, **values):
        return client.post(url("end", row.pk), {"ends_on": (day or local_day()).isoformat(), **values}, follow=True)

    def test_ending_an_officers_post_hands_the_drafts_over(self, desk, school, officer, leader):
        draft = NewsFactory(of_unit=school, draft=True, owner=officer)
        draft.locked, draft.locked_by, draft.locked_at = True, officer, timezone.now()
        draft.save()
        row = officer.appointments.get()
        text = page(desk, "end", row.pk)
        assert "1 draft stays with the unit" in text
        response = self.end(desk, row, reason="chuyển công tác")
        assert "1 draft stays with the unit" in response.content.decode()
        draft.refresh_from_db()
        assert not draft.locked
        assert draft.unit == school
        assert draft.permissions_for_user(again(leader)).can_edit(), "the leader goes on with it"
        assert draft.permissions_for_user(again(leader)).can_publish()
        assert not draft.permissions_for_user(again(officer)).can_edit()
        entry = ModelLogEntry.objects.get(action="unit_pages.end_appointment")
        assert entry.data["reason"] == "chuyển công tác"
        assert ModelLogEntry.objects.get(action="unit_pages.hand_over").data["drafts"] == 1

    def test_an_end_in_the_future_changes_nothing_yet(self, desk, school, officer):
        self.end(desk, officer.appointments.get(), local_day() + 10 * DAY)
        pages = policy_registry.get_by_type(UnitHomePage)
        assert pages.user_has_permission_for_instance(again(officer), "change", school.home)

    def test_a_post_of_today_or_to_come_is_taken_back_altogether(self, desk, school):
        row = AppointmentFactory(unit=school, starts_on=local_day())
        self.end(desk, row)
        assert not Appointment.objects.filter(pk=row.pk).exists()
        assert ModelLogEntry.objects.filter(action="unit_pages.end_appointment").exists()

    def test_nobody_ends_more_than_they_hold(self, desk, leader):
        assert desk.get(url("end", leader.appointments.get().pk)).status_code == 404
        assert desk.post(url("end", leader.appointments.get().pk), {"ends_on": "2030-01-01"}).status_code == 404

    def test_nobody_ends_a_foreign_post(self, desk, other_school):
        row = AppointmentFactory(unit=other_school)
        assert desk.post(url("end", row.pk), {"ends_on": local_day().isoformat()}).status_code == 404
        with pytest.raises(NotYoursToGiveError):
            end_appointment(appointment=row, ends_on=local_day(), by=PersonFactory())

    def test_the_own_last_administrators_post_is_asked_twice(self, desk, boss):
        row = boss.appointments.get()
        assert "Nobody else manages the people" in page(desk, "end", row.pk)
        self.end(desk, row)
        row.refresh_from_db()
        assert row.ends_on is None
        self.end(desk, row, sure="on")
        row.refresh_from_db()
        assert row.ends_on == local_day()

    def test_deputies_stop_with_the_post(self, desk, school, officer):
        row, deputy = officer.appointments.get(), AppointmentFactory(unit=school)
        today = local_day()
        for appointment, person in ((row, deputy.person), (deputy, officer)):
            Delegation.objects.create(
                appointment=appointment, deputy=person, starts_on=today - DAY, ends_on=today + 5 * DAY
            )
        self.end(desk, row)
        assert not Delegation.objects.filter(ends_on__gt=today).exists()


class TestDeputies:
    def away(self, client, where, **values):
        today = local_day()
        data = {"starts_on": today.isoformat(), "ends_on": (today + 5 * DAY).isoformat(), **values}
        return client.post(where, data)

    def test_the_holder_arranges_a_deputy_of_the_own_unit(self, client, officer, leader, school):
        client.force_login(leader)
        row = leader.appointments.get()
        assert officer.username in page(client, "away")
        assert self.away(client, url("away"), appointment=row.pk, deputy=officer.pk).status_code == 302
        pages = policy_registry.get_by_type(UnitHomePage)
        assert pages.user_has_permission_for_instance(again(officer), "publish", school.home)
        assert "acts for" in page(client, "away")
        client.post(url("end_away", Delegation.objects.get().pk))
        assert not pages.user_has_permission_for_instance(again(officer), "publish", school.home)

    def test_the_deputy_sees_for_whom(self, client, officer, leader):
        row = leader.appointments.get()
        Delegation.objects.create(
            appointment=row, deputy=officer, starts_on=local_day(), ends_on=local_day() + DAY, reason="ốm"
        )
        client.force_login(officer)
        assert "You act for" in page(client, "away")
        assert client.post(url("end_away", Delegation.objects.get().pk)).status_code == 404

    @pytest.mark.parametrize(
        ("values", "message"),
        [({"ends_on": "2020-01-01"}, "cannot end before"), ({"deputy": ""}, "required")],
    )
    def test_mistakes_are_told(self, client, officer, leader, values, message):
        client.force_login(leader)
        data = {"appointment": leader.appointments.get().pk, "deputy": officer.pk, **values}
        assert message in self.away(client, url("away"), **data).content.decode()
        assert not Delegation.objects.exists()

    def test_strangers_and_foreign_posts_cannot_be_chosen(self, client, officer, leader, other_school):
        stranger = AppointmentFactory(unit=other_school)
        client.force_login(leader)
        own = leader.appointments.get().pk
        assert self.away(client, url("away"), appointment=own, deputy=stranger.person.pk).status_code == 200
        foreign = {"appointment": officer.appointments.get().pk, "deputy": officer.pk}
        assert self.away(client, url("away"), **foreign).status_code == 200
        assert client.get(url("deputy", stranger.pk)).status_code == 404
        assert not Delegation.objects.exists()

    def test_an_administrator_arranges_it_for_posts_within_the_own_rights(self, desk, school, officer, leader):
        row, other = officer.appointments.get(), AppointmentFactory(unit=school).person
        assert self.away(desk, url("deputy", row.pk), appointment=row.pk, deputy=other.pk).status_code == 302
        assert desk.get(url("deputy", leader.appointments.get().pk)).status_code == 404, "that would be a way up"


class TestRegistry:
    def test_missing_posts_are_flagged_and_found(self, client, school, other_school, officer, leader):
        client.force_login(PersonFactory(superuser=True))
        listed = client.get(reverse("units:index")).content.decode()
        assert "Leader in charge" in listed
        assert url("unit", school.pk) in listed
        found = client.get(reverse("units:index_results"), {"missing": "leader"}).content.decode()
        assert other_school.name in found
        assert school.name not in found

    def test_the_registers_of_posts_and_deputies_open(self, client, officer):
        client.force_login(PersonFactory(superuser=True))
        row = officer.appointments.get()
        for address in (
            reverse("appointments:index"),
            reverse("appointments:add"),
            reverse("appointments:edit", args=[row.pk]),
            reverse("delegations:index"),
            reverse("delegations:add"),
            reverse("appointment_chooser:choose"),
        ):
            assert client.get(address).status_code == 200, address

    def test_registers_are_closed_to_administrators_of_a_unit(self, desk):
        for address in ("appointments:index", "delegations:index", "appointment_chooser:choose", "units:index"):
            assert desk.get(reverse(address)).status_code in {302, 403, 404}

    def test_the_central_form_says_it_too_and_hands_over(self, client, school, officer):
        client.force_login(PersonFactory(superuser=True))
        AppointmentFactory(unit=school, leader=True)
        data = {
            "person": officer.pk,
            "unit": school.pk,
            "post": PostFactory(leader=True).pk,
            "starts_on": local_day().isoformat(),
        }
        assert "leader in charge" in client.post(reverse("appointments:add"), data).content.decode()
        draft = NewsFactory(of_unit=school, draft=True, owner=officer)
        row = officer.appointments.get()
        data = {**data, "post": row.post_id, "starts_on": row.starts_on.isoformat(), "ends_on": local_day().isoformat()}
        assert client.post(reverse("appointments:edit", args=[row.pk]), data).status_code == 302
        assert ModelLogEntry.objects.get(action="unit_pages.hand_over").data["drafts"] == 1
        assert draft.owner == officer


def test_the_own_account_leads_to_the_own_absences(client, officer):
    client.force_login(officer)
    assert url("away") in client.get(reverse("wagtailadmin_account")).content.decode()


class TestDecision:
    def form(self, **values):
        return {"decision_number": "128/QĐ-THPT", "decided_on": "2026-09-01", **values}

    def test_number_day_and_file_are_written_and_the_file_is_for_staff_only(self, desk, school, officer, client):
        row = officer.appointments.get()
        scan = SimpleUploadedFile("quyet-dinh.pdf", PDF_BYTES, "application/pdf")
        assert desk.post(url("details", row.pk), self.form(decision_file=scan)).status_code == 302
        row.refresh_from_db()
        assert (row.decision_number, row.decided_on) == ("128/QĐ-THPT", dt.date(2026, 9, 1))
        assert (row.decision_file.unit, row.decision_file.is_public) == (school, False)
        assert row.decision_file.url in page(desk, "unit", school.pk)
        assert desk.get(row.decision_file.url).getvalue() == PDF_BYTES
        assert ModelLogEntry.objects.filter(action="unit_pages.change_appointment").count() == 1
        desk.post(url("details", row.pk), self.form())  # without a new file the old one stays
        row.refresh_from_db()
        assert row.decision_file
        client.logout()
        assert client.get(row.decision_file.url).status_code == 404

    @pytest.mark.parametrize(("name", "content"), [("virus.exe", b"MZ"), ("to.pdf", b"%PDF" + b"0" * 21_000_000)])
    def test_a_file_that_cannot_be_kept_is_refused_at_the_field(self, desk, school, officer, name, content, settings):
        settings.WAGTAILDOCS_EXTENSIONS = ["pdf"]
        row = officer.appointments.get()
        answer = desk.post(url("details", row.pk), self.form(decision_file=SimpleUploadedFile(name, content)))
        assert answer.context["form"].errors["decision_file"]
        row.refresh_from_db()
        assert (row.decision_file, row.decision_number) == (None, "")
        assert not DocumentFile.objects.exists()

    def test_levels_are_offered_to_offices(self, desk, boss, department, officer, client):
        assert "levels" not in desk.get(url("details", officer.appointments.get().pk)).context["form"].fields
        office = UnitFactory(parent=department, kind=UnitKindFactory(code="phong", is_office=True), subsite=True)
        level = EducationLevel.objects.create(code="thpt", name="Trung học phổ thông")
        row = AppointmentFactory(unit=office)
        client.force_login(administrator_of(office))
        client.post(url("details", row.pk), self.form(levels=[level.pk]))
        assert list(row.levels.all()) == [level]
        assert "Trung học phổ thông" in page(client, "unit", office.pk)

    def test_nobody_writes_about_a_foreign_post(self, desk, other_school):
        row = AppointmentFactory(unit=other_school)
        assert desk.get(url("details", row.pk)).status_code == 404
        assert desk.post(url("details", row.pk), self.form()).status_code == 404
        row.refresh_from_db()
        assert row.decision_number == ""
