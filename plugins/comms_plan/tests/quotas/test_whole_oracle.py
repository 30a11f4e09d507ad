"""Random histories against an oracle that knows nothing of publications, facts and figures.

The oracle keeps its own diary of what happened (which office's item stood on the portal from when to when, with which
content), and counts by hand: month by month, from the first month on, with carry-over, days of grace, items outside,
exemptions, merged offices and amendments. The figures that single changes wrote, those of a full recount and the
oracle's must be the same, and frozen ones must not move.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter as Tallied
from decimal import Decimal
from fractions import Fraction

import pytest
import time_machine
from conftest import ArticleFactory
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comms_plan.plans.models import ContentClass
from comms_plan.quotas import closing
from comms_plan.quotas.counting import begun
from comms_plan.quotas.counting import recount as recount_periods
from comms_plan.quotas.exempting import end_exemption, exempt
from comms_plan.quotas.models import (
    ClosedPeriod,
    Exemption,
    ExternalChannel,
    ExternalItem,
    Figure,
    FrozenFigure,
    QuotaRule,
)
from comms_plan.quotas.watching import count_what_began
from quotas.test_counting import World
from unit_pages.changes.signals import organisation_changed
from unit_pages.models import Publication
from unit_pages.test.factories import section_of

ZONE = dt.timezone(dt.timedelta(hours=7))
#: Month ends, the end of the calendar year, the turn of the school year, and ordinary moments.
MOMENTS = sorted(
    dt.datetime(year, month, 1, tzinfo=ZONE) + dt.timedelta(seconds=seconds)
    for year, month in ((2025, 9), (2025, 12), (2026, 1), (2026, 2), (2026, 3))
    for seconds in (-1, 0, 1, 90_000, 300_000, 1_200_000)
)
END = dt.datetime(2026, 4, 20, 12, tzinfo=ZONE)
MONTHS = [dt.date(2025, month, 1) for month in (8, 9, 10, 11, 12)] + [dt.date(2026, month, 1) for month in range(1, 9)]
STEPS = [
    *("publish", "unpublish", "delete", "retag", "bai", "offer", "accept", "accept", "withdraw", "take_down"),
    *(
        "whole",
        "whole",
        "whole",
        "whole",
        "later",
        "outside",
        "outside_gone",
        "exempt",
        "exempt_end",
        "merge",
        "amend",
        "close",
    ),
]
RAN: Tallied[str] = Tallied()


def month_of(day):
    return day.replace(day=1)


def following(first):
    return (first + dt.timedelta(days=32)).replace(day=1)


class Diary(World):
    """The world of the other test, which writes down what happened."""

    def __init__(self, data):
        super().__init__()
        self.channel = ExternalChannel.objects.create(code="bao", name="Báo")
        self.quota.data = {
            **self.quota.data,
            "valid_from": "2025-08-01",
            "channel": {"site": "portal", "external": ["bao"]},
            **data,
        }
        self.quota.save()
        self.stood = {n: [] for n in range(3)}  # [begins, ends, content?, weighted kind]
        self.outside = {}
        self.exempted = {}
        self.ended = {}
        self.versions = [(dt.date(2025, 8, 1), self.quota.data)]
        self.frozen = None

    @property
    def newest(self):
        return QuotaRule.objects.order_by("-valid_from").first()

    def take(self, step, n, now):
        if step in STEPS[10:]:
            getattr(self, f"_{step}")(n, now)
        else:
            super().take(step, n, now)
        self.look(now)

    def look(self, now):
        """Write down what stands on the portal now: the only thing that is read from the product."""
        for n in range(3):
            page = self.pages[n]
            rows = Publication.objects.filter(site_unit=self.department, ended_at__isnull=True)
            row = rows.filter(page_id=page.pk).first() if page is not None else None
            diary = self.stood[n]
            open_one = diary[-1] if diary and diary[-1]["ends"] is None else None
            if row is None and open_one:
                open_one["ends"] = max(now, open_one["begins"])
            if row is not None:
                if open_one is None:
                    open_one = {"begins": row.starts_at, "ends": None}
                    diary.append(open_one)
                open_one["content"] = self.tagged[n]
                open_one["kind"] = page.kind.code

    def _later(self, n, now):
        """Accept for a moment in three days."""
        found = self.submission(n)
        if found is not None:
            from comms_plan.gate import services as gate

            starts = now + dt.timedelta(days=3)
            self._try(lambda: gate.accept(submission=found, by=self.editor, now=now, starts_at=starts))

    def _whole(self, n, now):
        """Publish with the right content, offer and accept: what makes a figure, or another item of it."""
        if self.pages[n] is None:
            self.pages[n] = ArticleFactory(
                parent=section_of(self.units[n % 2]), kind=self.tin, title=f"Bài mới {n}", live=False
            )
            self.stood[n, now] = self.stood.pop(n)  # what the deleted page did stays in the diary
            self.stood[n], self.tagged[n] = [], False
        page = self.pages[n]
        page.refresh_from_db()
        if not self.tagged[n]:
            super().take("retag", n, now)
        for step in ("publish", "offer", "accept"):
            super().take(step, n, now)

    def _outside(self, n, now):
        unit = self.units[n % 2]
        item = ExternalItem.objects.create(
            unit=unit, channel=self.channel, kind=self.tin, title="Báo", published_on=now.astimezone(ZONE).date()
        )
        self.outside[item.pk] = [unit.pk, item.published_on, False]
        if n != 1:
            item.content_classes.set([ContentClass.objects.get(code="co-so")])
            self.outside[item.pk][2] = True

    def _outside_gone(self, n, now):
        item = ExternalItem.objects.order_by("pk").first()
        if item is not None:
            del self.outside[item.pk]
            item.delete()

    def _exempt(self, n, now):
        first = now.astimezone(ZONE).date()
        row = exempt(
            quota=self.newest,
            unit=self.units[n % 2],
            first=first,
            last=first + dt.timedelta(days=(3, 35, 70)[n]),
            reason="Chia tách",
            by=self.editor,
        )
        self.exempted[row.pk] = (self.units[n % 2].pk, row.first, row.last)

    def _exempt_end(self, n, now):
        row = Exemption.objects.order_by("pk").first()
        if row is not None:
            del self.exempted[row.pk]
            end_exemption(exemption=row, by=self.editor)

    def _merge(self, n, now):
        unit = self.units[1]
        if unit.ends_on is None and now.astimezone(ZONE).date() > dt.date(2025, 12, 1):
            unit.ends_on = now.astimezone(ZONE).date()
            unit.save()
            self.ended[unit.pk] = unit.ends_on
            organisation_changed.send(sender=type(self), units=[unit.pk], pages=[], documents=[])

    def _amend(self, n, now):
        first = following(month_of(now.astimezone(ZONE).date()))
        new = {**self.newest.data, "minimum": n + 1, "target": None}
        if first > self.newest.valid_from and self._try(
            lambda: closing.amend(quota=self.newest, data=new, first=first)
        ):
            self.versions.append((first, {**new}))

    def _close(self, n, now):
        quota, today = self.quota, now.astimezone(ZONE).date()
        quota.refresh_from_db()
        quota.__dict__.pop("rule", None)
        for span in quota.rule.period.within(quota.rule.days()):
            if span.judged.last + dt.timedelta(days=quota.rule.grace_days) < today:
                self._try(lambda span=span: closing.close(quota=quota, span=span, by=self.editor, now=now))
        self.frozen = self.frozen_now()

    @staticmethod
    def frozen_now():
        rows = FrozenFigure.objects.order_by("period", "unit")
        return list(rows.values_list("period", "unit", "figure", "carried", "minimum", "items"))


def oracle(world):
    """Count by hand; return {(unit, month): (figure, minimum)}."""
    result = {}
    for number, unit in enumerate(world.units):
        kept, by_grace = [], set()
        for month in MONTHS:
            rule = [data for first, data in world.versions if first <= month][-1]
            last = following(month) - dt.timedelta(days=1)
            ended = world.ended.get(unit.pk)
            days = [month + dt.timedelta(days=n) for n in range((last - month).days + 1)]
            present = [day for day in days if ended is None or day < ended]
            excused = [
                day for day in present if any(u == unit.pk and a <= day <= b for u, a, b in world.exempted.values())
            ]
            share = Fraction(len(present) - len(excused), len(days))

            def owed(asked, share=share, partial=rule["period"]["partial"]):
                if share == 0 or (share < 1 and partial == "none"):
                    return 0
                return asked if partial == "full" or share == 1 else math.ceil(asked * share)

            minimum = owed(int(rule["minimum"]))
            goal = owed(int(Decimal(rule["target"]))) if rule.get("target") else minimum
            items = [item for n, item in appearances(world) if world.units[n % 2].pk == unit.pk]
            items += [
                (day, ("outside", pk), content, "tin")
                for pk, (owner, day, content) in world.outside.items()
                if owner == unit.pk
            ]
            weights = {kind: Decimal(str(value)) for kind, value in rule["weights"].items()}
            good = sorted((i for i in items if i[2] and i[3] in weights), key=lambda i: (i[0], str(i[1])))
            own = sum((weights[i[3]] for i in good if month <= i[0] <= last and i[1] not in by_grace), Decimal(0))
            by_grace = set()
            for item in good:
                late = last < item[0] <= last + dt.timedelta(days=rule["grace_days"])
                if late and own < minimum:
                    own += weights[item[3]]
                    by_grace.add(item[1])
            most, life = Decimal(str(rule["carry_over"]["most"])), rule["carry_over"]["periods"]
            kept = [(left, age - 1) for left, age in kept if left > 0 and age > 0] if most else []
            lacks, rest = max(goal - own, Decimal(0)), []
            carried = Decimal(0)
            for left, age in kept:
                part = min(left, lacks - carried)
                carried += part
                rest.append((left - part, age))
            kept = rest
            if most and own > goal:
                kept.append((min(own - goal, most), life))
            if month <= END.date() and present:
                result[unit.pk, month] = (own + carried, minimum)
        assert number < 2
    return {key: value for key, value in result.items() if value[0]}


def appearances(world):
    """Yield each item once: the day of its first appearance, and what it was when its time there ended."""
    for n, diary in world.stood.items():
        key = n
        n = n[0] if isinstance(n, tuple) else n
        real = [one for one in diary if one["ends"] is None or one["ends"] > one["begins"]]
        real = [one for one in real if one["begins"] <= END]
        if not real:
            continue
        first = min(one["begins"] for one in real).astimezone(ZONE).date()
        # Shown again in the same month, it counts if it was right at any of these times.
        same = [one for one in real if month_of(one["begins"].astimezone(ZONE).date()) == month_of(first)]
        for one in sorted(same, key=lambda one: one["begins"]):
            if one["content"]:
                yield n, (one["begins"].astimezone(ZONE).date(), ("page", key), True, one["kind"])
                break


rules = st.fixed_dictionaries(
    {
        "weights": st.sampled_from([{"tin": 1, "bai": 1}, {"tin": 1, "bai": 2}, {"tin": "0.5", "bai": "1.5"}]),
        "minimum": st.sampled_from([1, 2]),
        "target": st.sampled_from([None, 2]),
        "carry_over": st.sampled_from(
            [{"most": 0, "periods": 1}, {"most": 1, "periods": 1}, {"most": 3, "periods": 2}]
        ),
        "grace_days": st.sampled_from([0, 0, 2]),
        "period": st.fixed_dictionaries(
            {"kind": st.just("month"), "partial": st.sampled_from(["full", "prorated", "none"])}
        ),
    }
)


def figures():
    today = END.astimezone(ZONE).date()
    return {
        (figure.unit_id, figure.first): (figure.figure, figure.minimum)
        for figure in Figure.objects.filter(first__lte=today)
        if figure.figure
    }


class TestWholeHistories(TestCase):
    @settings(
        max_examples=60,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def test_changes_recount_and_oracle_agree_and_frozen_figures_stay(self, data):
        with time_machine.travel(MOMENTS[0], tick=False):
            world = Diary(data.draw(rules))
        moments = sorted(data.draw(st.lists(st.sampled_from(MOMENTS), min_size=6, max_size=22)))
        for number, moment in enumerate(moments):
            step = data.draw(st.sampled_from(STEPS))
            n = data.draw(st.integers(0, 2))
            # No two steps happen in the same instant.
            at = moment + dt.timedelta(milliseconds=number)
            with time_machine.travel(at, tick=False):
                world.take(step, n, at)
            RAN[step] += 1
        RAN["histories"] += 1
        with time_machine.travel(END, tick=False):
            count_what_began(END)
            incremental = figures()
            for quota in QuotaRule.objects.all():
                recount_periods(quota, begun(quota, END), END)
        assert incremental == figures()
        expected = oracle(world)
        assert figures() == expected
        RAN["figures"] += len(expected)
        if world.frozen is not None:
            kept = ClosedPeriod.objects.count()
            event(f"closed periods: {bool(kept)}")
            assert world.frozen_now() == world.frozen


@pytest.fixture(scope="module", autouse=True)
def _say_how_many(request):
    yield
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        steps = sum(RAN.values()) - RAN["histories"] - RAN["figures"]
        said = f"{RAN['histories']} histories with {steps} steps and {RAN['figures']} figures above 0"
        print(f"\n{said}: {dict(RAN)}")  # noqa: T201
