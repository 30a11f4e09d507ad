"""Search and suggestions as JSON: the same power as the page, for everybody and therefore for the public only."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import BaseModel, Field, create_model

from edu_portal.public.search import Card, make_cards
from edu_search.analysis import LONGEST_QUERY, meaning
from edu_search.engines.contract import DEEPEST, Question
from edu_search.entries.facets import facets
from edu_search.entries.models import PUBLIC
from edu_search.public.suggesting import Wanted
from edu_search.public.suggesting import suggest as offers_for
from edu_search.results.marking import Passage
from edu_search.results.services import answer
from edu_search.results.shapes import FacetGroup
from unit_pages.api.addresses import public_address
from unit_pages.api.answers import json_answer
from unit_pages.api.fields import Resource, chosen_fields, dump
from unit_pages.api.parameters import FIELDS, UNIT, Codes, OneQuery, PeriodQuery, Word
from unit_pages.api.parts import UnitRef, unit_ref
from unit_pages.api.routing import ReadRouter
from unit_pages.units.history import find_unit

router = ReadRouter(tags=["search"])
#: The facet that the parameter ``unit`` narrows; it takes slugs and former codes, too.
UNIT_FACET = "unit"
FACET = _("Values of the facet, separated by commas; a document has one of them. See facets in an answer.")
TEXT = _("Words, with or without diacritics; raw Telex and VNI are understood.")


class Highlight(BaseModel):
    """A piece of text with the places that were asked for."""

    text: str = Field(description=_("Plain text, letter for letter as stored."))
    ranges: list[tuple[int, int]] = Field(description=_("Marked places as [start, end) in characters of the text."))
    html: str = Field(description=_("The same as HTML, escaped, with mark elements; … where the text goes on."))


class FoundItem(Resource):
    """A document that was found."""

    rank: int = Field(description=_("Place among all results, from 1."))
    type: str = Field(description=_("Kind of document."), examples=["article"])
    url: str = Field(description=_("Path of the page."))
    canonical: str = Field(description=_("Absolute canonical address."))
    title: Highlight = Field(description=_("Title."))
    passage: Highlight = Field(description=_("The piece of summary or text that shows why it was found; may be empty."))
    kind: str = Field(description=_("What it is, for readers; may be empty."))
    unit: UnitRef | None = Field(description=_("Whose it is; null for nobody's."))
    published_at: dt.datetime | None = Field(description=_("When it was published; null for what has no such moment."))
    language: str = Field(description=_("Language, BCP 47."))
    facets: dict[str, list[str]] = Field(description=_("Its values by facet."))
    pinned: bool = Field(description=_("Editors want it first for these words."))


class FacetValue(BaseModel):
    """A value of a facet."""

    value: str = Field(description=_("For the parameter of the facet."))
    label: str = Field(description=_("Word for readers."))
    count: int = Field(description=_("Documents that have it, with the other filters applied."))
    selected: bool = Field(description=_("Whether it was asked for."))


class FacetOut(BaseModel):
    """A way to narrow the results."""

    name: str = Field(description=_("Name of its parameter."))
    label: str = Field(description=_("Word for readers."))
    values: list[FacetValue] = Field(description=_("Its values, the most useful first."))


class SearchAnswer(BaseModel):
    """A page of results."""

    items: list[FoundItem] = Field(description=_("The results of this page; pinned ones first."))
    next: str | None = Field(description=_("Absolute address of the next page; null on the last one."))
    total: int = Field(description=_("How many were found."))
    at_least: bool = Field(description=_("The total is a lower bound."))
    page: int = Field(description=_("Number of this page; the last one for numbers beyond it."))
    pages: int = Field(description=_("How many pages can be asked for."))
    facets: list[FacetOut] = Field(description=_("Ways to narrow the results."))
    understood: str | None = Field(description=_("The words as they were read, where that differs from q."))
    did_you_mean: str | None = Field(description=_("A likelier spelling of q."))
    loosened: bool = Field(description=_("Nothing has all the words; these have some of them."))
    engine: str = Field(description=_("Who answered."), examples=["elasticsearch"])
    degraded: bool = Field(description=_("The engine is down; the database answers in a simpler way."))


class SearchBase(PeriodQuery):
    """Parameters of the search besides facets."""

    q: str | None = Field(None, max_length=LONGEST_QUERY, description=TEXT, examples=["tuyen sinh lop 10"])
    exact: bool = Field(False, description=_("true: only the letters as written, nothing read into them."))
    order: Literal["relevance", "date"] = Field("relevance", description=_("By relevance, or the newest first."))
    near: Word | None = Field(None, description=_("Slug or code of a unit whose documents come first."))
    limit: int = Field(20, ge=1, le=100, description=_("How many items at most."))
    page: int = Field(1, ge=1, le=2**31 - 1, description=_("Number of the page. Only 1,000 results can be reached."))
    fields: str | None = Field(None, description=FIELDS, examples=["title,url"])

    def chosen(self) -> dict[str, list[str]]:
        """Return the values by facet; the unit by its present code, an unknown one finds nothing."""
        found = {facet.name: list(value) for facet in facets() if (value := getattr(self, facet.name, None))}
        if UNIT_FACET in found:
            texts = found[UNIT_FACET][:20]
            found[UNIT_FACET] = [unit.code if (unit := find_unit(text)) else text for text in texts]
        return found

    def question(self) -> Question:
        """Return the question for the engine; a caller without a session is one of the public."""
        near = find_unit(self.near) if self.near else None
        return Question(
            meaning=meaning(self.q or "", exact=self.exact),
            filters=self.chosen(),
            near=near.code if near else "",
            audience=frozenset({PUBLIC}),
            since=timezone.localdate(self.since) if self.since else None,
            # The bound itself is not included, the engine's last day is.
            until=timezone.localdate(self.until - dt.timedelta(microseconds=1)) if self.until else None,
            order=self.order,
            first=(min(self.page, DEEPEST) - 1) * self.limit,
            size=self.limit,
        )


def _with_facets() -> type[SearchBase]:
    """Return the parameters with one for each registered facet; they are registered when Django starts."""
    described = {
        facet.name: (Codes | None, Field(None, description=UNIT if facet.name == UNIT_FACET else FACET))
        for facet in facets()
    }
    return create_model("SearchQuery", __base__=SearchBase, **described)  # type: ignore[call-overload,no-any-return]


SearchQuery = _with_facets()


def search(request: HttpRequest, query: Any) -> HttpResponse:
    """Answer with a page of results."""
    fields = chosen_fields(FoundItem, query.fields)
    found = answer(query.question(), exact=query.exact)
    items = [_item(card) for card in make_cards([*found.pinned, *found.results], found.words)]
    more = _page_address(request, found.page + 1) if found.page < found.pages else None
    data = SearchAnswer(
        items=[],
        next=more,
        total=found.total,
        at_least=found.at_least,
        page=found.page,
        pages=found.pages,
        facets=[_facet(group) for group in found.facets],
        understood=found.understood or None,
        did_you_mean=found.did_you_mean or None,
        loosened=found.loosened,
        engine=found.engine,
        degraded=found.degraded,
    ).model_dump(mode="json")
    return json_answer(request, {**data, "items": [dump(item, fields) for item in items]}, next_page=more)


search.__annotations__["query"] = Query[SearchQuery]  # type: ignore[valid-type,misc]  # known only here
router.read(
    "search",
    response=SearchAnswer,
    operation_id="search",
    summary=_("Search everything that is public"),
    description=_("Without words: all that the filters let through, the newest first. Facets count with the filters."),
)(search)


class SuggestQuery(OneQuery):
    """Parameters of suggestions."""

    q: str = Field("", max_length=LONGEST_QUERY, description=_("What is typed so far."), examples=["tuyen s"])
    near: Word | None = Field(None, description=_("Slug or code of a unit whose documents come first."))


class SuggestionOut(BaseModel):
    """One offer."""

    text: str = Field(description=_("Its words."))
    ranges: list[tuple[int, int]] = Field(description=_("Marked places as [start, end) in characters of the text."))
    url: str = Field(description=_("Path where it leads."))


class SuggestionGroup(BaseModel):
    """Offers of one kind."""

    name: str = Field(description=_("Stable name of the kind."), examples=["titles"])
    label: str = Field(description=_("Word for readers."))
    items: list[SuggestionOut] = Field(description=_("The offers, the best first."))


class SuggestAnswer(Resource):
    """What is offered while somebody types."""

    groups: list[SuggestionGroup] = Field(description=_("Offers by kind; empty before two letters are typed."))


@router.read(
    "suggest",
    response=SuggestAnswer,
    operation_id="suggest",
    summary=_("Suggestions while typing"),
    description=_("Frequent queries, units, themes and titles that hold the words; the last word may be unfinished."),
)
def suggest(request: HttpRequest, query: Query[SuggestQuery]) -> HttpResponse:
    """Answer with what fits the words so far."""
    near = find_unit(query.near) if query.near else None
    found = offers_for(Wanted(meaning(query.q), frozenset({PUBLIC}), near.code if near else ""))
    groups = [
        SuggestionGroup(
            name=group.name,
            label=str(group.label),
            items=[
                SuggestionOut(text=one.text.text, ranges=one.text.ranges, url=one.url or _search_path(one.text.text))
                for one in offers
            ],
        )
        for group, offers in found
    ]
    return json_answer(request, dump(SuggestAnswer(groups=groups), chosen_fields(SuggestAnswer, query.fields)))


def _item(card: Card) -> FoundItem:
    entry = card.result.entry
    return FoundItem(
        rank=card.result.rank,
        type=entry.type,
        url=entry.url_path,
        canonical=public_address(entry.url_path),
        title=_highlight(card.result.title),
        passage=_highlight(card.result.passage),
        kind=card.kind_name,
        unit=unit_ref(card.unit) if card.unit else None,
        published_at=timezone.localtime(entry.published_at) if entry.published_at else None,
        language=entry.language,
        facets=entry.facets,
        pinned=card.result.rank == 0,
    )


def _highlight(passage: Passage) -> Highlight:
    return Highlight(text=passage.text, ranges=passage.ranges, html=str(passage.html))


def _facet(group: FacetGroup) -> FacetOut:
    values = [
        FacetValue(value=option.value, label=option.label, count=option.count, selected=option.selected)
        for option in (*group.options, *group.more)
    ]
    return FacetOut(name=group.name, label=group.label, values=values)


def _search_path(text: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': text})}"


def _page_address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
