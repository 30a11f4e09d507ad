"""What a quota rule is: data that a province writes, checked when it is read (R39)."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from comms_plan.quotas.periods import Days, PeriodKind, Span, owed, spans
from comms_plan.quotas.problems import RuleError

MonthDay = tuple[int, int]
#: Rules whose last day is later than this many years after their first are refused: nobody means them.
LONGEST_YEARS = 20


def _month_day(value: Any) -> Any:
    """Read ``"06-01"`` as June 1st."""
    if isinstance(value, str):
        if not (found := re.fullmatch(r"(\d{2})-(\d{2})", value)):
            raise RuleError("month_day", value=value)
        value = (int(found[1]), int(found[2]))
        try:
            dt.date(2024, *value)  # a leap year, so that 29 February is a day
        except ValueError:
            raise RuleError("month_day", value=f"{value[0]:02}-{value[1]:02}") from None
    return value


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        raise RuleError("weight", value=value)
    return value


YearlyDay = Annotated[MonthDay, BeforeValidator(_month_day)]
Weight = Annotated[Decimal, AfterValidator(_positive)]


class Part(BaseModel):
    """Base of the parts of a rule: an unknown key is an error, since a typing error would change what is counted."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Subject(Part):
    """Who owes: units that meet every condition given, or persons in them.

    Args:
        unit_kinds: codes of kinds of units.
        units: official codes of units.
        levels: levels of education.
        under: official code of the unit directly above them.
        tags: codes of tags of units; one of them suffices.
        persons: codes of posts, or log-in names: each person who holds one of these posts in such a unit, or is named,
            owes by himself or herself what the rule asks. The figure of the unit is the number of those who have it.
    """

    unit_kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    under: str = ""
    persons: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Subject:
        if not (self.unit_kinds or self.units or self.levels or self.under or self.tags or self.persons):
            raise RuleError("no_subject")
        return self


class YearlySpan(Part):
    """Days of every year, e.g. the summer, in which nothing is owed."""

    first: YearlyDay
    last: YearlyDay
    reason: str = ""


class Term(Part):
    """A term of the school year."""

    name: str
    first: YearlyDay
    last: YearlyDay


class CustomPeriod(Part):
    """A period with days of its own."""

    name: str
    first: dt.date
    last: dt.date

    @model_validator(mode="after")
    def _has_an_order(self) -> CustomPeriod:
        if self.last < self.first:
            raise RuleError("period_order", name=self.name)
        return self


class Period(Part):
    """How time is cut.

    Args:
        kind: week (from Monday), month, quarter, term, school_year, calendar_year or custom.
        year_begins: first day of the school year.
        terms: for ``term``.
        days: for ``custom``.
        free: days of every year in which nothing is owed.
        partial: what a period asks of which only a part is judged (the rule begins or ends in it, or a part is free):
            all of it (full), its share rounded up (prorated) or nothing (none).
    """

    kind: PeriodKind = "month"
    year_begins: YearlyDay = (9, 1)
    terms: tuple[Term, ...] = ()
    days: tuple[CustomPeriod, ...] = ()
    free: tuple[YearlySpan, ...] = ()
    partial: Literal["full", "prorated", "none"] = "full"

    @model_validator(mode="after")
    def _has_its_days(self) -> Period:
        if (self.kind == "term") != bool(self.terms):
            raise RuleError("terms")
        if (self.kind == "custom") != bool(self.days):
            raise RuleError("custom_days")
        ordered = sorted(self.days, key=lambda days: days.first)
        for one, other in itertools.pairwise(ordered):
            if other.first <= one.last:
                raise RuleError("periods_overlap", one=one.name, other=other.name)
        return self

    def within(self, days: Days) -> list[Span]:
        """Return the periods that ``days`` touch."""
        return list(
            spans(
                self.kind,
                days,
                free=[(span.first, span.last) for span in self.free],
                terms=[(term.first, term.last) for term in self.terms],
                custom=[Days(period.first, period.last) for period in self.days],
                year_begins=self.year_begins,
            )
        )


class Condition(Part):
    """One thing that an item has: one of the themes, content classes, audiences or levels named."""

    themes: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if not (self.themes or self.content or self.audiences or self.levels):
            raise RuleError("empty_condition")
        return self


class Channel(Part):
    """Where an item must stand.

    Args:
        site: ``portal`` (the department's site), ``own`` (the unit's), ``any``, or the official code of a unit.
        external: codes of channels outside, entered by hand: press, radio, social networks.
    """

    site: str = "portal"
    external: tuple[str, ...] = ()


class Attribution(Part):
    """To whom an item counts.

    Args:
        to: the unit that wrote it, or the one that ordered it.
        co_authors: several units wrote it: each counts it in full, shares it, or the first has it.
        taken_over: an item of another unit counts for the unit that took it over to its own site too.
        again: an item that was taken down and appears again counts once more in a later period.
    """

    to: Literal["writer", "orderer"] = "writer"
    co_authors: Literal["full", "split", "first"] = "full"
    taken_over: bool = False
    again: bool = False


