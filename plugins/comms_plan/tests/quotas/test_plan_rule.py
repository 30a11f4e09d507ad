"""The plan's rule (mục III.2), case by case, in the plan's words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from comms_plan.quotas.judging import Item, Judge
from comms_plan.quotas.rules import Rule

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PORTAL, OFFICE, OTHER, SCHOOL = "SGD", "P-GDTRH", "P-GDTH", "THPT-NQ"

PLAN_RULE = Rule.model_validate(
    {
        "code": "tin-bai-hang-thang",
        "name": "Ít nhất 02 tin, bài mỗi tháng trên Trang thông tin điện tử Sở",
        "source": "III.2",
        "subject": {"unit_kinds": ["phong-chuyen-mon"]},
        "period": {"kind": "month"},
        "weights": {"tin": 1, "bai": 1},
        "any_of": [{"content": ["hoat-dong-co-so", "chuong-trinh-sgk", "nguoi-tot-viec-tot"]}],
        "channel": {"site": "portal"},
        "counted_event": "published",
        "minimum": 2,
        "valid_from": "2021-09-01",
        "valid_to": "2022-08-31",
    }
)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


NOVEMBER = next(span for span in PLAN_RULE.period.within(PLAN_RULE.days()) if span.key == dt.date(2021, 11, 1))
TIN = Item(
    key=1,
    kind="tin",
    writer=OFFICE,
    site=PORTAL,
    published_at=at("2021-11-10T08:00"),
    content=frozenset({"hoat-dong-co-so"}),
)
BAI = replace(TIN, key=2, kind="bai", published_at=at("2021-11-12T08:00"))
TAKEN = replace(TIN, key=3, writer=SCHOOL, taker=OFFICE)


def judge(items, *, rule=PLAN_RULE, now="2021-12-31T00:00", span=NOVEMBER, subject=OFFICE):
    tally = Judge(rule, PORTAL, ZONE, at(now)).tally(subject, span, items)
    return int(tally.figure) if tally.figure == int(tally.figure) else tally.figure, [
        verdict.reason and verdict.reason.code for verdict in tally.verdicts
    ]


def changed(**values):
    return Rule.model_validate({**PLAN_RULE.model_dump(), **values})


CASES = [
    ("two tin count", [TIN, replace(TIN, key=5)], 2, [None, None]),
    ("one tin and one bài count", [TIN, BAI], 2, [None, None]),
    ("a photo story is neither tin nor bài", [replace(TIN, kind="phong-su-anh")], 0, ["kind"]),
    ("on the own site only does not count", [replace(TIN, site=OFFICE)], 0, ["channel"]),
    ("on a school's site only does not count", [replace(TIN, site=SCHOOL)], 0, ["channel"]),
    ("on the own site and on the portal counts once", [TIN, replace(TIN, site=OFFICE)], 1, [None, "channel"]),
    ("content class missing", [replace(TIN, content=frozenset())], 0, ["content"]),
    ("other content", [replace(TIN, content=frozenset({"hoi-nghi"}))], 0, ["content"]),
    ("new curriculum and textbooks", [replace(TIN, content=frozenset({"chuong-trinh-sgk"}))], 1, [None]),
    ("good people, good deeds", [replace(TIN, content=frozenset({"nguoi-tot-viec-tot"}))], 1, [None]),
    ("one of two classes is enough", [replace(TIN, content=frozenset({"hoi-nghi", "hoat-dong-co-so"}))], 1, [None]),
    ("the first moment of the month", [replace(TIN, published_at=at("2021-11-01T00:00"))], 1, [None]),
    ("the last second of the month", [replace(TIN, published_at=at("2021-11-30T23:59:59"))], 1, [None]),
    ("the first second of the next month", [replace(TIN, published_at=at("2021-12-01T00:00"))], 0, []),
    ("the last second of the month before", [replace(TIN, published_at=at("2021-10-31T23:59:59"))], 0, []),
    (
        "a server in UTC: 17:00 on the 31st is the 1st here",
        [replace(TIN, published_at=dt.datetime(2021, 10, 31, 17, tzinfo=dt.UTC))],
        1,
        [None],
    ),
    ("taken down on the 30th still was published", [replace(TIN, ended_at=at("2021-11-30T10:00"))], 1, [None]),
    ("a school's item that the office took over", [TAKEN], 0, ["taken_over"]),
    ("an item of another office", [replace(TIN, writer=OTHER)], 0, []),
    ("written with another office, in second place", [replace(TIN, writer=OTHER, co_writers=(OFFICE,))], 1, [None]),
    ("ordered by the office, written by a school", [replace(TIN, writer=SCHOOL, orderer=OFFICE)], 0, ["taken_over"]),
    (
        "taken down and shown again in the same month counts once",
        [
            replace(TIN, ended_at=at("2021-11-11T08:00")),
            replace(TIN, published_at=at("2021-11-20T08:00"), first_at=at("2021-11-10T08:00")),
        ],
        1,
        [None, "twice"],
    ),
    (
        "shown again a month later does not count again",
        [replace(TIN, first_at=at("2021-10-10T08:00"))],
        0,
        ["again"],
    ),
    ("in a newspaper", [replace(TIN, site="", external="bao-hai-phong")], 0, ["channel"]),
    ("three are three", [TIN, BAI, replace(BAI, key=9)], 3, [None, None, None]),
    ("none at all", [], 0, []),
]


@pytest.mark.parametrize(("says", "items", "figure", "reasons"), CASES, ids=[case[0] for case in CASES])
def test_the_plans_rule(says, items, figure, reasons):
    assert judge(items) == (figure, reasons)


def test_what_is_scheduled_does_not_count_yet():
    item = replace(TIN, published_at=at("2021-11-25T00:00"))
    assert judge([item], now="2021-11-24T23:59:59") == (0, ["not_yet"])
    assert judge([item], now="2021-11-25T00:00") == (1, [None])


class TestOtherRules:
    def test_still_live_at_the_close(self):
        rule = changed(counted_event="live_at_close")
        assert judge([replace(TIN, ended_at=at("2021-11-30T23:59"))], rule=rule) == (0, ["taken_down"])
        assert judge([replace(TIN, ended_at=at("2021-12-01T00:00"))], rule=rule) == (1, [None])

    def test_offered_or_accepted_in_the_month(self):
        item = replace(TIN, submitted_at=at("2021-10-30T08:00"), accepted_at=at("2021-11-02T08:00"))
        assert judge([item], rule=changed(counted_event="submitted")) == (0, [])
        assert judge([item], rule=changed(counted_event="accepted")) == (1, [None])
        assert judge([TIN], rule=changed(counted_event="accepted")) == (0, ["no_event"])

    def test_items_taken_over_where_the_rule_says_so(self):
        assert judge([TAKEN], rule=changed(attribution={"taken_over": True})) == (1, [None])

    def test_an_ordered_item_counts_for_who_ordered_it(self):
        rule = changed(attribution={"to": "orderer"})
        item = replace(TIN, writer=SCHOOL, orderer=OFFICE)
        assert judge([item], rule=rule) == (1, [None])
        assert judge([item], rule=rule, subject=SCHOOL) == (0, ["other_author"])

    def test_co_authors_in_full_by_halves_or_the_first_alone(self):
        item = replace(TIN, co_writers=(OTHER,))
        for how, mine, theirs in (("full", 1, 1), ("split", 0.5, 0.5), ("first", 1, 0)):
            rule = changed(attribution={"co_authors": how})
            assert float(judge([item], rule=rule)[0]) == mine
            assert float(judge([item], rule=rule, subject=OTHER)[0]) == theirs

    def test_weights_and_a_maximum(self):
        rule = changed(weights={"tin": "0.5", "bai": 2}, maximum=4)
        items = [TIN, BAI, replace(BAI, key=7), replace(BAI, key=8)]
        assert judge(items, rule=rule) == (4, [None, None, None, "above_maximum"])

    def test_days_of_grace_fill_what_lacks_and_nothing_more(self):
        rule = changed(grace_days=3)
        late = replace(TIN, key=9, published_at=at("2021-12-03T10:00"))
        assert judge([TIN, late], rule=rule) == (2, [None, None])
        assert judge([TIN, BAI, late], rule=rule) == (2, [None, None, "grace_not_needed"])
        too_late = replace(late, published_at=at("2021-12-04T00:00"))
        assert judge([TIN, too_late], rule=rule) == (1, [None])

    def test_distinct_themes_and_distinct_units(self):
        one = replace(TIN, themes=frozenset({"T01", "T02"}), about=frozenset({"A"}))
        two = replace(BAI, themes=frozenset({"T02"}), about=frozenset({"A", "B"}))
        assert judge([one, two], rule=changed(weights={}, measure="themes"))[0] == 2
        assert judge([one, two], rule=changed(weights={}, measure="units"))[0] == 2

    def test_a_channel_outside(self):
        rule = changed(channel={"site": "portal", "external": ["bao-hai-phong"]})
        assert judge([replace(TIN, site="", external="bao-hai-phong")], rule=rule) == (1, [None])
        assert judge([replace(TIN, site="", external="dai-ph")], rule=rule) == (0, ["channel"])
