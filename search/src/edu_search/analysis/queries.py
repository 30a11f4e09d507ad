"""What a reader typed, as words to look for."""

from __future__ import annotations

from edu_search.analysis.folding import composed, fold, words
from edu_search.analysis.typing import decode

LONGEST_QUERY = 200  # characters
MOST_WORDS = 12


def folded_words(text: str) -> str:
    """Return the words of a document's text without marks, one space between them."""
    return " ".join(words(fold(composed(text))))


def understood(text: str) -> str:
    """Return the query as it is understood: composed, shortened, Telex and VNI undone."""
    return decode(composed(text)[:LONGEST_QUERY].strip())


def query_words(text: str) -> list[str]:
    """Return the folded words of what a reader typed, at most twelve."""
    return folded_words(understood(text)).split()[:MOST_WORDS]
