"""From an entry to what is looked up of it: folded words, and tags for everything that narrows a search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from edu_search.analysis import fold, words
from edu_search.entries.models import Entry

T = TypeVar("T")

#: Characters of a word that count; longer ones are no words of a language.
LONGEST_WORD = 60
LONGEST_TAG = 200


@dataclass(frozen=True)
class Terms:
    """What is looked up of an entry: words in their order, without marks, and tags."""

    title: list[str]
    body: list[str]
    tags: list[str]


def terms_of(entry: Entry) -> Terms:
    """Return the terms of an entry."""
    facets = [facet_tag(name, value) for name, values in entry.facets.items() for value in values]
    return Terms(
        title=word_list(entry.title),
        body=[*word_list(entry.summary), *word_list(entry.text)],
        tags=[*map(audience_tag, entry.audience), owner_tag(entry.owner), type_tag(entry.type), *facets],
    )


def word_list(text: str) -> list[str]:
    """Return the words of composed text without marks, in their order."""
    return [folded_word(word) for word in words(text)]


def cut_words(folded: str) -> list[str]:
    """Return the words of a folded query, as long as those of the index."""
    return [folded_word(word) for word in folded.split()]


@lru_cache(maxsize=200_000)
def folded_word(word: str) -> str:
    """Return one composed word without marks, cut where no word is that long."""
    return fold(word[:LONGEST_WORD])


def pairs(found: Sequence[str]) -> list[str]:
    """Return two-syllable terms: most Vietnamese words have two syllables."""
    return [f"{first}_{second}" for first, second in pairwise(found)]


def audience_tag(token: str) -> str:
    """Return the tag of documents for readers who have ``token``."""
    return _tag("to", token)


def owner_tag(owner: str) -> str:
    """Return the tag of an owner's documents."""
    return _tag("of", owner)


def type_tag(name: str) -> str:
    """Return the tag of documents of a type."""
    return _tag("is", name)


def facet_tag(name: str, value: str) -> str:
    """Return the tag of documents that have a facet's value."""
    return _tag(f"by:{name}", value)


def any_facet(chosen: Mapping[str, Sequence[str]], *, but: str = "") -> list[list[str]]:
    """Return tags of chosen facets: one of every list must be there.

    Args:
        chosen: values by facet.
        but: name of a facet that is left out.
    """
    return [[facet_tag(name, value) for value in values] for name, values in chosen.items() if values and name != but]


def distinct(found: Iterable[T]) -> list[T]:
    """Return each once, in order."""
    return list(dict.fromkeys(found))


def _tag(kind: str, value: str) -> str:
    """Return a tag; no word of a text has an equals sign. Values of addresses may hold anything."""
    tag = f"{kind}={value}".replace("\x00", "")[:LONGEST_TAG]
    return tag.encode("utf-8", "replace").decode("utf-8")
