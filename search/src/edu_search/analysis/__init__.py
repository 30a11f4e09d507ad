"""How Vietnamese text is prepared: once, in Python, the same for documents, queries and engines."""

from edu_search.analysis.folding import canon, composed, fold, spaced, words
from edu_search.analysis.queries import LONGEST_QUERY, MOST_WORDS, Meaning, folded_words, meaning
from edu_search.analysis.typing import decode

__all__ = [
    "LONGEST_QUERY",
    "MOST_WORDS",
    "Meaning",
    "canon",
    "composed",
    "decode",
    "fold",
    "folded_words",
    "meaning",
    "spaced",
    "words",
]
