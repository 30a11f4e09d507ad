"""One leader in charge of a unit at a time: the database keeps it, the forms say it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from unit_pages.models import Appointment, Post, UnitKind
from unit_pages.people.services import save_appointment
from unit_pages.test.factories import AppointmentFactory, PersonFactory, PostFactory, UnitFactory
from unit_pages.units.one_leader import is_second_leader

pytestmark = pytest.mark.django_db

MARCH, APRIL, MAY, JUNE = (dt.date(2026, month, 1) for month in (3, 4, 5, 6))


def lead(unit, starts_on, ends_on=None, **values):
    return AppointmentFactory(unit=unit, leader=True, starts_on=starts_on, ends_on=ends_on, **values)


class TestDatabase:
    @pytest.mark.parametrize(
        ("first", "second", "allowed"),
        [
            ((MARCH, APRIL), (APRIL, MAY), True),
            ((APRIL, None), (MARCH, APRIL), True),
            ((MARCH, None), (APRIL, None), False),
            ((MARCH, None), (APRIL, MAY), False),
            ((MARCH, MAY), (APRIL, JUNE), False),
            ((APRIL, MAY), (MARCH, JUNE), False),
            ((APRIL, MAY), (MARCH, None), False),
            ((MARCH, APRIL), (MARCH, APRIL), False),
            ((MARCH, APRIL + dt.timedelta(days=1)), (APRIL, None), False),
        ],
    )
    def test_periods_of_leaders_do_not_overlap(self, school, first, second, allowed):
        lead(school, *first)
        if allowed:
            lead(school, *second)
            return
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            lead(school, *second)
        assert is_second_leader(error.value)
        assert Appointment.objects.count() == 1

    def test_another_unit_has_its_own_leader(self, school, other_school):
        lead(school, MARCH)
        lead(other_school, MARCH)

    def test_officers_are_as_many_as_one_likes(self, school):
        lead(school, MARCH)
        AppointmentFactory(unit=school, starts_on=MARCH)
        AppointmentFactory(unit=school, starts_on=MARCH)

    @pytest.mark.parametrize("change", [{"ends_on": None}, {"starts_on": MARCH}, {"ends_on": JUNE}])
    def test_a_changed_period_is_watched_too(self, school, change):
        lead(school, MARCH, APRIL) if "starts_on" in change else lead(school, MAY, None)
        row = lead(school, APRIL, MAY)
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.filter(pk=row.pk).update(**change)

    def test_a_change_of_unit_or_flag_is_watched_too(self, school, other_school):
        lead(school, MARCH)
        elsewhere, officer = lead(other_school, MARCH), AppointmentFactory(unit=school, starts_on=MARCH)
        for pk, change in ((elsewhere.pk, {"unit": school}), (officer.pk, {"in_charge": True})):
            with pytest.raises(IntegrityError), transaction.atomic():
                Appointment.objects.filter(pk=pk).update(**change)

    def test_a_row_may_be_saved_again(self, school):
        row = lead(school, MARCH)
        row.decision_number = "12/QĐ"
        row.save()

    def test_bulk_writing_is_watched_too(self, school):
        rows = [
            Appointment(
                person=PersonFactory(), unit=school, post=PostFactory(leader=True), starts_on=MARCH, in_charge=True
            )
            for _ in range(2)
        ]
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.bulk_create(rows)


class TestWords:
    def refused(self, row):
        with pytest.raises(ValidationError) as error:
            row.full_clean()
        return " ".join(error.value.messages)

    def second(self, unit, starts_on, ends_on=None, **values):
        post = values.pop("post", None) or PostFactory(leader=True)
        return AppointmentFactory.build(
            unit=unit, person=PersonFactory(), post=post, starts_on=starts_on, ends_on=ends_on
        )

    def test_the_message_names_the_leader_and_the_days(self, school):
        first = lead(school, MARCH, MAY)
        text = self.refused(self.second(school, APRIL))
        assert str(first.person) in text
        assert "Choose other days" in text

    def test_a_leader_without_an_end_is_named_too(self, school):
        lead(school, MARCH)
        assert "End that post first" in self.refused(self.second(school, APRIL))

    def test_the_own_row_is_no_conflict(self, school):
        lead(school, MARCH).full_clean()

    def test_who_comes_second_at_the_same_moment_gets_words_too(self, school, monkeypatch):
        """Both forms were checked before either was saved: only the database sees it."""
        row = self.second(school, APRIL)
        row.full_clean()
        lead(school, MARCH)
        monkeypatch.setattr(Appointment, "full_clean", lambda *args, **kwargs: None)
        with pytest.raises(ValidationError) as error:
            save_appointment(row)
        assert "leader in charge" in str(error.value)

    def test_an_appointment_in_an_ended_unit_is_refused(self, department):
        unit = UnitFactory(ends_on=MARCH)
        assert "This unit ended on" in self.refused(self.second(unit, APRIL, post=PostFactory()))

    def test_an_end_before_the_start_is_refused(self, school):
        assert "cannot end before it starts" in self.refused(self.second(school, APRIL, MARCH))

    def test_a_post_that_the_kind_does_not_have_is_refused_at_the_beginning_only(self, school):
        row = AppointmentFactory(unit=school)
        school.kind.posts.set([PostFactory(leader=True)])
        assert "no such post" in self.refused(self.second(school, APRIL, post=PostFactory()))
        row.refresh_from_db()
        row.full_clean()

    def test_a_kind_without_posts_has_all(self, school):
        assert not UnitKind.objects.get(pk=school.kind_id).posts.exists()
        self.second(school, APRIL, post=PostFactory()).full_clean()


class TestPostThatBecomesTheLeaders:
    def test_the_flags_follow_the_post(self, school):
        row = AppointmentFactory(unit=school)
        post = row.post
        for is_leader in (True, False):
            post.is_leader = is_leader
            post.full_clean()
            post.save()
            row.refresh_from_db()
            assert row.in_charge is is_leader

    def test_two_holders_at_a_time_refuse_it_in_words_and_in_the_database(self, school):
        AppointmentFactory(unit=school, starts_on=MARCH)
        post = AppointmentFactory(unit=school, starts_on=APRIL, ends_on=MAY).post
        post.is_leader = True
        with pytest.raises(ValidationError, match="two leaders in charge"):
            post.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            post.save()
        assert not Post.objects.get(pk=post.pk).is_leader

    def test_another_leader_refuses_it_too(self, school):
        lead(school, MARCH, APRIL)
        post = AppointmentFactory(unit=school, starts_on=MARCH).post
        post.is_leader = True
        with pytest.raises(ValidationError, match=str(school)):
            post.full_clean()

    def test_one_after_the_other_is_fine(self, school):
        lead(school, MARCH, APRIL)
        post = AppointmentFactory(unit=school, starts_on=APRIL).post
        post.is_leader = True
        post.full_clean()
        post.save()
        assert Appointment.objects.filter(in_charge=True).count() == 2
