"""The judge agrees with a naive oracle that was written without looking at it: one loop, one rule at a time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from comms_plan.quotas.judging import Item, Judge
from comms_plan.quotas.rules import Rule

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=ZONE)
UNITS, SITES = ["A", "B", "C"], ["P", "A", "B", "C"]
# Month ends, the end of the year and ordinary moments, a second before, at and after midnight here.
EDGES = [
    dt.datetime(2026, month, 1, tzinfo=ZONE) + dt.timedelta(seconds=seconds)
    for month in (9, 10, 11, 12)
    for seconds in (-1, 0, 1, 40_000, 900_000)
]
moments = st.sampled_from([edge.astimezone(dt.UTC) for edge in EDGES])
maybe = st.none() | moments


@st.composite
def items(draw):
    published = draw(moments)
    later = [moment for moment in EDGES if moment >= published]
    return Item(
        key=draw(st.integers(1, 4)),
        kind=draw(st.sampled_from(["tin", "bai", "video"])),
        writer=draw(st.sampled_from(UNITS)),
        co_writers=tuple(draw(st.lists(st.sampled_from(UNITS), max_size=2, unique=True))),
        orderer=draw(st.sampled_from(["", *UNITS])),
        taker=draw(st.sampled_from(["", *UNITS])),
        site=draw(st.sampled_from(SITES)),
        published_at=published,
        ended_at=draw(st.none() | st.sampled_from(later)),
        submitted_at=draw(maybe),
        accepted_at=draw(maybe),
        themes=frozenset(draw(st.lists(st.sampled_from("xyz"), max_size=2))),
        content=frozenset(draw(st.lists(st.sampled_from("uv"), max_size=2))),
    )


rules = st.builds(
    lambda **values: Rule.model_validate(
        {
            "code": "r",
            "name": "r",
            "subject": {"units": UNITS},
            "minimum": 2,
            "valid_from": "2026-09-01",
            "valid_to": "2027-08-31",
            **values,
        }
    ),
    weights=st.sampled_from([{}, {"tin": 1, "bai": 2}, {"tin": "0.5"}]),
    any_of=st.sampled_from([(), ({"content": ["u"]},), ({"content": ["u"]}, {"themes": ["x"]})]),
    all_of=st.sampled_from([(), ({"themes": ["x", "y"]},)]),
    channel=st.sampled_from([{"site": "portal"}, {"site": "own"}, {"site": "any"}, {"site": "B"}]),
    counted_event=st.sampled_from(["submitted", "accepted", "published", "live_at_close"]),
    attribution=st.fixed_dictionaries(
        {
            "to": st.sampled_from(["writer", "orderer"]),
            "co_authors": st.sampled_from(["full", "split", "first"]),
            "taken_over": st.booleans(),
        }
    ),
)


def oracle(rule, subject, month, found):  # noqa: C901 - one loop on purpose
    """Count by hand."""
    figure, used = Decimal(0), set()
    event = {"submitted": "submitted_at", "accepted": "accepted_at"}.get(rule.counted_event, "published_at")
    for item in sorted((i for i in found if getattr(i, event)), key=lambda i: (getattr(i, event), i.key)):
        day = getattr(item, event).astimezone(ZONE)
        if (day.year, day.month) != (2026, month) or item.published_at > NOW or item.key in used:
            continue
        if item.ended_at is not None and item.ended_at <= item.published_at:  # it never stood there
            continue
        if rule.attribution.to == "orderer":
            mine = item.orderer == subject
        else:
            mine = item.writer == subject
            if not mine and subject in item.co_writers:
                mine = rule.attribution.co_authors != "first"
            elif not mine and item.taker == subject:
                mine = rule.attribution.taken_over
        where = {"portal": item.site == "P", "own": item.site == subject, "any": True, "B": item.site == "B"}
        if not mine or not where[rule.channel.site]:
            continue
        if rule.weights and item.kind not in rule.weights:
            continue
        if rule.any_of and not ("u" in item.content or (len(rule.any_of) == 2 and "x" in item.themes)):
            continue
        if rule.all_of and not ({"x", "y"} & item.themes):
            continue
        ended = item.ended_at.astimezone(ZONE) if item.ended_at else None
        if rule.counted_event == "live_at_close" and ended and (ended.year, ended.month) <= (2026, month):
            continue
        used.add(item.key)
        weight = rule.weights.get(item.kind, Decimal(1))
        writers = {item.writer, *item.co_writers}
        figure += weight / len(writers) if rule.attribution.co_authors == "split" and subject in writers else weight
    return figure


@settings(max_examples=600)
@given(rules, st.sampled_from(UNITS), st.sampled_from([9, 10, 11]), st.lists(items(), max_size=8))
def test_the_judge_agrees_with_the_oracle(rule, subject, month, found):
    span = next(span for span in rule.period.within(rule.days()) if span.key.month == month)
    tally = Judge(rule, "P", ZONE, NOW).tally(subject, span, found)
    assert tally.figure == oracle(rule, subject, month, found)
    assert tally.figure == sum(verdict.weight for verdict in tally.verdicts)
    assert all(verdict.counts == (verdict.weight > 0) for verdict in tally.verdicts)


@settings(max_examples=200)
@given(rules, st.sampled_from(UNITS), st.lists(items(), max_size=8), st.randoms())
def test_the_order_in_which_items_come_changes_nothing(rule, subject, found, luck):
    # Two items with the same key and the same moment are one publication seen twice.
    found = list({(item.key, item.published_at, item.submitted_at, item.accepted_at): item for item in found}.values())
    judge = Judge(rule, "P", ZONE, NOW)
    span = rule.period.within(rule.days())[1]
    shuffled = found[:]
    luck.shuffle(shuffled)
    assert judge.tally(subject, span, found).figure == judge.tally(subject, span, shuffled).figure
