"""A query is understood: its words, what is left out of them, abbreviations, numbers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_search.analysis import LONGEST_QUERY, MOST_WORDS, folded_words, meaning


def query_words(text):
    return meaning(text).fold.split()


class TestMeaning:
    @pytest.mark.parametrize("text", ["", "   ", "!!!", "\x00", "—", "%", "_%", "\\", "'", '"', "*", "()", "🙂"])
    def test_no_word_is_an_empty_meaning(self, text):
        assert meaning(text).is_empty
        assert meaning(text).groups == ()

    def test_question_words_are_left_out_of_single_words(self):
        understood = meaning("Hạn nộp hồ sơ là khi nào?")
        assert understood.canon_words == "hạn nộp hồ sơ"
        assert understood.fold == "han nop ho so la khi nao"
        assert meaning("Han nop ho so la khi nao?").fold_words == "han nop ho so"

    def test_a_marked_word_that_folds_like_a_question_word_stays(self):
        assert meaning("lá cờ nao").canon_words == "lá cờ nao"

    def test_only_question_words_are_words_too(self):
        assert meaning("là gì").fold_words == "la gi"

    def test_abbreviations_are_read_both_ways(self):
        assert meaning("Sở GD&ĐT").groups == (
            (("so",),),
            (("gd", "dt"), ("giao", "duc", "va", "dao", "tao"), ("giao", "duc", "dao", "tao")),
        )
        group = meaning("trường trung học phổ thông").groups[1]
        assert group[0] == ("trung", "hoc", "pho", "thong")
        assert ("thpt",) in group

    def test_exact_letters_are_neither_decoded_nor_read_out(self):
        understood = meaning("tuyeern sinh THPT", exact=True)
        assert understood.fold == "tuyeern sinh thpt"
        assert understood.groups == ((("tuyeern",),), (("sinh",),), (("thpt",),))
        assert meaning("tuyeern sinh THPT").text == "tuyển sinh THPT"

    def test_the_number_of_an_official_document_is_seen(self):
        assert meaning("công văn 1234/SGDĐT-VP ngày 5").number == "1234/SGDĐT-VP"
        assert meaning("lớp 10").number == ""


class TestAnalysis:
    def test_folding_leaves_words_with_one_space_between(self):
        assert folded_words("  Số 1142/SGDĐT-KTKĐ,\tngày “5” ") == "so 1142 sgddt ktkd ngay 5"

    def test_a_query_has_a_longest_length(self):
        assert len(query_words("a b " * 80)) == MOST_WORDS
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
