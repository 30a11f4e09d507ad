"""The screens of reminders: coordinators see all mails, everybody else the own ones."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comms_plan.quotas.models import QuotaRule
from comms_plan.urging.models import Digest, MailHour, State
from unit_pages.days import local_day

SignIn = Callable[[Any], Client]
LIST, HOUR = "/admin/nhac-viec/", "/admin/nhac-viec/gio/"


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


@pytest.fixture
def sent(world: SimpleNamespace, mailoutbox: list[Any]) -> list[Any]:
    """The mails of a day on which the last period was missed by both schools."""
    today = local_day()
    world.rule = QuotaRule.objects.create(
        plan=world.plan,
        data={
            "code": "hai-tin",
            "name": "Hai tin mỗi kỳ",
            "source": "Mục III.2",
            "subject": {"unit_kinds": ["thpt"]},
            "period": {
                "kind": "custom",
                "days": [
                    {
                        "name": "kỳ",
                        "first": (today - dt.timedelta(days=20)).isoformat(),
                        "last": (today - dt.timedelta(days=1)).isoformat(),
                    }
                ],
            },
            "minimum": 2,
            "valid_from": (today - dt.timedelta(days=90)).isoformat(),
            "valid_to": (today + dt.timedelta(days=90)).isoformat(),
        },
    )
    call_command("remind_quotas", "--ignore-hours", stdout=StringIO())
    return mailoutbox


class TestTheList:
    def test_a_mail_in_the_words_of_an_official(self, world: SimpleNamespace, sent: list[Any]) -> None:
        (mail,) = [mail for mail in sent if mail.to == ["lan@example.vn"]]
        assert mail.subject.startswith("Nhắc việc: THPT Số 1")
        for words in (
            "Kính gửi Trần Thị Lan",
            "Trường THPT Số 1",
            "Hai tin mỗi kỳ",
            "Mục III.2",
            "0/2 tin, bài",
            "Trân trọng",
        ):
            assert words in mail.body
        assert "http://testserver/admin/chi-tieu/hai-tin/?unit=thpt-1&ky=" in mail.body

    def test_the_link_of_the_mail_opens_the_explanation(
        self, world: SimpleNamespace, sent: list[Any], sign_in: SignIn
    ) -> None:
        (mail,) = [mail for mail in sent if mail.to == ["lan@example.vn"]]
        (link,) = [word for word in mail.body.split() if "/chi-tieu/" in word]
        assert "0 trên 2" in read(sign_in(world.officer), link.removeprefix("http://testserver"))

    def test_the_coordinator_sees_all_and_filters(
        self, world: SimpleNamespace, sent: list[Any], sign_in: SignIn
    ) -> None:
        client = sign_in(world.board)
        text = read(client, LIST)
        assert "Trần Thị Lan" in text and "Đã gửi" in text
        assert "Trần Thị Lan" in read(client, f"{LIST}?unit=T1")
        assert "Trần Thị Lan" not in read(client, f"{LIST}?unit=T2")
        assert "Trần Thị Lan" not in read(client, f"{LIST}?state=failed")
        today = local_day()
        assert "Trần Thị Lan" in read(client, f"{LIST}?day_from={today:%d/%m/%Y}&day_to={today:%d/%m/%Y}")
        late = today + dt.timedelta(days=1)
        assert "Trần Thị Lan" not in read(client, f"{LIST}?day_from={late:%d/%m/%Y}")

    def test_the_coordinators_mail_holds_both_schools(
        self, world: SimpleNamespace, sent: list[Any], sign_in: SignIn
    ) -> None:
        digest = Digest.objects.get(person=world.board)
        text = read(sign_in(world.board), f"{LIST}{digest.pk}/")
        assert "Trường THPT Số 1" in text and "Trường THPT Số 2" in text
        assert "2 đơn vị chưa đạt" in text

    def test_an_officer_sees_the_own_mails_only(self, world: SimpleNamespace, sent: list[Any], sign_in: SignIn) -> None:
        client = sign_in(world.officer)
        own, foreign = Digest.objects.get(person=world.officer), Digest.objects.get(person=world.board)
        text = read(client, LIST)
        assert f"/nhac-viec/{own.pk}/" in text
        assert f"/nhac-viec/{foreign.pk}/" not in text
        assert "Kính gửi" in read(client, f"{LIST}{own.pk}/")
        assert client.get(f"{LIST}{foreign.pk}/").status_code == 404

    def test_the_list_costs_the_same_for_few_and_many(
        self, world: SimpleNamespace, sent: list[Any], sign_in: SignIn
    ) -> None:
        client = sign_in(world.board)
        read(client, LIST)
        costs = []
        for number in range(2):
            with CaptureQueriesContext(connection) as queries:
                read(client, LIST)
            costs.append(len(queries))
            Digest.objects.bulk_create(
                Digest(
                    person=world.officer,
                    day=local_day() - dt.timedelta(days=n + 1 + 15 * number),
                    next_try_at=timezone.now(),
                )
                for n in range(15)
            )
        assert costs[0] == costs[1]


class TestSendingAgain:
    def test_only_the_coordinator_and_only_what_did_not_go_out(
        self, world: SimpleNamespace, sent: list[Any], sign_in: SignIn
    ) -> None:
        digest = Digest.objects.get(person=world.officer)
        address = f"{LIST}{digest.pk}/gui-lai/"
        Digest.objects.filter(pk=digest.pk).update(state=State.UNSURE)
        assert sign_in(world.officer).post(address).status_code == 404
        board = sign_in(world.board)
        assert board.get(address).status_code == 405
        assert "Gửi lại thư" in read(board, f"{LIST}{digest.pk}/")
        assert "lượt chạy sau" in html.unescape(board.post(address, follow=True).content.decode())
        number = len(sent)
        call_command("remind_quotas", "--ignore-hours", stdout=StringIO())
        assert [mail.to for mail in sent[number:]] == [["lan@example.vn"]]
        assert "không gửi lại được" in html.unescape(board.post(address, follow=True).content.decode())


class TestTheHour:
    def test_a_person_chooses_it(self, world: SimpleNamespace, sign_in: SignIn) -> None:
        client = sign_in(world.officer)
        assert HOUR in read(client, "/admin/account/")
        assert 'value="7" selected' in read(client, HOUR)
        client.post(HOUR, {"hour": "16"})
        assert MailHour.objects.get(person=world.officer).hour == 16
        client.post(HOUR, {"hour": "17"})
        assert MailHour.objects.get(person=world.officer).hour == 17

    @pytest.mark.parametrize("hour", ["22", "24", "-1", "", "bảy"])
    def test_quiet_hours_and_nonsense_are_refused(self, world: SimpleNamespace, sign_in: SignIn, hour: str) -> None:
        answer = sign_in(world.officer).post(HOUR, {"hour": hour})
        assert answer.status_code == 200
        assert not MailHour.objects.exists()


class TestTheButton:
    @pytest.fixture
    def running(self, world: SimpleNamespace) -> QuotaRule:
        today = local_day()
        rule = QuotaRule.objects.create(
            plan=world.plan,
            data={
                "code": "hai-tin",
                "name": "Hai tin một tháng",
                "subject": {"unit_kinds": ["thpt"]},
                "minimum": 2,
                "valid_from": (today - dt.timedelta(days=60)).isoformat(),
                "valid_to": (today + dt.timedelta(days=60)).isoformat(),
            },
        )
        call_command("recount_quotas", stdout=StringIO())
        return rule

    def test_one_unit_is_reminded_once_a_day(
        self, world: SimpleNamespace, running: QuotaRule, sign_in: SignIn, mailoutbox: list[Any]
    ) -> None:
        board = sign_in(world.board)
        address = "/admin/tien-do/thpt-1/nhac/hai-tin/"
        assert address in read(board, "/admin/tien-do/")
        assert "Đã nhắc THPT Số 1" in html.unescape(board.post(address, follow=True).content.decode())
        call_command("remind_quotas", "--ignore-hours", stdout=StringIO())
        told = [mail.to[0] for mail in mailoutbox if "THPT Số 1" in mail.body]
        assert {"lan@example.vn", "hoa@example.vn"} <= set(told) and len(told) == len(set(told))
        assert "đã được nhắc trong hôm nay" in html.unescape(board.post(address, follow=True).content.decode())
        call_command("remind_quotas", "--ignore-hours", stdout=StringIO())
        assert len(told) == len([mail for mail in mailoutbox if "THPT Số 1" in mail.body])

    def test_who_has_no_units_below_reminds_nobody(
        self, world: SimpleNamespace, running: QuotaRule, sign_in: SignIn
    ) -> None:
        for person in (world.officer, world.leader):
            assert sign_in(person).post("/admin/tien-do/thpt-2/nhac/hai-tin/").status_code == 404
        assert not Digest.objects.exists()

    def test_a_unit_without_people_is_named(self, world: SimpleNamespace, running: QuotaRule, sign_in: SignIn) -> None:
        text = sign_in(world.board).post("/admin/tien-do/thpt-2/nhac/hai-tin/", follow=True).content.decode()
        assert "chưa có cán bộ phụ trách" in html.unescape(text)
