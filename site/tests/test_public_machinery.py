"""Switches, QR codes, robots, health and the pages of lists."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import RequestFactory

from edu_portal.public.meta import json_ld
from edu_portal.public.paging import page_of
from edu_search.engines import choosing
from edu_search.models import Entry
from unit_pages.models import CalendarEvent, Unit, UnitHomePage

pytestmark = pytest.mark.django_db


class TestSwitches:
    @pytest.mark.parametrize(
        "target",
        ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "///evil.example", ""]
        + ["http:evil.example", "\t//evil.example", "evil", "/\t/evil.example", "https:///evil.example"],
    )
    def test_nobody_is_sent_to_another_host(self, client, target):
        response = client.get("/display/", {"contrast": "high", "next": target})
        assert (response.status_code, response.url) == (302, "/")

    def test_the_reader_comes_back_to_where_they_were(self, client):
        assert client.get("/display/", {"size": "large", "next": "/don-vi/?loai=thcs"}).url == "/don-vi/?loai=thcs"

    def test_a_choice_is_a_cookie_without_identity(self, client):
        response = client.get("/display/", {"size": "xlarge", "contrast": "high"})
        assert (response.cookies["text"].value, response.cookies["contrast"].value) == ("xlarge", "high")
        assert set(response.cookies) == {"text", "contrast"}

    def test_the_normal_choice_deletes_the_cookie(self, client):
        client.get("/display/", {"size": "large"})
        assert client.get("/display/", {"size": "normal"}).cookies["text"]["max-age"] == 0

    def test_an_unknown_choice_sets_nothing(self, client):
        assert not client.get("/display/", {"size": "<script>", "contrast": "x"}).cookies

    def test_a_page_shows_the_choice(self, client, province):
        client.get("/display/", {"contrast": "high"})
        assert "high" in client.get("/").content.decode()


class TestMachines:
    @pytest.mark.parametrize("path", ["/", "/thcs-dong-minh/", "/tim-kiem/?q=đồng minh", "/" + "x" * 500])
    def test_a_path_of_the_portal_has_a_qr_code(self, client, path):
        response = client.get("/qr/", {"path": path})
        assert response.status_code == 200
        assert response["Content-Type"] == "image/svg+xml"
        assert response.content.startswith(b"<svg")

    @pytest.mark.parametrize(
        "path", ["", "x", "//evil.example", "https://evil.example", "/" + "x" * 600, "javascript:x"]
    )
    def test_nothing_else_has_one(self, client, path):
        assert client.get("/qr/", {"path": path}).status_code == 400

    def test_long_paths_of_three_byte_letters_still_fit_or_are_refused(self, client):
        assert client.get("/qr/", {"path": "/" + "ế" * 599}).status_code in (200, 400)

    def test_robots_are_told_where_the_sitemap_is(self, client):
        text = client.get("/robots.txt").content.decode()
        assert "Disallow: /admin/" in text
        assert "Sitemap: http://testserver/sitemap.xml" in text

    def test_the_process_is_healthy_without_a_database(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert client.get("/healthz").json() == {"status": "ok"}

    def test_it_is_ready_with_a_province(self, client, province):
        response = client.get("/readyz")
        assert (response.status_code, response.json()["status"]) == (200, "ok")
        assert "no-store" in response["Cache-Control"]

    def test_it_says_that_the_database_answers_searches(self, client, province):
        search = client.get("/readyz").json()["search"]
        assert (search["engine"], search["degraded"]) == ("database", False)

    def test_it_is_ready_and_says_so_while_elasticsearch_is_away(self, client, province, settings):
        choosing.breaker.reset()
        settings.EDU_SEARCH = {"ELASTICSEARCH": {"url": "http://127.0.0.1:9"}}
        answers = [client.get("/readyz") for _ in range(3)]
        assert {answer.status_code for answer in answers} == {200}
        search = answers[-1].json()["search"]
        assert (search["engine"], search["degraded"]) == ("database", True)
        assert search["pending"] == Entry.objects.count() > 0
        choosing.breaker.reset()

    def test_it_is_not_ready_with_migrated_tables_and_no_province(self, client):
        UnitHomePage.objects.update(live=False)
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["checks"] == {"database": True, "province": False}

    def test_a_school_without_the_department_is_no_province(self, client, province):
        UnitHomePage.objects.filter(unit__parent__isnull=True).update(live=False)
        assert client.get("/readyz").status_code == 503

    def test_it_is_not_ready_without_tables(self, client, province):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE unit_pages_unit RENAME TO gone")
        assert client.get("/readyz").status_code == 503


class TestPaging:
    @pytest.fixture
    def rows(self, province):
        import datetime as dt

        CalendarEvent.objects.all().delete()
        unit = Unit.objects.root()
        return [
            CalendarEvent.objects.create(unit=unit, title=f"{n}", starts_on=dt.date(2026, 3, 1 + n % 5))
            for n in range(25)
        ]

    def page(self, query="", size=10):
        return page_of(RequestFactory().get(f"/{query}"), CalendarEvent.objects.all(), field="starts_on", size=size)

    def test_three_pages_there_and_back(self, rows):
        expected = list(CalendarEvent.objects.order_by("-starts_on", "-pk"))
        first, pager = self.page()
        assert (first, pager.previous_url) == (expected[:10], "")
        second, pager = self.page(pager.next_url)
        assert second == expected[10:20]
        third, last = self.page(pager.next_url)
        assert (third, last.next_url) == (expected[20:], "")
        back, pager = self.page(last.previous_url)
        assert back == second
        home, pager = self.page(pager.previous_url)
        assert (home, pager.previous_url) == (first, "")

    def test_other_words_of_the_address_stay(self, rows):
        _shown, pager = self.page("?loai=a&truoc=x")
        assert pager.next_url.startswith("?loai=a&sau=")
        assert "truoc" not in pager.next_url

    @pytest.mark.parametrize(
        "cursor", ["", "x", "~", "2026-03-01", "2026-03-01~" + "9" * 30, "%00", "'--", "2026-03-01~x"]
    )
    @pytest.mark.parametrize("name", ["sau", "truoc"])
    def test_what_is_no_cursor_shows_the_first_page(self, rows, name, cursor):
        assert self.page(f"?{name}={cursor}")[0] == self.page()[0]

    def test_behind_the_last_row_there_is_nothing_but_the_way_back(self, rows):
        shown, pager = self.page("?sau=1999-01-01~1")
        assert shown == []
        assert (pager.previous_url, pager.next_url) == ("?", "")

    def test_a_list_that_fits_has_no_pager(self, rows):
        shown, pager = self.page(size=25)
        assert len(shown) == 25
        assert (pager.previous_url, pager.next_url) == ("", "")


class TestMeta:
    def test_no_text_closes_the_script_element(self):
        text = json_ld({"name": "</script><script>alert('đ')</script> & <!--"})
        assert "<" not in text
        assert ">" not in text
        assert json.loads(text)["name"] == "</script><script>alert('đ')</script> & <!--"
