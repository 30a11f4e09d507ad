"""The engine over the site's database: all words first, loosened after, a bounded number of matches ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db.models.functions import Substr

from edu_search.analysis import Meaning, canon, words
from edu_search.engines.contract import DEEPEST, Clause, Found, Hit, Question
from edu_search.engines.database import terms
from edu_search.engines.database.index import Index
from edu_search.engines.database.models import IndexRow
from edu_search.engines.database.ranking import Candidate, Ranking
from edu_search.engines.database.wanted import Wanted, run_terms, wanted
from edu_search.entries.models import Entry

#: Matches that are counted, and the deepest result.
MOST = DEEPEST
#: Candidates whose text is read and weighed; the others follow, the newest first.
READ = 100
#: Characters of a document's text that are weighed.
READ_TEXT = 20_000
#: Matches of the rarest terms together that are looked at when no document has all words.
SOME_ROWS, SOME_TERMS = 20_000, 24
#: A query of more words is a question in natural language: documents that lack a word may answer it.
SHORT = 4


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

    def search(self, question: Question) -> Found:
        """Return what the question finds."""
        if not question.audience:
            return Found(engine=self.name)
        asked = wanted(question)
        pks = self._newest(question, asked)
        matched, loosened = pks, False
        ranked: list[tuple[int, float]] = []
        if not question.meaning.is_empty:
            if self._may_loosen(question, pks):
                more = self._some(question, asked)
                loosened = bool(more) and not pks
                have = set(pks)
                matched = [*pks, *(pk for pk in more if pk not in have)]
            if question.order == "relevance":
                ranked, matched = self._ranked(question, asked, matched, loosened=loosened or len(matched) > len(pks))
            elif len(matched) > len(pks):
                matched = self._by_date(matched)
        total, first = min(len(matched), MOST), min(max(question.first, 0), DEEPEST)
        scores = dict(ranked)
        page = matched[first : first + max(question.size, 0)]
        return Found(
            hits=[Hit(pk, scores.get(pk, 0.0)) for pk in page],
            total=total,
            at_least=len(matched) > MOST,
            counts=self._counts(question, matched[:MOST], loosened=loosened),
            loosened=loosened,
            engine=self.name,
        )

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
        candidates = _candidates([entry.pk])
        if not candidates or question.meaning.is_empty:
            return []
        clauses = self._ranking(question, wanted(question), candidates).clauses(candidates[0])
        return sorted(clauses, key=lambda clause: -clause.score)

    def _newest(self, question: Question, asked: Wanted) -> list[int]:
        """Return matches of all words, the newest first, those of the reader's owner before."""
        pks = self.index.newest(asked, MOST + 1)
        if question.near and not question.only_owner and question.order == "relevance":
            own = self.index.newest(asked.with_tags(terms.owner_tag(question.near)), MOST + 1)
            have = set(own)
            pks = [*own, *(pk for pk in pks if pk not in have)]
        return pks

    def _may_loosen(self, question: Question, pks: Sequence[int]) -> bool:
        return not pks or (len(question.meaning.fold_words.split()) > SHORT and len(pks) < READ)

    def _some(self, question: Question, asked: Wanted) -> list[int]:
        """Return entries with the rarest of the words."""
        found = [term for group in asked.groups for run in group for term in {*run, *run_terms(run)}]
        every = terms.distinct([*found, *terms.pairs(question.meaning.fold.split())])
        frequencies = self.index.frequencies(every)
        documents = max(self._documents(), 1)
        weights: dict[str, float] = {}
        rows = 0
        for term in sorted((term for term in every if frequencies[term]), key=lambda term: frequencies[term]):
            rows += frequencies[term]
            if weights and (rows > SOME_ROWS or len(weights) >= SOME_TERMS):
                break
            weights[term] = documents / (documents + 10 * frequencies[term]) * (0.6 if "_" in term else 1.0)
        return self.index.some(weights, asked, 3 * READ)

    def _ranked(
        self, question: Question, asked: Wanted, matched: list[int], *, loosened: bool
    ) -> tuple[list[tuple[int, float]], list[int]]:
        """Return scores of the best, and all matches in order."""
        chosen = matched if len(matched) <= READ or loosened else self._promising(question, asked, matched)
        candidates = _candidates(chosen[:READ])
        ranked = self._ranking(question, asked, candidates).order(candidates)
        if question.near:
            near = {one.pk for one in candidates if one.owner == question.near}
            ranked.sort(key=lambda pair: pair[0] not in near)
        done = {pk for pk, _score in ranked}
        return ranked, [*(pk for pk, _score in ranked), *(pk for pk in chosen if pk not in done)]

    def _promising(self, question: Question, asked: Wanted, matched: list[int]) -> list[int]:
        """Return the matches, first those with the words in the title or side by side."""
        words = tuple(map(terms.folded_word, question.meaning.fold.split()))
        best: list[int] = []
        number = tuple(terms.word_list(question.meaning.number))
        if number:
            best += self.index.newest(asked.with_groups((number,)), READ // 2)
        best += self.index.newest(replace(asked, in_title=True), READ // 2)
        if len(words) > 1:
            best += self.index.newest(asked.with_groups((words,)), READ // 2)
        return list(dict.fromkeys([*best, *matched]))

    def _ranking(self, question: Question, asked: Wanted, candidates: Sequence[Candidate]) -> Ranking:
        runs = [run for group in asked.groups for run in group]
        found = [word for run in runs for word in run] + question.meaning.fold.split()
        every = terms.distinct([*found, *terms.pairs(question.meaning.fold.split())])
        return Ranking(
            question.meaning, asked.groups, candidates, self.index.frequencies(every), self._documents(), asked.now
        )

    def _documents(self) -> int:
        return IndexRow.objects.count()

    def _by_date(self, pks: Sequence[int]) -> list[int]:
        dated = dict(IndexRow.objects.filter(pk__in=pks).values_list("pk", "published_at"))
        return sorted(
            pks, key=lambda pk: (dated[pk] is not None, dated[pk] and dated[pk].timestamp(), pk), reverse=True
        )

    def _counts(self, question: Question, matched: Sequence[int], *, loosened: bool) -> dict[str, Mapping[str, int]]:
        counts: dict[str, Mapping[str, int]] = {}
        for name in question.facets:
            pks = matched
            if question.filters.get(name):
                other = wanted(question, but=name)
                pks = self._some(question, other) if loosened else self.index.newest(other, MOST)
            counts[name] = self._count(name, pks)
        return counts

    def _count(self, name: str, pks: Sequence[int]) -> dict[str, int]:
        found = IndexRow.objects.filter(pk__in=pks).values_list("facets", flat=True)
        return dict(Counter(value for facets in found for value in facets.get(name, [])).most_common())


def _candidates(pks: Sequence[int]) -> list[Candidate]:
    """Return what is weighed of entries, in the same order."""
    rows = Entry.objects.filter(pk__in=pks).annotate(read=Substr("text", 1, READ_TEXT))
    read = rows.values_list("pk", "title", "summary", "read", "published_at", "owner")
    found = {row[0]: Candidate(*row) for row in read}
    return [found[pk] for pk in pks if pk in found]


def _best_titles(meaning: Meaning, pks: Sequence[int], own: set[int]) -> list[int]:
    """Return entries by how well their titles continue what was typed: own ones, then beginnings, words side by side."""
    titles = dict(Entry.objects.filter(pk__in=pks).values_list("pk", "title"))

    def rank(pk: int) -> tuple[bool, bool, bool, bool]:
        bare = " " + " ".join(terms.word_list(titles[pk]))
        marked = " " + " ".join(words(canon(titles[pk])))
        typed = f" {meaning.fold}"
        return pk not in own, f" {meaning.canon}" not in marked, not bare.startswith(typed), typed not in bare

    return sorted((pk for pk in pks if pk in titles), key=rank)
