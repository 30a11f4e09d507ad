"""A text as the terms that the rule counts: syllables and pairs of neighbours, folded.

Most Vietnamese words are two syllables long, so a pair is nearly a word. Terms are
folded (no diacritics, lower case), so that a title typed without marks counts as well;
what is shown to people keeps the writing of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unit_pages.vietnamese import fold, nfc

_SYLLABLE = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.!?;:,()“”\"\n\r]+")
#: Syllables that join words and tell nothing of the matter.
STOP = frozenset(
    "a ai ay ba bang bi boi cac cai can cang cho chi chua co con cua cung da dang de den di do du duoc em gi hai hay "
    "hon het khi khong la lai lam len luc ma mot moi minh mua nay neu nam ngay nhieu nhu nhung no o qua ra rang rat "
    "roi sau se so ta tai theo thi thu trong tren toi tu tung ung va van vao ve vi viec voi vua xuong truoc".split()
)
MIN_LETTERS = 2


def terms_of(text: str) -> dict[str, str]:
    """Return the terms of ``text``, each with the words as they first stood in it."""
    found: dict[str, str] = {}
    for term, shown in _terms(text):
        found.setdefault(term, shown)
    return found


def counts_of(text: str) -> dict[str, int]:
    """Return how often each term stands in ``text``."""
    counts: dict[str, int] = {}
    for term, _shown in _terms(text):
        counts[term] = counts.get(term, 0) + 1
    return counts


def _terms(text: str) -> Iterator[tuple[str, str]]:
    for sentence in _SENTENCE.split(nfc(text)):
        syllables = _SYLLABLE.findall(sentence)
        folded = [fold(syllable) for syllable in syllables]
        for place, syllable in enumerate(folded):
            if syllable not in STOP and len(syllable) >= MIN_LETTERS and not syllable.isdigit():
                yield syllable, syllables[place].lower()
            if place and not {syllable, folded[place - 1]} <= STOP:
                yield f"{folded[place - 1]} {syllable}", f"{syllables[place - 1]} {syllables[place]}".lower()
