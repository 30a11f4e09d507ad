"""Random histories: what a change counts again equals a full recount and a naive count over the pages' own story."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from conftest import ArticleFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comms_plan.articles.models import ArticleKind
from comms_plan.gate import services as gate
from comms_plan.gate.models import Submission
from comms_plan.plans.models import ContentClass, Period, Plan
from comms_plan.quotas.counting import Counter, zone
from comms_plan.quotas.models import Exemption, Figure, QuotaRule
from unit_pages.test.factories import PersonFactory, UnitFactory, UnitKindFactory, section_of, the_department

RULE = {
    "code": "tin-bai",
    "name": "Hai tin, bài một tháng",
    "subject": {"unit_kinds": ["phong"]},
    "weights": {"tin": 1, "bai": 1},
    "any_of": [{"content": ["co-so"]}],
    "minimum": 2,
    "valid_from": "2025-09-01",
    "valid_to": "2026-08-31",
}
ZONE = dt.timezone(dt.timedelta(hours=7))
#: Seconds around two month ends and some ordinary days, as a server in UTC sees them.
MOMENTS = sorted(
    dt.datetime(2026, month, 1, tzinfo=ZONE) + dt.timedelta(seconds=seconds)
    for month in (1, 2, 3)
    for seconds in (-90_000, -1, 0, 1, 500_000)
)
STEPS = ["publish", "unpublish", "delete", "retag", "offer", "accept", "return", "withdraw", "take_down", "bai"]


def the_rule(department, **values):
    period, _new = Period.objects.get_or_create(
        code="2025-2026",
        defaults={"name": "2025-2026", "starts_on": dt.date(2025, 9, 1), "ends_on": dt.date(2026, 9, 1)},
    )
    plan, _new = Plan.objects.get_or_create(
        code="kh", defaults={"unit": department, "period": period, "issuer": "Sở", "kind": "Kế hoạch", "title": "KH"}
    )
    return QuotaRule.objects.create(plan=plan, data={**RULE, **values})


def all_figures():
    return {
        (figure.rule_id, figure.unit_id, figure.first): (figure.figure, figure.minimum)
        for figure in Figure.objects.all()
        if figure.figure
    }


def recount(quota, now):
    for span in quota.rule.period.within(quota.rule.days()):
        Counter(quota, span, now).recount()


class World:
    """Two offices with one article each, and the steps that can be taken with it."""

    def __init__(self):
        self.department = the_department()
        kind = UnitKindFactory(code="phong")
        self.units = [UnitFactory(code=f"P{n}", kind=kind, subsite=True) for n in range(2)]
        self.tin = ArticleKind.objects.get_or_create(code="tin", defaults={"name": "Tin"})[0]
        self.bai = ArticleKind.objects.get_or_create(code="bai", defaults={"name": "Bài"})[0]
        self.content = ContentClass.objects.get_or_create(code="co-so", defaults={"name": "Cơ sở"})[0]
        self.quota = the_rule(self.department)
        self.editor = PersonFactory()
        self.pages = [
            ArticleFactory(parent=section_of(self.units[n % 2]), kind=self.tin, title=f"Bài {n}", live=False)
            for n in range(3)
        ]
        #: What really happened, told by the test alone: unit, moments at which an item appeared on the portal.
        self.story = {n: [] for n in range(3)}
        self.tagged = {n: False for n in range(3)}
        self.at_appearance = {}

    def submission(self, n):
        page = self.pages[n]
        return Submission.objects.filter(page_id=page.pk).order_by("-pk").first() if page is not None else None

    def take(self, step, n, now):
        """Take a step; one that is not possible now is refused by the product and changes nothing."""
        page = self.pages[n]
        if page is None:
            return
        page.refresh_from_db()
        getattr(self, f"_{step}")(n, page, now)

    def _publish(self, n, page, now):
        page.save_revision().publish()

    def _unpublish(self, n, page, now):
        if page.live:
            page.unpublish()

    def _delete(self, n, page, now):
        page.delete()
        self.pages[n] = None

    def _retag(self, n, page, now):
        self.tagged[n] = not self.tagged[n]
        page.content_classes = [self.content] if self.tagged[n] else []
        page.save_revision().publish()

    def _bai(self, n, page, now):
        page.kind = self.bai
        page.save_revision().publish()

    def _offer(self, n, page, now):
        if page.live:
            self._try(lambda: gate.offer(page=page, board=self.department, by=self.editor, now=now))

    def _accept(self, n, page, now):
        found = self.submission(n)
        if found is not None and self._try(lambda: gate.accept(submission=found, by=self.editor, now=now)):
            self.story[n].append(now)

    def _return(self, n, page, now):
        found = self.submission(n)
        if found is not None:
            self._try(lambda: gate.give_back(submission=found, by=self.editor, now=now, text="x"))

    def _withdraw(self, n, page, now):
        found = self.submission(n)
        if found is not None:
            self._try(lambda: gate.withdraw(submission=found, by=self.editor, now=now))

    def _take_down(self, n, page, now):
        found = self.submission(n)
        if found is not None:
            self._try(lambda: gate.take_down(submission=found, by=self.editor, now=now, text="x"))

    @staticmethod
    def _try(step):
        from django.core.exceptions import ValidationError

        try:
            step()
        except ValidationError:
            return False
        return True


class TestHistories(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_a_change_counts_as_a_full_recount_does(self, data):
        world = World()
        moments = sorted(data.draw(st.lists(st.sampled_from(MOMENTS), min_size=4, max_size=14)))
        for moment in moments:
            step, n = data.draw(st.sampled_from(STEPS)), data.draw(st.integers(0, 2))
            with time_machine.travel(moment, tick=False):
                world.take(step, n, moment)
        with time_machine.travel(dt.datetime(2026, 4, 1, tzinfo=ZONE), tick=False):
            incremental = all_figures()
            recount(world.quota, dt.datetime(2026, 4, 1, tzinfo=ZONE))
        assert incremental == all_figures()
        # An item counts at most once, in the month of its first appearance on the portal.
        by_month = {}
        for n, appearances in world.story.items():
            if appearances:
                first = min(appearances).astimezone(ZONE)
                key = (world.units[n % 2].pk, dt.date(first.year, first.month, 1))
                by_month[key] = by_month.get(key, 0) + 1
        for (_rule, unit, first), (figure, _minimum) in all_figures().items():
            assert figure <= by_month.get((unit, first), 0)


@pytest.mark.django_db
class TestCells:
    @pytest.fixture
    def world(self):
        return World()

    def november(self, quota, month=3):
        return next(s for s in quota.rule.period.within(quota.rule.days()) if s.key == dt.date(2026, month, 1))

    def figure(self, world, unit=0):
        found = Figure.objects.filter(rule=world.quota, unit=world.units[unit], first=dt.date(2026, 3, 1)).first()
        return found and (int(found.figure), found.minimum)

    def test_the_figure_turns_when_the_item_stands_on_the_portal(self, world):
        now = dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC)
        world.take("retag", 0, now)
        assert self.figure(world) == (0, 2)
        world.take("offer", 0, now)
        world.take("accept", 0, now)
        assert self.figure(world) == (1, 2)
        world.take("retag", 0, now)
        assert self.figure(world) == (0, 2)

    def test_a_deleted_item_was_published_and_stays_counted(self, world):
        now = dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC)
        for step in ("retag", "offer", "accept", "delete"):
            world.take(step, 0, now)
        assert self.figure(world) == (1, 2)
        recount(world.quota, now + dt.timedelta(hours=1))
        assert self.figure(world) == (1, 2)

    def test_an_exempt_unit_owes_less(self, world):
        Exemption.objects.create(
            rule=world.quota,
            unit=world.units[0],
            first=dt.date(2026, 2, 20),
            last=dt.date(2026, 4, 5),
            reason="Chia tách phòng",
        )
        recount(world.quota, dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC))
        assert self.figure(world, 0) == (0, 0)
        assert self.figure(world, 1) == (0, 2)

    def test_counting_costs_the_same_for_two_units_and_for_twenty(self, world, django_assert_num_queries):
        counter = Counter(world.quota, self.november(world.quota))
        units = list(world.units)
        with django_assert_num_queries(4) as few:
            counter.write(units[:1])
        units += [UnitFactory(code=f"Q{n}", kind=units[0].kind) for n in range(18)]
        with django_assert_num_queries(len(few)):
            counter.write(units)

    def test_periods_begin_at_midnight_in_viet_nam(self):
        assert zone().key == "Asia/Ho_Chi_Minh"
