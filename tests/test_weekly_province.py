"""A made-up province: a weekly rule, weights, carry-over and a channel outside, counted from its pack files alone."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command

from comms_plan.quotas.examples import judged_examples
from comms_plan.quotas.models import Figure, QuotaRule

PACK = Path(__file__).parent / "packs" / "son-thuy"
WEDNESDAY = dt.datetime(2026, 11, 18, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
#: By school and Monday: figure, carried over, minimum.
EXPECTED = {
    ("ST-01", dt.date(2026, 11, 2)): (4, 0, 2),
    ("ST-01", dt.date(2026, 11, 9)): (2, 2, 2),
    ("ST-01", dt.date(2026, 11, 16)): (1, 0, 2),
    ("ST-02", dt.date(2026, 11, 2)): (1, 0, 2),
    ("ST-02", dt.date(2026, 11, 9)): (2, 0, 2),
    ("ST-02", dt.date(2026, 11, 16)): (0, 0, 2),
}


def figures() -> dict[tuple[str, dt.date], tuple[int, int, int]]:
    rows = Figure.objects.filter(first__gte=dt.date(2026, 11, 2)).select_related("unit")
    return {(row.unit.code, row.first): (int(row.figure), int(row.carried), row.minimum) for row in rows}


@pytest.mark.django_db
def test_the_pack_alone_is_loaded_and_counted() -> None:
    with time_machine.travel(WEDNESDAY, tick=True):
        call_command("load_province", str(PACK), stdout=io.StringIO())
        call_command("recount_quotas", stdout=io.StringIO())
        assert figures() == EXPECTED
        rule = QuotaRule.objects.get().rule
        assert [judged.agrees for judged in judged_examples(rule)] == [True] * 5
        # Loaded again and counted again, nothing changes.
        call_command("load_province", str(PACK), stdout=io.StringIO())
        call_command("recount_quotas", "--month", "2026-11", stdout=io.StringIO())
        assert figures() == EXPECTED
