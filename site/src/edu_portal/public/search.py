"""Search of the portal: that of `edu_search` with units, their flags and Vietnamese addresses around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from edu_portal.branding.models import Branding
from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta
from edu_portal.templatetags import vietnamese_format as written
from edu_search.entries.facets import Facet, facets
from edu_search.entries.models import Entry
from edu_search.public.asked import Names
from edu_search.public.asking import AskingMixin
from edu_search.public.description_view import DescriptionView
from edu_search.public.feed_view import FeedView
from edu_search.public.suggest_view import SuggestView
from edu_search.public.views import SearchView
from edu_search.results.services import answer
from edu_search.results.shapes import Answer, Result
from unit_pages.models import Unit
from unit_pages.units.history import find_unit

#: The unit inside whose site the reader searches, by its address.
WITHIN = "don-vi"
#: ``pham-vi=nganh``: the whole sector, that unit first.
SCOPE, SECTOR = "pham-vi", "nganh"
#: Values of a facet before "more".
SHOWN = 5
#: Facets that say what a result is, the most precise first.
KINDS = ("kind", "type")


@dataclass(frozen=True)
class Card:
    """A result with what the portal shows around it.

    Args:
        result: title and passage with marks, rank, entry.
        unit: whose it is; None for one that is no longer there.
        kind_name: Tin, Văn bản …; may be empty.
        is_unit: the result is the unit itself.
    """

    result: Result
    unit: Unit | None
    kind_name: str
    is_unit: bool


class PortalAsking(AskingMixin):
    """The portal's names, and searching inside one unit's site."""

    names = Names(exact="dung-chu", order="xep", since="tu", until="den", page="trang", by_date="ngay")
    url_names = {
        "search": "search",
        "suggest": "search_suggest",
        "clicked": "search_opened",
        "feed": "search_feed",
        "description": "opensearch",
    }

    @cached_property
    def unit(self) -> Unit | None:
        """The unit inside whose site the reader searches; a former address leads to it, too."""
        slug = self.request.GET.get(WITHIN, "")[:80].replace("\x00", "")
        found = find_unit(slug) if slug else None
        return Unit.objects.with_open_site().with_identity().filter(pk=found.pk).first() if found else None

    def facets(self) -> list[Facet]:
        """All facets, each with a few values before "more": there are many, and phones are small."""
        return [replace(facet, shown=min(facet.shown, SHOWN)) for facet in facets()]

    def near(self) -> str:
        """The unit's own documents come first."""
        return self.unit.code if self.unit else ""

    def only_owner(self) -> bool:
        """Whether only the unit's documents are found."""
        return self.unit is not None and self.request.GET.get(SCOPE) != SECTOR

    def absolute(self, path: str) -> str:
        """Return the canonical address: the portal's origin, or the unit's own host."""
        return absolute(path)


class PortalSearch(PortalAsking, SearchView):
    """``/tim-kiem/``."""

    template_name = "portal/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        context = super().get_context_data(**kwargs)
        asked, found = self.asked, context["answer"]
        return {
            **context,
            "q": asked.text,
            "cards": make_cards(found.results, found.words) if found else [],
            "pins": make_cards(found.pinned, found.words) if found else [],
            "within": self.unit,
            "only_within": self.only_owner(),
            "lost_unit": self.unit is None and bool(self.request.GET.get(WITHIN)),
            "sector_url": self._sector_url(),
            "within_url": asked.url(without=[SCOPE]),
            "hidden": self._hidden(),
            "ways": self._ways(found) if found and not found.results and not found.pinned else [],
            "breadcrumb": [NavLink(_("Home"), "/")],
            "meta": Meta(
                title=f"{asked.text} - {_('Search')}" if asked.text else _("Search"),
                canonical=absolute(reverse("search")),
                robots="noindex",
                feeds=[NavLink(_("This search as a feed"), context["feed_url"])] if found else [],
            ),
        }

    def day_label(self, key: str, day: Any) -> str:
        """Write the day as the portal does."""
        words = _("from %(day)s") if key == "since" else _("until %(day)s")
        return words % {"day": written.date(day)}

    def _hidden(self) -> list[tuple[str, str]]:
        """Return what the form of the filters carries on besides the filters."""
        names = (self.names.text, WITHIN, SCOPE, self.names.exact, self.names.order)
        return [(name, value) for name in names if (value := self.request.GET.get(name, "")[:200])]

    def _sector_url(self) -> str:
        copy = self.request.GET.copy()
        copy.pop(self.names.page, None)
        copy[SCOPE] = SECTOR
        return f"?{copy.urlencode()}"

    def _ways(self, found: Answer) -> list[dict[str, str]]:
        """Return ways on from an empty page, each with what it finds; the first one is the likeliest."""
        asked, ways = self.asked, []
        years = asked.filters.get("year")
        if years:
            ways.append(
                self._way(
                    _("Search all school years"), asked.url(without=["year"]), found, filters=_others(asked.filters)
                )
            )
        if asked.is_filtered and (len(asked.filters) > 1 or not years):
            way = self._way(
                _("Search without filters"), asked.url_unfiltered(), found, filters={}, since=None, until=None
            )
            ways.append(way)
        if self.only_owner():
            ways.append(self._way(_("Search the whole sector"), self._sector_url(), found, only_owner=False))
        return [way for way in ways if way["count"]]

    def _way(self, label: str, url: str, found: Answer, **changed: Any) -> dict[str, Any]:
        wider = answer(replace(found.question, first=0, size=1, **changed), listed=[], with_pinned=False)
        return {"label": label, "url": url, "count": wider.total}


class PortalSuggest(PortalAsking, SuggestView):
    """``/tim-kiem/goi-y/``."""


class PortalFeed(PortalAsking, FeedView):
    """``/tim-kiem/rss/``."""


class PortalDescription(PortalAsking, DescriptionView):
    """``/opensearch.xml``."""

    @cached_property
    def branding(self) -> Branding:
        """The look of the portal."""
        return Branding.objects.first() or Branding(name="", place="")

    def short_name(self) -> str:
        """The portal's name, shortened by words."""
        words, name = self.branding.name.split(), ""
        for word in words:
            if len(f"{name} {word}".strip()) > 16:
                break
            name = f"{name} {word}".strip()
        return name or self.request.get_host()

    def description(self) -> str:
        """Name and place."""
        return _("Search %(site)s") % {"site": f"{self.branding.name} {self.branding.place}".strip()}


def make_cards(results: Sequence[Result], words: Mapping[str, Mapping[str, str]]) -> list[Card]:
    """Return results with units and kinds, in one query for all of them.

    Args:
        results: pinned ones or others.
        words: those of the answer, by facet and value.
    """
    entries = [result.entry for result in results]
    owners = {entry.owner for entry in entries if entry.owner}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=owners).with_identity()} if owners else {}
    return [
        Card(result, units.get(result.entry.owner), _kind_name(result.entry, words), result.entry.type == "unit")
        for result in results
    ]


def _kind_name(entry: Entry, words: Mapping[str, Mapping[str, str]]) -> str:
    """Return what an entry is, by the most precise facet that has a word for it."""
    found = (words.get(name, {}).get(value) for name in KINDS for value in entry.facets.get(name, ())[:1])
    return next((word for word in found if word), "")


def _others(filters: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    return {name: values for name, values in filters.items() if name != "year"}
