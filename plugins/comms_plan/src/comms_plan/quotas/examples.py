"""A rule's own examples, judged by the rule: the test that it carries with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from comms_plan.quotas.judging import Item, Judge, Verdict
from comms_plan.quotas.loading import zone
from comms_plan.quotas.periods import Span
from comms_plan.quotas.problems import RuleError
from comms_plan.quotas.rules import Example, Rule
from unit_pages.days import local_day

#: Codes of the units in examples: the one that owes, another one, and the department.
SUBJECT, ANOTHER, PORTAL = "=subject", "=another", "=portal"


class Told(BaseModel):
    """The item of an example.

    Args:
        kind: code of its kind; the first one with a weight by default.
        writer, co_writers, orderer, taker: ``subject`` (the unit that owes), ``another``, or a code.
        site: ``portal``, ``own`` or a unit's code; what the rule counts by default.
        external: code of a channel outside, in place of ``site``.
        published: day, or day and time; the first day of the rule's first period by default.
        ended, submitted, accepted, first: the same, for further moments.
        themes, content, audiences, levels, about: codes.
    """

    model_config = ConfigDict(extra="forbid")

    kind: str = ""
    writer: str = "subject"
    co_writers: tuple[str, ...] = ()
    orderer: str = ""
    taker: str = ""
    site: str = ""
    external: str = ""
    published: dt.datetime | dt.date | None = None
    ended: dt.datetime | dt.date | None = None
    submitted: dt.datetime | dt.date | None = None
    accepted: dt.datetime | dt.date | None = None
    first: dt.datetime | dt.date | None = None
    themes: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judged:
    """An example with what the rule makes of it.

    Args:
        example: as the rule has it.
        verdict: None when the item falls into no period of the rule.
    """

    example: Example
    verdict: Verdict | None

    @property
    def counts(self) -> bool:
        """Whether the item counts."""
        return self.verdict is not None and self.verdict.counts

    @property
    def agrees(self) -> bool:
        """Whether the rule does what the example says."""
        return self.counts == self.example.counts


def judged_examples(rule: Rule) -> Iterator[Judged]:
    """Yield a rule's examples with their verdicts.

    Raises:
        RuleError: when the item of an example cannot be read.
    """
    for example in rule.examples:
        yield Judged(example, _verdict(rule, example))


def _verdict(rule: Rule, example: Example) -> Verdict | None:
    try:
        told = Told.model_validate(example.item)
    except ValidationError as error:
        first = error.errors()[0]
        why = ".".join(map(str, first["loc"])) + ": " + str(first["msg"])
        raise RuleError("example_item", says=example.says, why=why) from None
    spans = rule.spans()
    item = _item(rule, told, spans[0])
    judge = Judge(rule, PORTAL, zone(), dt.datetime.combine(rule.valid_to, dt.time(23, 59), zone()) + dt.timedelta(366))
    moment = judge.event_of(item) or item.published_at
    span = rule.span_on(local_day(moment)) or spans[0]
    verdicts = judge.tally(SUBJECT, span, [item]).verdicts
    return verdicts[0] if verdicts else None


def _item(rule: Rule, told: Told, span: Span) -> Item:
    published = _moment(told.published) or dt.datetime.combine(span.judged.first, dt.time(8), zone())
    site = told.site or ("own" if rule.channel.site == "any" else rule.channel.site)
    return Item(
        key=1,
        kind=told.kind or next(iter(rule.weights), "tin"),
        writer=_code(told.writer),
        co_writers=tuple(map(_code, told.co_writers)),
        orderer=_code(told.orderer),
        taker=_code(told.taker),
        site="" if told.external else {"portal": PORTAL, "own": _code(told.writer)}.get(site, site),
        external=told.external,
        published_at=published,
        ended_at=_moment(told.ended),
        submitted_at=_moment(told.submitted) or (published if "submitted" not in told.model_fields_set else None),
        accepted_at=_moment(told.accepted) or (published if "accepted" not in told.model_fields_set else None),
        first_at=_moment(told.first),
        themes=told.themes,
        content=told.content,
        audiences=told.audiences,
        levels=told.levels,
        about=told.about,
    )


def _code(name: str) -> str:
    return {"subject": SUBJECT, "another": ANOTHER}.get(name, name)


def _moment(value: Any) -> dt.datetime | None:
    """Return a moment; a day alone is its noon."""
    if value is None:
        return None
    if not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time(12), zone())
    return value if value.tzinfo else value.replace(tzinfo=zone())
