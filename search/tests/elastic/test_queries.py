"""Questions as requests, without a server."""

from __future__ import annotations

import datetime as dt

from edu_search.analysis import meaning
from edu_search.engines.contract import DEEPEST, Question
from edu_search.engines.elasticsearch import answers, documents, filters
from edu_search.engines.elasticsearch.queries import WEIGHED
from edu_search.models import Entry

NOW = dt.datetime(2026, 9, 5, 7, 12, tzinfo=dt.UTC)


def built(text: str = "", *, loose: bool = False, **values) -> dict:
    question = Question(meaning=meaning(text), **values)
    return requests(question, loose=loose)[0]


def requests(question: Question, *, loose: bool = False) -> list[dict]:
    found = answers.as_searches(question, client=None, index="x", now=NOW, loose=loose)
    return [search.to_dict() for search in found]


def words(request: dict) -> dict:
    return request["query"]["bool"]["must"][0]["bool"]


class TestWords:
    def test_a_long_question_demands_no_word_and_leaves_question_words_out(self):
        found = words(built("tuyển sinh lớp 10 trường Lê Quý Đôn khi nào"))
        assert "filter" not in found
        both = found["should"][0]["dis_max"]["queries"]
        assert both[0]["match"]["text_fold"]["query"] == "tuyen sinh lop 10 truong le quy don"
        assert both[1]["match"]["text_acc"]["query"] == "tuyển sinh lớp 10 trường lê quý đôn"
        assert found["should"][1]["match"]["text_fold.sh"]["query"].endswith("don khi nao")

    def test_a_short_query_demands_all_words_unless_it_is_loosened(self):
        every = words(built("tuyen sinh"))["filter"][0]["bool"]["filter"]
        assert every == [{"match": {"text_fold": "tuyen"}}, {"match": {"text_fold": "sinh"}}]
        assert "filter" not in words(built("tuyen sinh", loose=True))

    def test_a_short_query_without_marks_asks_no_accented_field(self):
        assert "_acc" not in str(built("tuyen sinh lop 10"))
        assert "_acc" in str(built("tuyển sinh lop 10"))

    def test_an_abbreviation_is_satisfied_by_its_reading(self):
        ways = words(built("thpt"))["filter"][0]["bool"]["filter"][0]["bool"]["should"]
        assert {"match": {"text_fold": "thpt"}} in ways
        assert {"match_phrase": {"text_fold": {"query": "trung hoc pho thong", "boost": 1.0}}} in ways

    def test_a_number_is_an_alternative_to_its_words(self):
        found = words(built("1234/SGDĐT-VP"))
        assert {"constant_score": {"filter": {"term": {"number": "1234/sgddt-vp"}}, "boost": 10_000.0}} in found[
            "should"
        ]
        assert found["filter"][0]["bool"]["minimum_should_match"] == 1

    def test_without_words_the_newest_come_first(self):
        found = built()
        assert "must" not in found["query"]["bool"]
        assert next(iter(found["sort"][0])) == "published_at"


class TestBounds:
    def test_depth_and_size_are_capped(self):
        found = built("họp", first=10**9, size=10**9)
        assert (found["from"], found["size"]) == (DEEPEST, DEEPEST)
        assert found["track_total_hits"] == DEEPEST

    def test_a_choice_narrows_the_documents_and_the_counts_of_other_facets(self):
        question = Question(filters={"theme": ["06", "05", "05"], "year": []}, facets=["theme", "year"])
        hits, counts = requests(question)
        chosen = {"terms": {"facet.theme": ["05", "06"]}}
        assert chosen in hits["query"]["bool"]["filter"]
        assert chosen not in counts["query"]["bool"].get("filter", [])
        assert set(counts["aggs"]) == {"facet0.values", "facet0.chosen", "facet1"}
        assert counts["aggs"]["facet1"]["filter"]["bool"]["filter"] == [chosen]

    def test_documents_are_found_without_counting_and_counted_without_scoring(self):
        hits, counts = requests(Question(meaning=meaning("tuyển sinh"), facets=["theme"]))
        assert "aggs" not in hits and counts["size"] == 0
        assert "must" not in counts["query"]["bool"]
        asked = str(counts["query"]["bool"]["filter"])
        assert "text_fold" in asked and "_acc" not in asked and "title" not in asked
        assert hits["rescore"]["window_size"] == WEIGHED
        assert len(requests(Question(meaning=meaning("tuyển sinh")))) == 1

    def test_pages_of_the_own_unit_are_weighed_from_the_start(self):
        found = built("tuyển sinh", near="U1")
        assert "rescore" not in found
        assert found["query"]["bool"]["must"][0]["function_score"]["functions"][-1]["filter"] == {
            "term": {"owner": "U1"}
        }

    def test_the_reader_and_the_moment_are_always_asked_for(self):
        found = filters.within(None, [], frozenset({"public", "a"}), NOW).to_dict()["bool"]
        [hidden] = found["must_not"]
        assert hidden["bool"]["filter"] == [{"term": {"guarded": True}}]
        shown = hidden["bool"]["must_not"][0]["bool"]
        assert shown["filter"] == [{"terms": {"audience": ["a", "public"]}}]
        assert {"range": {"visible_from": {"gt": "2026-09-05T07:12:00+00:00"}}} in shown["must_not"]
        assert not found.get("filter")

    def test_who_may_not_see_what_is_public_is_asked_for_their_groups(self):
        found = filters.within(None, [], frozenset({"a"}), NOW).to_dict()["bool"]
        assert found["filter"] == [{"terms": {"audience": ["a"]}}]

    def test_guarded_is_what_somebody_may_not_find_now_or_later(self):
        later, earlier = NOW + dt.timedelta(days=1), NOW - dt.timedelta(days=1)
        assert not Entry(audience=["public"], visible_from=earlier).is_guarded(NOW)
        assert Entry(audience=["public"], visible_from=later).is_guarded(NOW)
        assert Entry(audience=["public"], visible_until=later).is_guarded(NOW)
        assert Entry(audience=["unit:1"]).is_guarded(NOW)


class TestDocuments:
    def test_texts_are_words_with_and_without_marks(self):
        found = documents.as_document(Entry(pk=1, title="GD&ĐT Hoà", summary="a.b", text="Thuý", type="x"))
        assert (found["title_acc"], found["title_fold"]) == ("gd đt hòa", "gd dt hoa")
        assert found["text_fold"] == "gd dt hoa a b thuy"
        assert "published_at" not in found

    def test_numbers_of_documents(self):
        assert documents.numbers("CV số:1234/SGDĐT-VP, ngày 5/9 (15/2020/TT-BGDĐT).") == [
            "1234/sgddt-vp", "15/2020/tt-bgddt", "5/9",
        ]  # fmt: skip

    def test_another_mapping_has_another_hash(self, monkeypatch):
        before = documents.mapping_hash()
        assert documents.mapping_hash() == before
        monkeypatch.setattr(documents, "FORM", documents.FORM + 1)
        assert documents.mapping_hash() != before
