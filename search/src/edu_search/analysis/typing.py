"""Undo Telex and VNI: what a reader typed with the input method off.

``tuyeern sinh`` and ``tuye6n3 sinh`` mean *tuyển sinh*. A word is decoded when it is
no syllable as typed and an attested one when decoded, and only when the query as a
whole looks like raw typing: one odd word in a long query is a name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from edu_search.analysis.folding import WORD, canon, composed, split_tone, with_tone

TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
STOPPED = ("ch", "c", "p", "t")  # syllables that end so take only acute and dot below
STOP_TONES = {"\u0301", "\u0323"}
#: What raw Telex has and words of other languages hardly ever do.
UNMISTAKABLE = re.compile("^dd|uw|j$")
#: A vowel and the same again further on: the circumflex of *tieneg*, or a name like *Mono*.
DISTANT = re.compile("([aeo])[^aeo]+\\1")
LONGEST = 12  # letters of a syllable as typed: nghieengs, truwowngf


@lru_cache(maxsize=8)
def word_list(name: str) -> frozenset[str]:
    """Return a word list of ``data/``.

    ``syllables_vi`` holds the syllables that occur in Vietnamese text, in canonical spelling;
    ``never_raw`` words of everyday text that raw Telex could also mean and that are never decoded;
    ``doubtful`` words of other languages, decoded only beside two words that are surely raw;
    ``particles`` frequent short words of every Vietnamese text whose raw forms are words of no other language.
    """
    return frozenset(files("edu_search").joinpath(f"data/{name}.txt").read_text("utf-8").split())


def attested(word: str) -> bool:
    """Whether Vietnamese text has this syllable."""
    return word in word_list("syllables_vi")


def decode(text: str) -> str:
    """Return ``text`` with raw Telex or VNI turned into Vietnamese; anything else unchanged.

    Args:
        text: what the reader typed, composed or not.
    """
    text = composed(text)
    tokens = [found.group() for found in WORD.finditer(text)]
    if not tokens or any(_is_accented(token) for token in tokens):
        return text
    shouted = all(token.isupper() or not token.isalpha() for token in tokens)
    names = set() if shouted else {token for number, token in enumerate(tokens) if _is_name(token, first=number == 0)}
    decoded = {token: "" if token in names else decode_word(token.lower()) for token in set(tokens)}
    doubtful = {token for token, word in decoded.items() if word and _is_doubtful(token, word)}
    sure = [token for token in tokens if decoded[token] and token not in doubtful]
    if len(sure) * 4 < len(tokens):
        return text
    left = doubtful if len(sure) < 2 else set()

    def put(token: str) -> str:
        return token if token in left else decoded[token] or token

    return WORD.sub(lambda found: put(found.group()), text)


def decode_word(token: str) -> str:
    """Return the syllable that ``token`` means in Telex or VNI, or "" when it means none.

    Args:
        token: one word in lower case.
    """
    if token in word_list("never_raw") or len(token) > LONGEST or not token.isascii() or not token.isalnum():
        return ""
    if token.isdigit() or attested(token):
        return ""
    raw = _from_vni(token) if any(char.isdigit() for char in token) else _from_telex(token)
    if raw is None:
        return ""
    bare, tone = raw
    if tone and bare.endswith(STOPPED) and tone not in STOP_TONES:
        return ""
    word = canon(with_tone(bare, tone)) if tone else bare
    return word if word != token and attested(word) else ""


def _is_accented(token: str) -> bool:
    return not token.isascii() and attested(canon(token))


def _is_doubtful(token: str, word: str) -> bool:
    """Whether a token could as well be a foreign word, a class or a model: ``los``, ``this``, ``a5``.

    Args:
        token: as typed.
        word: what it would mean.
    """
    raw = token.lower()
    if raw in word_list("doubtful"):
        return True
    return len(raw) <= 3 and (token.isupper() or not (UNMISTAKABLE.search(raw) or word in word_list("particles")))


def _is_name(token: str, *, first: bool) -> bool:
    """Whether capitals tell that a token is an abbreviation or a foreign name: ``MOS``, ``Los``, ``Mono``.

    Args:
        token: as typed, in a text that is not wholly in capitals.
        first: it begins the text, where every word has a capital.
    """
    if token.isupper() and len(token) > 1:
        return True
    raw = token.lower()
    return token[:1].isupper() and not first and (raw in word_list("doubtful") or bool(DISTANT.search(raw)))


def _from_telex(token: str) -> tuple[str, str] | None:
    """Return the bare syllable and its tone, or None when the letters make no Telex."""
    letters: list[str] = []
    tone, seen_vowel = "", False
    for char in token:
        if char == "d" and letters[:1] == ["d"]:
            letters[0] = "đ"
        elif seen_vowel and char in TELEX_TONES:
            if tone:
                return None
            tone = TELEX_TONES[char]
        elif tone and char == "z":
            tone = ""
        elif char == "w":
            if not _hook(letters):
                return None
            seen_vowel = True
        elif char in "aeo" and char in letters and seen_vowel:
            at = len(letters) - 1 - letters[::-1].index(char)
            letters[at] = {"a": "â", "e": "ê", "o": "ô"}[char]
        else:
            letters.append(char)
            seen_vowel = seen_vowel or char in "aeiouy"
    return _finished(letters, tone)


def _from_vni(token: str) -> tuple[str, str] | None:
    """Return the bare syllable and its tone, or None when the digits make no VNI."""
    letters = [char for char in token if not char.isdigit()]
    marks = [char for char in token if char.isdigit() and char != "0"]
    tones = [char for char in marks if char in VNI_TONES]
    if len(tones) > 1 or token[0].isdigit():
        return None
    if not all(_vni_mark(letters, mark) for mark in marks if mark not in VNI_TONES):
        return None
    return _finished(letters, VNI_TONES[tones[0]] if tones else "")


def _vni_mark(letters: list[str], mark: str) -> bool:
    """Put 6 (circumflex), 7 and 8 (horn, breve) or 9 (đ) where they belong; False when they cannot."""
    if mark in "78":
        return _hook(letters)
    if mark == "9":
        letters[:1] = ["đ"] if letters[:1] == ["d"] else letters[:1]
        return letters[:1] == ["đ"]
    at = max((number for number, letter in enumerate(letters) if letter in "aeo"), default=None)
    if at is None:
        return False
    letters[at] = {"a": "â", "e": "ê", "o": "ô"}[letters[at]]
    return True


def _hook(letters: list[str]) -> bool:
    """Give the vowels before it their horn or breve: uo → ươ, u → ư, o → ơ, a → ă."""
    for at, (first, second) in enumerate(pairwise(letters)):
        if (first, second) in {("u", "o"), ("ư", "o"), ("u", "ơ")} and letters[at - 1 : at] != ["q"]:
            letters[at : at + 2] = ["ư", "ơ"]
            return True
        if (first, second) == ("u", "u"):
            letters[at] = "ư"
            return True
    for at in range(len(letters) - 1, -1, -1):
        follows_q = letters[at - 1 : at] == ["q"]
        if letters[at] in "uoa" and not (letters[at] == "u" and follows_q):
            # In ua the horn is on u (mưa), except after q (quăn).
            if letters[at] == "a" and letters[at - 1 : at] == ["u"] and letters[at - 2 : at - 1] != ["q"]:
                letters[at - 1] = "ư"
            else:
                letters[at] = {"u": "ư", "o": "ơ", "a": "ă"}[letters[at]]
            return True
    # Both vowels of ươ may carry their own mark.
    return any(letter in "ươă" for letter in letters)


def _finished(letters: list[str], tone: str) -> tuple[str, str] | None:
    word = "".join(letters)
    return (word, tone) if word and split_tone(word)[1] == "" else None
