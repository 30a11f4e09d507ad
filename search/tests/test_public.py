"""Page, suggestions, feed, clicks and description in a stock project."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.utils import timezone
from foreign_project.models import Book
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from edu_search.entries.documents import Document
from edu_search.entries.registry import index_many
from edu_search.models import Entry
from edu_search.public import click_view

pytestmark = pytest.mark.django_db


def put(*titles: str, **values) -> None:
    books = [Book.objects.create(title=title, bought_at=timezone.now()) for title in titles]

    def describe(one: Book) -> Document:
        return Document(
            **{"type": "book", "title": one.title, "url_path": f"/b/{one.pk}/", "published_at": one.bought_at, **values}
        )

    index_many(Book, books, builder=describe)


class TestPage:
    def test_it_finds_without_diacritics_and_marks_the_original(self, client):
        put("Tuyển sinh lớp 10", "Thực đơn")
        response = client.get("/search/?q=tuyen+sinh")
        page = response.content.decode()
        assert "<mark>Tuyển sinh</mark> lớp 10" in page and "Thực đơn" not in page
        assert response["Cache-Control"] == "private, no-cache" and response["X-Robots-Tag"] == "noindex"

    def test_markup_in_content_and_in_the_query_stays_text(self, client):
        put("<script>alert(1)</script> tuyển sinh", summary="<img src=x onerror=alert(2)> tuyển sinh")
        page = client.get("/search/", {"q": "tuyển sinh <script>alert(3)</script>"}).content.decode()
        assert "<script>alert" not in page and "<img" not in page
        assert "&lt;script&gt;" in page

    @pytest.mark.parametrize(
        "query",
        [
            {"q": "x" * 10_000},
            {"q": "***"},
            {"q": '"'},
            {"q": "AND OR NOT"},
            {"q": "../../etc/passwd"},
            {"q": "a\x00b"},
            {"q": "😀 𝒳"},
            {"q": "\u202eabc\u2066"},
            {"q": "tuyeern sính"},
            {"q": "a", "page": "100000"},
            {"q": "a", "page": "-1"},
            {"q": "a", "since": "9999-99-99"},
            {"q": "a", "page_type": ["x", "y", "\x00"]},
            {"q": "a", "order": "DROP TABLE"},
            {},
        ],
        ids=str,
    )
    def test_bad_input_is_answered_with_a_page(self, client, query):
        put("a b", "tuyển sinh")
        for path in ("/search/", "/search/suggest/"):
            assert client.get(path, query).status_code == 200

    @hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
    @given(text=st.text(max_size=60))
    def test_no_text_breaks_page_suggestions_or_feed(self, client, text):
        put(text.replace("\x00", " ")[:500] or "x", summary=text)
        for path in ("/search/", "/search/suggest/"):
            assert client.get(path, {"q": text}).status_code == 200
        response = client.get("/search/rss/", {"q": text})
        assert response.status_code in {200, 400}
        if response.status_code == 200:
            ElementTree.fromstring(response.content)

    def test_pages_lead_to_their_neighbours(self, client):
        put(*(f"Sách {number}" for number in range(25)))
        second = client.get("/search/?q=sach&page=2")
        assert second.context["pager"] == {
            "number": 2,
            "count": 3,
            "previous_url": "?q=sach",
            "next_url": "?q=sach&page=3",
        }
        beyond = client.get("/search/?q=sach&page=100000")
        assert beyond.context["was_beyond"] and beyond.context["answer"].page == 3

    def test_the_period_narrows_and_its_chip_takes_it_away(self, client):
        put("Sách")
        response = client.get("/search/?q=sach&until=2001-01-01")
        assert not response.context["answer"].results
        assert [chip["remove_url"] for chip in response.context["chips"]] == ["?q=sach"]


class TestSuggestions:
    def read(self, client, text: str) -> list[dict]:
        response = client.get("/search/suggest/", {"q": text})
        assert response["Cache-Control"] == "private, max-age=60"
        return response.json()["groups"]

    def test_titles_by_unfinished_words_with_the_typed_letters_marked(self, client):
        put("Tuyển sinh lớp 10")
        (group,) = self.read(client, "tuyen si")
        assert group["items"][0]["text"] == "Tuyển sinh lớp 10" and group["items"][0]["ranges"] == [[0, 8]]

    def test_raw_telex_is_understood_while_typing(self, client):
        put("Tuyển sinh lớp 10")
        assert self.read(client, "tuyeern s")[0]["items"]

    def test_one_letter_offers_nothing(self, client):
        put("Tuyển sinh")
        assert self.read(client, "t") == []

    def test_what_is_hidden_is_not_offered_even_if_the_engine_still_has_it(self, client):
        put("Tuyển sinh lớp 10")
        Entry.objects.update(audience=["in-7"])
        assert self.read(client, "tuyen") == []

    def test_browsers_get_what_they_expect(self, client):
        put("Tuyển sinh lớp 10")
        response = client.get("/search/suggest/?q=tuyen&format=opensearch")
        assert response["Content-Type"] == "application/x-suggestions+json"
        assert json.loads(response.content) == ["tuyen", ["Tuyển sinh lớp 10"]]


class TestFeed:
    def test_the_newest_results_as_rss_and_304_for_who_has_them(self, client):
        put("Tuyển sinh lớp 6")
        put("Tuyển sinh lớp 10")
        response = client.get("/search/rss/?q=tuyen+sinh")
        titles = [item.findtext("title") for item in ElementTree.fromstring(response.content).iter("item")]
        assert titles == ["Tuyển sinh lớp 10", "Tuyển sinh lớp 6"]
        again = client.get("/search/rss/?q=tuyen+sinh", HTTP_IF_NONE_MATCH=response["ETag"])
        assert again.status_code == 304 and not again.content

    def test_a_feed_holds_what_everybody_may_see_whoever_asks(self, client, settings):
        settings.EDU_SEARCH = {"READER": "test_public.insider"}
        put("Sách nội bộ", audience=["in-7"])
        assert "Sách nội bộ" in client.get("/search/?q=noi+bo").content.decode().replace("<mark>", "").replace(
            "</mark>", ""
        )
        assert "<item>" not in client.get("/search/rss/?q=noi+bo").content.decode()

    def test_a_feed_of_nothing_says_what_to_write(self, client):
        response = client.get("/search/rss/")
        assert response.status_code == 400 and b"?q=" in response.content

    def test_an_empty_feed_says_the_same_twice(self, client):
        assert client.get("/search/rss/?q=zzz")["ETag"] == client.get("/search/rss/?q=zzz")["ETag"]


def insider(request):
    return frozenset({"in-7"})


class TestClicks:
    @pytest.fixture(autouse=True)
    def written(self, monkeypatch):
        cache.clear()
        found = []
        monkeypatch.setattr(click_view, "clicked", lambda text, rank, owner: found.append((text, rank, owner)))
        return found

    def test_a_click_is_written_without_a_cookie(self, client, written):
        response = client.post("/search/opened/", {"q": "tuyen sinh", "rank": "3"})
        assert (response.status_code, written, response.cookies) == (204, [("tuyen sinh", 3, "")], {})

    @pytest.mark.parametrize(
        "data", [{}, {"q": "a"}, {"q": "a", "rank": "0"}, {"q": "a", "rank": "²"}, {"q": "", "rank": "1"}]
    )
    def test_nonsense_is_refused(self, client, written, data):
        assert client.post("/search/opened/", data).status_code == 400
        assert not written

    def test_pages_of_other_sites_write_nothing(self, client, written):
        client.post("/search/opened/", {"q": "a", "rank": "1"}, HTTP_SEC_FETCH_SITE="cross-site")
        assert not written

    def test_no_more_than_so_many_a_minute(self, client, written, monkeypatch):
        monkeypatch.setattr(click_view, "MOST_A_MINUTE", 3)
        for _number in range(6):
            assert client.post("/search/opened/", {"q": "a", "rank": "1"}).status_code == 204
        assert len(written) <= 4  # a minute may end in between

    def test_large_bodies_and_reading_are_refused(self, client):
        assert client.post("/search/opened/", {"q": "x" * 5000, "rank": "1"}).status_code == 413
        assert client.get("/search/opened/").status_code == 405


def test_the_description_leads_browsers_to_the_search(client):
    response = client.get("/search/opensearch.xml")
    root = ElementTree.fromstring(response.content)
    templates = [url.get("template") for url in root.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")]
    assert "http://testserver/search/?q={searchTerms}" in templates
