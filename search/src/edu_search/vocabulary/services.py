"""What pages ask of the vocabulary: a better spelling, and marks; None when nothing is sure, never an error."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import pairwise

from django.db import DatabaseError, connection, transaction

from edu_search.analysis import Meaning
from edu_search.analysis import meaning as meaning_of
from edu_search.engines import database
from edu_search.engines.contract import Question
from edu_search.vocabulary import renewal, slips
from edu_search.vocabulary.marks import restored
from edu_search.vocabulary.models import Pair

logger = logging.getLogger(__name__)
#: Longer queries are questions in natural language; one word more or less decides nothing there.
MOST_WORDS = 10
#: A word in at most so many documents may be a slip; what was meant is this many times as frequent.
RARE, TIMES, LEAST = 2, 10, 3
#: What one wrong letter costs, in natural logarithms of frequency.
COST = 3.0

renew = renewal.renew


def did_you_mean(meaning: Meaning) -> str | None:
    """Return a better spelling of the whole query that finds more, with marks where they are sure.

    Args:
        meaning: what the reader typed.
    """
    try:
        with _guarded():
            return _corrected(meaning)
    except DatabaseError:
        logger.exception("The vocabulary did not answer.")
        return None


def with_marks(meaning: Meaning) -> str | None:
    """Return a query that was typed without marks with them; None when it has marks or is not sure.

    Args:
        meaning: what the reader typed.
    """
    words = meaning.fold.split()
    if meaning.is_marked or not words or len(words) > 2 * MOST_WORDS:
        return None
    try:
        with _guarded():
            found = restored(words)
    except DatabaseError:
        logger.exception("The vocabulary did not answer.")
        return None
    return " ".join(found) if found and found != words else None


def _guarded() -> AbstractContextManager[None]:
    """Keep an open transaction usable after a failed question; none is opened, which would lock SQLite for writers."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _corrected(meaning: Meaning) -> str | None:
    words, typed = meaning.fold.split(), meaning.canon.split()
    if not words or len(words) > MOST_WORDS or meaning.number:
        return None
    index = database.engine().index
    known = index.frequencies(list(dict.fromkeys(words)))
    better = [_meant(at, words, known[word]) if known[word] <= RARE else word for at, word in enumerate(words)]
    if better == words or not _finds_more(words, better):
        return None
    given = [one if now == word else now for one, now, word in zip(typed, better, words, strict=True)]
    found = restored(better, given=given)
    return " ".join(found or given)


def _meant(at: int, words: Sequence[str], documents: int) -> str:
    """Return the word that was probably meant, or the word itself."""
    word = words[at]
    found = slips.candidates(word, max(LEAST, TIMES * documents))
    if not found:
        return word
    beside = _beside(at, words, list(found))

    def worth(other: str) -> float:
        cost, frequency = found[other]
        return math.log(frequency) + 2 * math.log1p(beside.get(other, 0)) - COST * cost

    return max(found, key=worth)


def _beside(at: int, words: Sequence[str], others: Sequence[str]) -> dict[str, int]:
    """Return how often each of some words stands beside the neighbours of a place."""
    pairs = {}
    for other in others:
        for first, second in pairwise([*words[max(at - 1, 0) : at], other, *words[at + 1 : at + 2]]):
            pairs[f"{first} {second}"] = other
    counts: dict[str, int] = {}
    for fold, count in Pair.objects.filter(fold__in=pairs).values_list("fold", "count"):
        counts[pairs[fold]] = counts.get(pairs[fold], 0) + count
    return counts


def _finds_more(words: Sequence[str], better: Sequence[str]) -> bool:
    engine = database.engine()

    def count(found: Sequence[str]) -> int:
        question = Question(meaning=meaning_of(" ".join(found), exact=True), size=0)
        return len(engine.all_words(question, 50))

    return count(better) > count(words)
