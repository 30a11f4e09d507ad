"""Which letters of a text the reader asked for, found in the text itself and never in a changed copy of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from edu_search.analysis import Meaning, canon, fold

#: Folding by one table is ten times as fast as letter by letter; it holds the Latin letters and leaves others.
_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
FOLDED = {ord(char): folded for char in _LATIN if len(folded := fold(char)) == 1 and folded != char}
_END = r"(?![^\W_])"
_LETTER = re.compile(r"[^\W_]")
_BETWEEN = r"[\W_]{1,3}"
#: What may stand between two words that belong together: space, or one sign as in 1234/SGDĐT-VP.
_GAP = re.compile(r"\s{1,3}|[/&.–-]")
#: Words that are in every text; alone they tell nothing, unless the whole query is one of them.
COMMON = frozenset(
    {"và", "của", "là", "ở", "có", "các", "những", "cho", "với", "được", "trong", "tại", "về", "từ", "đến", "theo"}
    | {"một", "này", "đó", "thì", "mà", "như", "để", "khi", "do", "bởi", "vì", "sẽ", "đã"}
)
_OPEN, _CLOSE, _CUT = mark_safe("<mark>"), mark_safe("</mark>"), mark_safe("…")


@dataclass(frozen=True)
class Span:
    """A place in a text that holds what was asked for.

    Args:
        start, end: as in a slice.
        words: the folded words found there, in order; what stands for several words is one of them.
        sure: whether the words belong together in the query, too, or stand for each other.
    """

    start: int
    end: int
    words: tuple[str, ...]
    sure: bool = False


@dataclass(frozen=True)
class Passage:
    """A piece of a text with marked places.

    Args:
        text: a substring of the original, letter for letter.
        spans: places in ``text``, in order, not touching each other.
        cut_before, cut_after: whether the original goes on there.
    """

    text: str
    spans: tuple[Span, ...] = ()
    cut_before: bool = False
    cut_after: bool = False

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """The marked places as slices of ``text``."""
        return [(span.start, span.end) for span in self.spans]

    @property
    def html(self) -> SafeString:
        """The piece as HTML: every piece of text escaped, nothing safe but our own tags."""
        parts: list[str] = [_CUT] if self.cut_before else []
        at = 0
        for span in self.spans:
            parts += [self.text[at : span.start], _OPEN, self.text[span.start : span.end], _CLOSE]
            at = span.end
        parts.append(self.text[at:])
        if self.cut_after:
            parts.append(_CUT)
        return format_html_join("", "{}", ((part,) for part in parts))

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.text)


class Marker:
    """Finds the words of one query in many texts."""

    def __init__(self, meaning: Meaning, *, unfinished: bool = False) -> None:
        """Prepare a query.

        Args:
            meaning: the query.
            unfinished: the last word is still being typed, so words that begin with it count.
        """
        marked, folded = meaning.canon_words.split(), meaning.fold_words.split()
        self.forms: dict[str, set[str]] = {}
        for form, bare in zip(marked, folded, strict=True):
            self.forms.setdefault(bare, set()).add(form)
        self.last = folded[-1] if unfinished and folded else ""
        self.lonely = len(folded) < 2
        self.pairs = set(pairwise(folded))
        runs = [run for group in meaning.groups for run in group[1:]]
        self.pattern = _pattern([*runs, *((word,) for word in self.forms)], self.last)

    def read(self, *texts: str) -> list[list[Span]]:
        """Return the places that hold the words, for each of a document's texts (composed).

        A word that stands beside its neighbour of the query somewhere in the document counts there
        only: who asks for "tuyển sinh" did not ask for the *sinh* of *học sinh*.
        """
        found = [_joined(text, self._found(text), self._are_neighbours) for text in texts]
        surely = {word for spans in found for span in spans if span.sure for word in span.words}
        kept = [
            [span for span in spans if span.sure or self._counts(span, text, surely)]
            for text, spans in zip(texts, found, strict=True)
        ]
        return [_joined(text, spans, lambda before, after: True) for text, spans in zip(texts, kept, strict=True)]

    def mark(self, text: str) -> Passage:
        """Return the whole of ``text`` with its words marked."""
        return Passage(text, tuple(self.read(text)[0]))

    def _found(self, text: str) -> Iterator[Span]:
        if self.pattern is None:
            return
        folded, at = text.translate(FOLDED), 0
        while found := self.pattern.search(folded, at):
            start, at = found.span()
            if start and _LETTER.match(folded, start - 1):  # asked here and not in the pattern: five times as fast
                at = start + 1
                continue
            bare = found.group()
            if bare not in self.forms:  # another way to say it, or the beginning of a word
                yield Span(start, at, (bare,), sure=True)
            elif self._is_meant(bare, text[start:at]):
                yield Span(start, at, (bare,))

    def _are_neighbours(self, before: Span, after: Span) -> bool:
        return (before.words[-1], after.words[0]) in self.pairs

    def _is_meant(self, bare: str, original: str) -> bool:
        """Whether the marks agree: "ma" means *má* and *mà*, "má" does not mean *mà*."""
        forms = self.forms[bare]
        return bare in forms or bare == self.last or canon(original) in {*forms, bare}

    def _counts(self, span: Span, text: str, surely: set[str]) -> bool:
        (word,) = span.words
        return self.lonely or (word not in surely and canon(text[span.start : span.end]) not in COMMON)


def _joined(text: str, spans: Iterable[Span], belong: Callable[[Span, Span], bool]) -> list[Span]:
    """Return the spans, those next to each other joined where they belong together."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and _GAP.fullmatch(text, before.end, span.start) and belong(before, span):
            joined[-1] = Span(before.start, span.end, (*before.words, *span.words), sure=True)
        else:
            joined.append(span)
    return joined


def _pattern(runs: Sequence[Sequence[str]], last: str) -> re.Pattern[str] | None:
    if not runs:
        return None
    ways = sorted({_BETWEEN.join(map(re.escape, run)) for run in runs}, key=len, reverse=True)
    whole = f"(?:{'|'.join(ways)}){_END}"
    # The last word of an unfinished query counts where a word begins with it.
    return re.compile(f"{whole}|{re.escape(last)}" if last else whole)
