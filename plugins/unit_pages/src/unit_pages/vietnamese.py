"""Vietnamese text: one slug function, one folding, one order of names."""

from __future__ import annotations

import re
import unicodedata

from django.utils.text import slugify

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_LETTER_MARKS = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve, horn


def nfc(text: str) -> str:
    """Return the composed Unicode form in which all text is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return ``text`` in lower case and without marks; ``đ`` becomes ``d``."""
    lowered = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in lowered if not unicodedata.combining(char))


def slugify_vi(text: str, max_length: int = 255) -> str:
    """Make an ASCII slug: ``Trường THCS Đồng Minh`` → ``truong-thcs-dong-minh``.

    Args:
        text: any text.
        max_length: in characters; the slug is cut at a hyphen where there is one.
    """
    slug = slugify(fold(text))
    if len(slug) <= max_length:
        return slug
    cut = slug[:max_length]
    return cut.rsplit("-", 1)[0] if "-" in cut else cut


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Return the key of Vietnamese order: syllable by syllable, letters before tones.

    Letters follow the Vietnamese alphabet (a ă â b c d đ …), tones the order of
    the dictionaries (level, grave, hook, tilde, acute, dot).
    """
    return tuple(_syllable_key(word) for word in re.findall(r"\w+", nfc(text).lower()))


def first_letter(text: str) -> str:
    """Return the initial under which ``text`` stands in a directory, e.g. ``Đ``."""
    for char in nfc(text).lower():
        letter = _split_letter(char)[0]
        if letter in ALPHABET:
            return letter.upper()
        if char.isdigit():
            return "0-9"
    return "#"


def _syllable_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters, tones = [], []
    for char in word:
        letter, tone = _split_letter(char)
        # Digits stand before letters, anything unknown behind them.
        position = ALPHABET.find(letter)
        letters.append(100 + position if position >= 0 else ord(letter) if letter.isdigit() else 999)
        tones.append(tone)
    return tuple(letters), tuple(tones)


def _split_letter(char: str) -> tuple[str, int]:
    """Split ``ấ`` into the letter ``â`` and the number of its tone."""
    decomposed = unicodedata.normalize("NFD", char)
    base, marks = decomposed[:1], decomposed[1:]
    shape = "".join(mark for mark in marks if mark in _LETTER_MARKS)
    tone = next((TONES[mark] for mark in marks if mark in TONES), 0)
    return unicodedata.normalize("NFC", base + shape), tone
