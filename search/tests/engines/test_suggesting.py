"""Titles while a reader types, and why a result stands where it does."""

from __future__ import annotations

import pytest

from edu_search.analysis import meaning
from edu_search.engines.contract import Question


@pytest.fixture
def titles(library):
    library.add(
        {"title": "Trường THPT Đồ Sơn", "type": "unit"},
        {"title": "Trường THPT Lê Quý Đôn", "type": "unit"},
        {"title": "Tuyển sinh lớp 10 Trường THPT Lê Quý Đôn"},
        {"title": "Tuyên dương học sinh", "text": "Trường THPT Đồ Sơn"},
    )
    return library


@pytest.mark.parametrize(
    ("typed", "first"),
    [("truong thpt do s", 1), ("Trường THPT Đồ", 1), ("lê quý", 2), ("tuyển si", 3), ("tuyen d", 4), ("TUYỂN", 3)],
)
def test_the_last_word_by_its_beginning(titles, typed, first):
    assert titles.suggested(typed)[0] == first


def test_titles_only(titles):
    assert titles.suggested("đồ s") == [1]


def test_types_and_size(titles):
    assert set(titles.suggested("lê quý", types=["unit"])) == {2}
    assert set(titles.suggested("lê quý", types=["unit", "article"])) == {2, 3}
    assert len(titles.suggested("t", size=2)) == 2


def test_all_words_must_be_there(titles):
    assert titles.suggested("trường xyz") == []
    assert titles.suggested("") == titles.suggested("!!") == []


def test_the_parts_of_a_score_are_told(titles):
    text = "tuyển sinh lớp 10"
    clauses = titles.engine.explain(Question(meaning=meaning(text)), titles.entry(3))
    assert clauses
    assert {"title"} <= {clause.reason for clause in clauses}
    assert [clause.score for clause in clauses] == sorted((clause.score for clause in clauses), reverse=True)


def test_the_parts_are_the_score(titles):
    question = Question(meaning=meaning("tuyển sinh lớp 10"))
    hit = titles.engine.search(question).hits[0]
    parts = titles.engine.explain(question, titles.entry(3))
    assert sum(clause.score for clause in parts) == pytest.approx(hit.score, rel=0.02)
