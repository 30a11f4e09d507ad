"""How many documents have a term: of frequent ones by the vocabulary, of the others by the index itself.

To count a frequent word in the index takes as long as a search; the vocabulary knows it well enough. A rare one
is counted quickly, and the vocabulary may not know it yet.
"""

from __future__ import annotations

from collections.abc import Sequence

from edu_search.engines.database.index import Index
from edu_search.vocabulary.models import Pair, Renewal, Word

#: A term in so many documents, by the vocabulary, is frequent.
FREQUENT = 300


def frequencies(index: Index, terms: Sequence[str]) -> dict[str, int]:
    """Return how many documents have each of some folded words or pairs of words."""
    found = _known(terms)
    return found | index.frequencies([term for term in terms if term not in found])


def documents(index: Index) -> int:
    """Return how many documents there are, about."""
    known = Renewal.objects.filter(pk=1).values_list("documents", flat=True).first()
    return known or index.documents()


def _known(terms: Sequence[str]) -> dict[str, int]:
    frequent = Word.objects.filter(fold__in=[term for term in terms if "_" not in term], documents__gte=FREQUENT)
    found = dict(frequent.values_list("fold", "documents"))
    pairs = {term.replace("_", " "): term for term in terms if "_" in term}
    sums: dict[str, int] = {}
    for fold, documents in Pair.objects.filter(fold__in=pairs).values_list("fold", "documents"):
        sums[pairs[fold]] = sums.get(pairs[fold], 0) + documents
    return found | {term: count for term, count in sums.items() if count >= FREQUENT}
