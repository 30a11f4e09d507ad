"""Words are found however they are typed and written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ENROLMENT = {
    "title": "Tuyển sinh lớp 10 Trường THPT Lê Quý Đôn",
    "text": "Hồ sơ nộp tại trường từ ngày 5 tháng 6; thí sinh mang theo giấy khai sinh.",
}
PEACE = {"title": "Hoà bình và thuỷ lợi", "text": "Ngày hội đọc sách của học sinh huyện Thuỷ Nguyên."}
TIMETABLE = {"title": "Thời khóa biểu tuần 12", "text": "Sở Giáo dục và Đào tạo ban hành thời khóa biểu."}


@pytest.mark.parametrize(
    "typed",
    [
        "tuyển sinh lớp 10",
        "tuyen sinh lop 10 le quy don",
        "TUYỂN SINH",
        "tuyeern sinh lowps 10",
        "tuye6n3 sinh lo7p1 10",
        "  tuyển,  sinh! ",
        "khai sinh thí sinh",
        unicodedata.normalize("NFD", "tuyển sinh lớp 10"),
    ],
)
def test_one_notice_however_it_is_typed(library, typed):
    library.add(ENROLMENT, PEACE, TIMETABLE)
    assert library.found(typed)[0] == 1
    assert library.found(typed) == [1] or len(typed.split()) > 4  # of a long one some words are enough


def test_of_a_long_query_the_one_that_has_every_word_stands_first(library):
    """What a parent types names the school and the matter; the page of the matter names the school in its text only."""
    others = [{"title": f"Tin số {number}", "text": "Nhà trường tổ chức ngày hội đọc sách."} for number in range(30)]
    library.add(
        {
            "title": "Giới thiệu THPT Lê Quý Đôn",
            "text": "Trường dạy học sinh từ lớp 10 đến lớp 12, năm tiết buổi sáng.",
        },
        {"title": "Tuyển sinh lớp 10", "text": "Điều kiện và cách tuyển. Trường Lê Quý Đôn tuyển học sinh lớp 9."},
        {"title": "Tuyển sinh lớp 10", "text": "Điều kiện và cách tuyển. Trường Thái Phiên tuyển học sinh lớp 9."},
        *others,
    )
    assert library.found("tuyen sinh lop 10 le quy don")[0] == 2


@pytest.mark.parametrize("typed", ["hòa bình", "hoà bình", "hoa binh", "thủy nguyên", "thuỷ nguyên", "Thuy Nguyen"])
def test_tone_styles_are_one_word(library, typed):
    library.add(ENROLMENT, PEACE, TIMETABLE)
    assert library.found(typed) == [2]


def test_documents_in_decomposed_letters_are_found(library):
    library.add({key: unicodedata.normalize("NFD", value) for key, value in ENROLMENT.items()})
    assert library.found("tuyển sinh") == library.found("hồ sơ nộp") == [1]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("THPT", {1, 2}),
        ("trung học phổ thông", {1, 2}),
        ("thpt le quy don", {1}),
        ("Sở GD&ĐT", {3, 4}),
        ("so giao duc va dao tao", {3, 4}),
        ("TKB", {5}),
    ],
)
def test_abbreviations_are_read_both_ways(library, typed, numbers):
    library.add(
        "Trường THPT Lê Quý Đôn",
        "Trường trung học phổ thông Trần Phú",
        "Thông báo của Sở GD&ĐT",
        {"title": "Công văn", "text": "Giám đốc Sở Giáo dục và Đào tạo yêu cầu các đơn vị."},
        "Thời khóa biểu học kỳ I",
    )
    assert set(library.found(typed)) == numbers


def test_a_reading_stands_side_by_side(library):
    """Words of a reading that stand apart are not that reading."""
    library.add(
        "Trường THPT Ngô Quyền", {"title": "Phổ biến", "text": "Trung tâm mở lớp; học phí thông báo sau, phổ cập."}
    )
    assert library.found("THPT") == [1]


def test_words_may_be_in_title_and_text(library):
    library.add(ENROLMENT, PEACE)
    assert library.found("quý đôn khai sinh") == [1]


def test_marks_decide_between_words_of_the_same_letters(library):
    library.add("Bán đồ cũ gây quỹ", "Bản đồ trường học", "Ban đọc sách, độ tuổi")
    assert library.found("bản đồ")[0] == 2
    assert library.found("bán đồ")[0] == 1


def test_question_words_need_not_be_there(library):
    library.add(ENROLMENT, PEACE)
    assert library.found("hồ sơ nộp ở đâu?") == [1]


def test_a_title_counts_more_than_text(library):
    library.add(
        {"title": "Tin trong tuần", "text": "Lịch nghỉ hè của học sinh"}, {"title": "Lịch nghỉ hè", "text": "Tin"}
    )
    assert library.found("lịch nghỉ hè") == [2, 1]


def test_neighbours_count_more_than_scattered_words(library):
    library.add(
        {"title": "Tin", "text": "học kỳ này sinh hoạt lớp giỏi việc trường"},
        {"title": "Tin", "text": "danh sách học sinh giỏi cấp thành phố"},
    )
    assert library.found("học sinh giỏi") == [2, 1]


class TestNumbers:
    def test_the_document_of_the_number_stands_first(self, library):
        library.add(
            {"title": "Trả lời công văn", "text": "Căn cứ Công văn 1234/SGDĐT-VP, 1234 học sinh; SGDĐT; VP; số 1234."},
            {"title": "Công văn 1234/SGDĐT-VP về việc nghỉ hè"},
            "Công văn 1235/SGDĐT-VP về việc thi",
        )
        assert library.found("1234/SGDĐT-VP")[:2] == [2, 1]
        assert library.found("cong van 1234/sgddt-vp")[0] == 2

    def test_another_number_is_not_it(self, library):
        library.add("Công văn 12345/SGDĐT-VP", "Công văn 1234/SGDĐT-VP")
        assert library.found("1234/SGDĐT-VP")[0] == 2


class TestLoosened:
    def test_some_of_the_words_when_no_document_has_all(self, library):
        library.add(ENROLMENT, PEACE, TIMETABLE)
        found = library.search("tuyển sinh xyzzy")
        assert found.loosened
        assert library.numbers(hit.pk for hit in found.hits)[0] == 1

    def test_all_of_the_words_where_a_document_has_them(self, library):
        library.add(ENROLMENT, "Sinh hoạt hè")
        found = library.search("tuyển sinh")
        assert (library.numbers(hit.pk for hit in found.hits), found.loosened) == ([1], False)

    def test_nothing_when_no_document_has_any(self, library):
        library.add(ENROLMENT)
        found = library.search("xyzzy plugh")
        assert (found.hits, found.total, found.loosened) == ([], 0, False)

    def test_a_long_question_is_answered_by_a_document_that_lacks_a_word(self, library):
        library.add(ENROLMENT, PEACE, TIMETABLE)
        typed = "Hồ sơ dự tuyển vào trường Lê Quý Đôn phải nộp cho ai và thí sinh cần giấy tờ gì?"
        assert library.found(typed)[0] == 1


SYLLABLES = ["hòa", "thủy", "khỏe", "tuyển", "sinh", "trường", "đọc", "sách", "10", "lớp", "quý", "già", "xòe", "thúy"]
OLD_STYLE = {"hòa": "hoà", "thủy": "thuỷ", "khỏe": "khoẻ", "xòe": "xoè", "thúy": "thuý", "già": "gìa"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(words=st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4))
def test_one_answer_for_every_spelling(library, words):
    if not library.count:
        library.add(*(f"{one} {other}" for one in SYLLABLES for other in SYLLABLES[::3]), "Hoà thuỷ khoẻ xoè thuý gìa")
    text = " ".join(words)
    old = " ".join(OLD_STYLE.get(word, word) for word in words)
    answers = [library.found(way) for way in (text, old, unicodedata.normalize("NFD", text), text.upper())]
    assert all(answer == answers[0] for answer in answers)
