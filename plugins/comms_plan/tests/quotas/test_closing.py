"""A closed period stays as it was, whatever happens afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from comms_plan.gate.models import Submission
from comms_plan.quotas import closing
from comms_plan.quotas.models import ClosedPeriod, FrozenFigure, QuotaRule
from quotas.test_counting import RULE, World, recount
from unit_pages.test.factories import PersonFactory

pytestmark = pytest.mark.django_db

MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)
NOW = dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 4, 2, 5, tzinfo=dt.UTC)


@pytest.fixture
def world():
    world = World()
    for step in ("retag", "offer", "accept"):
        world.take(step, 0, NOW)
    return world


def span_of(world, first=MARCH):
    return next(span for span in world.quota.rule.period.within(world.quota.rule.days()) if span.key == first)


def frozen():
    return sorted(FrozenFigure.objects.values_list("unit__code", "figure", "minimum"))


class TestClosing:
    def test_frozen_figures_never_change_and_later_changes_stand_beside_them(self, world):
        person = PersonFactory()
        period = closing.close(quota=world.quota, span=span_of(world), by=person, now=AFTER)
        before = frozen()
        assert [(code, int(figure), minimum) for code, figure, minimum in before] == [("P0", 1, 2), ("P1", 0, 2)]
        assert closing.differences(period, span_of(world), now=AFTER) == []
        world.take("retag", 0, AFTER)  # it no longer has the content that the rule asks for
        recount(world.quota, AFTER)
        assert frozen() == before
        (difference,) = closing.differences(period, span_of(world), now=AFTER)
        assert (difference.unit.code, int(difference.frozen), int(difference.today)) == ("P0", 1, 0)

    def test_the_items_are_kept_with_their_reasons(self, world):
        closing.close(quota=world.quota, span=span_of(world), by=None, now=AFTER)
        items = FrozenFigure.objects.get(unit__code="P0").items
        counted = [item for item in items if item["reason"] is None]
        assert [item["title"] for item in counted] == ["Bài 0"]
        assert [item["reason"][0] for item in items if item["reason"]] == ["channel"]

    @pytest.mark.parametrize("day", ["2026-03-31T23:59:59+07:00", "2026-03-02T05:00:00+00:00"])
    def test_not_before_it_is_over(self, world, day):
        with pytest.raises(closing.NotOverError):
            closing.close(quota=world.quota, span=span_of(world), by=None, now=dt.datetime.fromisoformat(day))
        assert not ClosedPeriod.objects.exists()

    def test_not_twice_but_again_after_it_was_opened_with_a_reason(self, world):
        period = closing.close(quota=world.quota, span=span_of(world), by=None, now=AFTER)
        with pytest.raises(closing.AlreadyClosedError):
            closing.close(quota=world.quota, span=span_of(world), by=None, now=AFTER)
        with pytest.raises(closing.NoReasonError):
            closing.reopen(period=period, by=None, now=AFTER, why=" ")
        closing.reopen(period=period, by=None, now=AFTER, why="Tin bị gắn nhầm loại")
        with pytest.raises(closing.AlreadyClosedError):
            closing.reopen(period=period, by=None, now=AFTER, why="lần nữa")
        closing.close(quota=world.quota, span=span_of(world), by=None, now=AFTER)
        assert FrozenFigure.objects.filter(period=period).count() == 2
        assert ClosedPeriod.objects.filter(reopened_at__isnull=True).count() == 1


class TestAmending:
    def test_a_change_begins_with_a_period_and_leaves_what_was(self, world):
        recount(world.quota, AFTER)
        amended = closing.amend(quota=world.quota, data={**RULE, "minimum": 3}, first=APRIL)
        recount(amended, AFTER)
        world.quota.refresh_from_db()
        assert (world.quota.valid_to, amended.valid_from) == (dt.date(2026, 3, 31), APRIL)
        assert set(world.quota.figures.values_list("minimum", flat=True)) == {2}
        assert set(amended.figures.values_list("minimum", flat=True)) == {3}
        assert not world.quota.figures.filter(first__gte=APRIL).exists()

    @pytest.mark.parametrize("first", ["2026-04-02", "2025-09-01", "2030-01-01"])
    def test_not_in_the_middle_of_a_period(self, world, first):
        with pytest.raises(ValidationError):
            closing.amend(quota=world.quota, data=RULE, first=dt.date.fromisoformat(first))
        assert QuotaRule.objects.count() == 1

    def test_never_over_a_closed_period(self, world):
        closing.close(quota=world.quota, span=span_of(world), by=None, now=AFTER)
        with pytest.raises(ValidationError, match="closed"):
            closing.amend(quota=world.quota, data={**RULE, "minimum": 9}, first=MARCH)
        assert Submission.objects.exists()
