"""Two forms of a text: folded (without marks) and canonical (with marks, in one tone style).

Both keep the length of composed text, so that a place in one is the same place in
the other and in what the reader sees. That is what highlights rest on.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
_NOT_WORD = re.compile(r"[\W_]")
TONES = "\u0301\u0300\u0309\u0303\u0323"  # acute, grave, hook, tilde, dot below
_QUALITY = "âăêôơưâ"


def composed(text: str) -> str:
    """Return ``text`` in composed Unicode, without NUL; all other functions expect this form."""
    return unicodedata.normalize("NFC", text.replace("\x00", " "))


def fold(text: str) -> str:
    """Return composed ``text`` in lower case without marks, ``đ`` as ``d``, of the same length."""
    return "".join(map(_fold_char, text))


def canon(text: str) -> str:
    """Return composed ``text`` in lower case with tone marks where modern spelling has them.

    ``hoà`` and ``hòa``, ``thuý`` and ``thúy``, ``gìa`` and ``già`` become one. The length stays.
    """
    lowered = "".join(map(_lower_char, text))
    return WORD.sub(lambda found: _canon_word(found.group()), lowered)


def spaced(text: str) -> str:
    """Return ``text`` with one space for every character that is in no word; the length stays.

    The tokenizers of engines keep ``tp.hcm`` and ``3.5`` whole; after this they all see the same words.
    """
    return _NOT_WORD.sub(" ", text)


def words(text: str) -> list[str]:
    """Return the words of ``text`` as they stand."""
    return WORD.findall(text)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


@lru_cache(maxsize=4096)
def _lower_char(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


@lru_cache(maxsize=50_000)
def _canon_word(word: str) -> str:
    """Put the tone of a syllable where it belongs; other words stay as they are."""
    if word.isascii():
        return word
    bare, tone = split_tone(word)
    return with_tone(bare, tone) if tone else word


def split_tone(word: str) -> tuple[str, str]:
    """Return a word without its tone mark, and the mark; "" when there is none or more than one."""
    parts = [unicodedata.normalize("NFD", char) for char in word]
    tones = [mark for part in parts for mark in part if mark in TONES]
    if len(tones) != 1:
        return word, ""
    bare = "".join(unicodedata.normalize("NFC", "".join(mark for mark in part if mark not in TONES)) for part in parts)
    return (bare, tones[0]) if len(bare) == len(word) else (word, "")


def with_tone(bare: str, tone: str) -> str:
    """Return a syllable without tone with ``tone`` on the right vowel; unchanged when it has no vowel."""
    place = tone_place(bare)
    if place is None:
        return bare
    marked = unicodedata.normalize("NFC", bare[place] + tone)
    return bare[:place] + marked + bare[place + 1 :] if len(marked) == 1 else bare


def tone_place(bare: str) -> int | None:
    """Return which letter of a syllable carries its tone, by the rules of modern spelling."""
    vowels = [at for at, char in enumerate(bare) if _fold_char(char) in "aeiouy"]
    if not vowels:
        return None
    start, end = vowels[0], vowels[0]
    while end + 1 < len(bare) and end + 1 in vowels:
        end += 1
    if end > start and bare[:start] + bare[start] in {"qu", "gi"}:
        start += 1
    quality = [at for at in range(start, end + 1) if bare[at] in _QUALITY]
    if quality:
        return quality[-1]
    if end == start:
        return start
    if end + 1 < len(bare) or end - start == 2:
        return start + 1
    return start
