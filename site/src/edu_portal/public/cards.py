"""Cards: what lists show of a publication, with the pictures of a whole list in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Prefetch, prefetch_related_objects

from unit_pages.models import Picture, PictureRendition
from unit_pages.publications.models import PublicationQuerySet, with_crop


class Colour(NamedTuple):
    """Colour of a unit: the value for its flag, the code for its class."""

    unit: str
    code: str


class Writer(NamedTuple):
    """What a list shows of the unit that wrote an item."""

    short_name: str
    flag: str
    colour: Colour | None


FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
#: What the picture tag needs, in the model's order, as `from_db` wants it; the rest is fetched if ever it is asked for.
PICTURE = tuple(
    field.attname
    for field in Picture._meta.concrete_fields
    if field.attname in {"id", "description", "file_hash", *FOCAL_POINT}
)
PICTURE_COLUMNS = tuple(f"picture__{name}" for name in PICTURE)
#: Columns of a card; a list of rows costs a third of one of objects.
COLUMNS = (
    *("pk", "url_path", "headline", "summary", "starts_at", "kind"),
    *("unit__short_name", "unit__flag", "unit__colour__unit", "unit__colour__code"),
)


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
    unit: Writer
    kind_name: str
    picture: Picture | None
    topic: str = ""

    @property
    def picture_alt(self) -> str:
        """Alternative text of the picture."""
        return self.picture.description if self.picture else ""


def card_rows(rows: PublicationQuerySet, *, with_pictures: bool = False) -> Any:
    """Ask for what `make_cards` needs of publications, and no more."""
    return rows.values_list(*COLUMNS, *(("crop", *PICTURE_COLUMNS) if with_pictures else ()), named=True)


def picture_of(columns: Sequence[Any]) -> Picture:
    """Return the picture whose `PICTURE_COLUMNS` these are."""
    picture: Picture = Picture.from_db(DEFAULT_DB_ALIAS, PICTURE, columns)
    return picture


def make_cards(rows: Iterable[Any]) -> list[Card]:
    """Turn rows of `card_rows` into cards."""
    return [_card(row) for row in rows]


def _card(row: Any) -> Card:
    colour = Colour(row.unit__colour__unit, row.unit__colour__code) if row.unit__colour__code else None
    pictured = row[len(COLUMNS) + 1 :]
    return Card(
        url=row.url_path,
        title=row.headline,
        summary=row.summary,
        date=row.starts_at,
        unit=Writer(row.unit__short_name, row.unit__flag, colour),
        kind_name=row.kind,
        picture=with_crop(picture_of(pictured), row.crop) if pictured and pictured[0] else None,
    )


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
