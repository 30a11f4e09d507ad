"""By what results can be narrowed: facets are words of the packages that register documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

#: Returns the words that readers see for some values: ``{"05": "5. Thi và tuyển sinh"}``.
Labels = Callable[[Sequence[str]], Mapping[str, str]]


@dataclass(frozen=True)
class Facet:
    """One way to narrow results.

    Args:
        name: key in `Document.facets`; also the name of the parameter in addresses and in the API.
        label: a (lazy) word for readers.
        labels: words for values; a value that has none is shown as it is.
        ordering: "count" lists the most frequent values first, "value" sorts by the value,
            "-value" the other way round (years).
        shown: how many values stand before "more".
    """

    name: str
    label: str
    labels: Labels | None = None
    ordering: str = "count"
    shown: int = 8


_facets: dict[str, Facet] = {}


def register_facet(facet: Facet) -> None:
    """Let results be narrowed by ``facet``; facets are shown in the order of their registration."""
    _facets[facet.name] = facet


def facets() -> list[Facet]:
    """Return the registered facets."""
    return list(_facets.values())
