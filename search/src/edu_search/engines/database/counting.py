"""How many documents have each value of a facet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edu_search.engines.database.gathering import MOST, Gathering


def counts(gathering: Gathering, matched: Sequence[int]) -> dict[str, Mapping[str, int]]:
    """Return documents by value by facet, the most frequent first.

    Args:
        gathering: of the question.
        matched: what it found. For a facet in which values are chosen, what it would find without them counts.
    """
    question = gathering.question
    chosen = [name for name in question.facets if question.filters.get(name)]
    free = [name for name in question.facets if name not in chosen]
    found = gathering.index.tally(matched, free)
    for name in chosen:
        found |= gathering.index.tally(gathering.matches(but=name).pks[:MOST], [name])
    return {name: found[name] for name in question.facets}
