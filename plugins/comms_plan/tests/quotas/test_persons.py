"""A rule whose subjects are persons: each owes, and the figure of the unit says how many have it."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
import time_machine
from conftest import ArticleFactory
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comms_plan.articles.models import ArticleKind
from comms_plan.quotas.checking import check
from comms_plan.quotas.closing import close
from comms_plan.quotas.counting import Counter, begun, recount
from comms_plan.quotas.describing import sentences
from comms_plan.quotas.exempting import exempt
from comms_plan.quotas.models import ExternalChannel, ExternalItem, Figure, ItemFacts
from comms_plan.quotas.watching import count_what_began
from quotas.test_counting import ZONE, the_rule
from unit_pages.models import Appointment
from unit_pages.test.factories import (
    PersonFactory,
    PostFactory,
    UnitFactory,
    UnitKindFactory,
    section_of,
    the_department,
)

JANUARY, FEBRUARY, MARCH = (dt.date(2026, month, 1) for month in (1, 2, 3))
MONTHS = (JANUARY, FEBRUARY, MARCH)
NOW = dt.datetime(2026, 3, 20, 12, tzinfo=ZONE)
PERSONAL = {
    "subject": {"unit_kinds": ["phong"], "persons": ["can-bo"]},
    "channel": {"site": "own"},
    "any_of": [],
    "weights": {"tin": 1},
    "minimum": 1,
    "valid_from": "2026-01-01",
}


def at(month, day, hour=9):
    return dt.datetime(2026, month, day, hour, tzinfo=ZONE)


class Office:
    """Two offices, three persons, one rule for those in a post."""

    def __init__(self, **values):
        self.department = the_department()
        kind = UnitKindFactory(code="phong")
        self.units = [UnitFactory(code=f"P{n}", kind=kind, subsite=True) for n in range(2)]
        self.kind = ArticleKind.objects.get_or_create(code="tin", defaults={"name": "Tin"})[0]
        self.post = PostFactory()
        self.people = [PersonFactory(username=f"nguoi{n}") for n in range(3)]
        self.quota = the_rule(self.department, **{**PERSONAL, **values})
        self.items, self.held = [], {}

    def appoint(self, person, unit, starts_on=dt.date(2025, 9, 1), ends_on=None):
        row = Appointment.objects.create(
            person=self.people[person], unit=self.units[unit], post=self.post, starts_on=starts_on, ends_on=ends_on
        )
        self.held[row.pk] = (person, unit, starts_on, ends_on)
        return row

    def publish(self, person, unit, moment, **values):
        with time_machine.travel(moment, tick=False):
            page = ArticleFactory(
                parent=section_of(self.units[unit]), kind=self.kind, live=False, owner=self.people[person], **values
            )
            page.save_revision().publish()
        self.items.append((person, unit, moment))
        return page

    def figure(self, unit, month=FEBRUARY):
        row = Figure.objects.filter(rule=self.quota, unit=self.units[unit], first=month).first()
        return row and (int(row.figure), row.minimum)

    def count(self):
        recount(self.quota, begun(self.quota, NOW), NOW)


@pytest.fixture
def office(db):
    found = Office()
    with time_machine.travel(at(2, 2), tick=False):
        found.appoint(0, 0)
        found.appoint(1, 0)
    return found


@pytest.mark.django_db
class TestFigures:
    def test_each_person_owes_and_two_items_of_one_are_one_person(self, office):
        assert office.figure(0) == (0, 2)
        office.publish(0, 0, at(2, 3))
        assert office.figure(0) == (1, 2)
        office.publish(0, 0, at(2, 4))
        assert office.figure(0) == (1, 2)
        office.publish(1, 0, at(2, 5))
        assert office.figure(0) == (2, 2)

    def test_a_unit_without_such_persons_owes_nothing(self, office):
        office.count()
        assert office.figure(1) is None

    def test_what_somebody_else_wrote_says_so(self, office):
        office.publish(2, 0, at(2, 3))
        assert office.figure(0) == (0, 2)
        (span,) = [span for span in begun(office.quota, NOW) if span.key == FEBRUARY]
        tally = Counter(office.quota, span, NOW).tallies([office.units[0]])[office.units[0].pk]
        assert [verdict.reason.code for verdict in tally.left_out] == ["other_person"]
        assert [(one.person, int(one.figure), one.minimum) for one in tally.people] == [
            (str(office.people[0].pk), 0, 1),
            (str(office.people[1].pk), 0, 1),
        ]

    def test_figures_follow_appointments(self, office):
        with time_machine.travel(at(2, 10), tick=False):
            third = office.appoint(2, 0, dt.date(2026, 2, 10))
            assert office.figure(0) == (0, 3)
            third.ends_on = dt.date(2026, 2, 20)
            third.save()
            assert office.figure(0) == (0, 3)
            third.unit = office.units[1]
            third.save()
            assert (office.figure(0), office.figure(1)) == ((0, 2), (0, 1))
            third.delete()
            assert (office.figure(0), office.figure(1)) == ((0, 2), None)

    def test_a_person_may_be_named(self, office):
        office.quota.data = {**office.quota.data, "subject": {"persons": ["nguoi1"]}}
        office.quota.save()
        assert not [finding for finding in check(office.quota.rule, office.quota.plan) if finding.is_error]
        office.count()
        assert office.figure(0) == (0, 1)
        office.publish(1, 0, at(2, 3))
        assert office.figure(0) == (1, 1)

    def test_an_unknown_post_is_told_with_those_that_there_are(self, office):
        rule = office.quota.rule.model_copy(
            update={"subject": office.quota.rule.subject.model_copy(update={"persons": ("khong-co",)})}
        )
        first = check(rule, office.quota.plan)[0]
        assert first.is_error and first.path == ("subject", "persons")
        assert "khong-co" in first.message and "can-bo" in first.message

    def test_an_exempt_unit_asks_nothing_of_its_people(self, office):
        with time_machine.travel(at(2, 10), tick=False):
            exempt(
                quota=office.quota, unit=office.units[0], first=FEBRUARY, last=dt.date(2026, 2, 28), reason="Dời trụ",
                by=office.people[2],
            )  # fmt: skip
        assert office.figure(0) == (0, 0)

    def test_who_is_there_for_half_a_month_owes_half_of_it(self):
        office = Office(minimum=4, period={"kind": "month", "partial": "prorated"})
        with time_machine.travel(at(2, 20), tick=False):
            office.appoint(0, 0, ends_on=dt.date(2026, 2, 15))
        for day in (3, 4):
            office.publish(0, 0, at(2, day))
        office.count()
        assert office.figure(0) == (1, 1)

    def test_what_one_has_too_much_is_kept_for_that_one(self):
        office = Office(carry_over={"most": 1, "periods": 1})
        with time_machine.travel(at(1, 2), tick=False):
            office.appoint(0, 0)
            office.appoint(1, 0)
        for day in (5, 6):
            office.publish(0, 0, at(1, day))
        office.count()
        assert (office.figure(0, JANUARY), office.figure(0, FEBRUARY)) == ((1, 2), (1, 2))
        office.publish(0, 0, at(2, 5))
        assert office.figure(0, FEBRUARY) == (1, 2)

    def test_what_was_entered_by_hand_counts_for_who_entered_it(self):
        office = Office(channel={"site": "own", "external": ["bao"]})
        channel = ExternalChannel.objects.create(code="bao", name="Báo")
        with time_machine.travel(at(2, 20), tick=False):
            office.appoint(0, 0)
            ExternalItem.objects.create(
                unit=office.units[0], channel=channel, kind=office.kind, title="Trên báo", published_on=FEBRUARY,
                entered_by=office.people[0],
            )  # fmt: skip
        assert office.figure(0) == (1, 1)

    def test_a_closed_period_keeps_the_figure(self, office):
        office.publish(0, 0, at(2, 3))
        (span,) = [span for span in begun(office.quota, NOW) if span.key == FEBRUARY]
        frozen = close(quota=office.quota, span=span, by=office.people[2], now=NOW).figures.get()
        assert (int(frozen.figure), frozen.minimum) == (1, 2)

    def test_a_new_period_begins_with_figures(self, office):
        with time_machine.travel(NOW, tick=False):
            count_what_began(NOW)
        assert office.figure(0, MARCH) == (0, 2)

    def test_the_queries_do_not_grow_with_the_people(self, office, django_assert_num_queries):
        (span,) = [span for span in begun(office.quota, NOW) if span.key == FEBRUARY]
        counter = Counter(office.quota, span, NOW)
        with django_assert_num_queries(5) as few:
            counter.write(office.units[:1])
        Appointment.objects.bulk_create(
            Appointment(person=PersonFactory(), unit=office.units[0], post=office.post, starts_on=JANUARY)
            for _n in range(20)
        )
        with django_assert_num_queries(len(few)):
            counter.write(office.units[:1])
        assert office.figure(0) == (0, 22)

    def test_items_written_before_facts_named_authors_have_them_too(self, office):
        office.publish(0, 0, at(2, 3))
        ItemFacts.objects.update(author="")
        office.count()
        assert office.figure(0) == (0, 2)
        import_module("comms_plan.quotas.migrations.0003_persons").fill(apps, None)
        office.count()
        assert office.figure(0) == (1, 2)

    def test_the_rule_is_told_in_a_sentence(self, office):
        assert office.post.name in sentences(office.quota.rule)[0]


def oracle(office):
    """Count by hand, month by month, over the diary."""
    found = {}
    for number, unit in enumerate(office.units):
        for month in MONTHS:
            following = (month + dt.timedelta(days=32)).replace(day=1)
            there = {
                person
                for person, where, starts_on, ends_on in office.held.values()
                if where == number and starts_on < following and (ends_on is None or ends_on > month)
            }
            have = {
                person
                for person in there
                if sum(
                    who == person and where == number and moment.date().replace(day=1) == month
                    for who, where, moment in office.items
                )
                >= office.quota.rule.minimum
            }
            if there:
                found[unit.pk, month] = (len(have), len(there))
    return found


class TestHistories(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_changes_recount_and_oracle_agree(self, data):
        office = Office(minimum=data.draw(st.sampled_from([1, 2])))
        days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 19))
        for number, day in enumerate(sorted(data.draw(st.lists(days, min_size=4, max_size=14)))):
            step = data.draw(st.sampled_from(["publish", "publish", "publish", "appoint", "end", "cancel"]))
            person, unit = data.draw(st.integers(0, 2)), data.draw(st.integers(0, 1))
            moment = dt.datetime.combine(day, dt.time(8), ZONE) + dt.timedelta(seconds=number)
            if step == "publish":
                office.publish(person, unit, moment, title=f"Bài {number}")
                continue
            with time_machine.travel(moment, tick=False):
                self._appointments(office, step, person, unit, day)
        with time_machine.travel(NOW, tick=False):
            count_what_began(NOW)
            changes = self._figures()
            office.count()
        expected = oracle(office)
        assert self._figures() == expected
        assert changes.items() <= expected.items()
        # Periods that nothing touched since an earlier one began are counted when they begin.
        assert {key for key, value in expected.items() if value[0]} <= changes.keys()

    @staticmethod
    def _appointments(office, step, person, unit, day):
        mine = [pk for pk, (who, where, _a, _b) in office.held.items() if (who, where) == (person, unit)]
        if step == "appoint" and not mine:
            office.appoint(person, unit, day)
        elif step == "end" and mine and office.held[mine[0]][2] < day:
            row = Appointment.objects.get(pk=mine[0])
            row.ends_on = day
            row.save()
            office.held[row.pk] = (*office.held[row.pk][:3], day)
        elif step == "cancel" and mine:
            Appointment.objects.get(pk=mine[0]).delete()
            del office.held[mine[0]]

    @staticmethod
    def _figures():
        return {(row.unit_id, row.first): (int(row.figure), row.minimum) for row in Figure.objects.all()}
