"""Counts the words of documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from edu_search.analysis import canon, fold, words

LONGEST = 60
#: So many pairs are held while counting; then the ones that were seen once are dropped.
MOST_PAIRS = 1_500_000


@dataclass
class Counts:
    """What was counted.

    Args:
        documents: how many were read.
        words: documents by word without marks.
        forms: occurrences by word as it is written, in one tone style.
        pairs: occurrences by two such words side by side.
        found: documents by such a pair.
    """

    documents: int = 0
    words: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def add(self, texts: Iterable[str]) -> None:
        """Count a document of several texts."""
        self.documents += 1
        seen: set[str] = set()
        side_by_side: list[str] = []
        for text in texts:
            found = [written(word) for word in words(text)]
            self.forms.update(found)
            side_by_side += [f"{first} {second}" for first, second in pairwise(found) if first and second]
            seen.update(found)
        self.pairs.update(side_by_side)
        self.found.update(set(side_by_side))
        self.words.update({bare(form) for form in seen if form})
        if len(self.pairs) > MOST_PAIRS:
            self.pairs = Counter({pair: count for pair, count in self.pairs.items() if count > 1})
            self.found = Counter({pair: self.found[pair] for pair in self.pairs})


@lru_cache(maxsize=200_000)
def written(word: str) -> str:
    """Return a composed word in lower case and one tone style; "" for what is no word of a language."""
    return canon(word) if len(word) <= LONGEST and not any(char.isdigit() for char in word) else ""


@lru_cache(maxsize=200_000)
def bare(form: str) -> str:
    """Return a word without marks."""
    return fold(form)
