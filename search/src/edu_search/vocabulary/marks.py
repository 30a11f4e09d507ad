"""Restores marks: of all ways to write the words of a query, the one that the site's documents make most probable."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from edu_search.vocabulary.models import Form, Pair

#: How many ways to write a word are tried.
MOST_FORMS = 8
#: Unseen pairs count as much as this many seen ones would by chance.
SMOOTHING = 1.5
#: A word is restored when the way it is written has this probability.
SURE = 0.85


def restored(words: Sequence[str], *, given: Sequence[str] = ()) -> list[str] | None:
    """Return words with marks, or None when one of them is not sure.

    Args:
        words: without marks.
        given: as they were typed; one that has marks stays as it is where documents write it so.
    """
    forms = _forms(words)
    choices = [_choices(word, given[at] if given else word, forms.get(word)) for at, word in enumerate(words)]
    if not words or not any(word in forms for word in words):
        return None
    counts = _pairs(words)
    forward = _along(choices, counts)
    # Read from behind the pairs stand the other way round.
    turned = {(second, first): count for (first, second), count in counts.items()}
    backward = _along(choices[::-1], turned)[::-1]
    best = []
    for at, options in enumerate(choices):
        total = sum(options.values())
        weights = {form: forward[at][form] + backward[at][form] - math.log(options[form] / total) for form in options}
        form = max(weights, key=lambda one: weights[one])
        highest = weights[form]
        if 1 / sum(math.exp(weight - highest) for weight in weights.values()) < SURE:
            return None
        best.append(form)
    return best


def _choices(word: str, typed: str, forms: dict[str, int] | None) -> dict[str, int]:
    """Return ways to write a word, with counts."""
    if typed != word and (not forms or typed in forms):
        return {typed: 1}
    return forms or {word: 1}


def _along(choices: list[dict[str, int]], counts: dict[tuple[str, str], int]) -> list[dict[str, float]]:
    """Return for every word the logarithm of how probable its forms are with all before it."""
    first = choices[0]
    total = sum(first.values())
    found = [{form: math.log(count / total) for form, count in first.items()}]
    for before, options in pairwise(choices):
        total = sum(options.values())
        step = {}
        for form, count in options.items():
            ways = []
            for other, seen in before.items():
                chance = SMOOTHING * count / total
                likely = (counts.get((other, form), 0) + chance) / (max(seen, 1) + SMOOTHING)
                ways.append(found[-1][other] + math.log(likely))
            highest = max(ways)
            step[form] = highest + math.log(sum(math.exp(way - highest) for way in ways))
        found.append(step)
    return found


def _forms(words: Sequence[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for form, fold, count in (
        Form.objects.filter(fold__in=set(words)).order_by("-count").values_list("form", "fold", "count")
    ):
        if len(found[fold]) < MOST_FORMS:
            found[fold][form] = count
    return dict(found)


def _pairs(words: Sequence[str]) -> dict[tuple[str, str], int]:
    folds = {f"{first} {second}" for first, second in pairwise(words)}
    found = {}
    for pair, count in Pair.objects.filter(fold__in=folds).values_list("pair", "count"):
        first, _space, second = pair.partition(" ")
        found[first, second] = count
    return found
