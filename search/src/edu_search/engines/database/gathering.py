"""Which documents answer a question: those with all words, and where those are few, those with the rarest of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from edu_search.engines.contract import DEEPEST, Question
from edu_search.engines.database import frequency, terms
from edu_search.engines.database.index import Index
from edu_search.engines.database.ranking import SHORT
from edu_search.engines.database.wanted import Wanted, run_terms, wanted

#: Matches that are counted, and the deepest result.
MOST = DEEPEST
#: Candidates whose text is read and weighed; the others follow, the newest first.
READ = 100
#: Matches of the rarest terms together that are looked at when documents need not have all words.
SOME_ROWS, SOME_TERMS, SOME_FOUND = 20_000, 24, 300
#: Of those, the ones that have so much of what the best one has.
SOME_LEAST = 0.3
PAIR_WEIGHT = 0.6


@dataclass(frozen=True)
class Matches:
    """What was found.

    Args:
        pks: entries with all the words, the newest first, then those with some of them, the best first.
        exact: how many have all the words; at most one more than `MOST`.
        own: of those, the ones of the owner inside whose pages the reader searches; they stand first.
    """

    pks: Sequence[int]
    exact: int
    own: frozenset[int] = frozenset()

    @property
    def is_loosened(self) -> bool:
        """Whether no document has all the words."""
        return bool(self.pks) and not self.exact


class Gathering:
    """Finds documents for one question."""

    def __init__(self, index: Index, question: Question) -> None:
        """Search an index for a question."""
        self.index = index
        self.question = question
        self.wanted = wanted(question)

    @cached_property
    def frequencies(self) -> dict[str, int]:
        """How many documents have each word and each pair of words of the question."""
        runs = [run for group in self.wanted.groups for run in group]
        read = [term for run in runs for term in (*run, *run_terms(run))]
        typed = terms.cut_words(self.question.meaning.fold)
        number = terms.word_list(self.question.meaning.number)
        every = terms.distinct([*read, *typed, *terms.pairs(typed), *number])
        return frequency.frequencies(self.index, every)

    @cached_property
    def documents(self) -> int:
        """How many documents there are."""
        return frequency.documents(self.index)

    def matches(self, *, but: str = "") -> Matches:
        """Return what answers the question.

        Args:
            but: name of a facet in which no value is chosen.
        """
        asked = wanted(self.question, but=but) if but else self.wanted
        limit = max(MOST, min(self.question.first, DEEPEST) + self.question.size) + 1
        pks = self.index.newest(asked, limit)
        own: list[int] = []
        if self._own_first:
            own = self.index.newest(asked.with_tags(terms.owner_tag(self.question.near)), limit)
            pks = terms.distinct([*own, *pks])
        exact = len(pks)
        if self._may_loosen(exact):
            pks = terms.distinct([*pks, *self._some(asked)])
        return Matches(pks, exact, frozenset(own))

    def promising(self, matches: Matches) -> list[int]:
        """Return the matches whose text is worth reading: words in the title, side by side, the newest."""
        if matches.exact <= READ:
            return list(matches.pks[:READ])
        asked, part = self.wanted, READ // 2
        best: list[int] = []
        number = tuple(terms.word_list(self.question.meaning.number))
        if number:
            best += self.index.newest(asked.with_phrase(number), part)
        if matches.own:
            own = asked.with_tags(terms.owner_tag(self.question.near))
            best += [*self.index.newest(replace(own, in_title=True), part), *matches.pks[:part]]
        best += self.index.newest(replace(asked, in_title=True), part)
        side_by_side = tuple(terms.cut_words(self.question.meaning.fold))
        if len(side_by_side) > 1:
            best += self.index.newest(asked.with_phrase(side_by_side), part)
        return terms.distinct([*best, *matches.pks])[: max(READ, len(set(best)))]

    @property
    def _own_first(self) -> bool:
        return bool(self.question.near) and not self.question.only_owner and self.question.order == "relevance"

    def _may_loosen(self, exact: int) -> bool:
        if self.question.meaning.is_empty:
            return False
        is_long = len(self.question.meaning.fold_words.split()) > SHORT
        return not exact or (is_long and exact < READ and self.question.order == "relevance")

    def _some(self, asked: Wanted) -> list[int]:
        """Return entries with the rarest of the words, those with most of them first."""
        weights: dict[str, float] = {}
        rows = 0
        known = sorted((count, term) for term, count in self.frequencies.items() if count)
        for count, term in known:
            rows += count
            if weights and (rows > SOME_ROWS or len(weights) >= SOME_TERMS):
                break
            rare = self.documents / (self.documents + 10 * count)
            weights[term] = rare * (PAIR_WEIGHT if "_" in term else 1.0)
        found = self.index.some(weights, asked, SOME_FOUND)
        return [pk for pk, weight in found if weight >= SOME_LEAST * found[0][1]]
