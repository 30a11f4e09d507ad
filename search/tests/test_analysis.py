"""Folding keeps places; tone styles agree; raw Telex and VNI are undone and nothing else is touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_search.analysis import canon, composed, decode, fold, meaning, spaced

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệốồổỗộớờởỡợứừửữựýỳỷỹỵ ĐÊƠ.,12", max_size=60)


class TestForms:
    @given(st.text(max_size=80))
    def test_every_form_keeps_the_length_and_is_stable(self, text):
        text = composed(text)
        for form in (fold, canon, spaced):
            assert len(form(text)) == len(text)
            assert form(form(text)) == form(text)

    @given(VIETNAMESE)
    def test_decomposed_text_gives_the_same_words(self, text):
        assert meaning(unicodedata.normalize("NFD", text)) == meaning(unicodedata.normalize("NFC", text))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("hoà", "hòa"),
            ("thuý", "thúy"),
            ("khoẻ", "khỏe"),
            ("uỷ", "ủy"),
            ("gìa", "già"),
            ("hòai", "hoài"),
            ("THUỶ", "thủy"),
        ],
    )
    def test_two_styles_of_the_tone_mark_become_one(self, one, other):
        assert canon(one) == canon(other) == other

    @pytest.mark.parametrize("word", ["quý", "quyết", "thuở", "khuỷu", "đường", "nghĩa", "gìn", "giếng", "của", "mùa"])
    def test_right_spelling_stays(self, word):
        assert canon(word) == word

    def test_a_dotted_capital_of_another_language_keeps_its_place(self):
        assert len(fold("İstanbul")) == len("İstanbul")


class TestDecoding:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("tuyeern sinh lop 10", "tuyển sinh lop 10"),
            ("tuyen63 sinh", "tuyển sinh"),
            ("truwowngf trung hocj phoor thoong", "trường trung học phổ thông"),
            ("ddaij hocj", "đại học"),
            ("d9ai5 hoc5", "đại học"),
            ("tieesng tienges duongwdf", "tiếng tiếng đường"),
            ("nguoi72 tot61 viec65 tot61", "người tốt việc tốt"),
            ("hoaf binhf", "hòa bình"),
            ("Georges Dayan laf ai", "Georges Dayan là ai"),
            ("Henri Frenay la2 ai", "Henri Frenay là ai"),
            ("Mej cuar Mitterrand teen gif", "mẹ của Mitterrand tên gì"),
            ("ddi hocj", "đi học"),
            ("TUYEERN SINH", "tuyển SINH"),
            ("taangf ozon owr hoof Mono", "tầng ozon ở hồ Mono"),
            ("MOS ddax lamf gif owr Los Angeles", "MOS đã làm gì ở Los Angeles"),
        ],
    )
    def test_raw_typing(self, typed, meant):
        assert decode(typed) == meant

    @pytest.mark.parametrize(
        "typed",
        [
            "tuyen sinh lop 10",
            "tuyển sinh lớp 10",
            "le quy don",
            "ke hoach 1234/SGDDT-VP",
            "visa du hoc",
            "1234/SGDDT-VP",
            "LAF VIF MAF",
            "anh gif",
            "lop 10a1",
            "test toeic",
            "",
            "''--",
            "\x00",
        ],
    )
    def test_what_is_no_raw_typing_stays(self, typed):
        assert decode(typed) == composed(typed)

    def test_one_word_that_looks_like_telex_in_a_long_query_is_a_name(self):
        text = "hoc sinh dat giai los trong ky thi quoc gia nam nay"
        assert decode(text) == text

    def test_a_query_with_one_accented_syllable_was_typed_with_the_input_method_on(self):
        assert decode("tuyển sinhs") == "tuyển sinhs"

    @given(st.text(max_size=60))
    def test_no_text_breaks_it(self, text):
        assert isinstance(decode(text), str)
        assert len(meaning(text).fold.split()) <= 12
