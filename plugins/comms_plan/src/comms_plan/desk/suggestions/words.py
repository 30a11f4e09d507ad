"""A text as the terms that the rule counts: syllables and pairs of neighbours, folded.

Most Vietnamese words are two syllables long, so a pair is nearly a word. Terms are
folded (no diacritics, lower case), so that a title typed without marks counts as well;
what is shown to people keeps the writing of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from unit_pages.vietnamese import fold, nfc

_SYLLABLE = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.!?;:,()“”\"\n\r]+")
_JOINING = """
ai ấy ba bằng bị bởi các cách cần càng cho chỉ chưa có còn của cũng cùng đã đang để đến đều đi đó do được em gì
hay hơn hết khi không là lại làm lên lúc mà một mỗi mọi mới nay này nếu năm ngày nhiều như những nhưng nó ở qua ra
rằng rất rồi sau sẽ so ta tại theo thì trong trên tới từ từng và vẫn vào về vì với vừa xuống trước cô thầy
"""
#: Syllables that join words and tell nothing of the matter.
STOP = frozenset(_JOINING.split())
#: Typed without marks these may be something else: thì or thi, có or cơ.
_AMBIGUOUS = frozenset({"an", "ban", "co", "con", "cong", "hoc", "lop", "moi", "thay", "thi"})
BARE_STOP = frozenset(map(fold, STOP)) - _AMBIGUOUS
MIN_LETTERS = 2


@dataclass(frozen=True)
class Syllable:
    """A syllable as it stands and as it is counted."""

    shown: str
    folded: str

    @property
    def joins(self) -> bool:
        """Whether it only joins words."""
        return self.shown in STOP or (self.shown == self.folded and self.shown in BARE_STOP)

    @property
    def speaks(self) -> bool:
        """Whether it tells something of the matter by itself."""
        return not self.joins and len(self.folded) >= MIN_LETTERS and not self.folded.isdigit()


def sentences_of(text: str) -> list[list[Syllable]]:
    """Return the syllables of ``text``, cut where a comma or full stop ends a phrase."""
    return [
        [Syllable(shown.lower(), fold(shown)) for shown in _SYLLABLE.findall(sentence)]
        for sentence in _SENTENCE.split(nfc(text))
    ]


def counts_of(text: str) -> Counter[str]:
    """Return how often each term stands in ``text``."""
    return Counter(term for sentence in sentences_of(text) for term in _terms(sentence))


def _terms(sentence: list[Syllable]) -> Iterator[str]:
    for place, syllable in enumerate(sentence):
        if syllable.speaks:
            yield syllable.folded
        if place and not (syllable.joins and sentence[place - 1].joins):
            yield pair(sentence[place - 1], syllable)


def pair(left: Syllable, right: Syllable) -> str:
    """Return the term of two neighbours."""
    return f"{left.folded} {right.folded}"


def phrases_of(text: str, strength: Callable[[str], float]) -> dict[str, float]:
    """Return the phrases of ``text`` whose words are strong, each with the strength of its strongest pair.

    Neighbours whose pair is strong are one phrase: "phòng chống", "chống bạo", "bạo lực"
    are shown as "phòng chống bạo lực".

    Args:
        text: as it was written.
        strength: of a term; 0 and less is none.
    """
    found: dict[str, float] = {}
    for sentence in sentences_of(text):
        run: list[Syllable] = []
        for syllable in [*sentence, Syllable("", "")]:
            if run and syllable.speaks and strength(pair(run[-1], syllable)) > 0:
                run.append(syllable)
                continue
            if run:
                _add_phrase(found, run, strength)
            run = [syllable] if syllable.speaks else []
    return found


def _add_phrase(found: dict[str, float], run: list[Syllable], strength: Callable[[str], float]) -> None:
    if len(run) > 1:
        worth = max(strength(pair(left, right)) for left, right in pairwise(run))
        found.setdefault(" ".join(syllable.shown for syllable in run), worth)
