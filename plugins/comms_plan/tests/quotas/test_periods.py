"""Time is cut without gaps and without overlap, whatever the rule."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms_plan.quotas.periods import DAY, Days, Span, owed, spans, whole_period

days = st.dates(dt.date(2020, 1, 1), dt.date(2032, 12, 31))
kinds = st.sampled_from(["week", "month", "quarter", "school_year", "calendar_year"])
TERMS = [((9, 5), (1, 15)), ((1, 16), (5, 31))]


class TestCut:
    @given(kinds, days, st.integers(0, 900))
    def test_spans_cover_every_day_once(self, kind, first, length):
        within = Days(first, first + length * DAY)
        found = list(spans(kind, within))
        assert found[0].judged.first == within.first
        assert found[-1].judged.last == within.last
        for one, other in zip(found, found[1:], strict=False):
            assert one.judged.last + DAY == other.judged.first
            assert one.whole.last + DAY == other.whole.first
        assert all(span.whole.common(within) == span.judged for span in found)

    @given(kinds, days)
    def test_every_day_of_a_period_has_the_same_period(self, kind, day):
        period = whole_period(kind, day)
        assert day in period
        assert whole_period(kind, period.first) == whole_period(kind, period.last) == period
        assert whole_period(kind, period.last + DAY).first == period.last + DAY

    @pytest.mark.parametrize(
        ("kind", "day", "first", "last"),
        [
            ("week", "2026-11-22", "2026-11-16", "2026-11-22"),
            ("month", "2028-02-10", "2028-02-01", "2028-02-29"),
            ("quarter", "2026-11-23", "2026-10-01", "2026-12-31"),
            ("school_year", "2026-08-31", "2025-09-01", "2026-08-31"),
            ("school_year", "2026-09-01", "2026-09-01", "2027-08-31"),
            ("calendar_year", "2026-12-31", "2026-01-01", "2026-12-31"),
        ],
    )
    def test_by_the_calendar(self, kind, day, first, last):
        expected = Days(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        assert whole_period(kind, dt.date.fromisoformat(day)) == expected

    def test_terms_leave_out_the_summer_and_pass_the_turn_of_the_year(self):
        year = Days(dt.date(2026, 9, 1), dt.date(2027, 8, 31))
        found = [(span.judged.first, span.judged.last) for span in spans("term", year, terms=TERMS)]
        assert found == [
            (dt.date(2026, 9, 5), dt.date(2027, 1, 15)),
            (dt.date(2027, 1, 16), dt.date(2027, 5, 31)),
        ]

    def test_custom_periods_are_as_they_were_named(self):
        custom = [Days(dt.date(2026, 11, 1), dt.date(2026, 11, 20)), Days(dt.date(2027, 3, 1), dt.date(2027, 3, 26))]
        year = Days(dt.date(2026, 11, 10), dt.date(2027, 8, 31))
        found = list(spans("custom", year, custom=custom))
        assert [span.judged for span in found] == [Days(dt.date(2026, 11, 10), dt.date(2026, 11, 20)), custom[1]]
        assert found[0].is_partial and not found[1].is_partial

    def test_a_span_that_ends_before_it_begins_is_an_error(self):
        with pytest.raises(ValueError, match="before it begins"):
            Days(dt.date(2026, 2, 2), dt.date(2026, 2, 1))


class TestOwed:
    def test_summer_owes_nothing_and_half_a_month_as_the_rule_says(self):
        free = [((6, 16), (8, 15))]
        june, july, august = spans("month", Days(dt.date(2026, 6, 1), dt.date(2026, 8, 31)), free=free)
        assert [june.free_days, july.free_days, august.free_days] == [15, 31, 15]
        assert [owed(4, span, "full") for span in (june, july, august)] == [4, 0, 4]
        assert [owed(4, span, "prorated") for span in (june, july, august)] == [2, 0, 3]
        assert [owed(4, span, "none") for span in (june, july, august)] == [0, 0, 0]

    @given(st.integers(0, 50), st.integers(1, 28), st.sampled_from(["full", "prorated", "none"]))
    def test_never_more_than_the_whole_and_all_of_a_whole_period(self, number, day, partial):
        whole = Days(dt.date(2026, 2, 1), dt.date(2026, 2, 28))
        part = Span(whole, Days(dt.date(2026, 2, day), whole.last))
        assert 0 <= owed(number, part, partial) <= number
        assert owed(number, Span(whole, whole), partial) == number
