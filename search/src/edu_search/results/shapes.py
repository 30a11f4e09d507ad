"""What an answer consists of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from edu_search.analysis import Meaning
from edu_search.engines.contract import DEEPEST, Question
from edu_search.entries.models import Entry
from edu_search.results.marking import Passage


@dataclass(frozen=True)
class Result:
    """One document of an answer.

    Args:
        entry: the entry; its text is not loaded.
        title: the title with its words marked.
        passage: the piece of summary or text that shows why it was found.
        rank: 1 for the first of all results, 0 for a pinned one.
        score: the engine's.
        pin: the `edu_search.pins.models.Pin` of a pinned one: its tag and facts.
    """

    entry: Entry
    title: Passage
    passage: Passage
    rank: int = 0
    score: float = 0.0
    pin: Any = None


@dataclass(frozen=True)
class Option:
    """A value of a facet.

    Args:
        value: as stored.
        label: the word for readers.
        count: documents that have it.
        selected: whether the reader chose it.
    """

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True)
class FacetGroup:
    """A facet with the values to choose from.

    Args:
        name: of the facet, and of its parameter.
        label: the word for readers.
        options: the values that stand at once; chosen ones always do.
        more: those behind "more".
    """

    name: str
    label: str
    options: Sequence[Option]
    more: Sequence[Option] = ()

    @property
    def offers_choice(self) -> bool:
        """Whether a reader can narrow by it: a single value is that of all results."""
        return len(self.options) > 1 or bool(self.chosen)

    @property
    def chosen(self) -> list[Option]:
        """The values that the reader chose."""
        return [option for option in (*self.options, *self.more) if option.selected]


@dataclass(frozen=True)
class Answer:
    """What readers see of an answer.

    Args:
        question: as it was asked of the engine: the page may be an earlier one than asked for.
        typed: the query as the reader typed it.
        results: of this page, in order.
        pinned: what editors want to stand first; on the first page only, and not among ``results``.
        facets: those that offer a choice.
        words: the words for values of all facets, by facet and value.
        total: how many were found.
        at_least: ``total`` is a lower bound.
        understood: the query as it was read, when that is not what was typed; else "".
        did_you_mean: a likelier spelling; else "".
        loosened: nothing has all the words, so what has some of them was found.
        degraded: the configured engine is down and the database answers.
        engine: who answered.
    """

    question: Question
    typed: Meaning
    results: Sequence[Result] = ()
    pinned: Sequence[Result] = ()
    facets: Sequence[FacetGroup] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    total: int = 0
    at_least: bool = False
    understood: str = ""
    did_you_mean: str = ""
    loosened: bool = False
    degraded: bool = False
    engine: str = ""
    chosen: Sequence[tuple[str, Option]] = field(default_factory=list)

    @property
    def page(self) -> int:
        """Number of this page, from 1."""
        return self.question.first // self.question.size + 1

    @property
    def pages(self) -> int:
        """How many pages can be asked for."""
        reachable = min(self.total, DEEPEST)
        return max(1, -(-reachable // self.question.size))

    @property
    def is_cut(self) -> bool:
        """Whether there are more results than pages reach."""
        return self.total > DEEPEST
