"""What is offered while somebody types: frequent queries, titles, and what other packages add."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from edu_search.analysis import Meaning, composed
from edu_search.engines import choosing
from edu_search.entries.models import Entry
from edu_search.log.services import frequent
from edu_search.results.marking import Marker, Passage

#: Suggestions of one group; all groups together fit a phone's screen above the keyboard.
GROUP_SIZE = 4
#: Nothing is offered before so many letters are typed.
LEAST_LETTERS = 2


@dataclass(frozen=True)
class Wanted:
    """What is being typed.

    Args:
        meaning: the words so far; the last one may not be finished.
        audience: tokens of the reader.
        near: code of the owner whose pages the reader is on; "" for none.
    """

    meaning: Meaning
    audience: frozenset[str]
    near: str = ""


@dataclass(frozen=True)
class Suggestion:
    """One offer.

    Args:
        text: its words with those typed marked.
        url: where it leads; "" to search for its words.
        detail: a second line, e.g. a place; may be empty.
    """

    text: Passage
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Group:
    """Offers of one kind.

    Args:
        name: key, also in the API.
        label: a (lazy) word for readers.
        find: returns texts and addresses for what is typed, best first; they are marked afterwards.
        types: in place of ``find``: entries of these types are offered by their titles.
    """

    name: str
    label: str | Promise
    find: Callable[[Wanted], Sequence[tuple[str, str]]] | None = None
    types: Sequence[str] = ()


_groups: dict[str, Group] = {}


def register_group(group: Group) -> None:
    """Offer one more kind, above titles; the order is that of the registrations."""
    _groups[group.name] = group


def suggest(wanted: Wanted) -> list[tuple[Group, list[Suggestion]]]:
    """Return the groups that have an offer; nothing in them that the reader may not see."""
    if len(wanted.meaning.fold.replace(" ", "")) < LEAST_LETTERS:
        return []
    marker = Marker(wanted.meaning, unfinished=True)
    claimed = {kind for group in _groups.values() for kind in group.types}
    found = [(QUERIES, [Suggestion(marker.mark(composed(text))) for text in frequent(wanted.meaning, GROUP_SIZE)])]
    found += [(group, _offers(group, wanted, marker)) for group in _groups.values()]
    found.append((TITLES, _titles(wanted, marker, without=claimed)))
    return [(group, offers) for group, offers in found if offers]


def _offers(group: Group, wanted: Wanted, marker: Marker) -> list[Suggestion]:
    if group.find is None:
        return _titles(wanted, marker, types=group.types)
    pairs = group.find(wanted)[:GROUP_SIZE]
    return [Suggestion(marker.mark(composed(text)), url) for text, url in pairs]


def _titles(
    wanted: Wanted, marker: Marker, *, types: Sequence[str] = (), without: set[str] | None = None
) -> list[Suggestion]:
    """Return titles of entries that the reader may see now, whatever the engine believes."""
    size = GROUP_SIZE * 3 if without else GROUP_SIZE + 2
    pks = choosing.suggest(wanted.meaning, audience=wanted.audience, size=size, types=types, near=wanted.near)
    rows = Entry.objects.filter(pk__in=pks).defer("text", "summary", "error")
    entries, now = {entry.pk: entry for entry in rows}, timezone.now()
    shown = (entries[pk] for pk in pks if pk in entries and entries[pk].is_shown_to(wanted.audience, now))
    kept: dict[str, Suggestion] = {}
    for entry in shown:
        if entry.type not in (without or ()):
            kept.setdefault(entry.title, Suggestion(marker.mark(entry.title), entry.url_path))
    return list(kept.values())[:GROUP_SIZE]


QUERIES = Group("queries", _("Often searched"))
TITLES = Group("titles", _("Pages and items"))
