"""A scan of all entries: a stand-in until the engines of the two databases are there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

from edu_search.analysis import folded_words
from edu_search.engines.contract import Clause, Found, Hit, Question
from edu_search.entries.models import Entry

if TYPE_CHECKING:
    from edu_search.analysis.queries import Meaning


class PlainEngine:
    """Looks at every entry."""

    name = "database"

    def write(self, entries: Sequence[Entry]) -> None:
        """Nothing to write: the entries are the index."""

    def remove(self, pks: Sequence[int]) -> None:
        """Nothing to remove."""

    def search(self, question: Question) -> Found:
        """Return what the question finds."""
        found = [entry for entry in self._visible(question) if _matches(entry, question)]
        found.sort(key=lambda entry: entry.published_at or dt.datetime.min.replace(tzinfo=dt.UTC), reverse=True)
        counts = {
            name: Counter(value for entry in found for value in entry.facets.get(name, [])) for name in question.facets
        }
        page = found[question.first : question.first + question.size]
        return Found([Hit(entry.pk) for entry in page], len(found), counts=counts, engine=self.name)

    def suggest(
        self, meaning: Meaning, *, audience: frozenset[str], size: int = 8, types: Sequence[str] = (), near: str = ""
    ) -> list[int]:
        """Return entries whose title has the words."""
        question = Question(meaning=meaning, audience=audience)
        rows = [e for e in self._visible(question) if not types or e.type in types]
        wanted = meaning.fold
        return [entry.pk for entry in rows if f" {wanted}" in f" {folded_words(entry.title)}"][:size]

    def explain(self, question: Question, entry: Entry) -> list[Clause]:
        """A scan has no scores."""
        return []

    def _visible(self, question: Question) -> list[Entry]:
        now = timezone.now()
        return [entry for entry in Entry.objects.in_time(now) if entry.is_shown_to(question.audience, now)]


def _matches(entry: Entry, question: Question) -> bool:
    if question.only_owner and entry.owner != question.near:
        return False
    if any(not set(chosen) & set(entry.facets.get(name, [])) for name, chosen in question.filters.items() if chosen):
        return False
    have = set(folded_words(f"{entry.title} {entry.summary} {entry.text}").split())
    return set(question.meaning.fold.split()) <= have
