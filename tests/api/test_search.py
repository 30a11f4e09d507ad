"""Search and suggestions as JSON: what callers get, and what they never get."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from edu_search.models import Entry
from unit_pages.models import Unit


@pytest.fixture
def news_of(school: Unit, make_article: Any) -> Any:
    return make_article(school, "Tuyển sinh lớp 10", lead="Hồ sơ <b>nộp</b> trực tuyến.")


def test_an_item_has_marked_places_and_safe_html(api: Any, news_of: Any) -> None:
    answer = api.read("search?q=tuyen+sinh+ho+so&type=tin-bai")
    (item,) = answer["items"]
    assert item["title"] == {
        "text": "Tuyển sinh lớp 10",
        "ranges": [[0, 10]],
        "html": "<mark>Tuyển sinh</mark> lớp 10",
    }
    assert item["passage"]["html"].startswith("<mark>Hồ sơ</mark> &lt;b&gt;nộp&lt;/b&gt;")
    assert item["unit"]["slug"] == "thpt-ngo-quyen" and item["url"] == news_of.get_url()
    assert (answer["total"], answer["page"], answer["pages"], answer["next"]) == (1, 1, 1, None)


def test_raw_telex_is_understood_and_exact_letters_are_left_alone(api: Any, news_of: Any) -> None:
    assert api.read("search?q=tuyeern+sinh")["understood"] == "tuyển sinh"
    assert api.read("search?q=tuyeern+sinh&exact=true")["understood"] is None


def test_filters_by_facet_unit_and_day(api: Any, news_of: Any, make_unit: Any, make_article: Any) -> None:
    make_article(make_unit("Trường khác", slug="khac"), "Tuyển sinh lớp 6")
    today = timezone.localdate().isoformat()
    found = api.read("search?q=tuyen+sinh&unit=khac")["items"]
    assert [item["title"]["text"] for item in found] == ["Tuyển sinh lớp 6"]
    assert api.read("search?q=tuyen+sinh&type=tin-bai")["total"] == 2
    assert api.read("search?q=tuyen+sinh&type=van-ban,anh")["total"] == 0
    assert api.read("search?q=tuyen+sinh&unit=khong-co")["total"] == 0
    assert api.read(f"search?q=tuyen+sinh&since={today}")["total"] == 2
    assert api.read(f"search?q=tuyen+sinh&until={today}")["total"] == 0, "the bound itself is not included"
    assert api.read("search?q=tuyen+sinh&near=khac&order=relevance")["items"][0]["unit"]["slug"] == "khac"
    units = next(facet for facet in api.read("search?q=tuyen+sinh")["facets"] if facet["name"] == "unit")
    assert sorted((value["label"], value["count"]) for value in units["values"]) == [
        ("Trường THPT Ngô Quyền", 1),
        ("Trường khác", 1),
    ]


def test_pages_are_followed_to_the_end_and_each_item_comes_once(api: Any, school: Unit, make_article: Any) -> None:
    for number in range(7):
        make_article(school, f"Tuyển sinh đợt {number}")
    ids = api.ids("search?q=tuyen+sinh&limit=3&fields=url", "url")
    assert len(ids) == len(set(ids)) == 7
    last = api.read("search?q=tuyen+sinh&limit=3&page=100000")
    assert (last["page"], last["pages"], len(last["items"]), last["next"]) == (3, 3, 1, None)


@pytest.mark.parametrize(
    "query",
    ["q=" + "a" * 201, "limit=0", "limit=101", "page=0", "order=x", "since=x", "colour=red", "fields=secret", "q=%00"],
)
def test_what_is_wrong_is_explained(api: Any, department: Unit, query: str) -> None:
    response = api.get(f"search?{query}")
    assert response.status_code == 400 and response["Content-Type"] == "application/problem+json"
    (error,) = response.json()["errors"]
    assert error["parameter"] == query.partition("=")[0] and error["detail"]


def test_nothing_that_is_not_public_is_found_even_with_a_session(api: Any, news_of: Any) -> None:
    Entry.objects.update(audience=["staff"])
    api.client.force_login(get_user_model().objects.create_superuser("chu", password="mat-khau-dai"))
    assert api.read("search?q=tuyen+sinh")["items"] == []
    assert api.read("suggest?q=tuyen")["groups"] == []


def test_the_answer_can_be_asked_for_again_by_its_etag(api: Any, news_of: Any) -> None:
    response = api.get("search?q=tuyen+sinh")
    assert api.get("search?q=tuyen+sinh", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304


def test_suggestions_come_by_kind(api: Any, news_of: Any, plan: Any) -> None:
    groups = {group["name"]: group["items"] for group in api.read("suggest?q=ngo+qu")["groups"]}
    assert groups["units"] == [{"text": "Trường THPT Ngô Quyền", "ranges": [[12, 18]], "url": "/thpt-ngo-quyen/"}]
    groups = {group["name"]: group["items"] for group in api.read("suggest?q=tuyen")["groups"]}
    assert groups["themes"][0]["url"] == "/chu-de/tuyen-sinh/" and groups["titles"]
    assert api.read("suggest?q=t")["groups"] == []
