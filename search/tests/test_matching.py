"""What readers type finds what is there, with marks and without, and breaks nothing."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from foreign_project.models import Book, Letter
from hypothesis import given
from hypothesis import strategies as st

from edu_search.analysis import LONGEST_QUERY, MOST_WORDS, folded_words, query_words
from edu_search.models import Entry
from edu_search.registry import index_object

MOMENT = dt.datetime(2026, 3, 1, 5, tzinfo=dt.UTC)


def add(title, **values):
    book = Book.objects.create(title=title, **values)
    index_object(book)
    return title


def found(text):
    return list(Entry.objects.matching(text).values_list("title", flat=True))


@pytest.mark.django_db
class TestMatching:
    @pytest.fixture
    def title(self):
        add("Kế hoạch năm học")
        add("Đồ dùng dạy học")
        return add("Trường THCS Đồng Minh: ngày hội đọc sách")

    @pytest.mark.parametrize(
        "text",
        [
            "đồng minh",
            "dong minh",
            "DONG MINH",
            "Đồng Minh ngày hội",
            "sach doc",
            "thcs  dong",
            "  “Đồng”,(Minh)! ",
            "hội ng",
        ]
        + [unicodedata.normalize("NFD", "Đồng Minh đọc sách"), "dong\x00minh", "dong\tminh\n", "minh:", "dong-minh"],
    )
    def test_a_title_is_found_by_its_words_in_any_spelling(self, title, text):
        assert found(text) == [title]

    @pytest.mark.parametrize("text", ["đồng minh toán", "ong minh", "minhh", "thcss", "ach"])
    def test_every_word_must_begin_a_word_of_the_title(self, title, text):
        assert found(text) == []

    @pytest.mark.parametrize("text", ["", "   ", "!!!", "\x00", "—", "%", "_%", "\\", "'", '"', "*", "()", "🙂"])
    def test_no_word_finds_nothing(self, title, text):
        assert found(text) == []

    @pytest.mark.parametrize("text", ["%minh", "d_ng", "d%g", "_", "dong%", "' OR 1=1 --", "100%", "dong\\", "[a-z]"])
    def test_a_wildcard_of_sql_is_no_wildcard(self, title, text):
        assert found(text) in ([], [title])
        assert "Kế hoạch năm học" not in found(text)
        assert "Đồ dùng dạy học" not in found(text)

    def test_an_underscore_parts_words_and_is_no_wildcard(self, title):
        add("tệp ke_hoach cuối")
        assert found("ke_hoach") == ["tệp ke_hoach cuối", "Kế hoạch năm học"]
        assert found("kexhoach") == []

    def test_raw_telex_and_vni_find_it(self, title):
        assert found("ddoongf minh") == found("d9o62ng minh") == [title]

    def test_a_percent_sign_in_a_title_is_no_wildcard_either(self):
        title = add("Đạt 100% chỉ tiêu")
        assert found("100") == [title]
        assert found("100%") == [title]
        assert found("1%0") == []

    def test_ten_thousand_letters_are_no_error(self, title):
        assert found("đ" * 10_000) == []
        assert found("đồng " * 2_000) == [title]

    def test_the_newest_come_first_and_undated_last(self):
        add("sách cũ", bought_at=MOMENT)
        add("sách không ngày")
        add("sách mới", bought_at=MOMENT + dt.timedelta(days=1))
        assert found("sách") == ["sách mới", "sách cũ", "sách không ngày"]

    def test_equal_dates_have_an_order_that_stays(self):
        for n in range(5):
            add(f"sách {n}", bought_at=MOMENT)
        assert found("sách") == [f"sách {n}" for n in (4, 3, 2, 1, 0)]

    def test_types_narrow_the_search(self, title):
        index_object(Letter.objects.create(subject="Thư Đồng Minh"))
        matching = Entry.objects.matching("dong minh")
        assert [entry.type for entry in matching.of_types(["letter"])] == ["letter"]
        assert len(matching.of_types(["letter", "book"])) == 2
        assert list(matching.of_types([])) == []


class TestAnalysis:
    def test_folding_leaves_words_with_one_space_between(self):
        assert folded_words("  Số 1142/SGDĐT-KTKĐ,\tngày “5” ") == "so 1142 sgddt ktkd ngay 5"

    def test_a_query_has_at_most_twelve_words_of_two_hundred_letters(self):
        assert len(query_words("a b " * 40)) == MOST_WORDS
        assert len(query_words("x" * 1_000)[0]) == LONGEST_QUERY

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text):
        assert folded_words(folded_words(text)) == folded_words(text)

    @given(st.text(alphabet="aáàảãạăắâấbcdđeéêếghiíklmnoóôốơớpqrstuúưứvxyý ĐÁƯ-/"))
    def test_composed_and_decomposed_text_fold_alike(self, text):
        forms = {folded_words(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
        assert len(forms) == 1
        assert forms.pop().isascii()

    @given(st.text())
    def test_words_of_a_query_are_words_of_the_folded_text(self, text):
        assert all(" " not in word and "\x00" not in word and word for word in query_words(text))
