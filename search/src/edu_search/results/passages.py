"""The piece of a document that shows best why it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edu_search.results.marking import Marker, Passage, Span

#: Characters of a passage, about two lines on a desk and four on a phone.
LENGTH = 160
#: How far before the first marked word a sentence may begin for the passage to begin with it.
LEAD = 60
_SENTENCE = re.compile(r"[.!?…;\n]\s+(?=\S)")
_SPACE = re.compile(r"\s+")


def title_and_passage(
    marker: Marker, title: str, summary: str, text: str, *, length: int = LENGTH
) -> tuple[Passage, Passage]:
    """Return a document's title and the best piece of its summary or text, both with marked places.

    The summary wins where it tells as much as the text does: somebody wrote it to be read.

    Args:
        marker: the query.
        title, summary, text: plain composed text; each may be empty.
        length: characters of the piece, about.
    """
    in_title, in_summary, in_text = marker.read(title, summary, text)
    return Passage(title, tuple(in_title)), _better(summary, in_summary, text, in_text, length)


def _better(summary: str, in_summary: Sequence[Span], text: str, in_text: Sequence[Span], length: int) -> Passage:
    first, second = window(summary, in_summary, length), window(text, in_text, length)
    return first if summary and len(_words(first)) >= len(_words(second)) else second


def window(text: str, spans: Sequence[Span], length: int = LENGTH) -> Passage:
    """Return about ``length`` characters of ``text`` that hold as many different words as possible."""
    if len(text) <= length * 1.25:
        return _piece(text, spans, 0, len(text))
    first = _best(spans, length)
    start = _start(text, first.start, length) if first else _skip_space(text, 0)
    end = start + length
    if end < len(text):
        # A word is not cut in two, unless it is longer than the passage.
        space = max(text.rfind(" ", start, end + 1), text.rfind("\n", start, end + 1))
        inside = first.end if first else start + length // 2
        end = space if space >= min(inside, end) and space > start else end
    return _piece(text, spans, start, min(end, len(text)))


def _best(spans: Sequence[Span], length: int) -> Span | None:
    """Return the first place of the window with the most different words, the earliest of equals."""
    best: Span | None = None
    most, last = (0, 0), 0
    for at, span in enumerate(spans):
        last = max(last, at)
        while last + 1 < len(spans) and spans[last + 1].end - span.start <= length - LEAD:
            last += 1
        inside = spans[at : last + 1]
        words = {word for one in inside for word in one.words}
        worth = (len(words), max(len(one.words) for one in inside))
        if worth > most:
            best, most = span, worth
    return best


def _start(text: str, place: int, length: int) -> int:
    """Return where a passage begins that holds ``place``: a sentence, else a few words before."""
    earliest = max(0, place - LEAD)
    if earliest == 0:
        return _skip_space(text, 0)
    sentences = [found.end() for found in _SENTENCE.finditer(text, earliest, place)]
    if sentences:
        return sentences[-1]
    near = max(0, min(place - LEAD // 3, len(text) - length))
    space = _SPACE.search(text, near, place)
    return space.end() if space else place


def _skip_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _piece(text: str, spans: Sequence[Span], start: int, end: int) -> Passage:
    inside = tuple(
        Span(max(span.start, start) - start, min(span.end, end) - start, span.words, span.sure)
        for span in spans
        if span.start < end and span.end > start
    )
    return Passage(
        text[start:end], inside, cut_before=start > 0 and bool(text[:start].strip()), cut_after=end < len(text)
    )


def _words(passage: Passage) -> set[str]:
    return {word for span in passage.spans for word in span.words}
