"""Shapes of a pack's entries. Each class is one kind of entry; unknown fields are mistakes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from comms_plan.quotas.rules import Rule
from comms_plan.urging.arrangement import Urging

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
UnitCode = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=255, strip_whitespace=True)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Address = Annotated[
    str, StringConstraints(pattern=r"^(/|/[^/\s]\S*|#\S*|https?://\S+|mailto:\S+|tel:\S+)$", max_length=255)
]
ThemeCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,10}$")]


class Entry(BaseModel):
    """Base of all entries."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SamplePlan(Entry):
    """How the plan is copied to the present school year."""

    code: str
    title: Words
    priority: list[ThemeCode] = []


class PackInfo(Entry):
    """``pack.yaml``."""

    name: Code
    title: Words
    format: Literal[1]
    root_unit: UnitCode
    school_year_starts: Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$")] = "08-01"
    sample_plan: SamplePlan | None = None


class LinkEntry(Entry):
    """A word and an address."""

    label: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    url: Address


class FooterColumn(Entry):
    """A column of the footer."""

    title: Words
    links: list[LinkEntry]


class Box(Entry):
    """A way to take part, at the foot of the home page."""

    title: Words
    text: Words
    label: Words
    url: Address
    filled: bool = False


class BrandingEntry(Entry):
    """``branding.yaml``."""

    name: Words
    place: Words
    tokens: dict[Code, Colour] = {}
    drawings: list[Code] = []
    footer_columns: list[FooterColumn] = []
    boxes: list[Box] = []


class ColourEntry(Entry):
    """A colour that units may choose."""

    code: Code
    name: Words
    unit: Colour
    dark: Colour
    tint: Colour


class TermEntry(Entry):
    """A word of a closed list."""

    code: Code
    name: Words


class SubsitePage(Entry):
    """A page of a new subsite."""

    type: Literal["section", "standard", "documents", "calendar", "galleries", "contact"]
    slug: Code
    title: Words
    in_menu: bool = False
    shows_all: bool = False


class KindEntry(TermEntry):
    """A kind of unit."""

    plural_name: str = ""
    is_school: bool = False
    is_office: bool = False
    name_prefixes: list[Words] = []
    needs_approval: bool = True
    two_people: bool = False
    subsite: list[SubsitePage] = []
    posts: list[Code] = []


class PostEntry(TermEntry):
    """A post and what it permits."""

    can_write: bool = False
    can_publish: bool = False
    can_administer: bool = False
    can_create_units: bool = False
    is_leader: bool = False
    is_public: bool = True


class ContentEntry(TermEntry):
    """A content class that quotas ask for; an item with one of ``theme_codes`` belongs to it."""

    hint: str = ""
    theme_codes: list[ThemeCode] = []


class ReasonEntry(TermEntry):
    """A reason for which the editorial board returns items, with a sentence on what to do."""

    advice: str = ""


class Vocabulary(Entry):
    """``vocabulary.yaml``."""

    colours: list[ColourEntry]
    levels: list[TermEntry]
    unit_tags: list[TermEntry] = []
    kinds: list[KindEntry]
    posts: list[PostEntry]
    audiences: list[TermEntry]
    content_classes: list[ContentEntry] = []
    return_reasons: list[ReasonEntry] = []
    external_channels: list[TermEntry] = []
    article_kinds: list[TermEntry]
    document_kinds: list[TermEntry]
    document_fields: list[TermEntry]


