"""Lists: pages by cursor, fields, filters, and queries that do not grow."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comms_plan.plans.themes import Theme, ThemeMapping
from unit_pages.models import Publication, Unit, UnitFormerName
from unit_pages.publications.services import accept_publication


def test_a_walk_through_45_items_repeats_and_misses_none_while_one_is_inserted(
    api: Any, school: Unit, make_article: Any
) -> None:
    made = [make_article(school).pk for _number in range(45)]
    walk = api.walk("articles?limit=10")
    seen = [item["id"] for item in next(walk)["items"]]
    make_article(school)
    seen += [item["id"] for page in walk for item in page["items"]]
    assert seen == made[::-1]


def test_items_of_the_same_moment_keep_their_place(api: Any, school: Unit, make_article: Any) -> None:
    made = {make_article(school).pk for _number in range(7)}
    Publication.objects.update(starts_at=timezone.now() - dt.timedelta(days=1))
    seen = api.ids("articles?limit=2")
    assert len(seen) == 7
    assert set(seen) == made


def test_units_stand_in_vietnamese_order_across_pages(api: Any, make_unit: Any, department: Unit) -> None:
    for name in ("Trường Đông", "Trường Dương", "Trường Ân", "Trường An", "Trường Ăn"):
        make_unit(name)
    assert api.ids("units?limit=2", "name")[1:] == [
        "Trường An",
        "Trường Ăn",
        "Trường Ân",
        "Trường Dương",
        "Trường Đông",
    ]


def test_next_is_absolute_keeps_the_filters_and_stands_in_the_link_header(
    api: Any, school: Unit, make_article: Any
) -> None:
    for _number in range(3):
        make_article(school)
    response = api.get("articles?unit=thpt-ngo-quyen&limit=2&fields=id")
    address = response.json()["next"]
    assert address.startswith("http://testserver/api/v1/articles?")
    assert "unit=thpt-ngo-quyen" in address and "fields=id" in address
    assert response["Link"] == f'<{address}>; rel="next"'
    assert api.read(address)["next"] is None


def test_fields_leaves_only_what_was_asked_for(api: Any, full_article: Any) -> None:
    assert api.read("articles?fields=title,id")["items"] == [{"id": full_article.pk, "title": "Lễ khai giảng"}]
    assert api.read(f"articles/{full_article.pk}?fields=slug") == {"slug": "le-khai-giang"}


@pytest.mark.parametrize("collection", ["articles", "publications"])
def test_filters_of_articles(api: Any, collection: str, full_article: Any, make_unit: Any, make_article: Any) -> None:
    other = make_article(make_unit("Trường khác", slug="khac"), "Tin khác")
    key = "id" if collection == "articles" else "page_id"
    own = "" if collection == "articles" else "&origin=own"

    def found(query: str) -> list[int]:
        return api.ids(f"{collection}?{query}{own}", key)

    for query in (
        "unit=thpt-ngo-quyen",
        "unit=NQ",
        "site=thpt-ngo-quyen",
        "theme=tuyen-sinh",
        "level=cap-3",
        "level=x,cap-3",
        "topic=sáng tạo",
        "url=/thpt-ngo-quyen/tin-tuc/le-khai-giang/",
    ):
        assert found(query) == [full_article.pk], query
    assert set(found("kind=tin")) == {full_article.pk, other.pk}
    for query in ("unit=khong-co", "theme=khong-co", "topic=khong-co", "kind=bai", "site=so", "level=x", "url=/x/"):
        assert found(query) == [], query


def test_a_period_is_half_open_and_a_day_begins_at_local_midnight(api: Any, school: Unit, make_article: Any) -> None:
    pk = make_article(school).pk
    midnight = dt.datetime(2022, 5, 20, 17, tzinfo=dt.UTC)  # 21 May in Hà Nội
    Publication.objects.update(starts_at=midnight)
    assert api.ids("articles?since=2022-05-21&until=2022-05-22") == [pk]
    assert api.ids("articles?until=2022-05-21") == []
    assert api.ids("articles?since=2022-05-21T00:00:01") == []
    assert api.ids("articles?since=2022-05-21T00:00:00+07:00") == [pk]  # the plus comes as a space
    assert api.ids("articles?until=2022-05-20T17:00:01Z") == [pk]


def test_publications_of_a_site_hold_what_it_took_over(
    api: Any, full_article: Any, department: Unit, make_article: Any
) -> None:
    accept_publication(page=full_article, site_unit=department, by=None, now=timezone.now(), place="lead")
    taken = api.read("publications?site=so")["items"]
    assert [(row["origin"], row["place"], row["unit"]["slug"]) for row in taken] == [
        ("accepted", "lead", "thpt-ngo-quyen")
    ]
    assert api.ids("articles?site=so") == [full_article.pk]
    assert api.ids("publications?place=lead", "page_id") == [full_article.pk]
    assert len(api.ids("publications")) == 2
    row = api.read(f"publications/{taken[0]['id']}")
    assert row == taken[0]


def test_a_section_lists_what_its_page_lists(api: Any, full_article: Any, make_article: Any) -> None:
    section = full_article.get_parent().specific
    section.shows_all = False
    section.save()
    assert api.ids(f"publications?section={section.pk}", "page_id") == [full_article.pk]
    assert api.ids("publications?section=999999") == []


def test_items_of_a_theme_that_goes_on_are_found_by_its_new_theme(api: Any, plan: Any, full_article: Any) -> None:
    old, new = plan.themes.all()
    ThemeMapping.objects.create(newer=new, older=old)
    assert api.ids(f"articles?theme={new.slug}") == [full_article.pk]


def test_filters_of_units(api: Any, school: Unit, department: Unit, make_unit: Any) -> None:
    other = make_unit("Trường THPT Đồ Sơn", district="Đồ Sơn")
    UnitFormerName.objects.create(unit=other, name="Trường Cấp ba", code="", slug="cap-ba", until_on="2010-01-01")
    assert api.ids("units?q=do son") == [other.pk]
    assert api.ids("units?q=đồ sơn") == [other.pk]
    assert api.ids("units?q=cap ba") == [other.pk]
    assert api.ids("units?district=Đồ Sơn") == [other.pk]
    assert api.ids("units?level=cap-3") == [school.pk]
    assert set(api.ids("units?kind=thpt")) == {school.pk, other.pk}
    assert set(api.ids("units?parent=SO")) == {school.pk, other.pk}
    assert api.ids("units?kind=so") == [department.pk]


def test_ended_units_are_apart(api: Any, school: Unit, make_unit: Any) -> None:
    ended = make_unit("Trường cũ")
    Unit.objects.filter(pk=ended.pk).update(ends_on=timezone.localdate())
    assert ended.pk not in api.ids("units")
    assert api.ids("units?ended=true") == [ended.pk]
    assert api.read(f"units/{ended.slug}")["ends_on"]


def test_filters_of_documents(api: Any, school: Unit, department: Unit, make_document: Any) -> None:
    first = make_document(school)
    second = make_document(department, title="Kế hoạch năm học", issued_on=dt.date(2023, 1, 1))
    assert api.ids("documents") == [second.pk, first.pk]
    assert api.ids("documents?unit=NQ") == [first.pk]
    assert api.ids("documents?year=2023") == [second.pk]
    assert api.ids("documents?q=ke hoach") == [second.pk]
    assert set(api.ids("documents?kind=cong-van")) == {first.pk, second.pk}
    assert api.ids("documents?field=thi") == []


def test_events_in_both_orders(api: Any, school: Unit, make_event: Any) -> None:
    long = make_event(school, starts_on=dt.date(2022, 4, 1), ends_on=dt.date(2022, 5, 10))
    later = [make_event(school, starts_on=dt.date(2022, 5, day)).pk for day in (1, 2, 3)]
    assert api.ids("events?limit=1") == [*later[::-1], long.pk]
    assert api.ids("events?limit=1&order=asc") == [long.pk, *later]
    assert api.ids("events?since=2022-05-02&until=2022-05-03&unit=NQ") == [later[1], long.pk]


def test_pages_and_galleries_belong_to_their_units(api: Any, department: Unit, school: Unit, make_gallery: Any) -> None:
    gallery = make_gallery(school)
    assert api.ids("galleries?unit=NQ") == [gallery.pk]
    assert api.ids("galleries?unit=so") == []
    ours = api.read("pages?unit=so")["items"]
    theirs = api.read("pages?unit=NQ")["items"]
    assert {page["url"] for page in ours} >= {"/gioi-thieu/", "/tin-tuc/", "/lien-he/"}
    assert all(page["url"].startswith("/thpt-ngo-quyen/") for page in theirs)
    assert {page["unit"]["slug"] for page in ours + theirs} == {"so", "thpt-ngo-quyen"}
    assert len(ours) == len(theirs) == 5
    assert api.ids("pages?url=/thpt-ngo-quyen/lien-he/", "type") == ["contact"]
    assert api.ids("pages?type=standard", "slug") == ["gioi-thieu", "gioi-thieu"]
    assert api.ids("pages?limit=3", "url") == [page["url"] for page in api.read("pages?limit=100")["items"]]


LISTS = ["articles", "publications", "units", "documents", "events", "galleries", "pages", "themes", "plans"]


@pytest.mark.parametrize("collection", LISTS)
def test_fifty_items_take_as_many_queries_as_one(api: Any, collection: str, request: Any) -> None:
    add = request.getfixturevalue("adders")[collection]
    add()
    one = _queries(api, collection)
    for _number in range(49):
        add()
    assert len(api.read(f"{collection}?limit=100")["items"]) >= 50
    assert _queries(api, collection) == one


@pytest.fixture
def adders(
    school: Unit,
    plan: Any,
    make_unit: Any,
    make_article: Any,
    make_picture: Any,
    make_document: Any,
    make_event: Any,
    make_gallery: Any,
    make_file: Any,
) -> dict[str, Any]:
    """Functions that add one more item to each list."""
    numbers = iter(range(100, 1000))

    def article() -> None:
        page = make_article(
            make_unit() if next(numbers) % 10 == 0 else school,
            themes=plan.themes.all(),
            main_picture=make_picture(100, 50),
        )
        page.attachments.create(file=make_file())
        page.save_revision().publish()

    def theme() -> None:
        number = next(numbers)
        values = {"code": f"T{number}", "position": number, "name": str(number), "slug": f"t-{number}"}
        added = Theme.objects.create(plan=plan, text="Lời", **values)
        make_article(school, themes=[added])

    def another_plan() -> None:
        plan.pk, plan.code, plan._state.adding = None, f"p-{next(numbers)}", True  # noqa: SLF001
        plan.save()

    return {
        "articles": article,
        "publications": article,
        "units": lambda: make_unit(emblem=make_picture(100, 50)),
        "documents": lambda: make_document(school, file=make_file()),
        "events": lambda: make_event(school),
        "galleries": lambda: make_gallery(school),
        "pages": make_unit,
        "themes": theme,
        "plans": another_plan,
    }


def _queries(api: Any, collection: str) -> int:
    api.read(f"{collection}?limit=100")  # reads the list of hosts, which a process keeps
    with CaptureQueriesContext(
        connection,
    ) as captured:
        api.read(f"{collection}?limit=100")
    return len(captured)
