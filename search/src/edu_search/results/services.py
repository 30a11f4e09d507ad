"""Ask an engine and make an answer of what it found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db.models.functions import Substr
from django.utils import timezone

from edu_search.analysis import Meaning, meaning
from edu_search.engines import choosing
from edu_search.engines.contract import DEEPEST, Found, Hit, Question
from edu_search.entries.facets import Facet, facets
from edu_search.entries.models import Entry
from edu_search.pins.services import pinned
from edu_search.results.facets import grouped
from edu_search.results.marking import Marker
from edu_search.results.passages import title_and_passage
from edu_search.results.shapes import Answer, FacetGroup, Option, Result
from edu_search.vocabulary.services import did_you_mean, with_marks

#: Characters of a document's text in which its passage is looked for.
SEEN = 20_000
#: How often more is asked for when entries of a page may not be shown.
ROUNDS = 3
#: With fewer results than this a likelier spelling is looked for.
FEW = 5


def answer(
    question: Question, *, exact: bool = False, listed: Sequence[Facet] | None = None, with_pinned: bool = True
) -> Answer:
    """Return what readers see of an answer; nothing in it that the reader may not see.

    Every hit is checked against its entry now, whatever the engine believed a moment ago.
    A page beyond the last one is answered with the last one.

    Args:
        question: words, filters, reader, page; its ``facets`` are taken from ``listed``.
        exact: the letters as typed: no marks are restored and no other spelling is offered.
        listed: facets to count; all registered ones by default.
        with_pinned: whether to add what editors pinned.

    Raises:
        EngineUnavailableError: when no engine can answer.
    """
    listed = facets() if listed is None else listed
    typed = question.meaning
    # A number is looked for as it is written; the vocabulary would take it apart.
    marked = None if exact or typed.is_empty or typed.number else with_marks(typed)
    sought = meaning(marked) if marked else typed
    question = replace(question, meaning=sought, facets=[facet.name for facet in listed], first=_reachable(question))
    found = choosing.search(question)
    if not found.hits and found.total and question.first:
        question = replace(question, first=_last_page(found.total, question.size))
        found = choosing.search(question)
    now = timezone.now()
    shown, lost = _shown(question, found, now)
    marker = Marker(sought)
    groups = grouped(listed, found.counts, question.filters)
    above = _pinned(question, now, marker) if with_pinned and question.first == 0 else []
    taken = {result.entry.pk for result in above}
    total = max(0, found.total - lost)
    few = total < FEW or found.loosened
    return Answer(
        question=question,
        typed=typed,
        results=[
            _result(entry, marker, rank=question.first + place, score=hit.score)
            for place, (hit, entry) in enumerate(shown, 1)
            if entry.pk not in taken
        ],
        pinned=above,
        facets=[group for group in groups if group.offers_choice],
        words={group.name: {one.value: one.label for one in (*group.options, *group.more)} for group in groups},
        total=total,
        at_least=found.at_least,
        understood=sought.text if sought.text != typed.typed and not typed.is_empty else "",
        did_you_mean=(did_you_mean(sought) or "") if few and not exact and not typed.is_empty else "",
        loosened=found.loosened,
        degraded=choosing.is_degraded(),
        engine=found.engine,
        chosen=_chosen(groups),
    )


def entries_by_pk(pks: Sequence[int]) -> dict[int, Entry]:
    """Return entries by their primary key, with the beginning of their text as ``beginning``."""
    rows = Entry.objects.filter(pk__in=pks).defer("text", "error").annotate(beginning=Substr("text", 1, SEEN))
    return {entry.pk: entry for entry in rows}


def _reachable(question: Question) -> int:
    """Return where a page begins that may be asked for."""
    return max(0, min(question.first, DEEPEST - question.size))


def _last_page(total: int, size: int) -> int:
    return (min(total, DEEPEST) - 1) // size * size


def _shown(question: Question, found: Found, now: dt.datetime) -> tuple[list[tuple[Hit, Entry]], int]:
    """Return the hits that the reader may see, and how many were dropped; what was dropped is filled up."""
    shown: list[tuple[Hit, Entry]] = []
    lost, first = 0, question.first
    for asked in range(1, ROUNDS + 1):
        entries = entries_by_pk([hit.pk for hit in found.hits])
        for hit in found.hits:
            entry = entries.get(hit.pk)
            if entry is not None and entry.is_shown_to(question.audience, now):
                shown.append((hit, entry))
            else:
                lost += 1
        first += question.size
        if len(shown) >= question.size or first >= min(found.total, DEEPEST) or asked == ROUNDS:
            break
        found = choosing.search(replace(question, first=first, facets=()))
    return shown[: question.size], lost


def _result(entry: Entry, marker: Marker, *, rank: int = 0, score: float = 0.0) -> Result:
    text: str = entry.beginning  # type: ignore[attr-defined]
    return Result(entry, *title_and_passage(marker, entry.title, entry.summary, text), rank, score)


def _pinned(question: Question, now: dt.datetime, marker: Marker) -> list[Result]:
    if question.meaning.is_empty:
        return []
    found = pinned(question.meaning, owner=question.near, audience=question.audience)
    entries = entries_by_pk([entry.pk for entry in found]) if found else {}
    pins = {entry.pk: getattr(entry, "pin", None) for entry in found}
    visible = (entries[entry.pk] for entry in found if entry.pk in entries)
    shown = (entry for entry in visible if entry.is_shown_to(question.audience, now))
    return [replace(_result(entry, marker), pin=pins[entry.pk]) for entry in shown]


def _chosen(groups: Sequence[FacetGroup]) -> list[tuple[str, Option]]:
    return [(group.name, option) for group in groups for option in group.chosen]


__all__ = ["Answer", "Meaning", "answer"]
