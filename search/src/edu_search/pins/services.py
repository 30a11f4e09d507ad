"""Which documents are pinned for a query, and how a pin gets its queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice, product

from django.db.models import Q
from django.utils import timezone

from edu_search.analysis import Meaning, meaning
from edu_search.entries.models import Entry
from edu_search.pins.models import LONGEST_KEY, Pin, PinQuery

#: Pins shown above the results of one query.
MOST_SHOWN = 3
#: Ways to read a query with abbreviations that are looked up.
MOST_VARIANTS = 32


def pinned(meaning: Meaning, *, owner: str, audience: Collection[str]) -> list[Entry]:
    """Return what is pinned for a query, the owner's own pins first; each entry carries its ``pin``.

    Args:
        meaning: the query.
        owner: code of the owner inside whose pages is searched, "" for everywhere.
        audience: the reader's tokens; nothing is shown that they may not see.
    """
    if meaning.is_empty:
        return []
    now = timezone.now()
    pins = list(Pin.objects.at(now).for_queries(variants(meaning)).filter(owner__in={"", owner}))
    entries = entries_of(pins)
    found: dict[int, Entry] = {}
    for pin in sorted(pins, key=lambda pin: (pin.owner == "", pin.position, pin.pk)):
        entry = entries.get(pin.pk)
        if entry is not None and entry.pk not in found and entry.is_shown_to(audience, now):
            entry.pin = pin  # type: ignore[attr-defined]
            found[entry.pk] = entry
    return list(found.values())[:MOST_SHOWN]


def entries_of(pins: Collection[Pin]) -> dict[int, Entry]:
    """Return the present entries of pins by the pins' primary keys, without their texts; one query."""
    if not pins:
        return {}
    same = Q()
    for pin in pins:
        same |= Q(content_type=pin.content_type_id, object_id=pin.object_id)
    rows = {
        (entry.content_type_id, entry.object_id): entry for entry in Entry.objects.present().filter(same).defer("text")
    }
    keys = {pin.pk: (pin.content_type_id, pin.object_id) for pin in pins}
    return {pk: rows[key] for pk, key in keys.items() if key in rows}


def variants(meaning: Meaning) -> set[str]:
    """Return the folded ways to say a query: with and without question words, abbreviations read out."""
    said = (" ".join(word for run in way for word in run) for way in product(*meaning.groups))
    return {meaning.fold, meaning.fold_words, *islice(said, MOST_VARIANTS)}


def key_of(text: str) -> str:
    """Return by what a query of a pin is found: its words without marks."""
    return meaning(text).fold[:LONGEST_KEY]


def set_queries(pin: Pin, texts: Iterable[str]) -> None:
    """Pin a saved pin for these queries and no others."""
    wanted = {key_of(text): text.strip()[:LONGEST_KEY] for text in texts if key_of(text)}
    pin.queries.exclude(key__in=wanted).delete()
    known = set(pin.queries.values_list("key", flat=True))
    rows = [PinQuery(pin=pin, text=text, key=key) for key, text in wanted.items() if key not in known]
    PinQuery.objects.bulk_create(rows)


def rename_owner(before: str, after: str) -> None:
    """Let the pins of an owner follow its new code."""
    Pin.objects.filter(owner=before).exclude(owner="").update(owner=after)
