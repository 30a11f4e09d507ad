"""The order of the best candidates: BM25 over words and pairs of words, computed in Python from their text.

The index finds candidates; here the best of them are read and weighed as Elasticsearch would:
folded words, the same words with marks where the query has marks, and folded pairs.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from edu_search.analysis import Meaning, canon, words
from edu_search.analysis.abbreviations import Group, Run
from edu_search.engines.contract import Clause
from edu_search.engines.database.terms import cut_words, folded_word, pairs, word_list

K1, B = 1.2, 0.75
#: Of folded and accented words the better counts, and this part of the other.
TIE = 0.3
PAIRS = 0.6
#: A query of more words is a question in natural language.
SHORT = 4
#: The text holds the title too; what stands in the title counts this much more. In a long question titles
#: tell less than the text does.
TITLE, TITLE_OF_SHORT = 0.3, 1.0
#: The newest document gets this part of its score on top; it halves with every year.
RECENCY = 0.15
HALF_LIFE = dt.timedelta(days=365)
#: What an undated document gets of it: it is neither new nor old.
UNDATED = 0.5
#: What a document of the owner inside whose pages the reader searches gets of its score on top.
NEAR = 1.0
#: Added for the number of an official document: in the title or the summary, in the text.
NUMBER_IN_TITLE, NUMBER_IN_TEXT = 1000.0, 30.0


@dataclass(frozen=True)
class Candidate:
    """What ranking reads of an entry."""

    pk: int
    title: str
    summary: str
    text: str
    published_at: dt.datetime | None = None
    owner: str = ""


@dataclass(frozen=True)
class Field:
    """A field of a candidate, as counts of what the query asks for."""

    length: int
    folded: Counter[str]
    marked: Counter[str]
    pairs: Counter[str]


class Ranking:
    """Scores candidates of one query."""

    def __init__(
        self,
        meaning: Meaning,
        groups: Sequence[Group],
        candidates: Sequence[Candidate],
        frequencies: Mapping[str, int],
        documents: int,
        now: dt.datetime,
        near: str = "",
    ) -> None:
        """Weigh a query.

        Args:
            meaning: the query.
            groups: its groups of words, of which alternatives count as well.
            candidates: what is to be ranked; rare forms with marks are learned from them.
            frequencies: documents by folded word and by pair.
            documents: how many there are.
            now: the moment that recency is measured from.
            near: the owner whose documents count twice.
        """
        self.near = near
        self.now = now
        self.number = tuple(word_list(meaning.number))
        self.folded = cut_words(meaning.fold_words)
        is_short = len(self.folded) <= SHORT
        self.title = TITLE_OF_SHORT if is_short else TITLE
        # A short query without any mark says nothing of marks; in a long one the words that have none
        # are often those that have none in the document either (names).
        self.marked = meaning.canon_words.split() if meaning.is_marked or not is_short else []
        self.pairs = pairs(cut_words(meaning.fold))
        self.others = [group for group in groups if len(group) > 1]
        self.wanted = {*self.folded, *cut_words(meaning.fold), *self.number}
        self.wanted.update(word for group in self.others for run in group for word in run)
        self.documents = max(documents, len(candidates), *frequencies.values(), 1)
        self.frequencies = frequencies
        self.fields = {
            one.pk: (self._field([one.title]), self._field([one.title, one.summary, one.text])) for one in candidates
        }
        self.lengths = [self._mean_length(at) for at in (0, 1)]
        self.rarity = self._rarity()

    def order(self, candidates: Iterable[Candidate]) -> list[tuple[int, float]]:
        """Return keys and scores, the best first."""
        scores = [(one.pk, sum(clause.score for clause in self.clauses(one))) for one in candidates]
        return sorted(scores, key=lambda pair: (-pair[1], -pair[0]))

    def clauses(self, one: Candidate) -> list[Clause]:
        """Return the parts of a candidate's score, without those that add nothing."""
        title, body = self.fields[one.pk]
        found = [
            self._words("title", title, 0, self.title),
            self._pairs("title_pairs", title, 0, self.title * PAIRS),
            self._words("text", body, 1, 1.0),
            self._pairs("text_pairs", body, 1, PAIRS),
            *self._numbers(title, one),
        ]
        score = sum(clause.score for clause in found if clause.reason != "number")
        found.append(Clause("recency", (), score * RECENCY * self._recency(one.published_at)))
        if self.near and one.owner == self.near:
            found.append(Clause("near", (), score * NEAR))
        return [clause for clause in found if clause.score]

    def _words(self, reason: str, field: Field, at: int, boost: float) -> Clause:
        folded = {word: self._bm25(field.folded[word], word, field.length, at) for word in dict.fromkeys(self.folded)}
        for group in self.others:
            self._better(folded, group, field, at)
        plain = sum(folded.values())
        marked = sum(
            self._bm25(field.marked[word], word, field.length, at, self.rarity.get(word))
            for word in dict.fromkeys(self.marked)
        )
        score = max(plain, marked) + TIE * min(plain, marked) if self.marked else plain
        return Clause(reason, [word for word, value in folded.items() if value], boost * score)

    def _better(self, folded: dict[str, float], group: Group, field: Field, at: int) -> None:
        """Let another way to say it count as much as it would by itself, where that is more."""
        typed, *others = group
        have = sum(folded.get(word, 0.0) for word in typed)
        for run in others:
            if self._has(field, run):
                worth = sum(self._bm25(field.folded[word], word, field.length, at) for word in run)
                if worth > have:
                    folded[" ".join(run)] = worth - have
                    have = worth

    def _has(self, field: Field, run: Run) -> bool:
        return all(field.pairs[term] for term in pairs(run)) and all(field.folded[word] for word in run)

    def _pairs(self, reason: str, field: Field, at: int, boost: float) -> Clause:
        found = {term: self._bm25(field.pairs[term], term, field.length, at) for term in dict.fromkeys(self.pairs)}
        have = [term.replace("_", " ") for term, value in found.items() if value]
        return Clause(reason, have, boost * sum(found.values()))

    def _numbers(self, title: Field, one: Candidate) -> list[Clause]:
        if not self.number:
            return []
        number = f" {' '.join(self.number)} "
        if number in f" {' '.join(word_list(f'{one.title} {one.summary}'))} ":
            return [Clause("number", self.number, NUMBER_IN_TITLE)]
        inside = number in f" {' '.join(word_list(one.text))} "
        return [Clause("number", self.number, NUMBER_IN_TEXT)] if inside else []

    def _recency(self, published_at: dt.datetime | None) -> float:
        if published_at is None:
            return UNDATED
        age = max(self.now - published_at, dt.timedelta())
        return float(0.5 ** (age / HALF_LIFE))

    def _bm25(self, count: int, term: str, length: int, at: int, rarity: float | None = None) -> float:
        if not count:
            return 0.0
        weight = self._idf(self.frequencies.get(term, 1)) if rarity is None else rarity
        return weight * count * (K1 + 1) / (count + K1 * (1 - B + B * length / self.lengths[at]))

    def _idf(self, frequency: float) -> float:
        return math.log(1 + (self.documents - frequency + 0.5) / (frequency + 0.5))

    def _rarity(self) -> dict[str, float]:
        """Return how rare accented words are: of documents with the bare word, the part that has it so."""
        bare: Counter[str] = Counter()
        so: Counter[str] = Counter()
        for fields in self.fields.values():
            bare.update({word for field in fields for word in field.folded})
            so.update({word for field in fields for word in field.marked})
        shares = {word: (so[word] + 0.5) / (bare[folded_word(word)] + 1) for word in self.marked}
        return {word: self._idf(self.frequencies.get(folded_word(word), 1) * share) for word, share in shares.items()}

    def _mean_length(self, at: int) -> float:
        lengths = [fields[at].length for fields in self.fields.values()]
        return max(sum(lengths) / len(lengths), 1.0) if lengths else 1.0

    def _field(self, texts: Sequence[str]) -> Field:
        length = 0
        folded: Counter[str] = Counter()
        marked: Counter[str] = Counter()
        side_by_side: Counter[str] = Counter()
        for text in texts:
            before = ""
            found = words(text)
            length += len(found)
            for word in found:
                bare = folded_word(word)
                if bare in self.wanted:
                    folded[bare] += 1
                    if self.marked:
                        marked[_canon(word)] += 1
                    if before:
                        side_by_side[f"{before}_{bare}"] += 1
                    before = bare
                else:
                    before = ""
        return Field(length, folded, marked, side_by_side)


@lru_cache(maxsize=100_000)
def _canon(word: str) -> str:
    return canon(word)
