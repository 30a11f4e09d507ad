"""The engine over the site's database: all words first, loosened after, a bounded number of matches ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import F
from django.db.models.functions import Substr

from edu_search.analysis import Meaning, canon, words
from edu_search.engines.contract import DEEPEST, Clause, Found, Hit, Question
from edu_search.engines.database import terms
from edu_search.engines.database.counting import counts
from edu_search.engines.database.gathering import MOST, READ, Gathering, Matches
from edu_search.engines.database.health import examined
from edu_search.engines.database.index import Index
from edu_search.engines.database.models import IndexRow
from edu_search.engines.database.ranking import Candidate, Ranking
from edu_search.engines.database.wanted import wanted
from edu_search.entries.models import Entry

#: Characters of a document's text that are weighed.
READ_TEXT = 20_000


class DatabaseEngine:
    """Searches the entries where they are."""

    name = "database"

    def __init__(self, index: Index) -> None:
        """Search by an index."""
        self.index = index

    def write(self, entries: Sequence[Entry]) -> None:
        """Write or renew what the index knows of entries."""
        self.index.write(entries, [terms.terms_of(entry) for entry in entries])

    def remove(self, pks: Sequence[int]) -> None:
        """Let the index forget entries."""
        self.index.remove(pks)

    def check(self, *, mend: bool = False) -> list[str]:
        """Return sentences about rows that differ from the entries; none when all is well.

        Args:
            mend: write and remove what is wrong.
        """
        return examined(self, mend=mend)

    def search(self, question: Question) -> Found:
        """Return what the question finds."""
        if not question.audience:
            return Found(engine=self.name)
        gathering = Gathering(self.index, question)
        matches = gathering.matches()
        scores: dict[int, float] = {}
        order = list(matches.pks)
        if question.order == "date" and matches.is_loosened:
            order = _by_date(order)
        elif question.order == "relevance" and not question.meaning.is_empty:
            order, scores = self._ranked(gathering, matches)
        first = min(max(question.first, 0), DEEPEST)
        return Found(
            hits=[Hit(pk, scores.get(pk, 0.0)) for pk in order[first : first + max(question.size, 0)]],
            total=min(len(order), MOST),
            at_least=len(order) > MOST,
            counts=counts(gathering, order[:MOST]),
            loosened=matches.is_loosened,
            engine=self.name,
        )

    def all_words(self, question: Question, limit: int) -> list[int]:
        """Return at most ``limit`` keys of entries that have all words of a question."""
        return self.index.newest(wanted(question), limit)

    def suggest(
        self, meaning: Meaning, *, audience: frozenset[str], size: int = 8, types: Sequence[str] = (), near: str = ""
    ) -> list[int]:
        """Return entries whose title has the words, the last word by its beginning."""
        *full, last = meaning.fold.split() or [""]
        if not last or not audience:
            return []
        asked = wanted(Question(audience=audience))
        asked = replace(asked, groups=tuple(((word,),) for word in full), in_title=True, beginning=last[:60])
        if types:
            asked = asked.with_tags(*map(terms.type_tag, types))
        own = self.index.newest(asked.with_tags(terms.owner_tag(near)), READ) if near else []
        found = list(dict.fromkeys([*own, *self.index.newest(asked, READ)]))
        return _best_titles(meaning, found, set(own))[:size]

    def explain(self, question: Question, entry: Entry) -> list[Clause]:
        """Return the parts of the score of one entry, the largest first."""
        if question.meaning.is_empty or not question.audience:
            return []
        gathering = Gathering(self.index, question)
        read = terms.distinct([entry.pk, *gathering.promising(gathering.matches())])
        candidates = _candidates(read)
        if not candidates or candidates[0].pk != entry.pk:
            return []
        clauses = _ranking(gathering, candidates).clauses(candidates[0])
        return sorted(clauses, key=lambda clause: -clause.score)

    def _ranked(self, gathering: Gathering, matches: Matches) -> tuple[list[int], dict[int, float]]:
        """Return all matches, the best first, and the scores of those that were read."""
        candidates = _candidates(gathering.promising(matches))
        scores = dict(_ranking(gathering, candidates).order(candidates))
        order = terms.distinct([*scores, *matches.pks])
        return sorted(order, key=lambda pk: pk not in matches.own) if matches.own else order, scores


def _ranking(gathering: Gathering, candidates: Sequence[Candidate]) -> Ranking:
    question, asked = gathering.question, gathering.wanted
    near = "" if question.only_owner else question.near
    known = gathering.frequencies, gathering.documents
    return Ranking(question.meaning, asked.groups, candidates, *known, asked.now, near)


def _by_date(pks: Sequence[int]) -> list[int]:
    rows = IndexRow.objects.filter(pk__in=pks).order_by(F("published_at").desc(nulls_last=True), "-pk")
    return list(rows.values_list("pk", flat=True))


def _candidates(pks: Sequence[int]) -> list[Candidate]:
    """Return what is weighed of entries, in the same order."""
    rows = Entry.objects.filter(pk__in=pks).annotate(read=Substr("text", 1, READ_TEXT))
    read = rows.values_list("pk", "title", "summary", "read", "published_at", "owner")
    found = {row[0]: Candidate(*row) for row in read}
    return [found[pk] for pk in pks if pk in found]


def _best_titles(meaning: Meaning, pks: Sequence[int], own: set[int]) -> list[int]:
    """Return entries by how well their titles go on with what was typed: own ones, beginnings, words side by side."""
    titles = dict(Entry.objects.filter(pk__in=pks).values_list("pk", "title"))

    def rank(pk: int) -> tuple[bool, bool, bool, bool, int]:
        bare = terms.word_list(titles[pk])
        text, typed = " " + " ".join(bare), f" {meaning.fold}"
        marked = " " + " ".join(words(canon(titles[pk])))
        return (
            pk not in own,
            f" {meaning.canon}" not in marked,
            not text.startswith(typed),
            typed not in text,
            len(bare),
        )

    return sorted((pk for pk in pks if pk in titles), key=rank)
