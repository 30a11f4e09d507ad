"""What a reader asks for, read from the address and written into addresses again.

The address is the only state of the page: it can be kept, sent and gone back to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from edu_search.analysis import LONGEST_QUERY, meaning
from edu_search.engines.contract import DEEPEST, Order, Question
from edu_search.entries.facets import Facet
from edu_search.results.facets import words_for

#: Values of one facet that count; more than any reader chooses by hand.
MOST_CHOSEN = 20
LONGEST_VALUE = 120


@dataclass(frozen=True)
class Names:
    """Names of the parameters in addresses; those of facets are the facets' own.

    Args:
        text: the words.
        exact: only the letters as typed, when ``1``.
        order: ``date`` for the newest first.
        since, until: days.
        page: number from 1.
        by_date: what ``order`` says for the newest first.
    """

    text: str = "q"
    exact: str = "exact"
    order: str = "order"
    since: str = "since"
    until: str = "until"
    page: str = "page"
    by_date: str = "date"


@dataclass(frozen=True)
class Asked:
    """One reader's wishes.

    Args:
        query: the parameters as they came.
        names: what they are called.
        text: the words, without control characters.
        exact: only the letters as typed.
        filters: chosen values that exist, by facet.
        since, until: days, inclusive.
        order: by relevance or date.
        page: number of the page, from 1; may lie beyond the last one.
        problems: sentences about what could not be read.
    """

    query: QueryDict
    names: Names = field(default_factory=Names)
    text: str = ""
    exact: bool = False
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
    order: Order = "relevance"
    page: int = 1
    problems: Sequence[str] = ()

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the words narrows the results."""
        return bool(self.filters or self.since or self.until)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for yet."""
        return meaning(self.text).is_empty and not self.is_filtered

    def question(self, *, audience: frozenset[str], size: int, near: str = "", only_owner: bool = False) -> Question:
        """Return the question for an engine."""
        return Question(
            meaning=meaning(self.text, exact=self.exact),
            filters=self.filters,
            near=near,
            only_owner=only_owner,
            audience=audience,
            since=self.since,
            until=self.until,
            order=self.order,
            first=(self.page - 1) * size,
            size=size,
        )

    def url(self, *, without: Sequence[str] = (), **changed: str) -> str:
        """Return the address with some parameters changed or left out; it begins with the first page.

        Args:
            without: names as in addresses.
            changed: fields of `Names` and their new values; "" leaves the parameter out.
        """
        copy = self.query.copy()
        for name in (*without, self.names.page):
            copy.pop(name, None)
        for key, value in changed.items():
            name = getattr(self.names, key)
            copy.pop(name, None)
            if value:
                copy[name] = value
        return f"?{copy.urlencode()}"

    def url_without(self, facet: str, value: str) -> str:
        """Return the address without one chosen value."""
        copy = self.query.copy()
        copy.pop(self.names.page, None)
        copy.setlist(facet, [other for other in copy.getlist(facet) if clean(other) != value])
        return f"?{copy.urlencode()}"

    def url_unfiltered(self) -> str:
        """Return the address with the words only."""
        return self.url(without=[*self.filters, self.names.since, self.names.until])


def clean(text: str) -> str:
    """Return text without characters that no text has, and without those that turn its direction."""
    return "".join(" " if _is_control(char) else char for char in text).strip()


def read(query: QueryDict, facets: Sequence[Facet], names: Names | None = None) -> Asked:
    """Return what a query string asks for; what it says wrong is left out and told.

    Args:
        query: any parameters, of any length.
        facets: those that can be chosen from.
        names: what parameters are called.
    """
    names = names or Names()
    problems: list[str] = []
    text = clean(query.get(names.text, "")[: 5 * LONGEST_QUERY])
    if len(text) > LONGEST_QUERY:
        problems.append(_("Only the first %(number)s characters are looked for.") % {"number": LONGEST_QUERY})
    since = _day(query.get(names.since, ""), problems)
    until = _day(query.get(names.until, ""), problems)
    if since and until and since > until:
        problems.append(_("The period ends before it begins, so the two days were swapped."))
        since, until = until, since
    return Asked(
        query=query,
        names=names,
        text=text[:LONGEST_QUERY],
        exact=query.get(names.exact) == "1",
        filters=_filters(query, facets, problems),
        since=since,
        until=until,
        order="date" if query.get(names.order) == names.by_date else "relevance",
        page=_number(query.get(names.page, "1")),
        problems=problems,
    )


def _is_control(char: str) -> bool:
    """Whether a character is a control, or one that turns or isolates the direction of text."""
    return (
        char < " "
        or "\x7f" <= char < "\xa0"
        or char in "\u200e\u200f\u061c\ufeff"
        or "\u202a" <= char <= "\u202e"
        or ("\u2066" <= char <= "\u2069")
    )


def _filters(query: QueryDict, facets: Sequence[Facet], problems: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for facet in facets:
        asked = [clean(value)[:LONGEST_VALUE] for value in query.getlist(facet.name)[:MOST_CHOSEN]]
        values = list(dict.fromkeys(value for value in asked if value))
        known = words_for(facet, values)
        chosen = [value for value in values if value in known]
        if chosen:
            found[facet.name] = chosen
        problems += [
            _("There is no “%(value)s” under “%(facet)s”, so it was left out.")
            % {"value": value[:40], "facet": facet.label}
            for value in values
            if value not in known
        ][:3]
    return found


def _day(text: str, problems: list[str]) -> dt.date | None:
    """Read 2022-05-21 or 21/5/2022."""
    text = clean(text[:40])
    if not text:
        return None
    parts = text.split("/")
    if len(parts) == 3:
        text = f"{parts[2]:0>4}-{parts[1]:0>2}-{parts[0]:0>2}"
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        problems.append(_("The day was not understood. Write it like 21/5/2022."))
    return day


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        return 1
    return max(1, min(int(text[:9]), DEEPEST))
