"""The board's screens beside its queue: own words, what changed, rules, tips, orders, statistics."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.rich_text import RichText

from comms_plan.articles.models import Article
from comms_plan.gate import services
from comms_plan.gate.models import (
    AggregationRule,
    Board,
    LineState,
    OrderLine,
    State,
    Submission,
    Tip,
    TipState,
    WritingOrder,
)
from comms_plan.gate.orders import services as orders
from unit_pages.models import Publication

SignIn = Callable[[Any], Client]
MakeArticle = Callable[..., Article]


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        read(client, address)
    return len(queries)


@pytest.fixture
def offer(world: SimpleNamespace, make_article: MakeArticle) -> Callable[..., Submission]:
    def make(**values: Any) -> Submission:
        return services.offer(
            page=make_article(world.one, **values), board=world.root, by=world.officer, now=timezone.now()
        )

    return make


@pytest.fixture
def make_order(world: SimpleNamespace) -> Callable[..., WritingOrder]:
    def make(*units: Any, days: int = 7, title: str = "Gương người tốt") -> WritingOrder:
        return orders.order(
            asked_by=world.root,
            units=units or [world.one],
            title=title,
            due_on=timezone.localdate() + dt.timedelta(days=days),
            by=world.board,
            now=timezone.now(),
        )

    return make


class TestOwnWords:
    def test_on_the_portal_in_its_lists_feed_and_api_and_nowhere_else(
        self, world: SimpleNamespace, sign_in: SignIn, offer: Callable[..., Submission]
    ) -> None:
        submission = offer(title="Ngày hội đọc sách")
        board, reader = sign_in(world.board), Client()
        assert submission.unit.name in read(board, f"/admin/ban-bien-tap/{submission.pk}/trinh-bay/")
        data = {"headline": "Cả trường cùng đọc", "summary": "Hơn nghìn cuốn sách", "place": "lead"}
        answer = board.post(f"/admin/ban-bien-tap/{submission.pk}/trinh-bay/", data)
        assert answer.status_code == 302
        own = Article.objects.get().url_path
        for address in ("/", "/rss/", "/api/v1/publications?site=so"):
            text = read(reader, address)
            assert "Cả trường cùng đọc" in text, address
            assert "THPT Số 1" in text, address
        for address in ("/thpt-1/", "/rss/thpt-1/", "/api/v1/publications?site=thpt-1"):
            answer = reader.get(address)
            assert "Cả trường cùng đọc" not in html.unescape(answer.content.decode()), address
        row = Publication.objects.get(site_unit=world.one)
        page = read(reader, row.url_path)
        assert "Ngày hội đọc sách" in page and "Cả trường cùng đọc" not in page, own

        data = {"headline": "", "summary": "", "place": "schools"}
        assert board.post(f"/admin/ban-bien-tap/{submission.pk}/trinh-bay/", data).status_code == 302
        row = Publication.objects.get(site_unit=world.root)
        assert (row.headline, row.place, row.own_fields) == ("Ngày hội đọc sách", "schools", [])

    @pytest.mark.parametrize(
        "wrong",
        [
            {"headline": "x" * 300},
            {"picture": "999999"},
            {"crop_left": "10"},
            {"crop_left": "50", "crop_top": "0", "crop_width": "60", "crop_height": "10"},
            {"crop_left": "0", "crop_top": "0", "crop_width": "10", "crop_height": "10"},
            {"pinned_until": "2020-01-01T08:00"},
            {"place": "khong-co"},
        ],
    )
    def test_what_makes_no_sense_is_refused_in_words(
        self, world: SimpleNamespace, sign_in: SignIn, offer: Callable[..., Submission], wrong: dict[str, str]
    ) -> None:
        submission = offer()
        answer = sign_in(world.board).post(
            f"/admin/ban-bien-tap/{submission.pk}/trinh-bay/", {"place": "latest", **wrong}
        )
        assert answer.status_code == 200
        assert 'role="alert"' in answer.content.decode()
        assert Submission.objects.get().state == State.OFFERED


class TestChanges:
    def test_the_board_sees_what_changed_and_keeps_it(
        self, world: SimpleNamespace, sign_in: SignIn, offer: Callable[..., Submission]
    ) -> None:
        submission = services.accept(submission=offer(), by=world.board, now=timezone.now())
        page = Article.objects.get()
        page.lead = "Mở đầu khác hẳn"
        page.save_revision().publish()
        board = sign_in(world.board)
        address = f"/admin/ban-bien-tap/{submission.pk}/thay-doi/"
        assert address in read(board, "/admin/ban-bien-tap/")
        text = read(board, address)
        assert '<span class="addition">' in text and "khác hẳn" in text
        assert board.post(f"/admin/ban-bien-tap/{submission.pk}/giu/").status_code == 302
        assert "addition" not in read(board, address)

    def test_a_paragraph_that_was_written_anew_with_the_same_words_is_no_change(
        self, world: SimpleNamespace, sign_in: SignIn, offer: Callable[..., Submission]
    ) -> None:
        submission = offer()
        page = Article.objects.get()
        page.body = [("paragraph", RichText("<p>Mở đầu ngày hội</p>")), ("paragraph", RichText("<p>Kết thúc</p>"))]
        page.save_revision().publish()
        submission = services.accept(submission=submission, by=world.board, now=timezone.now())
        page.body = [("paragraph", RichText("<p>Mở đầu lễ hội</p>")), ("paragraph", RichText("<p>Kết thúc</p>"))]
        page.save_revision().publish()
        text = read(sign_in(world.board), f"/admin/ban-bien-tap/{submission.pk}/thay-doi/")
        assert '<span class="deletion">ngày hội</span><span class="addition">lễ hội</span>' in text
        assert not re.search(r'class="[^"]*(deletion|addition)[^"]*">[^<]*(<p>)?Kết thúc', text)

    def test_a_state_that_is_no_longer_kept_is_said(
        self, world: SimpleNamespace, sign_in: SignIn, offer: Callable[..., Submission]
    ) -> None:
        submission = services.accept(submission=offer(), by=world.board, now=timezone.now())
        Submission.objects.update(seen_revision_id=None)
        assert "strip is-warning" in read(sign_in(world.board), f"/admin/ban-bien-tap/{submission.pk}/thay-doi/")


class TestRules:
    DATA = {"name": "Tin các trường", "unit_kinds": ["thpt"], "place": "schools", "is_active": "on"}

    def test_a_rule_is_saved_only_after_its_writer_saw_what_it_would_take(
        self, world: SimpleNamespace, sign_in: SignIn, make_article: MakeArticle
    ) -> None:
        make_article(world.one, title="Bài đã đăng")
        board = sign_in(world.board)
        answer = board.post("/admin/ban-bien-tap/quy-tac/moi/", {**self.DATA, "action": "save"})
        text = html.unescape(answer.content.decode())
        assert "Bài đã đăng" in text
        assert not AggregationRule.objects.exists()
        tried = answer.context["trial"]["digest"]
        changed = {**self.DATA, "themes": ["T02"], "action": "save", "tried": tried}
        assert board.post("/admin/ban-bien-tap/quy-tac/moi/", changed).context["trial"]["number"] == 0
        assert not AggregationRule.objects.exists()
        board.post("/admin/ban-bien-tap/quy-tac/moi/", {**self.DATA, "action": "save", "tried": tried})
        rule = AggregationRule.objects.get()
        assert (rule.board, rule.unit_kinds, rule.is_active) == (world.root, ["thpt"], True)
        make_article(world.two, title="Bài mới")
        assert Submission.objects.get().headline == "Bài mới"
        assert rule.name in read(board, "/admin/ban-bien-tap/")
        board.post(f"/admin/ban-bien-tap/quy-tac/{rule.pk}/bat-tat/")
        make_article(world.two, title="Bài sau đó")
        assert Submission.objects.count() == 1
        assert rule.name in read(board, "/admin/ban-bien-tap/quy-tac/")
        assert "Tin các trường" in read(board, f"/admin/ban-bien-tap/quy-tac/{rule.pk}/")

    @pytest.mark.parametrize("wrong", [{"unit_kinds": []}, {"name": ""}, {"units": "Trường không có"}])
    def test_a_rule_that_makes_no_sense(self, world: SimpleNamespace, sign_in: SignIn, wrong: dict[str, Any]) -> None:
        answer = sign_in(world.board).post(
            "/admin/ban-bien-tap/quy-tac/moi/", {**self.DATA, **wrong, "action": "save", "tried": "x"}
        )
        assert answer.status_code == 200
        assert 'role="alert"' in answer.content.decode()
        assert not AggregationRule.objects.exists()

    def test_single_units_by_name_or_code(self, world: SimpleNamespace, sign_in: SignIn) -> None:
        data = {**self.DATA, "units": "t1\nTrường THPT Số 2", "action": "try"}
        answer = sign_in(world.board).post("/admin/ban-bien-tap/quy-tac/moi/", data)
        assert answer.context["form"].cleaned_data["units"] == ["T1", "T2"]


class TestTips:
    def test_from_the_officer_to_an_order(self, world: SimpleNamespace, sign_in: SignIn) -> None:
        officer, board = sign_in(world.officer), sign_in(world.board)
        assert "/admin/hop-tin/" in read(officer, "/admin/")
        officer.post("/admin/hop-tin/", {"what": "Cô Lan cứu học sinh đuối nước", "where": "Cát Hải"})
        tip = Tip.objects.get()
        assert (tip.unit, tip.proposed_by, tip.state) == (world.one, world.officer, TipState.NEW)
        assert "/admin/hop-tin/ban-bien-tap/" in read(board, "/admin/")
        assert "Cô Lan cứu" in read(board, "/admin/hop-tin/ban-bien-tap/")
        board.post(f"/admin/hop-tin/{tip.pk}/tra-loi/", {"answer": "Cảm ơn, sẽ có bài."})
        assert "Cảm ơn, sẽ có bài." in read(officer, "/admin/hop-tin/")
        form = read(board, f"/admin/dat-bai/moi/?tin={tip.pk}")
        assert "Cát Hải" in form and world.one.name in form
        due_on = (timezone.localdate() + dt.timedelta(days=5)).isoformat()
        data = {"title": "Gương cô Lan", "due_on": due_on, "units": world.one.name, "tin": tip.pk}
        assert board.post("/admin/dat-bai/moi/", data).status_code == 302
        tip.refresh_from_db()
        assert tip.state == TipState.ORDERED
        assert "Gương cô Lan" in read(board, "/admin/hop-tin/ban-bien-tap/")
        assert "Gương cô Lan" in read(officer, "/admin/")

    def test_an_empty_tip_and_an_empty_answer_are_refused(self, world: SimpleNamespace, sign_in: SignIn) -> None:
        answer = sign_in(world.officer).post("/admin/hop-tin/", {"what": " "})
        assert 'role="alert"' in answer.content.decode()
        tip = Tip.objects.create(unit=world.one, what="x", proposed_at=timezone.now())
        sign_in(world.board).post(f"/admin/hop-tin/{tip.pk}/tra-loi/", {"answer": " "})
        assert Tip.objects.get().state == TipState.NEW

    def test_only_the_board_reads_the_box_and_each_their_own_tips(
        self, world: SimpleNamespace, sign_in: SignIn
    ) -> None:
        tip = Tip.objects.create(unit=world.two, what="Chuyện trường bên", proposed_at=timezone.now())
        officer = sign_in(world.officer)
        assert officer.get("/admin/hop-tin/ban-bien-tap/").status_code == 404
        assert officer.post(f"/admin/hop-tin/{tip.pk}/tra-loi/", {"answer": "x"}).status_code == 404
        assert "Chuyện trường bên" not in read(officer, "/admin/hop-tin/")


class TestOrders:
    def test_ordered_taken_on_handed_in(
        self, world: SimpleNamespace, sign_in: SignIn, make_article: MakeArticle
    ) -> None:
        board, officer = sign_in(world.board), sign_in(world.officer)
        kind = world.one.kind_id
        data = {"title": "Gương người tốt", "due_on": timezone.localdate().isoformat(), "kinds": [kind]}
        board.post("/admin/dat-bai/moi/", data)
        order = WritingOrder.objects.get()
        assert {line.unit for line in order.lines.all()} == {world.one, world.two}
        line = order.lines.get(unit=world.one)
        assert "Gương người tốt" in read(officer, "/admin/")
        officer.post(f"/admin/dat-bai/phan-viec/{line.pk}/nhan/")
        line.refresh_from_db()
        assert (line.state, line.answered_by) == (LineState.ACCEPTED, world.officer)
        article = make_article(world.one, title="Cô Lan cứu người")
        assert f'value="{article.pk}"' in read(officer, "/admin/")
        officer.post(f"/admin/dat-bai/phan-viec/{line.pk}/nop/", {"page": article.pk})
        line.refresh_from_db()
        assert (line.state, line.page_id) == (LineState.DONE, article.pk)
        assert "Gương người tốt" in read(board, "/admin/ban-bien-tap/")
        assert "Cô Lan cứu người" in read(board, f"/admin/dat-bai/{order.pk}/")
        read(officer, "/admin/")  # where it says that the item was sent
        assert "Gương người tốt" not in read(officer, "/admin/")
        board.post(f"/admin/dat-bai/{order.pk}/rut/")
        assert order.lines.get(unit=world.two).state == LineState.CANCELLED

    def test_every_button_of_the_landing_page_passes_the_check_against_forgery(
        self,
        world: SimpleNamespace,
        sign_in: SignIn,
        make_order: Callable[..., WritingOrder],
        offer: Callable[..., Submission],
    ) -> None:
        make_order()
        services.give_back(submission=offer(), by=world.board, now=timezone.now(), text="Thiếu ảnh.")
        offer(title="Bài còn chờ")
        forms = read(sign_in(world.officer), "/admin/").split('<form method="post"')[1:]
        steps = [form.partition("</form>")[0] for form in forms]
        assert len([form for form in steps if "/dat-bai/" in form or "/chi-tieu/" in form]) >= 4
        assert not [form for form in steps if "csrfmiddlewaretoken" not in form]

    def test_declined_with_words(
        self, world: SimpleNamespace, sign_in: SignIn, make_order: Callable[..., WritingOrder]
    ) -> None:
        line = make_order().lines.get()
        officer = sign_in(world.officer)
        officer.post(f"/admin/dat-bai/phan-viec/{line.pk}/tu-choi/", {"reason": ""})
        assert OrderLine.objects.get().state == LineState.ASKED
        officer.post(f"/admin/dat-bai/phan-viec/{line.pk}/tu-choi/", {"reason": "Trường đang thi"})
        assert "Trường đang thi" in read(sign_in(world.board), f"/admin/dat-bai/{line.order_id}/")

    def test_overdue_ones_stand_on_both_landing_pages(
        self, world: SimpleNamespace, sign_in: SignIn, make_order: Callable[..., WritingOrder]
    ) -> None:
        order = make_order(world.one)
        WritingOrder.objects.update(due_on=timezone.localdate() - dt.timedelta(days=1))
        for who in (world.officer, world.board):
            assert "is-bad" in read(sign_in(who), "/admin/")
        board = sign_in(world.board)
        assert "/admin/dat-bai/?qua-han=1" in read(board, "/admin/")
        assert order.title in read(board, "/admin/dat-bai/?qua-han=1")
        OrderLine.objects.update(state=LineState.DONE)
        assert order.title not in read(board, "/admin/dat-bai/?qua-han=1")

    def test_units_see_only_their_own(
        self,
        world: SimpleNamespace,
        sign_in: SignIn,
        make_order: Callable[..., WritingOrder],
        make_article: MakeArticle,
    ) -> None:
        line = make_order(world.two, title="Việc của trường bên").lines.get()
        officer = sign_in(world.officer)
        assert "Việc của trường bên" not in read(officer, "/admin/")
        for address in ("", "moi/", f"{line.order_id}/"):
            assert officer.get(f"/admin/dat-bai/{address}").status_code == 404
        for step in ("nhan", "tu-choi", "nop", "khong-co"):
            answer = officer.post(f"/admin/dat-bai/phan-viec/{line.pk}/{step}/", {"reason": "x", "page": "1"})
            assert answer.status_code == 404
        assert officer.post(f"/admin/dat-bai/{line.order_id}/rut/").status_code == 404
        own, foreign = make_order(world.one).lines.get(), make_article(world.two)
        officer.post(f"/admin/dat-bai/phan-viec/{own.pk}/nop/", {"page": foreign.pk})
        own.refresh_from_db()
        assert own.state == LineState.ASKED

    @pytest.mark.parametrize("wrong", [{"units": ""}, {"units": "Trường không có"}, {"due_on": "2020-01-01"}])
    def test_an_order_that_makes_no_sense(self, world: SimpleNamespace, sign_in: SignIn, wrong: dict[str, str]) -> None:
        due_on = (timezone.localdate() + dt.timedelta(days=5)).isoformat()
        data = {"title": "x", "due_on": due_on, "units": world.one.name, **wrong}
        answer = sign_in(world.board).post("/admin/dat-bai/moi/", data)
        assert answer.status_code == 200
        assert 'role="alert"' in answer.content.decode()
        assert not WritingOrder.objects.exists()


class TestStatistics:
    def test_by_member_against_the_target(
        self, world: SimpleNamespace, sign_in: SignIn, offer: Callable[..., Submission]
    ) -> None:
        Board.objects.create(unit=world.root, target_days=3)
        now = timezone.now()
        for number, days in enumerate((1, 2, 5)):
            submission = offer(title=f"Bài {number}")
            Submission.objects.filter(pk=submission.pk).update(offered_at=now - dt.timedelta(days=days))
            services.accept(submission=submission, by=world.board if days < 5 else world.admin, now=now)
        waiting = offer(title="Bài còn chờ")
        Submission.objects.filter(pk=waiting.pk).update(offered_at=now - dt.timedelta(days=4))
        board = sign_in(world.board)
        answer = board.get("/admin/ban-bien-tap/thong-ke/")
        found = answer.context["found"]
        assert (round(found.total.median, 1), round(found.total.p90, 1), found.total.late) == (2, 5, 1)
        assert [(len(line.days), line.late) for line in found.members] == [(2, 0), (1, 1)]
        assert (len(found.waiting), found.waiting_late, found.target) == (1, 1, 3)
        assert 'class="late"' in read(board, "/admin/ban-bien-tap/")


class TestCost:
    def test_no_screen_asks_more_for_more(
        self,
        world: SimpleNamespace,
        sign_in: SignIn,
        offer: Callable[..., Submission],
        make_order: Callable[..., WritingOrder],
    ) -> None:
        board, officer = sign_in(world.board), sign_in(world.officer)
        rule = AggregationRule.objects.create(code="x", name="x", board=world.root, themes=["T03"])
        addresses = [
            (board, "/admin/ban-bien-tap/"),
            (board, "/admin/ban-bien-tap/thong-ke/"),
            (board, "/admin/ban-bien-tap/quy-tac/"),
            (board, f"/admin/ban-bien-tap/quy-tac/{rule.pk}/"),
            (board, "/admin/hop-tin/ban-bien-tap/"),
            (board, "/admin/dat-bai/"),
            (board, "/admin/"),
            (officer, "/admin/"),
            (officer, "/admin/hop-tin/"),
        ]
        costs = []
        for number in (1, 8):
            for n in range(number):
                services.accept(submission=offer(title=f"Nhận {number} {n}"), by=world.board, now=timezone.now())
                offer(title=f"Chờ {number} {n}")
                make_order(world.one, world.two, title=f"Đặt {number} {n}")
                Tip.objects.create(
                    unit=world.one, what=f"{number} {n}", proposed_at=timezone.now(), proposed_by=world.officer
                )
            costs.append([cost(client, address) for client, address in addresses])
        assert costs[0] == costs[1], list(zip(addresses, *costs, strict=True))
        assert max(costs[1]) <= 45, costs
