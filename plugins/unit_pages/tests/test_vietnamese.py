"""Vietnamese text: one slug function, one folding, one order of names."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit_pages.units.models import collation_key
from unit_pages.vietnamese import first_letter, fold, nfc, slugify_vi, sort_key

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + " -0123456789")

# In Vietnamese order: letters before tones, a ă â … d đ e ê … o ô ơ … u ư, and level, grave, hook, tilde, acute, dot.
NAMES = [
    "Trường THCS 19 tháng 8",
    "Trường THCS An Dương",
    "Trường THCS An Lư",
    "Trường THCS Áng Sơn",
    "Trường THCS Ân Thi",
    "Trường THCS Bạch Đằng",
    "Trường THCS Bàng La",
    "Trường THCS Cao Minh",
    "Trường THCS Cát Bà",
    "Trường THCS Cẩm Giàng",
    "Trường THCS Dũng Tiến",
    "Trường THCS Dương Quan",
    "Trường THCS Đà Nẵng",
    "Trường THCS Đằng Hải",
    "Trường THCS Đồ Sơn",
    "Trường THCS Đông Hải",
    "Trường THCS Đồng Minh",
    "Trường THCS Hoà Bình",
    "Trường THCS Hồng Bàng",
    "Trường THCS Lê Chân",
    "Trường THCS Lưu Kiếm",
    "Trường THCS Minh Tân",
    "Trường THCS Ngô Quyền",
    "Trường THCS Ngũ Lão",
    "Trường THCS Quán Toan",
    "Trường THCS Tân Dương",
    "Trường THCS Thái Phiên",
    "Trường THCS Thuỷ Nguyên",
    "Trường THCS Trần Phú",
    "Trường THCS Vĩnh Bảo",
]


def nfd(text):
    return unicodedata.normalize("NFD", text)


class TestSlug:
    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("Trường THCS Đồng Minh", "truong-thcs-dong-minh"),
            ("đường Đồ Sơn", "duong-do-son"),
            ("Ước mơ, ước vọng!", "uoc-mo-uoc-vong"),
            ("Quý II/2026", "quy-ii2026"),
            ("  —  ", ""),
            ("日本", ""),
        ],
    )
    def test_a_slug_is_readable_ascii(self, text, slug):
        assert slugify_vi(text) == slug

    def test_a_decomposed_title_has_the_same_slug(self):
        assert slugify_vi(nfd("Đường đến trường")) == slugify_vi("Đường đến trường") == "duong-den-truong"

    def test_a_long_slug_is_cut_between_words(self):
        assert slugify_vi("hai ba bốn năm", max_length=9) == "hai-ba"
        assert slugify_vi("x" * 30, max_length=9) == "x" * 9

    @given(vietnamese, st.integers(1, 40))
    def test_every_slug_is_ascii_and_short_enough(self, text, length):
        slug = slugify_vi(text, max_length=length)
        assert slug.isascii()
        assert len(slug) <= length
        assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")


class TestFold:
    def test_marks_case_and_d_with_stroke_are_folded(self):
        assert fold("ĐƯỜNG Đến trường Ờ") == "duong den truong o"

    @given(st.text())
    def test_folding_twice_changes_nothing(self, text):
        assert fold(fold(text)) == fold(text)

    @given(vietnamese)
    def test_composed_and_decomposed_text_fold_alike(self, text):
        assert fold(nfd(text)) == fold(nfc(text))

    @given(vietnamese)
    def test_vietnamese_folds_to_ascii(self, text):
        assert fold(text).isascii()

    @given(st.text())
    def test_storing_twice_changes_nothing(self, text):
        assert nfc(nfc(text)) == nfc(text)


class TestOrder:
    def test_letters_follow_the_alphabet(self):
        letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
        shuffled = random.Random(1).sample(letters, len(letters))
        assert sorted(shuffled, key=sort_key) == letters

    def test_tones_follow_the_dictionary(self):
        tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
        assert sorted(reversed(tones), key=sort_key) == tones

    def test_letters_go_before_tones_and_syllables_one_by_one(self):
        names = ["Hà An", "Hà Đông", "Hả An", "Hải", "Hãi"]
        assert sorted(reversed(names), key=sort_key) == names

    @pytest.mark.parametrize("key", [sort_key, collation_key])
    def test_thirty_schools_stand_in_vietnamese_order(self, key):
        assert sorted(random.Random(2).sample(NAMES, 30), key=key) == NAMES

    @given(st.text(alphabet=LETTERS, min_size=1, max_size=6), st.text(alphabet=LETTERS, min_size=1, max_size=6))
    def test_the_key_in_the_database_orders_any_two_words_as_the_dictionary_does(self, one, other):
        assert (collation_key(one) < collation_key(other)) == (sort_key(one) < sort_key(other))

    @pytest.mark.parametrize(
        ("name", "letter"), [("Đồ Sơn", "Đ"), ("ân cần", "Â"), ("19 tháng 8", "0-9"), ("“Ước mơ”", "Ư"), ("!!!", "#")]
    )
    def test_the_directory_files_a_name_under_its_letter(self, name, letter):
        assert first_letter(name) == letter
        assert first_letter(nfd(name)) == letter