class CarryOver(Part):
    """What is above the target is taken to the next periods.

    Args:
        most: at most so much; 0 carries nothing.
        periods: for so many periods.
    """

    most: Decimal = Field(default=Decimal(0), ge=0)
    periods: int = Field(default=1, ge=1, le=12)


class Example(Part):
    """An item, and whether it counts: the rule's own test, checked whenever the rule is saved."""

    says: str
    item: dict[str, Any]
    counts: bool


class Silence(Part):
    """A point on which the plan is silent, and how it is decided here."""

    point: str
    decided: str


class Rule(Part):
    """A quota rule, whole.

    Args:
        code, name, source: what it is called, and where the plan says it.
        measure: counted are items, distinct themes, or distinct units written about.
        weights: by kind of item; a kind that is not named counts nothing when any is named.
        any_of, all_of: conditions on the content: at least one, and every one.
        counted_event: the moment that decides in which period an item counts: when it was offered (submitted),
            taken (accepted), when it appeared (published), or the same if it still stood at the end (live_at_close).
        minimum, target, maximum: of the measure a period; an item above the maximum adds nothing.
        carry_over: what is above the target is taken to the next periods.
        grace_days: an item published so many days after the end still counts for the period if the period lacks it.
        warning_days: days before the end (negative: after it) on which people are reminded.
        valid_from, valid_to: days, both counted.
    """

    code: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")
    name: str = Field(min_length=1, max_length=200)
    source: str = ""
    subject: Subject
    period: Period = Period()
    measure: Literal["items", "themes", "units"] = "items"
    weights: dict[str, Weight] = {}
    any_of: tuple[Condition, ...] = ()
    all_of: tuple[Condition, ...] = ()
    channel: Channel = Channel()
    counted_event: Literal["submitted", "accepted", "published", "live_at_close"] = "published"
    attribution: Attribution = Attribution()
    minimum: Annotated[Decimal, Field(ge=0, le=10_000)]
    target: Decimal | None = None
    maximum: Decimal | None = None
    carry_over: CarryOver = CarryOver()
    grace_days: int = Field(default=0, ge=0, le=31)
    warning_days: tuple[int, ...] = (10, 5, 1, -1)
    valid_from: dt.date
    valid_to: dt.date
    silent_on: tuple[Silence, ...] = ()
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _is_possible(self) -> Rule:
        if self.valid_to < self.valid_from:
            raise RuleError("validity_order")
        if self.valid_to.year - self.valid_from.year > LONGEST_YEARS:
            raise RuleError("never_ends", years=LONGEST_YEARS)
        if self.target is not None and self.minimum > self.target:
            raise RuleError("minimum_above_target", minimum=self.minimum, target=self.target)
        if self.minimum != int(self.minimum):
            raise RuleError("minimum_whole", minimum=self.minimum)
        if self.maximum is not None and max(self.minimum, self.target or 0) > self.maximum:
            raise RuleError("maximum_too_small", maximum=self.maximum)
        if self.weights and self.measure != "items":
            raise RuleError("weights_need_items")
        if self.by_persons and self.attribution.to == "orderer":
            raise RuleError("persons_write")
        return self

    @model_validator(mode="after")
    def _has_periods(self) -> Rule:
        found = self.spans()
        if not found:
            raise RuleError("no_period")
        if self.minimum > 0 and not any(self.minimum_of(span) for span in found):
            raise RuleError("owes_nothing")
        if self.grace_days and self.grace_days >= min(len(span.whole) for span in found):
            raise RuleError("grace_too_long", days=self.grace_days)
        return self

    @property
    def by_persons(self) -> bool:
        """Whether persons owe, so that the figure of a unit is a number of persons."""
        return bool(self.subject.persons)

    @property
    def counts(self) -> Literal["items", "themes", "units", "persons"]:
        """What the figure of a unit is a number of."""
        return "persons" if self.by_persons else self.measure

    @property
    def goal(self) -> Decimal:
        """What makes a period good: the target, else the minimum."""
        return self.target if self.target is not None else self.minimum

    def days(self) -> Days:
        """Return the days in which the rule is in force."""
        return Days(self.valid_from, self.valid_to)

    def spans(self) -> list[Span]:
        """Return all periods of the rule, in order."""
        return self.period.within(self.days())

    def span_on(self, day: dt.date) -> Span | None:
        """Return the period that judges a day, None when none does."""
        return next((span for span in self.spans() if day in span.judged), None)

    @property
    def looks_back(self) -> bool:
        """Whether a period rests on those before it: by carry-over, or by days of grace."""
        return self.carry_over.most > 0 or self.grace_days > 0

    def minimum_of(self, span: Span) -> int:
        """Return what a period asks, after free days and partial periods."""
        return int(owed(int(self.minimum), span, self.period.partial))

    def goal_of(self, span: Span) -> Decimal:
        """Return what makes a period good, after free days and partial periods."""
        return Decimal(str(owed(float(self.goal), span, self.period.partial)))
