"""The rule that suggests themes: what it finds, what it says, what it costs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache

from comms_plan.desk.suggestions.model import Example, train
from comms_plan.desk.suggestions.services import suggest_themes
from comms_plan.desk.suggestions.words import counts_of, phrases_of
from comms_plan.plans.models import Period
from comms_plan.plans.services import copy_plan

TODAY = dt.date(2026, 3, 2)
WORDS = {
    1: "Thi và tuyển sinh: thí sinh, đề thi, tuyển sinh lớp 10, điểm chuẩn",
    2: "An toàn trường học: phòng chống bạo lực học đường, an toàn giao thông, đuối nước",
    3: "Người tốt, việc tốt: tấm gương, nhặt được của rơi, trả lại người mất",
}


@pytest.fixture
def themes(plan, make_theme):
    return {number: make_theme(plan, number, name=text.split(":")[0], text=text) for number, text in WORDS.items()}


def first(text: str) -> tuple[int, tuple[str, ...]]:
    theme, why = suggest_themes(text, today=TODAY)[0]
    return theme.position, why.words


@pytest.mark.parametrize(
    ("text", "theme", "word"),
    [
        ("Học sinh diễn kịch về phòng chống bạo lực học đường", 2, "phòng chống bạo lực học đường"),
        ("hoc sinh dien kich ve phong chong bao luc hoc duong", 2, "phong chong bao luc hoc duong"),
        ("Công bố điểm chuẩn tuyển sinh lớp 10", 1, "điểm chuẩn"),
        ("Em Nam nhặt được của rơi, trả lại người mất", 3, "người mất"),
    ],
)
def test_a_text_finds_its_theme_and_the_words_that_say_so(themes, text, theme, word):
    found, words = first(text)
    assert found == theme
    assert any(word in phrase or phrase in word for phrase in words), words


def test_a_text_without_known_words_gets_no_suggestion(themes):
    assert suggest_themes("xyz qwe", today=TODAY) == []
    assert suggest_themes("   ", today=TODAY) == []


def test_a_theme_that_ended_is_not_suggested(themes):
    themes[1].ends_on = TODAY
    themes[1].save()
    cache.clear()
    assert 1 not in [theme.position for theme, _why in suggest_themes(WORDS[1], today=TODAY)]


def test_earlier_items_teach_the_rule(themes, make_article):
    text = "Đội cờ vua vào chung kết giải thành phố"
    assert 3 not in [theme.position for theme, _why in suggest_themes(text, today=TODAY)][:1]
    for number in range(3):
        make_article(themes[3], title=f"Đội cờ vua giải nhất {number}", lead="Cờ vua, chung kết giải thành phố.")
    cache.clear()
    assert first(text)[0] == 3


def test_items_of_last_years_theme_teach_this_years(plan, themes, make_article):
    for number in range(3):
        make_article(themes[3], title=f"Đội cờ vua giải nhất {number}", lead="Cờ vua, chung kết giải thành phố.")
    period = Period.objects.create(code="sau", name="sau", starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2027, 8, 1))
    copy_plan(plan=plan, period=period, code="sau", title="Năm sau")
    theme, _why = suggest_themes("Đội cờ vua vào chung kết", today=dt.date(2026, 9, 1))[0]
    assert theme.position == 3
    assert theme.plan.code == "sau"


def test_learning_costs_the_same_queries_for_1_and_40_items(themes, make_article, django_assert_max_num_queries):
    for more in (1, 39):
        for number in range(more):
            make_article(themes[1 + number % 3], title=f"Bài {more} {number}")
        cache.clear()
        with django_assert_max_num_queries(11):
            suggest_themes("tuyển sinh", today=TODAY)
        with django_assert_max_num_queries(3):
            suggest_themes("tuyển sinh", today=TODAY)


def test_terms_are_syllables_and_pairs_without_diacritics_across_no_comma():
    counts = counts_of("Thí sinh, đề thi")
    assert set(counts) == {"thi", "sinh", "de", "thi sinh", "de thi"} - {"de"} | ({"de"} & set(counts))
    assert "sinh de" not in counts


def test_neighbours_that_are_strong_together_are_one_phrase():
    strong = {"phong chong", "chong bao", "bao luc"}
    phrases = phrases_of("Về phòng chống bạo lực, và phòng học", lambda term: float(term in strong))
    assert list(phrases) == ["phòng chống bạo lực"]


def test_a_theme_with_few_items_is_not_drowned_by_one_with_many():
    few = [Example("robot lập trình", ("few",))] * 2
    many = [Example(f"thể thao bóng đá {number}", ("many",)) for number in range(200)]
    model = train([*few, *many])
    assert model.suggest("thi robot")[0].theme == "few"
