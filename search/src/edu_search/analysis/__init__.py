"""How Vietnamese text is prepared: once, in Python, the same for documents, queries and engines."""

from edu_search.analysis.folding import canon, composed, fold, spaced, words
from edu_search.analysis.queries import LONGEST_QUERY, MOST_WORDS, folded_words, query_words, understood
from edu_search.analysis.typing import decode

__all__ = [
    "LONGEST_QUERY",
    "MOST_WORDS",
    "canon",
    "composed",
    "decode",
    "fold",
    "folded_words",
    "query_words",
    "spaced",
    "understood",
    "words",
]
