"""The portal's page of results: what readers see of it, and that nothing they send breaks it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edu_search.models import Entry
from edu_search.pins.models import Pin
from edu_search.pins.services import set_queries

pytestmark = pytest.mark.django_db


def texts(response) -> list[str]:
    return [card.result.entry.title for card in response.context["cards"]]


@pytest.fixture
def articles(world):
    first = world.article(world.school, title="Tuyển sinh lớp 10", lead="Hồ sơ nộp trực tuyến.")
    second = world.article(world.other_school, title="Tuyển sinh lớp 6")
    return first, second


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 10_000,
        "q=***",
        "q=%22",
        "q=AND+OR+NOT",
        "q=../../x",
        "q=a%00b",
        "q=%F0%9F%98%80",
        "q=%E2%80%AEabc",
        "q=tuyeern+s%C3%ADnh",
        "q=a&theme=khong-co&mau=do&type=x%00y",
        "q=a&trang=100000",
        "q=a&trang=-5",
        "q=a&tu=31/31/2020&den=hom+qua",
        "q=a&don-vi=khong-co",
        "q=a&don-vi=%00",
        "q=a&xep=DROP",
        "q=%FF%FE",
        "trang=3",
    ],
)
def test_bad_input_is_answered_in_vietnamese(world, client, query):
    for path in ("/tim-kiem/", "/tim-kiem/goi-y/"):
        assert client.get(f"{path}?{query}").status_code == 200
    assert client.get(f"/tim-kiem/rss/?{query}").status_code in {200, 400}


def test_inside_a_school_its_own_and_then_the_whole_sector_with_the_school_first(world, client, articles):
    inside = client.get(f"/tim-kiem/?q=tuyen+sinh&don-vi={world.school.slug}")
    assert texts(inside) == ["Tuyển sinh lớp 10"] and world.school.name in inside.content.decode()
    sector = client.get(f"/tim-kiem/{inside.context['sector_url']}")
    assert texts(sector)[0] == "Tuyển sinh lớp 10" and len(texts(sector)) == 2
    other = client.get(f"/tim-kiem/?q=tuyen+sinh&don-vi={world.other_school.slug}&pham-vi=nganh")
    assert texts(other)[0] == "Tuyển sinh lớp 6"
    back = client.get(f"/tim-kiem/{other.context['within_url']}")
    assert texts(back) == ["Tuyển sinh lớp 6"]


def test_an_unknown_unit_is_told_and_the_sector_searched(world, client, articles):
    response = client.get("/tim-kiem/?q=tuyen+sinh&don-vi=khong-co")
    assert response.context["lost_unit"] and len(texts(response)) == 2


def test_an_empty_page_shows_ways_that_find_something(world, client, articles):
    response = client.get(f"/tim-kiem/?q=tuyen+sinh&don-vi={world.office.slug}")
    assert [(way["count"], way["url"]) for way in response.context["ways"]] == [
        (2, f"?q=tuyen+sinh&don-vi={world.office.slug}&pham-vi=nganh")
    ]
    narrowed = client.get("/tim-kiem/?q=tuyen+sinh&type=van-ban")
    assert [way["count"] for way in narrowed.context["ways"]] == [2]
    assert client.get("/tim-kiem/?q=khongcotunay").context["ways"] == []


def test_a_unit_stands_as_a_row_with_its_flag(world, client):
    response = client.get("/tim-kiem/?q=hoa+phuong")
    page = response.content.decode()
    assert 'class="hit-u"' in page and 'class="flag"' in page


def test_a_pin_stands_first_with_its_facts_and_only_once(world, client, articles):
    entry = Entry.objects.present().get(title="Tuyển sinh lớp 6")
    pin = Pin(tag="Đang nhận hồ sơ", facts="Hạn cuối: 17 giờ, 27/5")
    pin.point_at(entry)
    pin.save()
    set_queries(pin, ["tuyển sinh"])
    response = client.get("/tim-kiem/?q=tuyen+sinh")
    assert texts(response) == ["Tuyển sinh lớp 10"]
    page = response.content.decode()
    assert "Đang nhận hồ sơ" in page and "17 giờ, 27/5" in page.replace("\xa0", " ")
    Entry.objects.filter(pk=entry.pk).update(visible_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert client.get("/tim-kiem/?q=tuyen+sinh").context["pins"] == []


def test_results_are_kept_by_nobody_and_followed_by_no_robot(world, client, articles, settings):
    settings.PAGE_CACHE_SECONDS = 600
    response = client.get("/tim-kiem/?q=tuyen+sinh")
    assert response["Cache-Control"] == "private, no-cache" and response["X-Robots-Tag"] == "noindex"
    Entry.objects.update(audience=[])
    assert texts(client.get("/tim-kiem/?q=tuyen+sinh")) == []
    client.force_login(world.officer)
    assert client.get("/tim-kiem/?q=tuyen+sinh")["Cache-Control"] == "private, no-store"


def test_a_feed_of_a_search_stands_below_the_public_origin(world, client, articles, settings):
    page = client.get("/tim-kiem/rss/?q=tuyen+sinh&type=tin-bai").content.decode()
    assert page.count("<item>") == 2 and f"<link>{settings.PUBLIC_ORIGIN}" in page


def test_browsers_learn_of_the_search_on_every_page(world, client):
    assert 'href="/opensearch.xml"' in client.get("/").content.decode()
    assert "{searchTerms}" in client.get("/opensearch.xml").content.decode()


def test_ten_results_cost_what_thirty_do(world, client):
    def queries() -> int:
        client.get("/tim-kiem/?q=tuyen+sinh")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/tim-kiem/?q=tuyen+sinh").status_code == 200
        return len(captured)

    for number in range(8):
        world.article(world.school, title=f"Tuyển sinh đợt {number}", slug=f"dot-{number}")
    few = queries()
    for number in range(8, 30):
        world.article(world.other_school, title=f"Tuyển sinh đợt {number}", slug=f"dot-{number}")
    # Where more is found than is ranked at once, the titles are asked once more.
    assert queries() <= few + 1
