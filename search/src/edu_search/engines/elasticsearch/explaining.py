"""Why a result stands where it does: Elasticsearch's explanation, summed up by reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from edu_search.engines.contract import Clause
from edu_search.engines.elasticsearch.queries import FADE

_WEIGHT = re.compile(r'^weight\((\w+)(\.\w+)?:("?)(.+?)\3 in \d+\)')
_NUMBER = re.compile(r"ConstantScore\(number:")
_TIE = re.compile(r"^max plus ([\d.]+) times others")

Node = Mapping[str, Any]


def clauses(explanation: Node) -> list[Clause]:
    """Return the parts of a score, the largest first; their sum is the score.

    Args:
        explanation: what the server's explain API says of our query.
    """
    scores: dict[str, float] = defaultdict(float)
    words: dict[str, dict[str, None]] = defaultdict(dict)
    for reason, text, score in _parts(explanation, 1.0):
        scores[reason] += score
        if text:
            words[reason][text] = None
    found = [Clause(reason, list(words[reason]), round(score, 3)) for reason, score in scores.items()]
    return sorted((clause for clause in found if clause.score), key=lambda clause: -abs(clause.score))


def _parts(node: Node, factor: float) -> Iterator[tuple[str, str, float]]:
    """Yield reason, words and score of every leaf that counts."""
    text, details = str(node["description"]), node.get("details", [])
    if found := _WEIGHT.match(text):
        field, sub, _quote, term = found.groups()
        yield _reason(field, sub), term, node["value"] * factor
    elif _NUMBER.match(text):
        yield "number", text.partition("number:")[2].partition(")")[0], node["value"] * factor
    elif text.startswith("function score"):
        yield from _weighted(details, factor)
    elif tie := _TIE.match(text):
        best = max(range(len(details)), key=lambda at: details[at]["value"])
        for at, child in enumerate(details):
            yield from _parts(child, factor if at == best else factor * float(tie.group(1)))
    else:
        for child in details:
            if child["value"]:
                yield from _parts(child, factor)


def _weighted(details: list[Node], factor: float) -> Iterator[tuple[str, str, float]]:
    """The score of the words times what age and place make of it."""
    words, *rest = details
    yield from _parts(words, factor)
    near = sum(_weights(rest, "match filter: owner:"))
    whole = sum(_weights(rest, "match filter: ")) - near - sum(_weights(rest, "match filter: *:*"))
    times = next((node["value"] for node in _leaves(rest) if "min of" in str(node["description"])), 1.0)
    score = words["value"] * factor
    yield "near", "", score * near
    yield "all_words", "", score * whole
    yield "recency", "", score * (times - near - whole - 1.0)


def _weights(nodes: list[Node], kind: str) -> Iterator[float]:
    for node in _leaves(nodes):
        details = node.get("details", [])
        if details and str(details[0]["description"]).startswith(kind):
            yield float(node["value"])


def _leaves(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _leaves(node.get("details", []))


def _reason(field: str, sub: str | None) -> str:
    if sub:
        return "title_pairs" if field.startswith("title") else "pairs"
    part, _underline, form = field.partition("_")
    return part if form == "fold" else f"{part}_marks"


__all__ = ["FADE", "clauses"]