class UnitEntry(Entry):
    """A row of ``units.csv``; empty cells are unknown."""

    code: UnitCode
    name: Words
    short_name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    slug: Code
    kind: Code
    levels: list[Code] = []
    tags: list[Code] = []
    parent: str = ""
    ownership: Literal["", "public", "private"] = ""
    district: str = ""
    address: str = ""
    commune_code: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    latitude: float | None = None
    longitude: float | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    colour: str = ""
    flag: str = ""
    source: str = ""
    note: str = ""

    @field_validator("levels", "tags", mode="before")
    @classmethod
    def split_codes(cls, value: Any) -> Any:
        """Codes of a CSV cell are separated by semicolons."""
        return [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else value

    @field_validator("starts_on", "ends_on", "latitude", "longitude", mode="before")
    @classmethod
    def empty_is_unknown(cls, value: Any) -> Any:
        """An empty cell is no date and no number."""
        return None if value == "" else value

    @model_validator(mode="after")
    def ends_after_start(self) -> UnitEntry:
        """Refuse an upside-down period."""
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValueError("ends_on")
        return self


class QuickLinkEntry(LinkEntry):
    """A quick link of a home page."""

    icon: Literal["school", "calendar", "document", "map", "chat", "chart", "bell", "user", "info"] = "info"
    state: Annotated[str, StringConstraints(max_length=60)] = ""
    live_state: Literal["", "documents", "units", "event"] = ""


class HomeEntry(Entry):
    """What a new home page holds, for a unit or for kinds of unit."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, populate_by_name=True)
    target: str | list[str] = Field(alias="for")
    menu: list[LinkEntry] = []
    quick_links: Annotated[list[QuickLinkEntry], Field(max_length=6)] = []
    owner_lines: list[Words] = []

    @property
    def targets(self) -> list[str]:
        """Unit codes or kinds."""
        return [self.target] if isinstance(self.target, str) else self.target


class EventEntry(Entry):
    """An event of every school year: months 8–12 fall in its first calendar year."""

    key: Code
    title: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    detail: Annotated[str, StringConstraints(max_length=255)] = ""
    unit: UnitCode
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    end_month: Annotated[int, Field(ge=1, le=12)] | None = None
    end_day: Annotated[int, Field(ge=1, le=31)] | None = None


class BoardEntry(Entry):
    """What the editorial board of a unit holds itself to."""

    unit: UnitCode
    target_days: Annotated[int, Field(ge=1, le=60)]


class AggregationEntry(TermEntry):
    """A rule by which items appear on a board's site without anybody deciding each."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
    name: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    board: UnitCode
    unit_kinds: list[Code] = []
    units: list[UnitCode] = []
    article_kinds: list[Code] = []
    themes: list[ThemeCode] = []
    content: list[Code] = []
    after_approval: bool = False
    place: Literal["latest", "lead", "schools", "theme"] = "latest"
    is_active: bool = False

    @model_validator(mode="after")
    def asks_for_something(self) -> AggregationEntry:
        """Refuse a rule that would take every item of every unit."""
        if not (self.unit_kinds or self.units or self.article_kinds or self.themes or self.content):
            raise ValueError("no_condition")
        return self


class LegalBasisEntry(Entry):
    """A document on which the plan rests."""

    kind: Words
    number: Words
    date: dt.date | None = None
    issuer: str = ""
    subject: str = ""


class PlanDocument(Entry):
    """Head and foot of the plan; ``…_raw`` keeps what a scan shows, ``[?]`` marks doubt."""

    superior_body: str = ""
    issuer: Words
    number_raw: str = ""
    place: str = ""
    date_raw: str = ""
    kind: Words
    title: Words
    school_year: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{4}$")]
    signer_raw: str = ""
    signer_title: str | None = None
    legal_bases: list[LegalBasisEntry] = []
    recipients: list[Words] = []


class ThemeEntry(Entry):
    """A key theme."""

    code: ThemeCode
    short: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    text: Annotated[str, StringConstraints(min_length=1)]
    subtopics: list[Words] = []
    keywords: list[Words] = []
    ends_on: dt.date | None = None


class QuotaEntry(Entry):
    """A quota in the plan's words, and the rule that counts it (docs/reference/quota-rules.md).

    A rule without days is valid in the plan's school year.
    """

    text: str
    rule: dict[str, Any] | None = None

    @field_validator("rule")
    @classmethod
    def is_a_rule(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        """The rule must be one, whichever year it is for."""
        if value is not None:
            Rule.model_validate({"valid_from": "2000-09-01", "valid_to": "2001-08-31", **value})
        return value


class PlanEntry(Entry):
    """``plan.yaml``."""

    document: PlanDocument
    public_progress: bool = False
    purposes: list[str] = []
    requirements: list[str] = []
    themes: Annotated[list[ThemeEntry], Field(min_length=1)]
    other_content: str = ""
    quotas: list[QuotaEntry] = []
    urging: dict[str, Any] | None = None
    duties: dict[Literal["office", "professional_offices", "districts_and_units"], list[str]] = {}
    responsible_heads: list[str] = []

    @field_validator("urging")
    @classmethod
    def is_an_arrangement(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        """The arrangement of reminders must be one (docs/reference/reminders.md)."""
        if value is not None:
            Urging.model_validate(value)
        return value
