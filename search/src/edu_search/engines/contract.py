"""What is asked of an engine, and what it answers. Both engines pass one test-suite over this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from edu_search.analysis.queries import Meaning, meaning
from edu_search.entries.models import PUBLIC

if TYPE_CHECKING:
    from edu_search.entries.models import Entry

Order = Literal["relevance", "date"]
#: Pages beyond this many results cannot be asked for; readers narrow their query instead.
DEEPEST = 1_000


@dataclass(frozen=True)
class Question:
    """What a reader wants to find.

    Args:
        meaning: the words, as `edu_search.analysis.meaning` understood them; an empty one finds everything
            that the filters let through, newest first.
        filters: chosen values by facet; a document must have one of the values of every facet named.
        near: code of the owner inside whose pages the reader searches: its documents come first.
        only_owner: find documents of ``near`` only.
        audience: tokens of the reader; a document is found when it has one of them.
        since, until: days (inclusive) between which the document was published.
        order: by relevance, or the newest first.
        first: how many results to skip, at most `DEEPEST`.
        size: how many to return.
        facets: names of the facets whose values are to be counted. The counts of a facet leave out
            the reader's own choice in that facet, so that a second value can be added.
    """

    meaning: Meaning = field(default_factory=lambda: meaning(""))
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    near: str = ""
    only_owner: bool = False
    audience: frozenset[str] = frozenset({PUBLIC})
    since: dt.date | None = None
    until: dt.date | None = None
    order: Order = "relevance"
    first: int = 0
    size: int = 20
    facets: Sequence[str] = ()


@dataclass(frozen=True)
class Hit:
    """One found entry: its primary key and the score, higher is better."""

    pk: int
    score: float = 0.0


@dataclass(frozen=True)
class Found:
    """The answer.

    Args:
        hits: entries in order, best first, at most ``size``.
        total: how many were found in all.
        at_least: ``total`` is a lower bound ("hơn 1.000").
        counts: documents by value by facet, most frequent first; of a bounded number of matches when ``at_least``.
        loosened: no document had all the words, so those with some of them were found.
        engine: name of the engine that answered.
    """

    hits: Sequence[Hit] = ()
    total: int = 0
    at_least: bool = False
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    loosened: bool = False
    engine: str = ""


@dataclass(frozen=True)
class Clause:
    """A part of a score, for editors who ask why a result stands where it does.

    Args:
        reason: key of the reason, e.g. ``title``, ``text``, ``pairs``, ``recency``, ``near``, ``number``.
        words: the words that counted, folded.
        score: what it added.
    """

    reason: str
    words: Sequence[str]
    score: float


class EngineUnavailableError(Exception):
    """Raised when an engine cannot answer: down, too slow, refusing."""


class Engine(Protocol):
    """What every engine can do."""

    name: str

    def search(self, question: Question) -> Found:
        """Return what the question finds.

        Raises:
            EngineUnavailableError: when the engine cannot answer in time.
        """

    def suggest(
        self, meaning: Meaning, *, audience: frozenset[str], size: int = 8, types: Sequence[str] = (), near: str = ""
    ) -> list[int]:
        """Return primary keys of entries whose title has the words, the last word by its beginning.

        Raises:
            EngineUnavailableError: when the engine cannot answer in time.
        """

    def explain(self, question: Question, entry: Entry) -> list[Clause]:
        """Return the parts of the score of one entry, the largest first.

        Raises:
            EngineUnavailableError: when the engine cannot answer in time.
        """
