"""What narrows a search: facets, readers, time, owners; and how results are ordered, counted and paged."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from edu_search.engines.contract import DEEPEST

NOW = timezone.now()
DAY = dt.timedelta(days=1)


def day(year: int, month: int = 1, number: int = 1) -> dt.datetime:
    return timezone.make_aware(dt.datetime(year, month, number, 12))


class TestFacets:
    @pytest.fixture
    def news(self, library):
        library.add(
            {"title": "Tin một", "facets": {"theme": ["05"], "unit": ["A"]}},
            {"title": "Tin hai", "facets": {"theme": ["05", "06"], "unit": ["B"]}},
            {"title": "Tin ba", "facets": {"theme": ["06"], "unit": ["B"]}},
            {"title": "Thư bốn", "facets": {"theme": ["07"]}},
        )
        return library

    def test_a_value_narrows(self, news):
        assert set(news.found("tin", filters={"theme": ["05"]})) == {1, 2}

    def test_several_values_of_a_facet_are_either(self, news):
        assert set(news.found("", filters={"theme": ["05", "07"]})) == {1, 2, 4}

    def test_several_facets_are_both(self, news):
        assert set(news.found("tin", filters={"theme": ["06"], "unit": ["B"]})) == {2, 3}

    def test_a_facet_without_chosen_values_narrows_nothing(self, news):
        assert len(news.found("tin", filters={"theme": []})) == 3

    def test_values_and_facets_that_nothing_has(self, news):
        assert news.found("tin", filters={"theme": ["99"]}) == news.found("tin", filters={"colour": ["05"]}) == []

    def test_counts(self, news):
        found = news.search("tin", facets=("theme", "unit", "colour"))
        assert found.counts == {"theme": {"05": 2, "06": 2}, "unit": {"B": 2, "A": 1}, "colour": {}}
        assert list(found.counts["unit"]) == ["B", "A"]

    def test_counts_leave_out_the_choice_in_their_own_facet(self, news):
        found = news.search("tin", filters={"theme": ["05"]}, facets=("theme", "unit"))
        assert found.total == 2
        assert found.counts == {"theme": {"05": 2, "06": 2}, "unit": {"A": 1, "B": 1}}

    def test_counts_with_choices_in_two_facets(self, news):
        found = news.search("tin", filters={"theme": ["05"], "unit": ["B"]}, facets=("theme", "unit"))
        assert found.counts == {"theme": {"05": 1, "06": 2}, "unit": {"A": 1, "B": 1}}

    def test_counts_without_words(self, news):
        assert news.search("", facets=("theme",)).counts == {"theme": {"05": 2, "06": 2, "07": 1}}

    def test_values_with_signs_of_query_languages(self, library):
        strange = ["a'b", 'a"b', "a\\b", "a:*", "a|b & !c", "(", "Đống Đa", "đống đa"]
        library.add(*({"title": "Tin", "facets": {"x": [value]}} for value in strange))
        for number, value in enumerate(strange, 1):
            assert library.found("tin", filters={"x": [value]}) == [number]

    def test_one_facet_is_not_another(self, library):
        library.add({"title": "Tin", "facets": {"a": ["1"]}}, {"title": "Tin", "facets": {"b": ["1"]}})
        assert library.found("", filters={"a": ["1"]}) == [1]


class TestReaders:
    def test_only_documents_for_the_reader(self, library):
        library.add("Tin chung", {"title": "Tin nội bộ", "audience": ["unit:A"]}, {"title": "Tin kín", "audience": []})
        assert library.found("tin") == [1]
        assert set(library.found("tin", audience=frozenset({"public", "unit:A"}))) == {1, 2}
        assert library.found("tin", audience=frozenset({"unit:A"})) == [2]

    def test_a_reader_without_tokens_finds_nothing(self, library):
        library.add("Tin chung")
        assert library.found("tin", audience=frozenset()) == []
        assert library.suggested("tin", audience=frozenset()) == []

    def test_counts_and_suggestions_hide_it_too(self, library):
        hidden = {"audience": ["unit:A"], "facets": {"theme": ["05"]}}
        library.add({"title": "Tin nội bộ", **hidden})
        assert library.search("tin", facets=("theme",)).counts == {"theme": {}}
        assert library.suggested("tin n") == []
        assert library.suggested("tin n", audience=frozenset({"unit:A"})) == [1]

    def test_a_facet_is_no_way_to_an_audience(self, library):
        library.add({"title": "Tin", "audience": ["unit:A"], "facets": {"to": ["public"], "public": ["public"]}})
        assert library.found("tin") == []

    def test_only_within_its_time(self, library):
        library.add(
            {"title": "Tin đang có", "visible_from": NOW - DAY, "visible_until": NOW + DAY},
            {"title": "Tin hẹn giờ", "visible_from": NOW + DAY},
            {"title": "Tin hết hạn", "visible_until": NOW - DAY},
        )
        assert library.found("tin") == [1]
        assert library.suggested("tin") == [1]
        assert library.search("tin").total == 1


class TestOwners:
    @pytest.fixture
    def schools(self, library):
        library.add(
            {"title": "Tuyển sinh lớp 10", "owner": "B", "published_at": NOW},
            {"title": "Bản tin", "text": "Có mục tuyển sinh lớp 10 ở cuối", "owner": "A", "published_at": day(2020)},
            {"title": "Tuyển sinh", "owner": "A", "text": "lớp 10", "published_at": day(2021)},
        )
        return library

    def test_the_near_ones_stand_first(self, schools):
        assert schools.found("tuyển sinh lớp 10")[0] == 1
        assert schools.found("tuyển sinh lớp 10", near="A") == [3, 2, 1]

    def test_only_of_the_owner(self, schools):
        assert set(schools.found("tuyển sinh", near="A", only_owner=True)) == {2, 3}
        assert schools.found("", near="B", only_owner=True) == [1]
        assert schools.found("tuyển sinh", near="C", only_owner=True) == []

    def test_suggestions_of_the_near_one_first(self, schools):
        assert schools.suggested("tuyển", near="A")[0] == 3


class TestDates:
    @pytest.fixture
    def years(self, library):
        library.add(*({"title": f"Khai giảng {n}", "published_at": day(2020 + n)} for n in range(4)), "Khai giảng")
        return library

    def test_the_newest_first_and_undated_ones_last(self, years):
        assert years.found("khai giảng", order="date") == [4, 3, 2, 1, 5]
        assert years.found("") == [4, 3, 2, 1, 5]

    def test_a_period_includes_its_days(self, years):
        assert set(years.found("khai giảng", since=dt.date(2021, 1, 1), until=dt.date(2022, 1, 1))) == {2, 3}
        assert years.found("khai giảng", since=dt.date(2023, 1, 1)) == [4]
        assert years.found("khai giảng", until=dt.date(2020, 1, 1)) == [1]

    def test_a_period_that_ends_before_it_begins(self, years):
        assert years.found("khai giảng", since=dt.date(2023, 1, 1), until=dt.date(2021, 1, 1)) == []

    def test_the_first_and_the_last_day_of_all(self, years):
        assert len(years.found("khai giảng", since=dt.date.min, until=dt.date.max)) == 4

    def test_the_newer_of_two_alike_stands_first(self, library):
        library.add(
            {"title": "Lịch thi", "published_at": day(2019)},
            {"title": "Lịch thi", "published_at": NOW - DAY},
            {"title": "Lịch thi", "published_at": day(2021)},
        )
        assert library.found("lịch thi") == [2, 3, 1]

    def test_age_is_gentle(self, library):
        """An old document that is the better answer stands before a new one that mentions it."""
        library.add(
            {"title": "Quy chế thi tốt nghiệp", "published_at": day(2016)},
            {
                "title": "Tin tuần",
                "text": "Học tập quy chế; thi đua chào mừng; tốt nghiệp khoá bơi",
                "published_at": NOW,
            },
        )
        assert library.found("quy chế thi tốt nghiệp")[0] == 1


class TestPages:
    @pytest.fixture
    def many(self, library):
        library.add(*({"title": f"Thông báo số {n}", "published_at": NOW - n * DAY} for n in range(1, 31)))
        return library

    @pytest.mark.parametrize("order", ["relevance", "date"])
    def test_pages_hold_each_once(self, many, order):
        pages = [many.found("thông báo", first=first, size=7, order=order) for first in range(0, 35, 7)]
        assert [len(page) for page in pages] == [7, 7, 7, 7, 2]
        assert sorted(sum(pages, [])) == list(range(1, 31))

    def test_the_total_is_of_all(self, many):
        found = many.search("thông báo", size=5)
        assert (found.total, found.at_least, len(found.hits)) == (30, False, 5)

    @pytest.mark.parametrize("first", [30, DEEPEST, 100_000, 10**12])
    def test_beyond_the_end_is_nothing(self, many, first):
        found = many.search("thông báo", first=first)
        assert (list(found.hits), found.total) == ([], 30)

    def test_none_at_all(self, many):
        assert many.found("thông báo", size=0) == []


def test_more_than_can_be_counted(library):
    library.add(*({"title": f"Tin {n}", "facets": {"theme": ["05"]}} for n in range(DEEPEST + 60)))
    found = library.search("tin", facets=("theme",), first=DEEPEST, size=20)
    assert found.total >= DEEPEST
    assert found.at_least or found.total == DEEPEST + 60
    assert len(found.hits) == 20
    assert found.counts["theme"]["05"] >= DEEPEST


class TestChanges:
    def test_what_is_removed_is_found_no_more(self, library):
        library.add("Tin một", "Tin hai")
        library.remove(1)
        assert library.found("tin") == [2]
        assert library.suggested("tin") == [2]

    def test_what_is_changed_is_found_as_it_is(self, library):
        library.add({"title": "Tin cũ", "facets": {"theme": ["05"]}, "owner": "A"})
        library.change(1, title="Thư mới", facets={"theme": ["06"]}, owner="B")
        assert library.found("tin") == library.found("", filters={"theme": ["05"]}) == []
        assert library.found("", near="A", only_owner=True) == []
        assert library.found("thư", filters={"theme": ["06"]}, near="B", only_owner=True) == [1]

    def test_what_comes_back_is_found_again(self, library):
        library.add("Tin một")
        library.remove(1)
        library.change(1, title="Tin trở lại")
        assert library.found("tin") == [1]
