"""From the officer's offer over the board's desk to a quota that is met."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comms_plan.articles.models import Article
from comms_plan.gate.models import ReturnReason, State, Submission
from comms_plan.quotas.models import QuotaRule
from unit_pages.models import Appointment, Publication

SignIn = Callable[[Any], Client]
CODE = "hai-tin"


@pytest.fixture
def quota(world: SimpleNamespace) -> QuotaRule:
    today = timezone.localdate()
    data = {
        "code": CODE,
        "name": "Hai tin một tháng",
        "source": "Mục III.2",
        "subject": {"unit_kinds": ["thpt"]},
        "minimum": 2,
        "valid_from": (today - dt.timedelta(days=90)).isoformat(),
        "valid_to": (today + dt.timedelta(days=90)).isoformat(),
        "silent_on": [{"point": "Tháng hè", "decided": "Vẫn tính."}],
    }
    return QuotaRule.objects.create(plan=world.plan, data=data)


@pytest.fixture
def other(world: SimpleNamespace) -> Any:
    """Return the officer of the second school."""
    person = get_user_model().objects.create_user("mai", "mật khẩu thử 123", email="mai@example.vn")
    start = timezone.localdate() - dt.timedelta(days=300)
    Appointment.objects.create(person=person, unit=world.two, post=world.writer, starts_on=start)
    return person


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def on_portal(world: SimpleNamespace, article: Article) -> bool:
    return Publication.objects.filter(page_id=article.pk, site_unit=world.root, ended_at__isnull=True).exists()


class TestTheWay:
    def test_offer_return_mend_offer_accept_and_the_figure_turns(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        article = make_article(world.one, title="Ngày hội đọc sách")
        officer, board = sign_in(world.officer), sign_in(world.board)
        page = read(officer, f"/admin/chi-tieu/{CODE}/")
        assert "0 trên 2" in page
        assert "THPT Số 1”, chưa lên nơi được tính" in page
        assert officer.post(f"/admin/chi-tieu/gui/{article.pk}/").status_code == 302
        assert "Đang chờ Ban biên tập" in read(officer, "/admin/")

        reason = ReturnReason.objects.create(code="thieu-anh", name="Thiếu ảnh", advice="Thêm một ảnh.")
        submission = Submission.objects.get()
        assert "Ngày hội đọc sách" in read(board, "/admin/ban-bien-tap/")
        board.post(f"/admin/ban-bien-tap/{submission.pk}/tra-lai/", {"reason": reason.pk, "text": ""})
        text = read(officer, "/admin/")
        assert "Ban biên tập trả lại" in text
        assert "Thiếu ảnh" in text and "Thêm một ảnh." in text

        officer.post(f"/admin/chi-tieu/gui/{article.pk}/")
        again = Submission.objects.waiting().get()
        board.post(f"/admin/ban-bien-tap/{again.pk}/nhan/", {"place": "schools"})
        assert on_portal(world, article)
        assert "1 trên 2" in read(officer, "/admin/")
        assert "Ban biên tập trả lại" not in read(officer, "/admin/")

    def test_many_are_accepted_at_once_and_the_late_one_is_named(
        self, world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        articles = [make_article(world.one, title=f"Bài {n}") for n in range(3)]
        officer, board = sign_in(world.officer), sign_in(world.board)
        for article in articles:
            officer.post(f"/admin/chi-tieu/gui/{article.pk}/")
        ids = list(Submission.objects.values_list("pk", flat=True))
        officer.post(f"/admin/chi-tieu/rut/{ids[0]}/")
        answer = board.post("/admin/ban-bien-tap/nhan/", {"chosen": ids}, follow=True)
        text = html.unescape(answer.content.decode())
        assert "Đã đăng 2 bài lên cổng." in text
        assert "đã xử lý trước" in text
        assert [on_portal(world, article) for article in articles] == [False, True, True]

    def test_a_return_without_a_reason_and_a_pin_that_ends_before_it_begins_are_refused_in_words(
        self, world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        article = make_article(world.one)
        sign_in(world.officer).post(f"/admin/chi-tieu/gui/{article.pk}/")
        pk = Submission.objects.get().pk
        board = sign_in(world.board)
        answer = board.post(f"/admin/ban-bien-tap/{pk}/tra-lai/", {"text": " "}, follow=True)
        assert "Hãy cho biết vì sao trả lại" in html.unescape(answer.content.decode())
        answer = board.post(
            f"/admin/ban-bien-tap/{pk}/nhan/", {"place": "lead", "pinned_until": "2020-01-01 08:00"}, follow=True
        )
        assert "Hãy kiểm tra lại ngày" in html.unescape(answer.content.decode())
        assert Submission.objects.get().state == State.OFFERED


class TestWhoMay:
    @pytest.mark.parametrize("who", ["officer", "leader", "board_writer"])
    def test_only_who_decides_for_the_portal_sees_and_uses_the_queue(
        self, world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article], who: str
    ) -> None:
        article = make_article(world.one)
        sign_in(world.officer).post(f"/admin/chi-tieu/gui/{article.pk}/")
        pk = Submission.objects.get().pk
        client = sign_in(getattr(world, who))
        assert client.get("/admin/ban-bien-tap/").status_code == 404
        for step in ("nhan", "tra-lai", "go", "giu", "cua-toi", "nha-ra"):
            assert client.post(f"/admin/ban-bien-tap/{pk}/{step}/", {"text": "x", "place": "lead"}).status_code == 404
        assert client.post("/admin/ban-bien-tap/nhan/", {"chosen": [pk]}).status_code == 404
        assert Submission.objects.get().state == State.OFFERED

    def test_an_item_of_another_school_is_neither_offered_nor_withdrawn(
        self, world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        article = make_article(world.two)
        client = sign_in(world.officer)
        assert client.post(f"/admin/chi-tieu/gui/{article.pk}/").status_code == 404
        sign_in(world.admin).post(f"/admin/chi-tieu/gui/{article.pk}/")
        assert client.post(f"/admin/chi-tieu/rut/{Submission.objects.get().pk}/").status_code == 404
        assert Submission.objects.get().state == State.OFFERED

    @pytest.mark.parametrize("address", ["chi-tieu/khong-co/", f"chi-tieu/{CODE}/?ky=1999-01-01", "chi-tieu/gui/1/"])
    def test_addresses_that_lead_nowhere(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, address: str
    ) -> None:
        assert sign_in(world.officer).get(f"/admin/{address}").status_code in (404, 405)

    def test_a_unit_that_owes_nothing_has_no_card(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn
    ) -> None:
        assert 'id="quota-1"' in read(sign_in(world.officer), "/admin/")
        assert 'id="quota-1"' not in read(sign_in(world.board), "/admin/")


class TestCost:
    def test_the_queue_and_the_quota_cost_the_same_for_1_and_20_items(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        officer, board = sign_in(world.officer), sign_in(world.board)

        def cost(client: Client, address: str) -> int:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                read(client, address)
            return len(queries)

        addresses = [(board, "/admin/ban-bien-tap/"), (officer, f"/admin/chi-tieu/{CODE}/"), (officer, "/admin/")]
        costs = []
        for number in (1, 20):
            for n in range(number):
                article = make_article(world.one, title=f"Bài {number} {n}")
                officer.post(f"/admin/chi-tieu/gui/{article.pk}/")
            costs.append([cost(client, address) for client, address in addresses])
        assert costs[0] == costs[1]
        assert max(costs[1]) <= 40


class TestQueueList:
    def test_it_is_searched_by_headline_and_unit_and_stays_narrowed_after_a_decision(
        self, world: SimpleNamespace, other: Any, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        one, two = make_article(world.one, title="Ngày hội đọc sách"), make_article(world.two, title="Hội khoẻ")
        for article, officer in ((one, world.officer), (two, other)):
            sign_in(officer).post(f"/admin/chi-tieu/gui/{article.pk}/")
        board = sign_in(world.board)
        page = read(board, "/admin/ban-bien-tap/?tim=THPT Số 2")
        assert "Hội khoẻ" in page and "Ngày hội đọc sách" not in page
        assert "Ngày hội đọc sách" in read(board, "/admin/ban-bien-tap/?tim=Ngày hội")
        assert "Không có bài chờ nào khớp." in read(board, "/admin/ban-bien-tap/?tim=xyz")
        waiting = Submission.objects.get(page_id=two.pk)
        answer = board.post(f"/admin/ban-bien-tap/{waiting.pk}/nhan/?tim=Số+2", {"place": "schools"})
        assert answer["Location"] == "/admin/ban-bien-tap/?tim=S%E1%BB%91+2"

    def test_what_does_not_fit_on_a_page_is_on_the_next(
        self, world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article], monkeypatch: Any
    ) -> None:
        monkeypatch.setattr("comms_plan.desk.board.queue.SHOWN", 2)
        for number in range(3):
            article = make_article(world.one, title=f"Tin số {number}")
            sign_in(world.officer).post(f"/admin/chi-tieu/gui/{article.pk}/")
        board = sign_in(world.board)
        assert "Tin số 2" not in read(board, "/admin/ban-bien-tap/")
        assert "Tin số 2" in read(board, "/admin/ban-bien-tap/?trang=2")
        assert "3 bài" in read(board, "/admin/ban-bien-tap/?trang=99")


class TestUnitsOfAnItem:
    def test_a_second_writer_has_the_item_too(
        self,
        world: SimpleNamespace,
        other: Any,
        quota: QuotaRule,
        sign_in: SignIn,
        make_article: Callable[..., Article],
    ) -> None:
        article = make_article(world.one, title="Hai trường cùng đọc")
        officer = sign_in(world.officer)
        officer.post(f"/admin/chi-tieu/gui/{article.pk}/")
        submission = Submission.objects.get()
        sign_in(world.board).post(f"/admin/ban-bien-tap/{submission.pk}/nhan/", {"place": "schools"})
        address = f"/admin/chi-tieu/don-vi/{article.pk}/"
        assert address in read(officer, f"/admin/chi-tieu/{CODE}/")
        said = {"co_writers": "Trường THPT Số 2\nkhông có trường này", "about": ""}
        assert "không có trường này" in html.unescape(officer.post(address, said).content.decode())
        assert officer.post(address, {"co_writers": "THPT Số 2", "about": "T1"}).status_code == 302
        assert "1 trên 2" in read(sign_in(other), f"/admin/chi-tieu/{CODE}/")
        assert "Trường THPT Số 2" in read(officer, address)
        assert officer.post(address, {"co_writers": "", "about": ""}).status_code == 302
        assert "0 trên 2" in read(sign_in(other), f"/admin/chi-tieu/{CODE}/")

    def test_nobody_names_units_of_another_units_item(
        self, world: SimpleNamespace, other: Any, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        article = make_article(world.one)
        assert sign_in(other).get(f"/admin/chi-tieu/don-vi/{article.pk}/").status_code == 404


class TestRuleOfPersons:
    @pytest.fixture
    def personal(self, world: SimpleNamespace, quota: QuotaRule) -> QuotaRule:
        """Every officer of a school writes one item a month on the own site."""
        subject = {"unit_kinds": ["thpt"], "persons": ["can-bo"]}
        quota.data = {**quota.data, "subject": subject, "channel": {"site": "own"}, "minimum": 1}
        quota.save()
        start = timezone.localdate() - dt.timedelta(days=300)
        second = get_user_model().objects.create_user("tam", "mật khẩu thử 123", full_name="Lê Văn Tám")
        Appointment.objects.create(person=second, unit=world.one, post=world.writer, starts_on=start)
        return quota

    def test_the_page_names_each_person_and_the_card_those_who_have_it(
        self, world: SimpleNamespace, personal: QuotaRule, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        officer = sign_in(world.officer)
        assert "0 trên 2 người" in read(officer, f"/admin/chi-tieu/{CODE}/")
        article = make_article(world.one, live=False)
        article.owner = world.officer
        article.save_revision().publish()
        page = read(officer, f"/admin/chi-tieu/{CODE}/")
        assert "1 trên 2 người" in page and "Lê Văn Tám" in page and "Ngày hội đọc sách" in page
        assert page.index("Trần Thị Lan") < page.index("Lê Văn Tám")  # by the given name
        assert "Trần Thị Lan" in page[page.index("Từng người") :]
        home = read(officer, "/admin/")
        assert "1 trên 2 người" in home and "Cần thêm một người đạt chỉ tiêu." in home

    def test_another_school_does_not_see_the_persons(
        self, world: SimpleNamespace, other: Any, personal: QuotaRule, sign_in: SignIn
    ) -> None:
        assert "Lê Văn Tám" not in read(sign_in(other), f"/admin/chi-tieu/{CODE}/?unit=thpt-1")
