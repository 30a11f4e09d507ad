"""Facts of many items are those of each, in as many queries."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from conftest import ArticleFactory
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comms_plan.quotas.facts import write_facts, write_lacking_facts
from comms_plan.quotas.models import ItemFacts
from quotas.test_counting import ZONE, World
from unit_pages.test.factories import section_of

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 12, tzinfo=ZONE)
NAMES = ("kind", "themes", "content", "audiences", "levels", "orderer", "author", "counts_from", "page_key")


@pytest.fixture
def world():
    found = World()
    with time_machine.travel(NOW, tick=False):
        for step in ("retag", "offer", "accept"):
            found.take(step, 0, NOW)
        found.take("publish", 1, NOW)
    return found


def kept():
    return list(ItemFacts.objects.order_by("publication").values("publication", *NAMES))


def lose_facts() -> int:
    found = ItemFacts.objects.count()
    ItemFacts.objects.all().delete()
    return found


def test_what_is_lacking_is_written_as_it_was(world):
    before = kept()
    assert any(row["content"] for row in before) and len({row["page_key"] for row in before}) == 2
    lost = lose_facts()
    with time_machine.travel(NOW, tick=False):
        assert write_lacking_facts() == lost
        assert kept() == before
        assert write_lacking_facts() == 0


def test_one_item_is_written_as_among_many(world):
    before = kept()
    lose_facts()
    with time_machine.travel(NOW, tick=False):
        for page in filter(None, world.pages):
            write_facts(page)
    assert kept() == before


def test_many_cost_what_one_costs(world):
    def queries() -> int:
        lose_facts()
        with CaptureQueriesContext(connection) as asked:
            write_lacking_facts()
        return len(asked)

    few = queries()
    for number in range(20):
        page = ArticleFactory(parent=section_of(world.units[0]), kind=world.bai, title=f"Bài {number}", live=False)
        page.save_revision().publish()
    assert ItemFacts.objects.count() >= 20
    assert queries() == few
