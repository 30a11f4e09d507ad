"""What a reader typed, as words to look for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from edu_search.analysis.abbreviations import Group, grouped
from edu_search.analysis.folding import canon, composed, fold, spaced, words
from edu_search.analysis.typing import decode

LONGEST_QUERY = 200  # characters
#: Questions in natural language have thirty words; what stands beyond is not looked for.
MOST_WORDS = 40
#: Number of an official document.
NUMBER = re.compile(r"\d+[\w/.-]*/[\w/.&-]*\w")  # 1234/SGDĐT-VP, 15/2020/TT-BGDĐT


@dataclass(frozen=True)
class Meaning:
    """A query as it is understood.

    Args:
        typed: what the reader typed, composed and shortened.
        text: the same with Telex and VNI undone.
        canon: its words with marks in one tone style, one space between them.
        fold: its words without marks.
        canon_words, fold_words: the same without question words ("là gì", "ở đâu"), never empty
            when the others are not.
        groups: the folded words as they are looked for one by one: each group is satisfied by any of its
            alternatives, an abbreviation by its reading and the other way round.
        number: number of an official document in the query, as typed; else "".
    """

    typed: str
    text: str
    canon: str
    fold: str
    canon_words: str
    fold_words: str
    groups: tuple[Group, ...]
    number: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.fold

    @property
    def is_marked(self) -> bool:
        """Whether a word has a diacritic, so that accented words can tell more than folded ones."""
        return self.canon != self.fold

    @property
    def was_decoded(self) -> bool:
        """Whether the input method was off, and what was typed was read as Telex or VNI."""
        return self.text != self.typed


def meaning(text: str, *, exact: bool = False) -> Meaning:
    """Return what a reader means.

    Args:
        text: as typed; of any length, with any characters.
        exact: look for the letters as they were typed: nothing decoded, no abbreviation read out.
    """
    typed = composed(text)[:LONGEST_QUERY].strip()
    decoded = typed if exact else decode(typed)
    marked = words(spaced(canon(decoded)))[:MOST_WORDS]
    folded = [fold(word) for word in marked]
    kept = [at for at in _without_question_words(marked, folded)] or list(range(len(marked)))
    found = NUMBER.search(decoded)
    return Meaning(
        typed=typed,
        text=decoded,
        canon=" ".join(marked),
        fold=" ".join(folded),
        canon_words=" ".join(marked[at] for at in kept),
        fold_words=" ".join(folded[at] for at in kept),
        groups=tuple(((word,),) for word in folded) if exact else grouped(folded),
        number=found.group() if found else "",
    )


def folded_words(text: str) -> str:
    """Return the words of a document's text without marks, one space between them."""
    return " ".join(words(fold(composed(text))))


def _without_question_words(marked: list[str], folded: list[str]) -> list[int]:
    """Return the places of words that are no part of a question word.

    Without marks many question words are other words as well ("la" is *là*, *lá* and *lạ*),
    so a folded one counts only when the whole query has no marks.
    """
    plain = marked == folded
    dropped: set[int] = set()
    for at in range(len(marked)):
        for phrase in _question_words(plain):
            if tuple(marked[at : at + len(phrase)]) == phrase:
                dropped.update(range(at, at + len(phrase)))
    return [at for at in range(len(marked)) if at not in dropped]


@cache
def _question_words(plain: bool) -> tuple[tuple[str, ...], ...]:
    lines = (files("edu_search") / "data" / "question_words_vi.txt").read_text("utf-8").splitlines()
    phrases = [canon(composed(line.strip())) for line in lines if line.strip() and not line.startswith("#")]
    return tuple(tuple((fold(phrase) if plain else phrase).split()) for phrase in phrases)
