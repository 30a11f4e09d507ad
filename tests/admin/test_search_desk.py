"""Pins, abbreviations, report, explanation and state of the engine: who sees what, and what it does to readers."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comms_plan.articles.models import Article
from edu_search.analysis import abbreviations, meaning
from edu_search.entries.models import MOST_FAILURES, PUBLIC
from edu_search.models import Abbreviation, Entry, Pin, QueryDay
from edu_search.pins.services import pinned

SignIn = Callable[[Any], Client]
SCREENS = {
    "report": "/admin/search-report/",
    "pins": "/admin/search-pins/",
    "why": "/admin/search-why/",
    "abbreviations": "/admin/search-abbreviations/",
    "engine": "/admin/search-engine/",
}


def asked(text: str, *, owner: str = "", asked: int = 1, empty: int = 0, days_ago: int = 1, **clicks: int) -> None:
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    fold = meaning(text).fold
    QueryDay.objects.create(day=day, text=text, fold=fold, owner=owner, asked=asked, empty=empty, **clicks)


def pin_of(entry: Entry, owner: str) -> Pin:
    pin = Pin(owner=owner)
    pin.point_at(entry)
    pin.save()
    return pin


def pin_data(article: Article, **values: Any) -> dict[str, Any]:
    return {"queries": "tuyển sinh lớp 10", "address": article.url, "owner": "", "position": 0, "facts": "", **values}


@pytest.mark.parametrize(
    ("who", "opens"),
    [
        ("admin", set(SCREENS)),
        ("board", set(SCREENS)),
        ("board_writer", {"report", "pins", "why"}),
        ("leader", {"report", "pins", "why"}),
        ("officer", {"report", "pins", "why"}),
    ],
)
def test_each_sees_the_screens_that_are_theirs(world: SimpleNamespace, sign_in: SignIn, who: str, opens: set) -> None:
    client = sign_in(getattr(world, who))
    found = {name for name, address in SCREENS.items() if client.get(address).status_code == 200}
    assert found == opens
    home = client.get(SCREENS["report"]).content.decode()
    assert {name for name, address in SCREENS.items() if address in home} == opens


def test_who_has_no_post_sees_nothing_of_it(world: SimpleNamespace, sign_in: SignIn) -> None:
    from .conftest import make_person

    stranger = sign_in(make_person("la", None, None))
    assert all(stranger.get(address).status_code != 200 for address in SCREENS.values())
    assert all(Client().get(address).status_code == 302 for address in SCREENS.values())


def test_a_pin_stands_first_for_readers(
    world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article], client: Client
) -> None:
    article = make_article(title="Lịch nộp hồ sơ")
    make_article(title="Tuyển sinh lớp 10 năm nay")
    data = pin_data(
        article,
        queries="Tuyển sinh lớp 10\nthi vào 10\n\n",
        address=f"https://portal.example{article.url}?x=1",
        facts="Hạn cuối: 17 giờ, 27/5",
        tag="Đang nhận hồ sơ",
    )
    answer = sign_in(world.board).post("/admin/search-pins/new/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    pin = Pin.objects.get()
    assert (pin.by, pin.owner, pin.queries.count()) == (world.board, "", 2)
    page = client.get("/tim-kiem/", {"q": "tuyen sinh lop 10"}).content.decode()
    assert page.index("Đang nhận hồ sơ") < page.index("Lịch nộp hồ sơ") < page.index("năm nay")
    assert "17 giờ, 27/5" in page
    article.unpublish()
    assert "Lịch nộp hồ sơ" not in client.get("/tim-kiem/", {"q": "thi vao 10"}).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"queries": "!!! ???"},
        {"queries": "\n".join(f"câu {n}" for n in range(21))},
        {"address": "/khong-co/"},
        {"address": "javascript:alert(1)"},
        {"facts": "không có dấu hai chấm"},
        {"owner": "T2"},
        {"starts_at": "2026-05-02 10:00", "ends_at": "2026-05-01 10:00"},
    ],
)
def test_a_wrong_pin_is_refused_with_words(
    world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article], wrong: dict[str, str]
) -> None:
    article = make_article()
    answer = sign_in(world.officer).post("/admin/search-pins/new/", pin_data(article, owner="T1") | wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Pin.objects.exists()


def test_an_internal_item_cannot_be_pinned(
    world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article]
) -> None:
    article = make_article(title="Chỉ cho cán bộ")
    article.is_internal = True
    article.save()
    answer = sign_in(world.admin).post("/admin/search-pins/new/", pin_data(article))
    assert "address" in answer.context["form"].errors
    entry = Entry.objects.get(type="article")
    filled = sign_in(world.two and world.board_writer).get(f"/admin/search-pins/new/?entry={entry.pk}")
    assert article.url not in filled.content.decode()


def test_unit_staff_pin_inside_their_own_search_only(
    world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article]
) -> None:
    article = make_article()
    officer = sign_in(world.officer)
    assert officer.post("/admin/search-pins/new/", pin_data(article, owner="")).status_code == 200
    assert officer.post("/admin/search-pins/new/", pin_data(article, owner=world.two.code)).status_code == 200
    assert not Pin.objects.exists()
    assert officer.post("/admin/search-pins/new/", pin_data(article, owner=world.one.code)).status_code == 302
    audience = frozenset({PUBLIC})
    text = meaning("tuyển sinh lớp 10")
    assert len(pinned(text, owner=world.one.code, audience=audience)) == 1
    assert pinned(text, owner="", audience=audience) == pinned(text, owner=world.two.code, audience=audience) == []


def test_pins_of_others_are_not_there(
    world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article]
) -> None:
    make_article(title="Trang được ghim")
    entry = Entry.objects.get(type="article")
    others = [pin_of(entry, owner) for owner in ("", world.two.code)]
    officer = sign_in(world.officer)
    assert "Trang được ghim" not in officer.get("/admin/search-pins/").content.decode()
    for pin in others:
        for screen in ("edit", "delete", "history", "usage"):
            assert officer.get(f"/admin/search-pins/{screen}/{pin.pk}/").status_code == 404
        assert officer.post(f"/admin/search-pins/delete/{pin.pk}/").status_code == 404
    assert Pin.objects.count() == 2
    assert sign_in(world.admin).get(f"/admin/search-pins/edit/{others[1].pk}/").status_code == 200


def test_pins_follow_a_unit_with_a_new_code(world: SimpleNamespace, make_article: Callable[..., Article]) -> None:
    make_article()
    pin = pin_of(Entry.objects.get(type="article"), world.one.code)
    world.one.code = "MOI-1"
    world.one.save()
    pin.refresh_from_db()
    assert pin.owner == "MOI-1"


def test_the_report_adds_up_spellings_and_leads_on(world: SimpleNamespace, sign_in: SignIn) -> None:
    asked("tuyen sinh lop 10", asked=7, clicks_first=3)
    asked("tuyển sinh lớp 10", asked=9, clicks_page=1)
    asked("hkpđ", asked=4, empty=4)
    asked("quá cũ", days_ago=40)
    board = sign_in(world.board)
    page = board.get("/admin/search-report/")
    (first, second) = page.context["lines"]
    assert (first.text, first.asked, first.clicks_first, first.clicks_page) == ("tuyển sinh lớp 10", 16, 3, 1)
    assert (second.text, second.empty) == ("hkpđ", 4)
    assert [line.text for line in board.get("/admin/search-report/?show=empty").context["lines"]] == ["hkpđ"]
    assert len(board.get("/admin/search-report/?days=90").context["lines"]) == 3
    html = page.content.decode()
    assert "/admin/search-abbreviations/new/?short=hkp%C4%91" in html
    filled = board.get("/admin/search-pins/new/?query=hkp%C4%91").content.decode()
    assert "hkpđ</textarea>" in filled
    assert 'value="hkpđ"' in board.get("/admin/search-abbreviations/new/?short=hkp%C4%91").content.decode()


def test_unit_staff_see_the_queries_of_their_own_search_only(world: SimpleNamespace, sign_in: SignIn) -> None:
    asked("toàn ngành")
    asked("của trường một", owner=world.one.code)
    asked("của trường hai", owner=world.two.code)
    officer = sign_in(world.officer)
    for address in ("/admin/search-report/", f"/admin/search-report/?owner={world.two.code}"):
        assert [line.text for line in officer.get(address).context["lines"]] == ["của trường một"]
    text = officer.get("/admin/search-report/?export=csv").content.decode()
    assert "của trường một" in text
    assert "toàn ngành" not in text
    assert "trường hai" not in text


def test_the_file_opens_in_a_spreadsheet_and_runs_nothing(world: SimpleNamespace, sign_in: SignIn) -> None:
    QueryDay.objects.create(day=timezone.localdate(), text="=cmd|x", fold="cmd x", asked=2)
    answer = sign_in(world.admin).get("/admin/search-report/?export=csv")
    assert answer["Content-Disposition"].startswith("attachment")
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows[1][:3] == ["'=cmd|x", "2", "0"]


@pytest.mark.parametrize("query", ["?days=x", "?show=", "?owner=%00", "?days=99999999999", "?export=xml"])
def test_a_forged_report_is_the_usual_one(world: SimpleNamespace, sign_in: SignIn, query: str) -> None:
    assert sign_in(world.admin).get(f"/admin/search-report/{query}").status_code == 200


def test_the_report_takes_as_many_queries_for_many_lines(world: SimpleNamespace, sign_in: SignIn) -> None:
    client = sign_in(world.admin)

    def queries() -> int:
        client.get("/admin/search-report/")
        with CaptureQueriesContext(connection) as found:
            client.get("/admin/search-report/")
        return len(found)

    asked("một")
    few = queries()
    for n in range(60):
        asked(f"câu hỏi {n}")
    assert queries() == few


def test_an_abbreviation_is_added_by_who_looks_after_all(world: SimpleNamespace, sign_in: SignIn) -> None:
    data = {"short": "QXVZ", "reading": "hội khỏe Phù Đổng"}
    assert sign_in(world.leader).post("/admin/search-abbreviations/new/", data).status_code in (302, 403, 404)
    assert not Abbreviation.objects.exists()
    assert sign_in(world.board).post("/admin/search-abbreviations/new/", data).status_code == 302
    assert Abbreviation.objects.get().reading == "hội khỏe Phù Đổng"
    abbreviations.forget()
    assert ("hoi", "khoe", "phu", "dong") in meaning("qxvz").groups[0]
    Abbreviation.objects.all().delete()
    abbreviations.forget()


def test_why_a_result_stands_first(
    world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article]
) -> None:
    make_article(title="Ngày hội đọc sách của trường")
    page = sign_in(world.officer).get("/admin/search-why/", {"q": "ngay hoi doc sach"})
    (row,) = page.context["explained"]
    assert row.bars
    assert row.total == pytest.approx(sum(bar.score for bar in row.bars))
    assert [bar.score for bar in row.bars] == sorted((bar.score for bar in row.bars), reverse=True)
    assert all(0 < bar.width <= 100 for bar in row.bars)
    html = page.content.decode()
    assert "<mark>" in html
    assert f"?entry={row.result.entry.pk}" in html


@pytest.mark.parametrize("query", ["", "%00", "!!!", "<script>alert(1)</script>", "a" * 5000, '"', "*"])
def test_no_query_breaks_the_explanation(world: SimpleNamespace, sign_in: SignIn, query: str) -> None:
    page = sign_in(world.admin).get("/admin/search-why/", {"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_why_shows_nobody_what_they_may_not_find(
    world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article]
) -> None:
    article = make_article(title="Lịch trực nội bộ")
    article.is_internal = True
    article.save()
    from .conftest import make_person

    other = make_person("khac", world.two, world.writer)
    assert sign_in(world.officer).get("/admin/search-why/", {"q": "lịch trực"}).context["explained"]
    assert not sign_in(other).get("/admin/search-why/", {"q": "lịch trực"}).context["explained"]


def test_what_was_set_aside_can_be_tried_again(
    world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article], settings: Any
) -> None:
    make_article()
    Entry.objects.filter(type="article").update(failures=MOST_FAILURES, error="mapper_parsing_exception")
    settings.EDU_SEARCH = {**settings.EDU_SEARCH, "ELASTICSEARCH": {"url": "http://127.0.0.1:9"}}
    client = sign_in(world.admin)
    page = client.get("/admin/search-engine/")
    assert "mapper_parsing_exception" in page.content.decode()
    assert client.post("/admin/search-engine/").status_code == 302
    assert not Entry.objects.set_aside().exists()
    assert sign_in(world.leader).post("/admin/search-engine/").status_code != 200


@pytest.fixture(autouse=True)
def _no_memory() -> Any:
    cache.clear()
    yield
    cache.clear()
