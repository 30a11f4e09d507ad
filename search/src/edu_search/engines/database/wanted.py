"""What is looked up in an index, whichever database it is in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils import timezone

from edu_search.analysis import Meaning
from edu_search.analysis.abbreviations import Group, Run
from edu_search.engines.contract import Question
from edu_search.engines.database import terms


@dataclass(frozen=True)
class Wanted:
    """Documents that have all of this.

    Args:
        groups: one alternative of each: the words that were typed, anywhere, or those of another reading side by side.
        phrase: folded words that stand side by side.
        in_title: all these words must stand in the title.
        beginning: the title has a word that begins so.
        tags: one tag of each.
        now: the moment at which it must be visible.
        since, until: it was published between them; ``until`` is left out.
    """

    groups: tuple[Group, ...]
    tags: tuple[tuple[str, ...], ...]
    now: dt.datetime
    phrase: Run = ()
    in_title: bool = False
    beginning: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    @property
    def has_words(self) -> bool:
        """Whether words are looked for, not tags alone."""
        return bool(self.groups or self.phrase or self.beginning)

    def without_words(self) -> Wanted:
        """Return the same for any words."""
        return replace(self, groups=(), phrase=(), beginning="")

    def with_phrase(self, run: Run) -> Wanted:
        """Return the same for other words, which stand side by side."""
        return replace(self, groups=(), phrase=run)

    def with_tags(self, *tags: str) -> Wanted:
        """Return the same with one more tag needed, one of these."""
        return replace(self, tags=(*self.tags, tags))


def wanted(question: Question, *, but: str = "") -> Wanted:
    """Return what a question looks for.

    Args:
        question: what a reader asks.
        but: name of a facet in which no value is chosen.
    """
    tags = [
        [terms.audience_tag(token) for token in sorted(question.audience)],
        *terms.any_facet(question.filters, but=but),
    ]
    if question.only_owner:
        tags.append([terms.owner_tag(question.near)])
    return Wanted(
        groups=needed(question.meaning),
        tags=tuple(map(tuple, tags)),
        now=timezone.now(),
        since=_midnight(question.since) if question.since else None,
        until=_midnight(question.until, 1) if question.until else None,
    )


def needed(meaning: Meaning) -> tuple[Group, ...]:
    """Return the groups of words that a document must have: not those that only make a question."""
    kept = Counter(meaning.fold_words.split())
    return tuple(
        cut(group) for group in dict.fromkeys(meaning.groups) if all(kept[word] for word in group[0])
    ) or tuple(map(cut, meaning.groups))


def cut(group: Group) -> Group:
    """Return a group with words as long as those of the index."""
    return tuple(tuple(terms.folded_word(word) for word in run) for run in group)


def run_terms(run: Run) -> list[str]:
    """Return the terms that a run of words has in an index: its pairs, or its only word."""
    return [f"{first}_{second}" for first, second in pairwise(run)] or list(run)


def _midnight(day: dt.date, days: int = 0) -> dt.datetime | None:
    """Return when a day of the site's time zone begins; None when no calendar has it."""
    try:
        return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days), dt.time()))
    except (OverflowError, ValueError):
        return None
