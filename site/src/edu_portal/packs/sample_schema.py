"""Shapes of a pack's sample content."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, field_validator, model_validator

from edu_portal.packs.schema import Address, Code, Entry, ThemeCode, UnitCode, Words

Days = Annotated[int, Field(ge=0, le=400)]
Lead = Annotated[str, StringConstraints(max_length=500)]


class QuoteEntry(Entry):
    """Words of somebody."""

    text: Annotated[str, StringConstraints(min_length=1)]
    source: Annotated[str, StringConstraints(max_length=120)] = ""


class TableEntry(Entry):
    """A table; its first row is the header."""

    caption: str = ""
    rows: Annotated[list[list[str]], Field(min_length=1)]

    @field_validator("rows", mode="before")
    @classmethod
    def cells_are_text(cls, value: Any) -> Any:
        """YAML reads ``12`` as a number; a cell is text."""
        return [[str(cell) for cell in row] for row in value] if isinstance(value, list) else value

    @model_validator(mode="after")
    def rows_are_even(self) -> TableEntry:
        """Every row has as many cells as the header."""
        if len({len(row) for row in self.rows}) != 1:
            raise ValueError("rows")
        return self


class BodyPicture(Entry):
    """A picture inside a text."""

    name: Code
    caption: Annotated[str, StringConstraints(max_length=255)] = ""


class BodyVideo(Entry):
    """A link to a video."""

    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    title: Words


class BodyEntry(Entry):
    """A block of a text: exactly one of the fields."""

    text: str | None = None
    heading: Annotated[str, StringConstraints(max_length=160)] | None = None
    quote: QuoteEntry | None = None
    bullets: list[str] | None = Field(default=None, alias="list")
    table: TableEntry | None = None
    picture: BodyPicture | None = None
    gallery: Annotated[list[Code], Field(min_length=2)] | None = None
    video: BodyVideo | None = None

    @model_validator(mode="after")
    def exactly_one(self) -> BodyEntry:
        """Refuse an empty or a double block."""
        if len(self.model_fields_set) != 1:
            raise ValueError("block")
        return self


class PictureEntry(Entry):
    """A row of ``sample/pictures.csv``; the focal point is in pixels of the file."""

    name: Code
    file: Annotated[str, StringConstraints(pattern=r"^[\w.-]+$")]
    alt: Words
    credit: Annotated[str, StringConstraints(max_length=120)] = ""
    focal_x: int | None = None
    focal_y: int | None = None
    focal_width: int | None = None
    focal_height: int | None = None
    content: str = Field(default="", description="digest of the file; filled in by the loader")

    @field_validator("focal_x", "focal_y", "focal_width", "focal_height", mode="before")
    @classmethod
    def empty_is_unknown(cls, value: Any) -> Any:
        """An empty cell is no number."""
        return None if value == "" else value


class ArticleEntry(Entry):
    """An article, dated relative to the day of loading."""

    key: Code
    unit: UnitCode
    kind: Code
    title: Words
    lead: Lead
    days_ago: Days
    at: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "08:00"
    event_days_ago: Days | None = None
    themes: Annotated[list[ThemeCode], Field(min_length=1, max_length=3)]
    topics: list[Words] = []
    audiences: list[Code] = []
    picture: Code | None = None
    caption: Annotated[str, StringConstraints(max_length=255)] = ""
    credit: Annotated[str, StringConstraints(max_length=120)] = ""
    portal: Literal["none", "offered", "latest", "lead", "schools"] = "none"
    body: Annotated[list[BodyEntry], Field(min_length=1)]


class ExternalItemEntry(Entry):
    """An item on a channel outside, as a unit enters it by hand."""

    key: Code
    unit: UnitCode
    channel: Code
    kind: Code
    title: Words
    url: Address | None = None
    days_ago: Days
    themes: list[ThemeCode] = []
    content: list[Code] = []


class OrderEntry(Entry):
    """A writing order, whose units have not answered yet."""

    key: Code
    asked_by: UnitCode
    units: Annotated[list[UnitCode], Field(min_length=1)]
    title: Words
    text: Annotated[str, StringConstraints(max_length=2000)] = ""
    theme: ThemeCode | None = None
    days_ago: Days = 0
    due_in_days: Annotated[int, Field(ge=0, le=200)]


class TipEntry(Entry):
    """A story that somebody of a unit proposed to the board."""

    key: Code
    unit: UnitCode
    what: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    where: Annotated[str, StringConstraints(max_length=255)] = ""
    when: Annotated[str, StringConstraints(max_length=120)] = ""
    contact: Annotated[str, StringConstraints(max_length=255)] = ""
    days_ago: Days = 0


class DocumentEntry(Entry):
    """An official document."""

    key: Code
    unit: UnitCode
    number: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    kind: Code
    field: Code | None = None
    issuer: str = ""
    signer_title: str = ""
    days_ago: Days
    in_force: bool = True
    summary: str = ""


class GalleryEntry(Entry):
    """A gallery."""

    key: Code
    unit: UnitCode
    title: Words
    summary: Lead = ""
    days_ago: Days
    pictures: Annotated[list[Code], Field(min_length=1)]


class PageEntry(Entry):
    """Text of a standard page, for a unit or for a kind of unit."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, populate_by_name=True)
    key: Code
    target: str = Field(alias="for")
    slug: Code
    title: Words
    lead: Lead = ""
    body: list[BodyEntry]


class NoticeFact(Entry):
    """A fact beside the deadline."""

    label: str
    value: str = ""


class NoticeButton(Entry):
    """The button of a notice."""

    label: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    url: Address


class NoticeEntry(Entry):
    """The notice of a unit's home page."""

    unit: UnitCode
    tag: Annotated[str, StringConstraints(max_length=40)] = ""
    title: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    text: Annotated[str, StringConstraints(max_length=255)] = ""
    deadline_in_days: Annotated[int, Field(ge=0, le=200)] | None = None
    facts: list[NoticeFact] = []
    button: NoticeButton | None = None
    picture: Code | None = None


class FigureEntry(Entry):
    """A figure of the disclosure."""

    value: Annotated[str, StringConstraints(max_length=20)]
    label: Annotated[str, StringConstraints(max_length=80)]


class FiguresEntry(Entry):
    """Disclosure figures of a unit."""

    unit: UnitCode
    figures: list[FigureEntry]


class EmblemEntry(Entry):
    """A row of ``sample/emblems.csv``: the emblem of a unit, a square PNG or WebP."""

    unit: UnitCode
    file: Annotated[str, StringConstraints(pattern=r"^[\w.-]+$")]
    alt: Words
    content: str = Field(default="", description="digest of the file; filled in by the loader")
