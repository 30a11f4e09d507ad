"""Slips of the finger are seen, marks are put back, both only where it is sure."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from foreign_project.models import Book
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edu_search.analysis import meaning
from edu_search.entries.documents import Document
from edu_search.entries.registry import index_many
from edu_search.models import Form, Pair, Word
from edu_search.vocabulary import renewal
from edu_search.vocabulary.services import did_you_mean, with_marks
from edu_search.vocabulary.slips import candidates, distance

pytestmark = pytest.mark.django_db

TEXTS = [
    "Tuyển sinh lớp 10 trung học phổ thông",
    "Học sinh giỏi cấp thành phố",
    "Thời khóa biểu của học sinh",
    "Tuyên dương giáo viên dạy giỏi",
    "Kỳ thi tốt nghiệp trung học phổ thông",
    "Bản đồ hành chính thành phố",
]


def shelve(texts, **values):
    rows = [
        SimpleNamespace(pk=number, document=Document(type="article", title=text, url_path="/", **values))
        for number, text in enumerate(texts, 1)
    ]
    index_many(Book, rows, builder=lambda row: row.document)


@pytest.fixture
def vocabulary():
    shelve(TEXTS * 5)
    renewal.renew()


class TestCounting:
    def test_words_forms_and_pairs(self, vocabulary):
        assert Word.objects.get(fold="sinh").documents == 15
        assert set(Form.objects.filter(fold="tuyen").values_list("form", "count")) == {("tuyển", 5), ("tuyên", 5)}
        assert Pair.objects.get(pair="học sinh").count == 10
        assert not Word.objects.filter(fold="10").exists()

    def test_words_of_internal_documents_are_told_to_nobody(self):
        shelve(["Hồ sơ kín"], audience=["unit:A"])
        renewal.renew()
        assert not Word.objects.exists() and not Form.objects.exists()

    def test_a_second_count_writes_what_changed(self, vocabulary, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            renewal.renew()
        shelve(["Mầm non"])
        renewal.renew()
        assert Word.objects.filter(fold="mam").exists()
        Book.objects.all().delete()

    def test_words_that_are_gone_go(self, vocabulary):
        shelve(["Mầm non"] * 30)
        renewal.renew()
        assert set(Word.objects.values_list("fold", flat=True)) == {"mam", "non"}

    def test_a_sample_is_scaled(self):
        shelve(TEXTS * 10)
        renewal.renew(sample=30)
        assert 20 <= Word.objects.get(fold="sinh").documents <= 40

    def test_it_is_stale_when_many_documents_came(self):
        assert not renewal.is_stale()
        shelve(TEXTS * 5)
        assert renewal.is_stale()
        call_command("search_vocabulary", if_stale=True, verbosity=0)
        assert not renewal.is_stale()
        assert Word.objects.exists()


class TestMarks:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("tuyen sinh lop 10", "tuyển sinh lớp 10"),
            ("tuyen duong", "tuyên dương"),
            ("HOC SINH GIOI", "học sinh giỏi"),
            ("thoi khoa bieu", "thời khóa biểu"),
        ],
    )
    def test_they_are_put_back(self, vocabulary, typed, meant):
        assert with_marks(meaning(typed)) == meant

    @pytest.mark.parametrize("typed", ["tuyển sinh", "tuyeern sinh", "", "10 2026", "xyz", "tuyen"])
    def test_not_where_there_are_some_or_it_is_not_sure(self, vocabulary, typed):
        assert with_marks(meaning(typed)) is None

    def test_without_a_vocabulary_nothing_is_sure(self):
        assert with_marks(meaning("tuyen sinh")) is None


class TestSlips:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("tuyen sihn lop 10", "tuyển sinh lớp 10"),
            ("hocj sinhh gioi", "học sinh giỏi"),
            ("học ssinh giỏi", "học sinh giỏi"),
            ("thoi khao bieu", "thời khóa biểu"),
            ("ban do thanhh pho", "bản đồ thành phố"),
            ("nghieepj tot", None),
        ],
    )
    def test_what_was_meant(self, vocabulary, typed, meant):
        assert did_you_mean(meaning(typed)) == meant

    @pytest.mark.parametrize("typed", ["tuyển sinh", "", "1234/SGDĐT-VP", "zzzzz qqqqq", "k10", "x" * 200])
    def test_nothing_where_nothing_is_better(self, vocabulary, typed):
        assert did_you_mean(meaning(typed)) is None

    def test_only_when_the_better_one_finds_more(self, vocabulary):
        """*thong* and *sinh* are frequent, but no document has them with *dương*."""
        assert did_you_mean(meaning("tuyen duong thogn bieu")) is None

    def test_what_was_typed_with_marks_keeps_them(self, vocabulary):
        assert did_you_mean(meaning("tuyên duơng giáo viênn")) == "tuyên dương giáo viên"

    def test_neighbours_on_the_keyboard_are_nearer(self, vocabulary):
        assert candidates("gikm", 1) == {}
        found = candidates("sunh", 1)
        assert found["sinh"][0] < 1

    def test_distance(self):
        assert [distance(*pair) for pair in [("sinh", "sihn"), ("ab", "ab"), ("a", "abc"), ("kitten", "sitting")]] == [
            1, 0, 2, 3,
        ]  # fmt: skip

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
    @given(text=st.text(max_size=40))
    def test_no_text_breaks_it(self, vocabulary, text):
        did_you_mean(meaning(text))
        with_marks(meaning(text))

    def test_few_questions(self, vocabulary, django_assert_max_num_queries):
        with django_assert_max_num_queries(14):
            did_you_mean(meaning("tuyen sihn lop 10 hoc sinhh gioi"))
