"""How text is prepared, the same for documents and queries."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"\w+")
LONGEST_QUERY = 200  # characters
MOST_WORDS = 12


def fold(text: str) -> str:
    """Return lower-case words without marks, ``đ`` as ``d``, one space between them."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join(WORD.findall("".join(char for char in plain if not unicodedata.combining(char))))


def query_words(text: str) -> list[str]:
    """Return the folded words of what a reader typed, at most twelve."""
    return fold(text[:LONGEST_QUERY].replace("\x00", " ")).split()[:MOST_WORDS]
