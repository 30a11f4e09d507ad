"""“Why is this first?”: a query, its results, and the parts of each score as bars with plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edu_search.analysis import meaning
from edu_search.conf import reader_audience
from edu_search.desk.guarding import for_editors
from edu_search.desk.owners import owned_by
from edu_search.engines import choosing
from edu_search.engines.contract import Clause, EngineUnavailableError, Question
from edu_search.results.services import answer
from edu_search.results.shapes import Result

SHOWN = 10
#: What editors read for a reason; a reason that is not here is shown by its own name.
REASONS: dict[str, Promise] = {
    "title": _("Words in the title"),
    "title_pairs": _("Words side by side in the title"),
    "summary": _("Words in the summary"),
    "summary_pairs": _("Words side by side in the summary"),
    "text": _("Words in the text"),
    "text_pairs": _("Words side by side in the text"),
    "pairs": _("Words side by side"),
    "number": _("The number of the document"),
    "recency": _("How new it is"),
    "all_words": _("All words of the query are there"),
    "near": _("It belongs to the unit inside which is searched"),
}


@dataclass(frozen=True)
class Bar:
    """A part of a score.

    Args:
        label: the reason in plain words.
        words: which words counted.
        score: what it added.
        width: share of the highest score of all results, 0 to 100.
    """

    label: str
    words: str
    score: float
    width: float


@dataclass(frozen=True)
class Explained:
    """A result with the parts of its score, and by which part most of all it stands where it does."""

    result: Result
    bars: list[Bar]
    total: float

    @property
    def first(self) -> Bar | None:
        """The largest part."""
        return self.bars[0] if self.bars else None


@for_editors
def why(request: HttpRequest) -> HttpResponse:
    """Show the form and, with a query, its first results explained."""
    owned = owned_by(request.user)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    owner = request.GET.get("owner", "")
    owner = owner if owner in owned.names else ""
    asked = Question(meaning(text), near=owner, audience=reader_audience(request), size=SHOWN)
    context = {"q": text, "owner": owner, "owned": owned, "meant": asked.meaning, "found": None, "explained": []}
    if not asked.meaning.is_empty:
        try:
            found = answer(asked, listed=())
            context |= {"found": found, "explained": _explained(found.question, list(found.results))}
        except EngineUnavailableError:
            context["is_down"] = True
    return render(request, "edu_search/desk/why.html", context)


def _explained(question: Question, results: list[Result]) -> list[Explained]:
    parts = [(result, choosing.explain(question, result.entry)) for result in results]
    highest = max((sum(clause.score for clause in clauses) for _result, clauses in parts), default=0) or 1
    return [
        Explained(
            result,
            [_bar(clause, highest) for clause in sorted(clauses, key=lambda clause: -clause.score)],
            sum(clause.score for clause in clauses),
        )
        for result, clauses in parts
    ]


def _bar(clause: Clause, highest: float) -> Bar:
    width = max(1.0, min(100.0, 100 * clause.score / highest))
    return Bar(str(REASONS.get(clause.reason, clause.reason)), ", ".join(clause.words), clause.score, round(width, 1))
