"""Cards: what lists show of a publication, with the pictures of a whole list in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from unit_pages.models import Picture, PictureRendition, Publication, Unit


@dataclass(frozen=True)
class Card:
    """An item of a list.

    Args:
        url: path below the host.
        title: headline.
        summary: one or two sentences, may be empty.
        date: moment from which it appears on the site in question.
        unit: who wrote it.
        kind_name: Tin, Bài …
        picture: main picture or None.
    """

    url: str
    title: str
    summary: str
    date: dt.datetime
    unit: Unit
    kind_name: str
    picture: Picture | None
    topic: str = ""

    @property
    def picture_alt(self) -> str:
        """Alternative text of the picture."""
        return self.picture.description if self.picture else ""


def make_card(row: Publication) -> Card:
    """Turn a publication, fetched by ``for_lists()``, into a card."""
    return Card(
        url=row.url_path,
        title=row.headline,
        summary=row.summary,
        date=row.starts_at,
        unit=row.unit,
        kind_name=row.kind,
        picture=row.picture,
    )


def make_cards(rows: Iterable[Publication], *, with_pictures: bool = False) -> list[Card]:
    """Turn publications into cards.

    Args:
        rows: fetched by ``for_lists()``.
        with_pictures: fetch the renditions of all pictures at once.
    """
    cards = [make_card(row) for row in rows]
    if with_pictures:
        fetch_renditions([card.picture for card in cards if card.picture])
    return cards


def pictures_in(body: Iterable[Any]) -> list[Picture]:
    """Return the pictures of a text of blocks, those of its galleries too."""
    found: list[Picture] = []
    for block in body or ():
        if block.block_type == "picture":
            found.append(block.value["image"])
        elif block.block_type == "gallery":
            found += [item["image"] for item in block.value]
    return found


def fetch_renditions(pictures: Sequence[Picture | None]) -> None:
    """Fetch the renditions of all ``pictures`` in one query, for the picture tag."""
    found = [picture for picture in pictures if picture is not None]
    if found:
        lookup = Prefetch("renditions", queryset=PictureRendition.objects.all(), to_attr="prefetched_renditions")
        prefetch_related_objects(found, lookup)
