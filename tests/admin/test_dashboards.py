"""Dashboards of the sector, a branch and one unit; coverage, its lists and files; who sees what."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comms_plan.articles.models import Article
from comms_plan.coverage import kept
from comms_plan.gate.models import Submission
from comms_plan.quotas.closing import close
from comms_plan.quotas.models import Exemption, Figure, QuotaRule
from unit_pages.models import Appointment, Post, Publication, Unit
from unit_pages.subsites.provisioning import provision

SignIn = Callable[[Any], Client]
CODE = "hai-tin"
#: Of a screen, and two of the portal's look and menu, which are kept between requests in service.
MOST_QUERIES = 30 + 2


@pytest.fixture
def quota(world: SimpleNamespace) -> QuotaRule:
    today = timezone.localdate()
    data = {
        "code": CODE,
        "name": "Hai tin một tháng",
        "source": "Mục III.2",
        "subject": {"unit_kinds": ["thpt"]},
        "channel": {"site": "own"},
        "minimum": 2,
        "valid_from": (today - dt.timedelta(days=90)).isoformat(),
        "valid_to": (today + dt.timedelta(days=90)).isoformat(),
    }
    return QuotaRule.objects.create(plan=world.plan, data=data)


@pytest.fixture
def district(world: SimpleNamespace) -> SimpleNamespace:
    """The second school stands below a district with a coordinator."""
    unit = Unit.objects.create(
        code="Q1", name="Phòng GD&ĐT quận Một", short_name="Phòng Một", slug="quan-1", kind=world.root.kind,
        parent=world.root,
    )  # fmt: skip
    provision(unit)
    world.two.parent = unit
    world.two.save()
    return SimpleNamespace(unit=unit, person=person_at(unit, world.editor, "quan"))


def person_at(unit: Unit, post: Post, name: str) -> Any:
    from django.contrib.auth import get_user_model

    person = get_user_model().objects.create_user(name, "mật khẩu thử 123", email=f"{name}@example.vn")
    Appointment.objects.create(
        person=person, unit=unit, post=post, starts_on=timezone.localdate() - dt.timedelta(days=9)
    )
    return person


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


class TestSector:
    def test_a_unit_that_never_published_stands_there_with_nothing_of_two(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        make_article(world.one, title="Một")
        make_article(world.one, title="Hai")
        assert not Figure.objects.filter(unit=world.two).exists()
        text = plain(read(sign_in(world.board), "/admin/tien-do/"))
        assert "2 trên 2 : THPT Số 1" in text
        assert "0 trên 2 : THPT Số 2" in text
        assert "1 / 2" in text

    def test_it_is_narrowed_sorted_and_given_as_a_file(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        for n in range(2):
            make_article(world.one, title=f"Bài {n}")
        Unit.objects.filter(pk=world.two.pk).update(short_name="=THPT Số 2")
        board = sign_in(world.board)
        green = read(board, "/admin/tien-do/?loc=green")
        assert "/admin/tien-do/thpt-1/" in green
        assert 'href="/admin/tien-do/thpt-2/">=THPT Số 2</a></th>' not in green
        page = read(board, "/admin/tien-do/?xep=-name&loc=all")
        table = page[page.index('<table class="list"') :]
        assert table.index("/tien-do/thpt-2/") < table.index("/tien-do/thpt-1/")
        assert 'aria-sort="descending"' in table
        answer = board.get(f"/admin/tien-do/so/tai/{CODE}.csv?xep=-figure")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row[0] for row in rows[1:]] == ["THPT Số 1", "'=THPT Số 2"]
        assert rows[1][2:4] == ["2.0", "2"]
        assert board.get(f"/admin/tien-do/so/tai/{CODE}.xlsx").content.startswith(b"PK")
        assert board.get(f"/admin/tien-do/so/tai/{CODE}.exe").status_code == 404

    def test_an_exempt_unit_owes_nothing_and_is_not_counted(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn
    ) -> None:
        first = timezone.localdate().replace(day=1)
        Exemption.objects.create(
            rule=quota, unit=world.two, first=first, last=first + dt.timedelta(days=31), reason="Sáp nhập"
        )
        text = plain(read(sign_in(world.board), "/admin/tien-do/"))
        assert "0 / 1" in text and "Không phải thực hiện" in text

    def test_a_closed_period_keeps_its_figures_whatever_comes_later(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        span = quota.rule.period.within(quota.rule.days())[0]
        day = span.judged.last
        close(quota=quota, span=span, by=world.admin, now=timezone.now())
        article = make_article(world.one)
        Publication.objects.filter(page_id=article.pk).update(
            starts_at=dt.datetime.combine(day, dt.time(5), tzinfo=dt.UTC)
        )
        Figure.objects.update_or_create(
            rule=quota, unit=world.one, first=span.key, defaults={"last": day, "figure": 1, "minimum": 2}
        )
        text = plain(read(sign_in(world.board), f"/admin/tien-do/?ky={day}"))
        assert "0 trên 2 : THPT Số 1" in text and "Kỳ đã khóa sổ" in text

    def test_silent_units_empty_posts_and_the_age_of_the_queue_stand_there(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        article = make_article(world.one)
        board = sign_in(world.board)
        sign_in(world.officer).post(f"/admin/chi-tieu/gui/{article.pk}/")
        Submission.objects.update(offered_at=timezone.now() - dt.timedelta(days=3))
        long_ago = timezone.now() - dt.timedelta(days=31)
        Publication.objects.filter(page_id=article.pk).update(starts_at=long_ago)
        text = plain(read(board, "/admin/tien-do/"))
        assert "lâu nhất 3 ngày" in text
        assert "THPT Số 1 31 ngày" in text
        assert "chưa có lãnh đạo phụ trách" in text
        assert "THPT Số 1" in plain(read(board, "/admin/tien-do/?loc=silent"))
        Publication.objects.filter(page_id=article.pk).update(starts_at=timezone.now() - dt.timedelta(days=30))
        silent = read(board, "/admin/tien-do/?loc=silent")
        table = silent[silent.index('<table class="list"') : silent.index("</table>")]
        assert "thpt-1" not in table and "thpt-2" in table

    @pytest.mark.parametrize("query", ["ky=x", "ky=9999-12-31", "trang=0", "trang=999", "loai=x", "quy-dinh=x", "xep=x",
        "loc=x", "tu=2026-99", "ke-hoach=x", "loai=99999999999999999999", "ten=%00"])  # fmt: skip
    def test_nonsense_in_the_address_shows_the_ordinary_page(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, query: str
    ) -> None:
        assert sign_in(world.board).get(f"/admin/tien-do/?{query}").status_code == 200

    def test_without_rules_and_without_a_plan_it_still_answers(self, world: SimpleNamespace, sign_in: SignIn) -> None:
        board = sign_in(world.board)
        assert "Từng đơn vị" in read(board, "/admin/tien-do/")
        world.plan.themes.all().delete()
        world.plan.delete()
        type(world.plan).objects.all().delete()
        assert board.get("/admin/tien-do/").status_code == 200
        assert board.get("/admin/do-phu/").status_code == 302


class TestWhoSeesWhat:
    def test_a_district_sees_its_own_schools(
        self, world: SimpleNamespace, quota: QuotaRule, district: SimpleNamespace, sign_in: SignIn
    ) -> None:
        client = sign_in(district.person)
        page = read(client, "/admin/tien-do/?loc=all")
        assert "THPT Số 2" in page and "THPT Số 1" not in page
        assert "THPT Số 1" not in read(client, "/admin/do-phu/quan-1/don-vi/")
        assert "0 trên 2" in read(client, "/admin/tien-do/thpt-2/")
        assert "0 trên 2" in read(client, f"/admin/chi-tieu/{CODE}/?unit=thpt-2")

    @pytest.mark.parametrize("slug", ["thpt-1", "so", "khong-co"])
    @pytest.mark.parametrize(
        "address",
        [
            "/admin/tien-do/{}/",
            f"/admin/tien-do/{{}}/tai/{CODE}.csv",
            "/admin/do-phu/{}/",
            "/admin/do-phu/{}/don-vi/",
            "/admin/do-phu/{}/bai/", "/admin/do-phu/{}/tai/thang.csv", "/admin/do-phu/quan-1/bai/?don-vi={}",
        ],
    )  # fmt: skip
    def test_it_sees_no_other_unit(
        self, world: SimpleNamespace, quota: QuotaRule, district: SimpleNamespace, sign_in: SignIn, address: str,
        slug: str,
    ) -> None:  # fmt: skip
        assert sign_in(district.person).get(address.format(slug)).status_code == 404

    def test_an_officer_sees_the_own_unit_on_one_page(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        make_article(world.one)
        for person in (world.officer, world.leader):
            page = read(sign_in(person), "/admin/tien-do/")
            assert "1 trên 2" in page and "Từng kỳ" in page
            assert "THPT Số 2" not in page
            assert sign_in(person).get("/admin/tien-do/so/").status_code == 404

    def test_a_coordinator_explains_a_unit_but_offers_nothing_for_it(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        quota.data = {**quota.data, "channel": {"site": "portal"}}
        quota.save()
        article = make_article(world.one)
        page = read(sign_in(world.board), f"/admin/chi-tieu/{CODE}/?unit=thpt-1")
        assert article.title in page and "/admin/chi-tieu/gui/" not in page
        assert "/admin/chi-tieu/gui/" in read(sign_in(world.officer), f"/admin/chi-tieu/{CODE}/")

    def test_nobody_sees_anything_without_signing_in(self, world: SimpleNamespace) -> None:
        for address in ("/admin/tien-do/", "/admin/do-phu/", "/admin/do-phu/so/tai/thang.csv"):
            assert Client().get(address).status_code == 302


class TestCoverage:
    def test_a_figure_leads_to_its_items(
        self, world: SimpleNamespace, sign_in: SignIn, make_article: Callable[..., Article]
    ) -> None:
        make_article(world.one, title="Ngày hội đọc sách")
        make_article(world.two, title="Lễ chào cờ", theme="T02")
        board = sign_in(world.board)
        page = read(board, "/admin/do-phu/")
        link = next(
            href for href in re.findall(r'href="(/admin/do-phu/so/bai/\?[^"]+)"', page) if "noi-dung=T01" in href
        )
        items = read(board, link)
        assert "Ngày hội đọc sách" in items and "Lễ chào cờ" not in items
        one = read(board, "/admin/do-phu/so/bai/?noi-dung=T02&don-vi=thpt-2")
        assert "Lễ chào cờ" in one and "Ngày hội đọc sách" not in one

    @pytest.mark.parametrize("query", ["noi-dung=T99", "loai=x", "chu-de=x", "cham=x", "don-vi=x"])
    def test_a_cell_that_there_is_not_is_not_found(self, world: SimpleNamespace, sign_in: SignIn, query: str) -> None:
        assert sign_in(world.board).get(f"/admin/do-phu/so/bai/?{query}").status_code == 404

    @pytest.mark.parametrize("table", ["thang", "loai", "ty-trong", "do-tre", "do-tre-loai", "chu-de", "don-vi"])
    @pytest.mark.parametrize("form, begin", [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("svg", b"<svg xmlns")])
    def test_every_table_is_a_file_too(
        self, world: SimpleNamespace, sign_in: SignIn, table: str, form: str, begin: bytes
    ) -> None:
        answer = sign_in(world.board).get(f"/admin/do-phu/so/tai/{table}.{form}")
        assert answer.status_code == 200 and answer.content.startswith(begin)
        assert "no-store" in answer["Cache-Control"]

    def test_there_is_no_other_table(self, world: SimpleNamespace, sign_in: SignIn) -> None:
        assert sign_in(world.board).get("/admin/do-phu/so/tai/khac.csv").status_code == 404
        assert sign_in(world.board).get("/admin/do-phu/so/tai/thang.pdf").status_code == 404


class TestCost:
    def test_every_screen_asks_as_often_for_fifty_units_as_for_one(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, make_article: Callable[..., Article],
        district: SimpleNamespace,
    ) -> None:  # fmt: skip
        board, head, leader = sign_in(world.board), sign_in(district.person), sign_in(world.leader)
        addresses = [
            *((board, f"/admin/tien-do/?loc={show}") for show in ("", "all", "red", "people")),
            (head, "/admin/tien-do/"), (leader, "/admin/tien-do/"), (board, "/admin/tien-do/thpt-2/"),
            (board, "/admin/do-phu/"), (board, "/admin/do-phu/so/don-vi/"), (board, "/admin/do-phu/so/bai/"),
            (head, "/admin/do-phu/"), (board, f"/admin/tien-do/so/tai/{CODE}.csv"),
            (board, f"/admin/chi-tieu/{CODE}/?unit=thpt-1"),
        ]  # fmt: skip

        def costs() -> list[int]:
            found = []
            for client, address in addresses:
                client.get(address)
                kept.forget_now()
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(address).status_code == 200, address
                found.append(len(queries))
            return found

        def add_unit(n: int) -> Unit:
            unit = Unit.objects.create(
                code=f"N{n}", name=f"Trường {n}", short_name=f"Trường {n}", slug=f"truong-{n}", kind=world.one.kind,
                parent=district.unit if n % 2 else world.root,
            )  # fmt: skip
            provision(unit)
            return unit

        for unit in (world.one, world.two):
            article = make_article(unit)
            sign_in(world.admin).post(f"/admin/chi-tieu/gui/{article.pk}/")
        # Whether a unit without an item stands red depends on the day, what the list of the red asks on having one.
        add_unit(0)
        few = costs()
        for n in range(1, 50):
            unit = add_unit(n)
            if n < 5:
                article = make_article(unit)
                sign_in(world.admin).post(f"/admin/chi-tieu/gui/{article.pk}/")
        assert costs() == few
        assert max(few) <= MOST_QUERIES, dict(zip([address for _client, address in addresses], few, strict=True))


class TestPublicPage:
    def test_it_names_no_unit_and_the_plan_switches_it_off(
        self, world: SimpleNamespace, quota: QuotaRule, make_article: Callable[..., Article]
    ) -> None:
        third = Unit.objects.create(
            code="T3", name="Trường THPT Số 3", short_name="THPT Số 3", slug="thpt-3", kind=world.one.kind,
            parent=world.root,
        )  # fmt: skip
        provision(third)
        for n in range(2):
            make_article(world.one, title=f"Bài {n}")
        assert Client().get("/ke-hoach/tien-do/").status_code == 404
        world.plan.public_progress = True
        world.plan.save()
        page = read(Client(), "/ke-hoach/tien-do/")
        main = page[page.index("<main") : page.index("</main>")]
        assert "1 trên 3 đơn vị" in plain(main)
        assert "THPT Số" not in main
        assert "/ke-hoach/tien-do/" in read(Client(), "/ke-hoach/")
