"""Notices to staff: whom they reach, who has read them, reminders, and that nobody hides them."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from unit_pages.models import NoticeReceipt, StaffNotice, UnitLogEntry
from unit_pages.notices.services import (
    NoticeError,
    confirm_notice,
    notices_for,
    remind,
    send_notice,
    standing_notices,
    withdraw_notice,
)
from unit_pages.test.factories import AppointmentFactory, PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


@pytest.fixture
def sender(department):
    return AppointmentFactory(unit=department, leader=True).person


@pytest.fixture
def officer(school):
    return AppointmentFactory(unit=school, person=PersonFactory(email="dung@example.vn")).person


@pytest.fixture
def stranger(other_school):
    return AppointmentFactory(unit=other_school).person


def draft(department, **fields):
    return StaffNotice.objects.create(
        unit=department, title="Nộp báo cáo tháng 11", body="<p>Trước ngày 25.</p>", **fields
    )


class TestRecipients:
    def test_all_units_below_the_sender_by_default(self, department, school, other_school, sender):
        notice = draft(department)
        assert send_notice(notice, by=sender, now=NOW) == 2
        assert set(notice.recipients.values_list("unit__code", flat=True)) == {"DM", "NQ"}

    def test_chosen_units_only(self, department, school, sender, officer, stranger):
        notice = draft(department)
        notice.units.add(school)
        assert send_notice(notice, by=sender, now=NOW) == 1
        assert list(notices_for(officer)) == [notice]
        assert not notices_for(stranger).exists()

    def test_a_unit_that_ended_gets_nothing(self, department, school, sender):
        UnitFactory(ended=True)
        assert send_notice(draft(department), by=sender, now=NOW) == 1

    def test_a_notice_that_reaches_nobody_is_not_sent(self, department, sender):
        notice = draft(department)
        with pytest.raises(NoticeError):
            send_notice(notice, by=sender, now=NOW)
        notice.refresh_from_db()
        assert not notice.is_sent

    def test_it_is_sent_once(self, department, school, sender):
        notice = draft(department)
        send_notice(notice, by=sender, now=NOW)
        with pytest.raises(NoticeError):
            send_notice(notice, by=sender, now=NOW)


class TestStanding:
    def test_it_stands_until_its_end_even_when_confirmed(self, department, school, sender, officer):
        notice = draft(department, ends_at=NOW + dt.timedelta(days=5))
        send_notice(notice, by=sender, now=NOW)
        assert [line.is_confirmed for line in standing_notices(officer, NOW)] == [False]
        confirm_notice(notice, person=officer, now=NOW)
        assert [line.is_confirmed for line in standing_notices(officer, NOW)] == [True]
        assert standing_notices(officer, NOW + dt.timedelta(days=5)) == []
        assert list(notices_for(officer)) == [notice]

    def test_withdrawing_needs_a_reason_and_takes_it_off(self, department, school, sender, officer):
        notice = draft(department)
        send_notice(notice, by=sender, now=NOW)
        with pytest.raises(NoticeError):
            withdraw_notice(notice, by=sender, reason=" ", now=NOW)
        notice.refresh_from_db()
        withdraw_notice(notice, by=sender, reason="Nhầm ngày", now=NOW)
        assert standing_notices(officer, NOW) == []
        entry = UnitLogEntry.objects.get(action="unit_pages.notice_withdraw")
        assert (entry.reason, entry.unit, entry.actor) == ("Nhầm ngày", department, sender)

    def test_somebody_else_cannot_confirm(self, department, school, sender, officer, stranger):
        notice = draft(department)
        notice.units.add(school)
        send_notice(notice, by=sender, now=NOW)
        with pytest.raises(NoticeError):
            confirm_notice(notice, person=stranger, now=NOW)
        assert not NoticeReceipt.objects.exists()

    def test_queries_do_not_follow_the_number_of_notices(
        self, department, school, sender, officer, django_assert_num_queries
    ):
        send_notice(draft(department), by=sender, now=NOW)
        fresh = type(officer).objects.get(pk=officer.pk)
        with django_assert_num_queries(4):
            standing_notices(fresh, NOW)
        for _number in range(20):
            send_notice(draft(department), by=sender, now=NOW)
        fresh = type(officer).objects.get(pk=officer.pk)
        with django_assert_num_queries(4):
            assert len(standing_notices(fresh, NOW)) == 21


class TestReminders:
    def test_only_units_that_did_not_confirm_and_not_twice(self, department, school, other_school, sender, officer):
        notice = draft(department, remind_after_days=3)
        with time_machine.travel(NOW):
            send_notice(notice, by=sender, now=NOW)
            assert remind(NOW + dt.timedelta(days=2)) == 0
        later = NOW + dt.timedelta(days=3)
        with time_machine.travel(later):
            assert remind(later) == 2
            assert [message.bcc for message in mail.outbox] == [["dung@example.vn"]]
            assert reverse("staff_notice", args=[notice.pk]) in mail.outbox[0].body
            assert remind(later) == 0
            confirm_notice(notice, person=officer, now=later)
        with time_machine.travel(later + dt.timedelta(days=3)):
            assert remind(later + dt.timedelta(days=3)) == 1
            assert len(mail.outbox) == 1

    def test_the_command(self, capsys, db):
        call_command("remind_notices")
        assert capsys.readouterr().out.strip()


class TestScreens:
    def test_the_sender_writes_previews_and_sends(self, client, department, school, other_school, sender):
        client.force_login(sender)
        answer = client.post(
            reverse("notices:add"),
            {
                "unit": department.pk,
                "title": "Nộp báo cáo",
                "body": '{"blocks": [{"key": "a", "text": "Trước ngày 25.", "type": "unstyled", "depth": 0, '
                '"inlineStyleRanges": [], "entityRanges": [], "data": {}}], "entityMap": {}}',
                "unit_codes": "DM",
                "remind_after_days": 3,
            },
        )
        assert answer.status_code == 302, answer.context["form"].errors
        notice = StaffNotice.objects.get()
        assert answer["Location"] == reverse("notices:send", args=[notice.pk])
        preview = client.get(answer["Location"]).content.decode()
        assert school.short_name in preview and other_school.short_name not in preview
        client.post(answer["Location"])
        notice.refresh_from_db()
        assert notice.is_sent
        readers = client.get(reverse("notices:readers", args=[notice.pk]))
        assert school.name in readers.content.decode()
        table = client.get(reverse("notices:readers", args=[notice.pk]) + "?export=csv").content.decode()
        assert "DM," in table

    def test_unknown_and_foreign_codes_are_named_at_the_field(self, client, department, school, sender):
        client.force_login(sender)
        fields = {"unit": department.pk, "title": "A", "body": "null", "remind_after_days": 3}
        answer = client.post(reverse("notices:add"), {**fields, "unit_codes": "KHONG-CO"})
        assert "KHONG-CO" in str(answer.context["form"].errors["unit_codes"])
        answer = client.post(reverse("notices:add"), {**fields, "unit_codes": department.code})
        assert department.code in str(answer.context["form"].errors["unit_codes"])
        assert not StaffNotice.objects.exists()

    def test_words_that_were_sent_stay(self, client, department, school, sender):
        notice = draft(department)
        send_notice(notice, by=sender, now=NOW)
        client.force_login(sender)
        client.post(
            reverse("notices:edit", args=[notice.pk]), {"title": "Khác", "unit": school.pk, "remind_after_days": 7}
        )
        notice.refresh_from_db()
        assert (notice.title, notice.unit, notice.remind_after_days) == ("Nộp báo cáo tháng 11", department, 7)

    def test_an_officer_sends_nothing_and_sees_no_foreign_notice(
        self, client, department, school, sender, officer, stranger
    ):
        notice = draft(department)
        notice.units.add(school)
        send_notice(notice, by=sender, now=NOW)
        client.force_login(officer)
        for name in ("notices:index", "notices:add"):
            assert client.get(reverse(name)).status_code == 302, name
        for name in ("notices:edit", "notices:send", "notices:readers"):
            assert client.get(reverse(name, args=[notice.pk])).status_code in {302, 404}, name
        assert client.post(reverse("notices:withdraw", args=[notice.pk]), {"reason": "x"}).status_code == 404
        client.force_login(stranger)
        assert client.get(reverse("staff_notice", args=[notice.pk])).status_code == 404
        assert notice.title not in client.get(reverse("staff_notices")).content.decode()
        assert notice.title not in client.get(reverse("wagtailadmin_home")).content.decode()

    def test_reading_leaves_a_receipt_and_confirming_too(self, client, department, school, sender, officer):
        notice = draft(department)
        send_notice(notice, by=sender, now=timezone.now() - dt.timedelta(hours=1))
        client.force_login(officer)
        assert notice.title in client.get(reverse("wagtailadmin_home")).content.decode()
        address = reverse("staff_notice", args=[notice.pk])
        client.get(address)
        assert NoticeReceipt.objects.get().confirmed_at is None
        client.post(address)
        assert NoticeReceipt.objects.get().confirmed_at is not None
        assert notice.recipients.get(unit=school).confirmed_at is not None
