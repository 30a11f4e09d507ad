"""The words of a question as a query of Elasticsearch. Form and weights: docs/explanation/search-ranking.md.

Folded and accented words are two clauses, since each has its own text; pairs of neighbouring
syllables tell words from chance. Of a short query all words must be there.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from edu_search.analysis import Meaning, fold
from edu_search.analysis.abbreviations import Group, Run
from edu_search.engines.contract import Question
from edu_search.engines.elasticsearch.documents import LONGEST_VALUE
from edu_search.engines.elasticsearch.filters import one_of

#: Queries of at most this many words must be found whole.
SHORT = 4
TIE = 0.3
PAIRS = 0.6
#: The text holds the title too; what stands in the title counts this much more. In a long question titles
#: tell less than the text does.
TITLE, TITLE_OF_SHORT = 0.3, 1.0
NUMBER, NUMBER_BEGINS = 10_000.0, 5_000.0
#: News fade: the newest counts whole, one of `FADE_DAYS` ago keeps ``1 - FADE / 2`` of its score.
FADE, FADE_DAYS = 0.15, 730
#: So many of the best by their words alone are weighed by age and wholeness: twenty pages of a reader.
WEIGHED = 200
#: How much more a page of the unit counts in which the reader searches: all of them first
#: when every found document has all words, and else twice as much.
NEAR_FIRST, NEAR = 50.0, 1.0
#: How much more a document counts that has every word of a question of which it need not have all.
WHOLE = 0.08


@dataclass(frozen=True)
class Ranking:
    """What scores a document.

    Args:
        words: the query of the words.
        found: the same documents, without scores and with a fraction of the clauses.
        weights: functions that say what age, place and wholeness make of the score; their sum is its factor.
        by_place: a page of one unit counts so much more that it may come from far below.
    """

    words: Query
    found: Query
    weights: list[dict[str, Any]]
    by_place: bool

    @property
    def query(self) -> Query:
        """The words with their weights, for every document that has them."""
        return Q("function_score", query=self.words, functions=self.weights, score_mode="sum", boost_mode="multiply")

    @property
    def afterwards(self) -> dict[str, Any]:
        """The weights for the best by their words alone: so the server need not score what cannot be among them.

        What stands on later pages keeps the order of its words.
        """
        weights = Q("function_score", functions=self.weights, score_mode="sum", boost_mode="replace")
        return {"window_size": WEIGHED, "query": {"rescore_query": weights.to_dict(), "score_mode": "multiply"}}


def ranked(question: Question, now: dt.datetime, *, loose: bool) -> Ranking:
    """Return how the words are scored, without filters of the reader.

    Args:
        question: with words.
        now: the moment against which age is measured.
        loose: do not demand all words of a short query.
    """
    meaning = question.meaning
    required = is_short(meaning) and not loose
    title = TITLE_OF_SHORT if is_short(meaning) else TITLE
    should = [*_form_b(meaning, "text", 1.0), *_form_b(meaning, "title", title)]
    should += _other_readings(meaning, title)
    number = _numbers(meaning)
    words = Q(
        "bool",
        should=[*should, *number],
        minimum_should_match=1,
        filter=[_all_words(meaning, number)] if required else [],
    )
    found = [_all_words(meaning, number), _any_word(meaning, number)] if required else [_any_word(meaning, number)]
    whole = None if required else _all_words(meaning, [])
    weights = _weights(question, now, near=NEAR_FIRST if required else NEAR, whole=whole)
    return Ranking(words, Q("bool", filter=found), weights, by_place=_is_near(question))


def is_short(meaning: Meaning) -> bool:
    """Whether all words must be found."""
    return len(meaning.fold_words.split()) <= SHORT


def suggested(meaning: Meaning, near: str) -> Query:
    """Return the query of titles that have the words, the last one by its beginning."""
    must = [_beginning(text) for text in _as_typed_and_read(meaning)]
    should = [Q("match_phrase_prefix", **{"title_fold.pre": meaning.fold})]
    if meaning.is_marked:
        should.append(Q("match", title_acc=meaning.canon))
    if near:
        should.append(Q("constant_score", filter=one_of("owner", [near]), boost=20))
    return Q("bool", must=[Q("dis_max", queries=must)], should=should)


def _form_b(meaning: Meaning, field: str, weight: float) -> list[Query]:
    folded = Q("match", **{f"{field}_fold": {"query": meaning.fold_words, "boost": weight}})
    clauses = [folded]
    # A short query without any mark says nothing of marks; in a long one the words that have none
    # are often those that have none in the document either (names).
    if meaning.is_marked or not is_short(meaning):
        accented = Q("match", **{f"{field}_acc": {"query": meaning.canon_words, "boost": weight}})
        clauses = [Q("dis_max", tie_breaker=TIE, queries=[folded, accented])]
    if " " in meaning.fold:
        clauses.append(Q("match", **{f"{field}_fold.sh": {"query": meaning.fold, "boost": weight * PAIRS}}))
    return clauses


def _other_readings(meaning: Meaning, title: float) -> list[Query]:
    """Let ``GD&ĐT`` count where *giáo dục và đào tạo* stands, and the other way round."""
    clauses = []
    for _typed, *others in meaning.groups:
        if others:
            queries = [_run(run, field, boost) for run in others for field, boost in (("text", 1.0), ("title", title))]
            clauses.append(Q("dis_max", tie_breaker=TIE, queries=queries))
    return clauses


def _run(run: Run, field: str, boost: float) -> Query:
    kind = "match" if len(run) == 1 else "match_phrase"
    return Q(kind, **{f"{field}_fold": {"query": " ".join(run), "boost": boost}})


def _all_words(meaning: Meaning, number: list[Query]) -> Query:
    asked = set(meaning.fold_words.split())
    groups = [group for group in meaning.groups if set(group[0]) & asked]
    every = Q("bool", filter=[_somewhere(group) for group in groups])
    return Q("bool", should=[every, *number], minimum_should_match=1) if number else every


def _any_word(meaning: Meaning, number: list[Query]) -> Query:
    """Return the filter of documents that have anything that scores.

    The folded text has it all: titles are part of the text, accented words have folded ones, and a pair of
    neighbours has its words, but for a pair of words that are too frequent to be looked for.
    """
    ways = [Q("match", text_fold=meaning.fold_words), *number]
    ways += [_run(run, "text", 1.0) for _typed, *others in meaning.groups for run in others]
    asked = set(meaning.fold_words.split())
    if any(not {one, other} & asked for one, other in pairwise(meaning.fold.split())):
        ways.append(Q("match", **{"text_fold.sh": meaning.fold}))
    return Q("bool", should=ways, minimum_should_match=1)


def _somewhere(group: Group) -> Query:
    """Return the filter of one group: what was typed anywhere in the document, or another reading of it."""
    typed, *others = group
    words = [Q("match", text_fold=word) for word in typed]
    ways = [words[0] if len(words) == 1 else Q("bool", filter=words)]
    ways += [_run(run, "text", 1.0) for run in others]
    return ways[0] if len(ways) == 1 else Q("bool", should=ways, minimum_should_match=1)


def _numbers(meaning: Meaning) -> list[Query]:
    if not meaning.number:
        return []
    number = fold(meaning.number)
    return [
        Q("constant_score", filter=Q("term", number=number), boost=NUMBER),
        Q("constant_score", filter=Q("prefix", number=number), boost=NUMBER_BEGINS),
    ]


def _weights(question: Question, now: dt.datetime, *, near: float, whole: Query | None) -> list[dict[str, Any]]:
    """Return the parts of the factor ``1 - FADE + FADE · decay (+ near) (+ WHOLE)``.

    What has no date is as good as new.
    """
    today = now.replace(minute=0, second=0, microsecond=0).astimezone(dt.UTC).isoformat()
    fading = {"origin": today, "scale": f"{FADE_DAYS}d", "decay": 0.5}
    functions: list[dict[str, Any]] = [
        {"weight": 1.0 - FADE},
        {"weight": FADE, "exp": {"published_at": fading}},
    ]
    if _is_near(question):
        functions.append({"weight": near, "filter": {"term": {"owner": question.near[:LONGEST_VALUE]}}})
    if whole is not None:
        functions.append({"weight": WHOLE, "filter": whole.to_dict()})
    return functions


def _is_near(question: Question) -> bool:
    return bool(question.near and not question.only_owner)


def _beginning(text: str) -> Query:
    return Q("match_bool_prefix", **{"title_fold.pre": {"query": text, "operator": "and"}})


def _as_typed_and_read(meaning: Meaning) -> list[str]:
    """Return the folded words as typed, and with each abbreviation the other way."""
    other = " ".join(" ".join(group[1] if len(group) > 1 else group[0]) for group in meaning.groups)
    return list(dict.fromkeys([meaning.fold, other]))
