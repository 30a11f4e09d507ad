"""Facets as readers choose from them: values with words and counts, chosen ones always in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edu_search.entries.facets import Facet
from edu_search.results.shapes import FacetGroup, Option

#: Values of one facet that a page lists; readers narrow by other facets or words to see the rest.
MOST_VALUES = 60


def grouped(
    facets: Sequence[Facet], counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Sequence[str]]
) -> list[FacetGroup]:
    """Return the facets with their values, in the order given.

    Args:
        facets: those to show.
        counts: documents by value by facet, as the engine counted.
        chosen: the reader's values by facet.
    """
    return [_group(facet, counts.get(facet.name, {}), chosen.get(facet.name, ())) for facet in facets]


def words_for(facet: Facet, values: Sequence[str]) -> Mapping[str, str]:
    """Return the words for values; a value of a facet without words stands for itself."""
    if not values:
        return {}
    return facet.labels(values) if facet.labels else {value: value for value in values}


def _group(facet: Facet, counts: Mapping[str, int], chosen: Sequence[str]) -> FacetGroup:
    values = _ordered(facet, counts)[:MOST_VALUES]
    values += [value for value in chosen if value not in values]
    words = words_for(facet, values)
    options = [
        Option(value, str(words.get(value, value)), counts.get(value, 0), selected=value in chosen) for value in values
    ]
    # One more value takes no more room than the word "more" does.
    shown = facet.shown + 1 if len(options) == facet.shown + 1 else facet.shown
    first = [option for place, option in enumerate(options) if place < shown or option.selected]
    rest = [option for place, option in enumerate(options) if place >= shown and not option.selected]
    return FacetGroup(facet.name, str(facet.label), first, rest)


def _ordered(facet: Facet, counts: Mapping[str, int]) -> list[str]:
    if facet.ordering == "count":
        return sorted(counts, key=lambda value: (-counts[value], value))
    return sorted(counts, reverse=facet.ordering.startswith("-"))
