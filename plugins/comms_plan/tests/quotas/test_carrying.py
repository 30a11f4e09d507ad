"""What is above the target is taken to the next periods: by hand, month by month."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms_plan.quotas.carrying import Account, carried_in

CASES = [
    ("nothing above, nothing carried", [2, 2, 1], 3, 1, [0, 0, 0]),
    ("two above fill the next month", [4, 0], 3, 1, [0, 2]),
    ("what nobody needs is lost after its period", [4, 2, 0], 3, 1, [0, 0, 0]),
    ("or lives for two", [4, 2, 0], 3, 2, [0, 0, 2]),
    ("at most so much is kept", [9, 0], 1, 1, [0, 1]),
    ("a month takes what it lacks and leaves the rest", [5, 1, 0], 3, 2, [0, 1, 2]),
    ("the oldest first", [3, 4, 1, 1], 3, 2, [0, 0, 1, 1]),
    ("what was carried in is not carried on", [4, 1, 0], 3, 1, [0, 1, 0]),
    ("a rule that carries nothing", [9, 0], 0, 1, [0, 0]),
]


@pytest.mark.parametrize(("says", "own", "most", "periods", "taken"), CASES, ids=[case[0] for case in CASES])
def test_by_hand(says, own, most, periods, taken):
    accounts = [Account(Decimal(n), Decimal(2), Decimal(most), periods) for n in own]
    assert carried_in(accounts) == taken


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), max_size=14), st.integers(0, 4), st.integers(1, 4))
def test_nothing_is_taken_that_was_not_above_and_nothing_twice(months, most, periods):
    accounts = [Account(Decimal(own), Decimal(goal), Decimal(most), periods) for own, goal in months]
    taken = carried_in(accounts)
    above = [min(max(own - goal, 0), most) for own, goal in months]
    assert sum(taken) <= sum(above)
    for number, (own, goal) in enumerate(months):
        assert taken[number] <= max(goal - own, 0)
        assert taken[number] <= sum(above[max(0, number - periods) : number])
