"""Whether an item counts for a unit in a period, and why not: pure, the same in every place that asks.

Everything that a verdict rests on is in `Item`, which is made from publications alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from comms_plan.quotas.periods import DAY, Span
from comms_plan.quotas.rules import Condition, Rule

#: Stands in `Item.site` for a publication outside, and in `Channel.site` for the department's site.
PORTAL, OWN, ANY = "portal", "own", "any"


@dataclass(frozen=True)
class Item:
    """One item on one channel.

    Args:
        key: stays the same when the item appears on several channels or again after it was taken down.
        title: for the explanation.
        kind: code of its kind.
        writer: code of the unit that wrote it; ``co_writers`` are those who wrote with it, in order.
        orderer: code of the unit that ordered it.
        taker: code of the unit that took it over to its own site or sent it on to a superior unit's.
        site: code of the unit on whose site it stands; "" for a channel outside.
        is_own: it stands on the site of its writer, or of the unit into which the writer was merged since.
        external: code of the channel outside.
        published_at, ended_at: aware moments between which it stands there.
        first_at: when it first appeared on this channel.
        submitted_at, accepted_at: aware moments, None when it never was.
        themes, content, audiences, levels, about: codes; ``about`` are the units written about.
        author: primary key of the person who wrote it, as text.
    """

    key: int
    kind: str
    writer: str
    published_at: dt.datetime
    title: str = ""
    co_writers: tuple[str, ...] = ()
    orderer: str = ""
    taker: str = ""
    site: str = ""
    is_own: bool = False
    external: str = ""
    ended_at: dt.datetime | None = None
    first_at: dt.datetime | None = None
    submitted_at: dt.datetime | None = None
    accepted_at: dt.datetime | None = None
    themes: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    author: str = ""


ReasonCode = Literal[
    "kind",
    "channel",
    "content",
    "not_yet",
    "taken_down",
    "again",
    "taken_over",
    "other_author",
    "other_person",
    "no_event",
    "never_stood",
    "twice",
    "above_maximum",
    "grace_not_needed",
    "by_grace_before",
]


@dataclass(frozen=True)
class Reason:
    """Why an item does not count; `explaining` puts it into a sentence."""

    code: ReasonCode
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What a rule says of one item for one unit in one period.

    Args:
        item: the item.
        weight: what it adds; 0 when it does not count.
        reason: why it does not; None when it does.
        by_grace: it was published in the days of grace after the period.
    """

    item: Item
    weight: Decimal = Decimal(0)
    reason: Reason | None = None
    by_grace: bool = False

    @property
    def counts(self) -> bool:
        """Whether the item counts."""
        return self.reason is None


@dataclass(frozen=True)
class PersonTally:
    """The figure of a person, where persons owe, and what the person owes."""

    person: str
    figure: Decimal
    minimum: int

    @property
    def has_it(self) -> bool:
        """Whether the person owes something and has it."""
        return self.minimum > 0 and self.figure >= self.minimum


@dataclass(frozen=True)
class Tally:
    """The figure of a unit in a period, with the items that it is made of.

    Args:
        figure: in the rule's measure, what was carried over among it.
        verdicts: of every item that could be thought to count, by the moment of its event.
        carried: what was taken over from earlier periods.
        people: the figures of persons, where persons owe.
    """

    figure: Decimal = Decimal(0)
    verdicts: Sequence[Verdict] = field(default_factory=tuple)
    carried: Decimal = Decimal(0)
    people: Sequence[PersonTally] = ()

    @property
    def by_grace(self) -> frozenset[int]:
        """Keys of items of the days of grace that count here, and therefore not in the next period."""
        return frozenset(verdict.item.key for verdict in self.verdicts if verdict.by_grace and verdict.counts)

    @property
    def counted(self) -> list[Verdict]:
        """The items that count."""
        return [verdict for verdict in self.verdicts if verdict.counts]

    @property
    def left_out(self) -> list[Verdict]:
        """The items that do not, each with its reason."""
        return [verdict for verdict in self.verdicts if not verdict.counts]


