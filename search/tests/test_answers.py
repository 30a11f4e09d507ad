"""An answer as readers see it: checked against entries, with facets, pages and notes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from foreign_project.models import Book

from edu_search.analysis import meaning
from edu_search.engines import choosing
from edu_search.engines.contract import DEEPEST, Found, Hit, Question
from edu_search.entries import facets
from edu_search.entries.documents import Document
from edu_search.entries.facets import Facet, register_facet
from edu_search.entries.registry import index_many
from edu_search.models import Entry
from edu_search.public.asked import read
from edu_search.results.services import answer

pytestmark = pytest.mark.django_db
SHELVES = {"a": "Kệ A", "b": "Kệ B"}


@pytest.fixture(autouse=True)
def shelves(monkeypatch):
    monkeypatch.setattr(facets, "_facets", {})
    register_facet(Facet("shelf", "Kệ", lambda values: {v: SHELVES[v] for v in values if v in SHELVES}))
    register_facet(Facet("year", "Năm", ordering="-value", shown=2))


def book(title: str, shelf: str = "a", **values) -> Book:
    return Book.objects.create(title=title, shelf=shelf, bought_at=timezone.now(), **values)


def index(*books: Book, **values) -> None:
    def describe(one: Book) -> Document:
        return Document(
            **{
                "type": "book",
                "title": one.title,
                "url_path": f"/b/{one.pk}/",
                "published_at": one.bought_at,
                "facets": {"shelf": [one.shelf], "year": [str(2000 + one.pk % 5)]},
                **values,
            }
        )

    index_many(Book, list(books), builder=describe)


def ask(text: str = "", **options):
    return answer(Question(meaning=meaning(text), size=options.pop("size", 10), **options))


class StaleEngine:
    """An engine that has not heard of any change: it finds every entry that ever was."""

    def __init__(self, monkeypatch):
        monkeypatch.setattr(choosing, "search", self.search)
        self.asked = 0

    def search(self, question: Question) -> Found:
        self.asked += 1
        pks = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
        page = pks[question.first : question.first + question.size]
        return Found([Hit(pk) for pk in page], len(pks), engine="stale")


@pytest.mark.parametrize(
    "hidden",
    [
        {"gone": True},
        {"audience": ["in-7"]},
        {"audience": []},
        {"visible_from": timezone.now() + dt.timedelta(hours=1)},
        {"visible_until": timezone.now() - dt.timedelta(seconds=1)},
    ],
    ids=["gone", "of another", "of nobody", "not yet", "no longer"],
)
def test_what_may_not_be_seen_is_dropped_and_the_page_filled_up(monkeypatch, hidden):
    index(*(book(f"Sách {number}") for number in range(30)))
    first = Entry.objects.order_by("pk")[:4]
    Entry.objects.filter(pk__in=[entry.pk for entry in first]).update(**hidden)
    engine = StaleEngine(monkeypatch)
    found = ask("sách")
    assert len(found.results) == 10 and found.total == 26
    assert not {result.entry.pk for result in found.results} & {entry.pk for entry in first}
    assert engine.asked == 2


def test_a_hit_whose_entry_is_gone_altogether_does_no_harm(monkeypatch):
    index(book("Sách một"))
    monkeypatch.setattr(choosing, "search", lambda question: Found([Hit(10**9)], 1, engine="stale"))
    found = ask("sách")
    assert (list(found.results), found.total) == ([], 0)


def test_many_hidden_hits_end_in_a_bounded_number_of_questions(monkeypatch):
    index(*(book(f"Sách {number}") for number in range(60)))
    Entry.objects.update(gone=True)
    engine = StaleEngine(monkeypatch)
    assert list(ask("sách").results) == []
    assert engine.asked <= 3


def test_an_internal_document_is_shown_to_its_reader_only():
    index(book("Sách nội bộ"), audience=["in-7"])
    assert not ask("sách").results
    assert ask("sách", audience=frozenset({"public", "in-7"})).results


def test_facets_have_words_and_counts_and_keep_what_was_chosen():
    index(*(book(f"Sách {number}", shelf="ab"[number % 2]) for number in range(9)))
    found = ask("sách", filters={"shelf": ["b"]})
    group = found.facets[0]
    assert (group.name, group.label, found.total) == ("shelf", "Kệ", 4)
    assert {(option.label, option.count, option.selected) for option in group.options} == {
        ("Kệ A", 5, False),
        ("Kệ B", 4, True),
    }
    assert [option.value for _name, option in found.chosen] == ["b"]
    both = ask("sách", filters={"shelf": ["a", "b"]})
    assert both.total == 9 and len(both.chosen) == 2


def test_a_long_facet_folds_but_a_chosen_value_stays_in_sight():
    index(*(book(f"Sách {number}") for number in range(20)))
    years = ask("sách", filters={"year": ["2000"]}).facets[-1]
    assert [option.value for option in years.options][:2] == ["2004", "2003"]
    assert "2000" in [option.value for option in years.options] and len(years.more) == 2


def test_a_facet_with_one_value_offers_no_choice():
    index(book("Sách một"))
    assert ask("sách").facets == []


@pytest.mark.parametrize("page", [3, 50, DEEPEST, 10**9])
def test_a_page_beyond_the_last_one_is_the_last_one(page):
    index(*(book(f"Sách {number}") for number in range(25)))
    found = ask("sách", first=(min(page, DEEPEST) - 1) * 10)
    assert (found.page, found.pages, len(found.results)) == (3, 3, 5)
    assert [result.rank for result in found.results] == [21, 22, 23, 24, 25]


def test_what_was_understood_is_told_and_exact_letters_are_left_alone():
    index(book("Tuyển sinh lớp 10"))
    assert ask("tuyeern sinh").understood == "tuyển sinh"
    exact = answer(Question(meaning=meaning("tuyeern sinh", exact=True)), exact=True)
    assert exact.understood == "" and exact.question.meaning.fold == "tuyeern sinh"


def test_queries_do_not_follow_the_number_of_results():
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            ask("sách", size=50)
        return len(captured)

    index(*(book(f"Sách {number}") for number in range(6)))  # for fewer the spelling is looked at, too
    queries()
    few = queries()
    index(*(book(f"Sách {number}") for number in range(60)))
    assert queries() == few


class TestAsked:
    def read(self, query: str):
        return read(QueryDict(query), facets.facets())

    def test_values_that_do_not_exist_are_left_out_and_told(self):
        asked = self.read("q=a&shelf=a&shelf=zzz&color=red")
        assert asked.filters == {"shelf": ["a"]}
        assert len(asked.problems) == 1 and "zzz" in asked.problems[0]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2026-05-21", dt.date(2026, 5, 21)),
            ("21/5/2026", dt.date(2026, 5, 21)),
            ("2026-13-41", None),
            ("hôm qua", None),
            ("1/2/3/4", None),
            ("\x00", None),
        ],
    )
    def test_days(self, text, expected):
        query = QueryDict(mutable=True)
        query["since"] = text
        asked = read(query, [])
        assert asked.since == expected
        assert bool(asked.problems) == (expected is None and text != "\x00")

    def test_a_period_the_wrong_way_round_is_turned_round(self):
        asked = self.read("since=2026-05-21&until=2026-01-01")
        assert (asked.since, asked.until) == (dt.date(2026, 1, 1), dt.date(2026, 5, 21))
        assert asked.problems

    @pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "²", "", "9" * 400])
    def test_any_page_is_a_number(self, page):
        assert 1 <= self.read(f"q=a&page={page}").page <= DEEPEST

    def test_addresses_change_one_thing_and_begin_with_the_first_page(self):
        asked = self.read("q=a&shelf=a&shelf=b&page=4&since=2026-01-01&theirs=1")
        assert asked.url_without("shelf", "a") == "?q=a&shelf=b&since=2026-01-01&theirs=1"
        assert asked.url(order="date") == "?q=a&shelf=a&shelf=b&since=2026-01-01&theirs=1&order=date"
        assert asked.url_unfiltered() == "?q=a&theirs=1"

    def test_control_characters_and_turned_text_are_taken_out(self):
        query = QueryDict(mutable=True)
        query["q"] = "\u202eab\x00c\ufeff\n" + "x" * 10_000
        asked = read(query, [])
        assert asked.text.startswith("ab c  x") and len(asked.text) == 200
        assert asked.problems
