"""How many documents have each value of a facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from edu_search.engines.database.gathering import MOST, Gathering
from edu_search.engines.database.models import IndexRow


def counts(gathering: Gathering, matched: Sequence[int]) -> dict[str, Mapping[str, int]]:
    """Return documents by value by facet, the most frequent first.

    Args:
        gathering: of the question.
        matched: what it found. For a facet in which values are chosen, what it would find without them counts.
    """
    question = gathering.question
    chosen = [name for name in question.facets if question.filters.get(name)]
    free = [name for name in question.facets if name not in chosen]
    found = _count(free, matched)
    for name in chosen:
        found |= _count([name], gathering.matches(but=name).pks[:MOST])
    return {name: found[name] for name in question.facets}


def _count(names: Sequence[str], pks: Sequence[int]) -> dict[str, Mapping[str, int]]:
    if not names:
        return {}
    tallies: dict[str, Counter[str]] = {name: Counter() for name in names}
    for facets in IndexRow.objects.filter(pk__in=pks).values_list("facets", flat=True):
        for name, tally in tallies.items():
            tally.update(facets.get(name, ()))
    return {name: dict(tally.most_common()) for name, tally in tallies.items()}
