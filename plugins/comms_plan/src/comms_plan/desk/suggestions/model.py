"""The rule: each theme is a bag of terms; the themes nearest to a text are suggested.

A theme's bag holds the plan's words about it (name, sub-topics, the plan's sentence) and
what earlier items with the theme say. A term weighs more the fewer themes use it. The
weight of a term for a theme is its share there against its share everywhere
(complement naive Bayes, Rennie 2003), which stays fair to themes with few items.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comms_plan.desk.suggestions.words import counts_of, phrases_of

SMOOTHING = 1.0
#: How much louder than an item's text the plan's own words speak.
PLAN_WORDS = 3.0
#: A pair of syllables says more than a single one.
PAIR = 1.6
REASONS = 3
#: A term below this share of the strongest one, and of 1, speaks too softly to be named as a reason.
CLEAR = 0.2
#: A pair above this weight joins a phrase that another pair makes strong.
JOINS = 0.3


@dataclass(frozen=True)
class Example:
    """A text that is known to carry themes.

    Args:
        text: title and lead, or the plan's words.
        themes: keys of the themes.
        weight: how much one mention counts.
    """

    text: str
    themes: tuple[int | str, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Suggestion:
    """A theme that fits, and the words of the text that speak for it, strongest first."""

    theme: int | str
    score: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThemeModel:
    """What every theme sounds like.

    Args:
        themes: keys of the themes.
        weights: term → for each theme, in their order, how much the term speaks for it (above 0) or against it.
    """

    themes: tuple[int | str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def suggest(self, text: str, number: int = 3) -> list[Suggestion]:
        """Return the themes nearest to ``text``, the nearest first; none for a text without known words."""
        strength = {term: math.log1p(count) for term, count in counts_of(text).items() if term in self.weights}
        if not strength:
            return []
        rows = [(share, self.weights[term]) for term, share in strength.items()]
        scores = [sum(share * row[place] for share, row in rows) for place in range(len(self.themes))]
        ranked = sorted(range(len(self.themes)), key=lambda place: -scores[place])[:number]
        return [Suggestion(self.themes[place], scores[place], self._reasons(place, text)) for place in ranked]

    def _reasons(self, place: int, text: str) -> tuple[str, ...]:
        """Return the phrases that speak for a theme clearly, the strongest first."""

        def weight(term: str) -> float:
            return self.weights[term][place] if term in self.weights else 0.0

        clear = max(CLEAR, CLEAR * max(map(weight, counts_of(text))))
        phrases = phrases_of(text, lambda term: weight(term) - JOINS)
        named = [phrase for phrase, worth in phrases.items() if worth > clear - JOINS]
        return tuple(sorted(named, key=lambda phrase: -phrases[phrase])[:REASONS])


def train(examples: Iterable[Example]) -> ThemeModel:
    """Return the model of ``examples``; a term that stands in one item only teaches nothing and is left out."""
    bags: dict[int | str, Counter[str]] = {}
    everywhere: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for example in examples:
        for term, count in counts_of(example.text).items():
            seen[term] += 1 if example.weight == 1.0 else 2
            amount = example.weight * math.log1p(count) / len(example.themes)
            for theme in example.themes:
                bags.setdefault(theme, Counter())[term] += amount  # type: ignore[assignment]
                everywhere[term] += amount  # type: ignore[assignment]
    return ThemeModel(tuple(bags), _weights(list(bags.values()), everywhere, seen))


def _weights(bags: list[Counter[str]], everywhere: Counter[str], seen: Counter[str]) -> dict[str, tuple[float, ...]]:
    size, total = len(everywhere), sum(everywhere.values())
    sums = [sum(bag.values()) for bag in bags]
    spread = Counter(term for bag in bags for term in bag)
    weights: dict[str, tuple[float, ...]] = {}
    for term, amount in everywhere.items():
        if seen[term] < 2:
            continue
        rarity = math.log((1 + len(bags)) / spread[term]) * (PAIR if " " in term else 1.0)
        weights[term] = tuple(
            rarity
            * math.log(
                (bag[term] + SMOOTHING)
                / (own + SMOOTHING * size)
                * (total - own + SMOOTHING * size)
                / (amount - bag[term] + SMOOTHING)
            )
            for bag, own in zip(bags, sums, strict=True)
        )
    return weights
