"""A rule that contradicts itself is refused in words that say what to do."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from comms_plan.quotas.forecasting import History, Present, expected, outlook
from comms_plan.quotas.rules import Rule

GOOD = {
    "code": "bai-ca-nam",
    "name": "40 bài một năm học",
    "subject": {"unit_kinds": ["thpt"]},
    "period": {"kind": "school_year"},
    "minimum": 40,
    "valid_from": "2026-09-01",
    "valid_to": "2027-08-31",
}

WRONG = [
    ({"subject": {}}, "no_subject"),
    ({"minimum": 3, "target": 2}, "minimum_above_target"),
    ({"target": 50, "maximum": 45}, "maximum_too_small"),
    ({"weights": {"tin": 0}}, "weight"),
    ({"weights": {"tin": -1}}, "weight"),
    ({"weights": {"tin": 1}, "measure": "themes"}, "weights_need_items"),
    ({"valid_to": "2026-08-31"}, "validity_order"),
    ({"valid_to": "2099-08-31"}, "never_ends"),
    ({"any_of": [{}]}, "empty_condition"),
    ({"period": {"kind": "term"}}, "terms"),
    ({"period": {"kind": "month", "terms": [{"name": "I", "first": "09-05", "last": "01-15"}]}}, "terms"),
    ({"period": {"kind": "custom"}}, "custom_days"),
    (
        {"period": {"kind": "custom", "days": [{"name": "a", "first": "2026-10-02", "last": "2026-10-01"}]}},
        "period_order",
    ),
    (
        {
            "period": {
                "kind": "custom",
                "days": [
                    {"name": "a", "first": "2026-10-01", "last": "2026-10-05"},
                    {"name": "b", "first": "2026-10-05", "last": "2026-10-09"},
                ],
            }
        },
        "periods_overlap",
    ),
    ({"period": {"kind": "month", "free": [{"first": "02-30", "last": "03-01"}]}}, "month_day"),
    ({"period": {"kind": "month", "free": [{"first": "hè", "last": "03-01"}]}}, "month_day"),
]


def problem(error: ValidationError):
    return error.errors()[0]["ctx"]["error"]


class TestBadRules:
    def test_the_good_one_is_good(self):
        assert Rule.model_validate(GOOD).goal == 40

    @pytest.mark.parametrize(("values", "code"), WRONG, ids=[code for _values, code in WRONG])
    def test_a_contradiction_is_named(self, values, code):
        with pytest.raises(ValidationError) as caught:
            Rule.model_validate({**GOOD, **values})
        assert problem(caught.value).code == code
        assert "%(" not in str(problem(caught.value))

    @pytest.mark.parametrize("values", [{"minimun": 2}, {"minimum": -1}, {"grace_days": 90}, {"code": "Có dấu"}])
    def test_typing_errors_and_numbers_out_of_range(self, values):
        with pytest.raises(ValidationError):
            Rule.model_validate({**GOOD, **values})

    def test_a_rule_reads_what_it_wrote(self):
        rule = Rule.model_validate(GOOD)
        assert Rule.model_validate(rule.model_dump(mode="json")) == rule


class TestForecast:
    @pytest.mark.parametrize(
        ("present", "expects"),
        [
            (Present(2, 2, days_left=5), "met"),
            (Present(0, 0, days_left=5), "free"),
            (Present(1, 2, days_left=0), "missed"),
            (Present(1, 2, scheduled=1, days_left=5), "on_track"),
            (Present(1, 2, offers=2, days_left=5), "on_track"),
            (Present(0, 2, days_left=28), "at_risk"),
            (Present(0, 2, days_left=7), "will_miss"),
            (Present(0, 2, drafts=1, days_left=3), "at_risk"),
        ],
    )
    def test_outlook(self, present, expects):
        assert outlook(present, History()) == expects

    def test_the_own_history_counts_when_nothing_is_in_hand(self):
        assert expected(Present(0, 2, days_left=20), History(per_day=0.1)) == 2
        assert outlook(Present(0, 2, days_left=20), History(per_day=0.1)) == "on_track"

    def test_more_in_hand_never_makes_it_worse(self):
        order = ["will_miss", "at_risk", "on_track", "met"]
        for days in range(1, 31):
            ranks = [order.index(outlook(Present(0, 3, drafts=n, days_left=days), History())) for n in range(8)]
            assert ranks == sorted(ranks)
