"""What is found, in which order, by a real server."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edu_search.analysis import meaning
from edu_search.engines.contract import DEEPEST, Question
from edu_search.models import Entry

NOW = dt.datetime.now(dt.UTC)


def keys(engine, text: str = "", **values) -> list[int]:
    return [hit.pk for hit in engine.search(Question(meaning=meaning(text), **values)).hits]


class TestWords:
    @pytest.mark.parametrize(
        "typed",
        [
            "tuyển sinh lớp 10",
            "tuyen sinh lop 10",
            "TUYỂN SINH",
            "tuyeern sinh lowps 10",
            "tuye6n3 sinh",
            "tuyển sinh lớp 10",
        ],
    )
    def test_a_notice_is_found_however_it_is_typed(self, filled, typed):
        engine = filled({"title": "Tuyển sinh lớp 10 năm học 2026-2027"}, {"title": "Thời khóa biểu lớp 9"})
        assert keys(engine, typed) == [1]

    def test_tone_styles_are_the_same_word(self, filled):
        engine = filled({"title": "Trường Thủy Nguyên"}, {"title": "Trường Thuỷ Nguyên"}, {"title": "Hòa bình"})
        assert sorted(keys(engine, "thuỷ nguyên")) == sorted(keys(engine, "thủy nguyên")) == [1, 2]

    def test_marks_decide_between_documents_that_have_the_same_letters(self, filled):
        engine = filled({"title": "Bán đồ cũ"}, {"title": "Bản đồ trường"}, {"title": "Ban độ xe"})
        assert keys(engine, "bản đồ")[0] == 2
        assert keys(engine, "bán đồ")[0] == 1

    def test_a_title_counts_more_than_the_text(self, filled):
        engine = filled(
            {"title": "Tin trong tuần", "text": "Lịch nghỉ hè của học sinh"}, {"title": "Lịch nghỉ hè", "text": "Tin"}
        )
        assert keys(engine, "lịch nghỉ hè") == [2, 1]

    def test_neighbours_count_more_than_scattered_words(self, filled):
        engine = filled(
            {"text": "học kỳ này sinh hoạt lớp giỏi việc trường"}, {"text": "danh sách học sinh giỏi cấp thành phố"}
        )
        assert keys(engine, "học sinh giỏi")[0] == 2

    @pytest.mark.parametrize(
        ("typed", "found"),
        [("THPT", [1, 2]), ("trung học phổ thông", [1, 2]), ("GD&ĐT", [3]), ("giáo dục và đào tạo", [3])],
    )
    def test_abbreviations_are_read_both_ways(self, filled, typed, found):
        engine = filled(
            {"title": "Trường THPT Ngô Quyền"},
            {"title": "Trường trung học phổ thông Trần Phú"},
            {"title": "Sở GD&ĐT Hải Phòng"},
            {"title": "Một tin khác"},
        )
        assert sorted(keys(engine, typed)) == found

    def test_words_of_one_query_may_stand_in_title_and_text(self, filled):
        engine = filled({"title": "Tuyển sinh", "text": "Trường Lê Quý Đôn thông báo"}, {"title": "Tuyển sinh"})
        found = engine.search(Question(meaning=meaning("tuyển sinh Đôn")))
        assert ([hit.pk for hit in found.hits], found.loosened) == ([1], False)

    def test_a_short_query_is_loosened_when_nothing_has_all_words(self, filled):
        engine = filled({"title": "Tuyển sinh lớp 10"}, {"title": "Thực đơn bán trú"})
        found = engine.search(Question(meaning=meaning("tuyển sinh mẫu giáo")))
        assert ([hit.pk for hit in found.hits], found.loosened) == ([1], True)

    def test_nothing_at_all_is_not_called_loosened(self, filled):
        found = filled({"title": "Tuyển sinh"}).search(Question(meaning=meaning("xyzzy plugh")))
        assert (found.total, found.loosened, found.hits) == (0, False, [])

    def test_question_words_are_not_demanded(self, filled):
        engine = filled({"title": "Học phí năm học mới"})
        assert not engine.search(Question(meaning=meaning("học phí là gì"))).loosened

    def test_words_of_tokens_that_a_server_would_keep_whole(self, filled):
        engine = filled({"title": "Công văn TP.HCM về bản 3.5_thử"})
        for typed in ("hcm", "tp hcm", "3.5", "thử"):
            assert keys(engine, typed) == [1], typed


class TestNumbers:
    @pytest.fixture
    def engine(self, filled):
        return filled(
            {"title": "Công văn 1234/SGDĐT-VP về tuyển sinh", "type": "document"},
            {"title": "Nhắc lại công văn 1234 SGDĐT VP, VP, VP SGDĐT 1234", "text": "1234 SGDĐT VP " * 20},
            {"title": "Công văn 11234/SGDĐT-VP"},
        )

    @pytest.mark.parametrize("typed", ["1234/SGDĐT-VP", "1234/sgddt-vp", "công văn 1234/SGDĐT-VP", "1234/SGDĐT"])
    def test_a_document_is_first_by_its_number(self, engine, typed):
        found = keys(engine, typed)
        assert found[0] == 1
        assert 3 not in found[1:2]

    def test_the_reason_is_told(self, engine):
        clauses = engine.explain(Question(meaning=meaning("1234/SGDĐT-VP")), Entry(pk=1))
        assert clauses[0].reason == "number"


class TestOrder:
    def test_news_fade_gently(self, filled):
        old, new = NOW - dt.timedelta(days=1500), NOW
        engine = filled({"title": "Khai giảng", "published_at": old}, {"title": "Khai giảng", "published_at": new})
        first, second = engine.search(Question(meaning=meaning("khai giảng"))).hits
        assert (first.pk, second.pk) == (2, 1)
        assert second.score > first.score * 0.8

    def test_what_has_no_date_does_not_fade(self, filled):
        engine = filled({"title": "Khai giảng"}, {"title": "Khai giảng", "published_at": NOW})
        one, other = engine.search(Question(meaning=meaning("khai giảng"))).hits
        assert one.score == pytest.approx(other.score, rel=1e-4)

    def test_by_date_the_newest_is_first_and_what_has_none_last(self, filled):
        days = [NOW - dt.timedelta(days=3), None, NOW, NOW - dt.timedelta(days=9)]
        engine = filled(*({"title": "Họp", "published_at": day} for day in days))
        assert keys(engine, "họp", order="date") == [3, 1, 4, 2]
        assert keys(engine) == [3, 1, 4, 2]

    def test_the_unit_in_which_one_searches_comes_first(self, filled):
        engine = filled(
            {"title": "Tuyển sinh", "owner": "B"},
            {"title": "Tin", "text": "Kế hoạch tuyển sinh của trường trong năm học này", "owner": "A"},
        )
        assert keys(engine, "tuyển sinh") == [1, 2]
        assert keys(engine, "tuyển sinh", near="A") == [2, 1]
        assert keys(engine, "tuyển sinh", near="A", only_owner=True) == [2]


class TestFilters:
    def test_a_reader_finds_what_is_for_him(self, filled):
        engine = filled({"title": "Họp"}, {"title": "Họp", "audience": ["staff:A"]}, {"title": "Họp", "audience": []})
        assert keys(engine, "họp") == [1]
        assert sorted(keys(engine, "họp", audience=frozenset({"public", "staff:A"}))) == [1, 2]

    def test_before_and_after_its_time_nothing_is_found_or_counted(self, filled):
        hour = dt.timedelta(hours=1)
        engine = filled(
            {"title": "Họp", "visible_from": NOW + hour, "facets": {"kind": ["x"]}},
            {"title": "Họp", "visible_until": NOW - hour, "facets": {"kind": ["x"]}},
            {"title": "Họp", "visible_from": NOW - hour, "visible_until": NOW + hour, "facets": {"kind": ["y"]}},
        )
        found = engine.search(Question(meaning=meaning("họp"), facets=["kind"]))
        assert ([hit.pk for hit in found.hits], found.total, found.counts) == ([3], 1, {"kind": {"y": 1}})
        assert engine.suggest(meaning("họ"), audience=frozenset({"public"})) == [3]

    def test_days_are_those_of_the_site_and_inclusive(self, filled, settings):
        settings.TIME_ZONE = "Asia/Ho_Chi_Minh"
        evening = dt.datetime(2026, 3, 1, 16, 59, tzinfo=dt.UTC)  # 23:59 in Hải Phòng
        engine = filled({"published_at": evening}, {"published_at": evening + dt.timedelta(minutes=1)})
        first, second = dt.date(2026, 3, 1), dt.date(2026, 3, 2)
        assert keys(engine, since=first, until=first) == [1]
        assert keys(engine, since=second, until=second) == [2]
        assert keys(engine, since=first) == [2, 1]
        assert keys(engine, until=dt.date.max) == [2, 1]

    def test_counts_of_a_facet_leave_out_the_own_choice(self, filled):
        engine = filled(
            {"facets": {"theme": ["05"], "year": ["2026"]}},
            {"facets": {"theme": ["05", "06"], "year": ["2025"]}},
            {"facets": {"theme": ["07"], "year": ["2025"]}},
            {},
        )
        found = engine.search(Question(filters={"theme": ["05"]}, facets=["theme", "year"]))
        assert {hit.pk for hit in found.hits} == {1, 2}
        assert found.total == 2
        assert found.counts == {"theme": {"05": 2, "06": 1, "07": 1}, "year": {"2025": 1, "2026": 1}}
        both = engine.search(Question(filters={"theme": ["06", "07"], "year": ["2025"]}, facets=["theme"]))
        assert {hit.pk for hit in both.hits} == {2, 3}
        assert both.counts["theme"] == {"05": 1, "06": 1, "07": 1}

    def test_a_facet_that_does_not_exist_finds_nothing_and_breaks_nothing(self, filled):
        engine = filled({"title": "Họp"})
        found = engine.search(Question(filters={"nope": ["1"]}, facets=["nope", "facet.*", "", "a..b"]))
        assert (found.total, list(found.hits)) == (0, [])
        assert set(found.counts) == {"nope", "facet.*", "", "a..b"}


class TestPages:
    def test_pages_go_on_where_the_last_one_ended(self, filled):
        engine = filled(*({"title": "Họp"} for _ in range(25)))
        pages = [keys(engine, "họp", first=first, size=10) for first in (0, 10, 20)]
        assert [len(page) for page in pages] == [10, 10, 5]
        assert len({pk for page in pages for pk in page}) == 25

    def test_pages_too_deep_are_empty_or_the_last(self, filled):
        engine = filled({"title": "Họp"})
        assert keys(engine, "họp", first=DEEPEST) == []
        assert keys(engine, "họp", first=100_000 * 20, size=10**6) == []

    def test_many_results_are_counted_up_to_a_bound(self, filled):
        engine = filled(*({"title": "Họp"} for _ in range(DEEPEST + 5)))
        found = engine.search(Question(meaning=meaning("họp")))
        assert (found.total, found.at_least, len(found.hits)) == (DEEPEST, True, 20)


class TestSuggestions:
    @pytest.fixture
    def engine(self, filled):
        return filled(
            {"title": "Trường THPT Lê Quý Đôn", "type": "unit", "owner": "LQD"},
            {"title": "Lễ khai giảng ở trường Lê Quý Đôn", "owner": "X"},
            {"title": "Trường THCS Lê Lợi", "type": "unit"},
            {"title": "Trường Lê Quý Đôn nội bộ", "audience": ["staff"]},
        )

    def suggest(self, engine, text, **values):
        return engine.suggest(meaning(text), audience=frozenset({"public"}), **values)

    def test_the_last_word_may_be_a_beginning(self, engine):
        assert self.suggest(engine, "lê quý đ") == [1, 2]
        assert self.suggest(engine, "truong thpt le q") == [1]
        assert self.suggest(engine, "l")

    def test_types_size_and_place(self, engine):
        assert self.suggest(engine, "le", types=["unit"], size=1) in ([1], [3])
        assert self.suggest(engine, "lê quý", near="X")[0] == 2

    def test_readings_and_emptiness(self, engine):
        assert self.suggest(engine, "trung học phổ thông lê") == [1]
        assert self.suggest(engine, " , ") == []


class TestReasons:
    def test_the_parts_of_a_score_are_its_sum(self, filled):
        engine = filled(
            {
                "title": "Tuyển sinh lớp 10",
                "text": "tuyển sinh THPT",
                "owner": "A",
                "published_at": NOW - dt.timedelta(900),
            },
            {"title": "Khác"},
        )
        for typed in (
            "tuyển sinh",
            "tuyen sinh lop 10",
            "trung học phổ thông",
            "tuyển sinh lớp 10 ở trường nào gần nhất",
        ):
            question = Question(meaning=meaning(typed), near="A")
            score = engine.search(question).hits[0].score
            clauses = engine.explain(question, Entry(pk=1))
            assert sum(clause.score for clause in clauses) == pytest.approx(score, rel=0.01), typed
            assert {"near", "recency"} <= {clause.reason for clause in clauses}
            assert next(clause.score for clause in clauses if clause.reason == "recency") < 0

    def test_what_is_not_found_has_no_reason(self, filled):
        engine = filled({"title": "Họp"})
        assert engine.explain(Question(meaning=meaning("xyz")), Entry(pk=1)) == []
        assert engine.explain(Question(meaning=meaning("họp")), Entry(pk=77)) == []
        assert engine.explain(Question(), Entry(pk=1)) == []


class TestCounts:
    #: Words of the documents below, words that are too frequent to be looked for, readings, numbers, other typing.
    WORDS = (
        *("tuyển", "sinh", "lớp", "10", "THPT", "trường", "trung", "học", "phổ", "thông", "GD&ĐT", "xyz"),
        *("là", "gì", "và", "của", "các", "được", "12/TB-SGD", "tuye6n3"),
    )

    @pytest.fixture
    def engine(self, filled):
        texts = [
            *("Tuyển sinh lớp 10", "Trường THPT Ngô Quyền", "trung học phổ thông", "Sở GD&ĐT", "là gì và của"),
            *("Thông báo 12/TB-SGD", "các trường được", "sinh hoạt lớp", "gì", "phổ biến"),
        ]
        documents = [{"title": text, "facets": {"all": ["x"]}} for text in texts]
        return filled(*documents, *({**one, "title": "", "text": one["title"]} for one in documents))

    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(chosen=st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
    def test_what_is_counted_without_scores_is_what_is_found_with_them(self, engine, chosen):
        found = engine.search(Question(meaning=meaning(" ".join(chosen)), facets=["all"]))
        assert found.counts["all"].get("x", 0) == found.total
        by_date = engine.search(Question(meaning=meaning(" ".join(chosen)), order="date"))
        assert by_date.total == found.total


class TestHostileText:
    @pytest.fixture
    def engine(self, filled):
        return filled({"title": 'Đề thi "thử" <b>*</b> AND (OR) ../ \u202e 😀', "facets": {"year": ["2026"]}})

    @pytest.mark.parametrize(
        "typed",
        ['"', "*", "AND OR NOT", "../", "\x00", "😀", "\u202e", "a" * 10_000, "tuyeern sính", "1/" * 90, "{}[]^~:\\"],
    )
    def test_no_query_breaks_it(self, engine, typed):
        engine.search(Question(meaning=meaning(typed), facets=["year"]))
        engine.suggest(meaning(typed), audience=frozenset({"public"}))

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=250))
    def test_no_text_breaks_it(self, engine, text):
        question = Question(meaning=meaning(text))
        found = engine.search(question)
        if found.hits:
            engine.explain(question, Entry(pk=1))

    def test_a_hostile_document_is_taken(self, empty_engine):
        words = ["x" * 40_000, "1" * 5_000 + "/" + "2" * 5_000, "\u0301" * 100, "a\u0000b", "\ufffe", "ự" * 9_000]
        rows = [Entry(pk=pk, title=word[:500], summary=word, text=word) for pk, word in enumerate(words, 1)]
        started = time.monotonic()
        assert empty_engine.write(rows) == len(rows)
        assert time.monotonic() - started < 10