@dataclass(frozen=True)
class Judge:
    """A rule at work.

    Args:
        rule: the rule.
        portal: code of the unit whose site is the department's portal.
        zone: time zone in which days begin.
        now: an aware moment; what begins later is "not yet".
    """

    rule: Rule
    portal: str
    zone: dt.tzinfo
    now: dt.datetime

    def tally(
        self, subject: str, span: Span, items: Iterable[Item], *, used: frozenset[int] = frozenset(), owed: int = -1
    ) -> Tally:
        """Count for a unit in a period.

        Args:
            subject: the unit's code.
            span: the period.
            items: at least all items of the unit whose event can fall into the period or its days of grace.
            used: keys of items that the period before counted by grace.
            owed: what the unit owes in the period; what the rule asks of the whole period by default.
        """
        mine = [item for item in items if self._belongs(item, subject)]
        in_span = [item for item in mine if self._when(item, span) == "in"]
        late = [item for item in mine if self._when(item, span) == "grace"]
        verdicts = self._verdicts(subject, span, in_span, used=used)
        if late:
            verdicts += self._late(subject, span, late, verdicts, self.rule.minimum_of(span) if owed < 0 else owed)
        return Tally(*self._measured(verdicts))

    def _late(self, subject: str, span: Span, late: list[Item], before: list[Verdict], owed: int) -> list[Verdict]:
        """Return the verdicts over items of the days of grace: they fill what lacks, and nothing more."""
        found: list[Verdict] = []
        seen = {verdict.item.key for verdict in before if verdict.counts}
        for verdict in self._verdicts(subject, span, late, seen=seen):
            if verdict.counts and self._measured([*before, *found])[0] >= owed:
                verdict = Verdict(verdict.item, reason=Reason("grace_not_needed"))
            found.append(Verdict(verdict.item, verdict.weight, verdict.reason, by_grace=verdict.counts))
        return found

    def event_of(self, item: Item, span: Span | None = None) -> dt.datetime | None:
        """Return the moment that decides in which period the item counts, None when it has none."""
        match self.rule.counted_event:
            case "submitted":
                return item.submitted_at
            case "accepted":
                return item.accepted_at
            case _:
                return item.published_at

    def _verdicts(
        self,
        subject: str,
        span: Span,
        items: list[Item],
        *,
        used: frozenset[int] = frozenset(),
        seen: set[int] | None = None,
    ) -> list[Verdict]:
        seen = set(seen or ())
        verdicts = []
        for item in sorted(items, key=lambda item: (self.event_of(item) or item.published_at, item.key)):
            reason = self._refusal(subject, span, item)
            if reason is None and item.key in used:
                reason = Reason("by_grace_before")
            if reason is None and item.key in seen:
                reason = Reason("twice")
            if reason is None:
                seen.add(item.key)
            weight = Decimal(0) if reason else self._weight(subject, item)
            verdicts.append(Verdict(item, weight, reason))
        return verdicts

    def _when(self, item: Item, span: Span) -> Literal["in", "grace", "out"]:
        moment = self.event_of(item)
        if moment is None:
            moment = item.published_at  # its place in the explanation: why it does not count
        day = moment.astimezone(self.zone).date()
        if day in span.judged:
            return "in"
        if span.judged.last < day <= span.judged.last + self.rule.grace_days * DAY:
            return "grace"
        return "out"

    def _belongs(self, item: Item, subject: str) -> bool:
        """Whether the unit could think that the item is its own."""
        return subject in {item.writer, *item.co_writers, item.orderer, item.taker}

    def _refusal(self, subject: str, span: Span, item: Item) -> Reason | None:
        rule = self.rule
        if self.event_of(item) is None:
            return Reason("no_event", (rule.counted_event,))
        if (refusal := self._not_the_author(subject, item)) is not None:
            return refusal
        if not self._on_channel(subject, item):
            return Reason("channel", (item.external or item.site,))
        if rule.weights and item.kind not in rule.weights:
            return Reason("kind", (item.kind,))
        if not self._has_content(item):
            return Reason("content")
        if item.published_at > self.now:
            return Reason("not_yet")
        if item.ended_at is not None and item.ended_at <= item.published_at:
            return Reason("never_stood")
        if rule.counted_event == "live_at_close" and self._ended_before_close(item, span):
            return Reason("taken_down")
        first = item.first_at
        if not rule.attribution.again and first is not None and first < item.published_at:
            return None if first.astimezone(self.zone).date() in span.judged else Reason("again")
        return None

    def _not_the_author(self, subject: str, item: Item) -> Reason | None:
        attribution = self.rule.attribution
        if attribution.to == "orderer":
            return None if item.orderer == subject else Reason("other_author", (item.orderer or item.writer,))
        if item.writer == subject:
            return None
        if subject in item.co_writers:
            return Reason("other_author", (item.writer,)) if attribution.co_authors == "first" else None
        if item.taker == subject and attribution.taken_over:
            return None
        return Reason("taken_over", (item.writer,))

    def _on_channel(self, subject: str, item: Item) -> bool:
        channel = self.rule.channel
        if item.external:
            return item.external in channel.external
        match channel.site:
            case "any":
                return True
            case "own":
                return item.site == subject or (item.is_own and item.writer == subject)
            case "portal":
                return item.site == self.portal
            case code:
                return item.site == code

    def _has_content(self, item: Item) -> bool:
        any_of, all_of = self.rule.any_of, self.rule.all_of
        some = not any_of or any(_meets(item, condition) for condition in any_of)
        return some and all(_meets(item, condition) for condition in all_of)

    def _ended_before_close(self, item: Item, span: Span) -> bool:
        return item.ended_at is not None and item.ended_at.astimezone(self.zone).date() <= span.judged.last

    def _weight(self, subject: str, item: Item) -> Decimal:
        weight = self.rule.weights.get(item.kind, Decimal(1))
        writers = {item.writer, *item.co_writers}
        if self.rule.attribution.co_authors == "split" and subject in writers:
            return weight / len(writers)
        return weight

    def _measured(self, verdicts: list[Verdict]) -> tuple[Decimal, list[Verdict]]:
        counted = [verdict for verdict in verdicts if verdict.counts]
        match self.rule.measure:
            case "themes":
                figure = Decimal(len(set().union(*(verdict.item.themes for verdict in counted))))
            case "units":
                figure = Decimal(len(set().union(*(verdict.item.about for verdict in counted))))
            case _:
                return self._within_maximum(verdicts)
        return min(figure, self.rule.maximum or figure), verdicts

    def _within_maximum(self, verdicts: list[Verdict]) -> tuple[Decimal, list[Verdict]]:
        figure, most = Decimal(0), self.rule.maximum
        kept = []
        for verdict in verdicts:
            if verdict.counts and most is not None and figure >= most:
                verdict = Verdict(verdict.item, reason=Reason("above_maximum", (f"{most.normalize():f}",)))
            figure += verdict.weight
            kept.append(verdict)
        return (figure if most is None else min(figure, most)), kept


def _meets(item: Item, condition: Condition) -> bool:
    pairs = (
        (condition.themes, item.themes),
        (condition.content, item.content),
        (condition.audiences, item.audiences),
        (condition.levels, item.levels),
    )
    return all(not wanted or bool(set(wanted) & have) for wanted, have in pairs)
