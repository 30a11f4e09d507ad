"""The plan in force, its copy for the next year, and themes that go on from year to year."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from comms_plan.plans.models import LegalBasis, Period, Plan, PlanPart
from comms_plan.plans.services import PlanExistsError, copy_plan
from comms_plan.plans.themes import Subtopic, Theme, ThemeMapping, lineage

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_period():
    return Period.objects.create(
        code="2026-2027", name="Năm học 2026-2027", starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2027, 8, 1)
    )


def copy(plan, period, code="ke-hoach-2026-2027"):
    return copy_plan(plan=plan, period=period, code=code, title="Kế hoạch mới")


class TestPeriod:
    def test_a_period_cannot_end_before_it_starts(self):
        period = Period(code="x", name="x", starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2026, 8, 1))
        with pytest.raises(ValidationError):
            period.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            period.save()

    def test_a_school_year_has_twelve_months(self, next_period):
        months = next_period.months()
        assert len(months) == 12
        assert (months[0], months[-1]) == (dt.date(2026, 8, 1), dt.date(2027, 7, 1))

    def test_a_period_that_begins_at_a_month_end_counts_every_month_once(self):
        period = Period(starts_on=dt.date(2024, 1, 31), ends_on=dt.date(2024, 3, 2))
        assert period.months() == [dt.date(2024, 1, 1), dt.date(2024, 2, 1), dt.date(2024, 3, 1)]

    def test_the_month_of_the_first_day_after_the_period_does_not_count(self):
        period = Period(starts_on=dt.date(2024, 11, 30), ends_on=dt.date(2025, 1, 1))
        assert period.months() == [dt.date(2024, 11, 1), dt.date(2024, 12, 1)]


class TestInForce:
    @pytest.mark.parametrize(
        ("day", "year"),
        [
            (dt.date(2024, 8, 1), 2024),
            (dt.date(2025, 7, 31), 2024),
            (dt.date(2025, 8, 1), 2025),
            (dt.date(2026, 7, 31), 2025),
            (dt.date(2026, 8, 1), 2025),
            (dt.date(2031, 1, 1), 2025),
            (dt.date(1999, 1, 1), 2025),
        ],
        ids=["first day", "last day", "next first day", "next last day", "day after", "long after", "before all"],
    )
    def test_the_plan_of_the_days_period_is_in_force_else_the_newest(self, make_plan, day, year):
        plans = {first: make_plan(first) for first in (2024, 2025)}
        assert Plan.objects.in_force(day) == plans[year]

    def test_without_plans_nothing_is_in_force(self, db):
        assert Plan.objects.in_force(dt.date(2026, 1, 1)) is None

    def test_a_plan_derived_from_the_departments_is_never_in_force(self, make_plan, plan):
        make_plan(code="cua-truong", parent=plan)
        assert Plan.objects.in_force(dt.date(2026, 1, 1)) == plan

    def test_of_two_plans_of_one_period_the_later_one_counts(self, make_plan, plan):
        later = make_plan(code="sua-doi")
        assert Plan.objects.in_force(dt.date(2026, 1, 1)) == later

    def test_a_plan_is_not_derived_from_itself(self, plan):
        plan.parent = plan
        with pytest.raises(ValidationError) as caught:
            plan.full_clean()
        assert "parent" in caught.value.message_dict


class TestCopy:
    @pytest.fixture
    def full_plan(self, make_plan, make_theme):
        plan = make_plan(
            number_raw="1[?]2/KH-SGDĐT", date_raw="ngày 5", signed_on=dt.date(2025, 9, 5), place="Hải Phòng"
        )
        Plan.objects.filter(pk=plan.pk).update(signer_raw="Ng[?]", signer_title="Giám đốc")
        plan.refresh_from_db()
        LegalBasis.objects.create(plan=plan, position=1, kind="Thông tư", number="09/2024/TT-BGDĐT")
        for position, text in enumerate(["Một là", "Hai là"]):
            PlanPart.objects.create(
                plan=plan, section=PlanPart.Section.PURPOSE, position=position, text=text, rule={"a": 1}
            )
        theme = make_theme(plan, 1)
        Subtopic.objects.create(theme=theme, name="Tuyển sinh lớp 10", position=3)
        make_theme(plan, 2, ends_on=dt.date(2026, 8, 1))
        make_theme(plan, 3, ends_on=dt.date(2026, 8, 2), priority_from=dt.date(2026, 1, 1))
        return plan

    def test_parts_and_bases_are_copied_word_for_word_and_the_origin_keeps_its_own(self, full_plan, next_period):
        made = copy(full_plan, next_period)
        assert [(part.section, part.position, part.text, part.rule) for part in made.parts.all()] == [
            ("purpose", 0, "Một là", {"a": 1}),
            ("purpose", 1, "Hai là", {"a": 1}),
        ]
        assert made.legal_bases.get().number == "09/2024/TT-BGDĐT"
        assert (full_plan.parts.count(), full_plan.legal_bases.count(), full_plan.themes.count()) == (2, 1, 3)

    def test_number_date_and_signer_are_not_copied(self, full_plan, next_period):
        made = copy(full_plan, next_period)
        assert (made.number_raw, made.date_raw, made.signer_raw, made.signer_title) == ("", "", "", "")
        assert made.signed_on is None
        assert (made.place, made.copied_from, made.title) == ("Hải Phòng", full_plan, "Kế hoạch mới")

    def test_each_theme_is_mapped_to_its_origin_with_its_subtopics(self, full_plan, next_period):
        made = copy(full_plan, next_period)
        twin = made.themes.get(code="T01")
        assert [older.pk for older in twin.goes_on_from.all()] == [full_plan.themes.get(code="T01").pk]
        assert [(s.name, s.position) for s in twin.subtopics.all()] == [("Tuyển sinh lớp 10", 3)]

    def test_a_theme_that_ends_before_the_new_period_stays_behind(self, full_plan, next_period):
        assert {theme.code for theme in copy(full_plan, next_period).themes.all()} == {"T01", "T03"}

    def test_the_copy_of_a_theme_has_neither_end_nor_priority(self, full_plan, next_period):
        twin = copy(full_plan, next_period).themes.get(code="T03")
        assert (twin.ends_on, twin.priority_from) == (None, None)

    def test_a_second_copy_is_refused_and_leaves_nothing(self, full_plan, next_period):
        copy(full_plan, next_period)
        before = (Plan.objects.count(), Theme.objects.count(), PlanPart.objects.count())
        with pytest.raises(PlanExistsError, match="ke-hoach-2026-2027"):
            copy(full_plan, next_period)
        assert (Plan.objects.count(), Theme.objects.count(), PlanPart.objects.count()) == before


class TestThemes:
    def test_a_theme_knows_its_lineage_over_three_years(self, plan, make_theme, make_plan):
        themes = [make_theme(make_plan(year)) for year in (2022, 2023, 2024)]
        newest = make_theme(plan)
        for older, newer in zip(themes, [*themes[1:], newest], strict=True):
            ThemeMapping.objects.create(newer=newer, older=older)
        assert lineage(newest) == sorted([newest.pk, *(theme.pk for theme in themes)])
        assert lineage(themes[1]) == sorted([themes[0].pk, themes[1].pk])

    def test_a_theme_made_of_two_has_both_in_its_lineage(self, plan, make_theme, make_plan):
        old = make_plan(2024)
        one, other, merged = make_theme(old, 1), make_theme(old, 2), make_theme(plan)
        for older in (one, other):
            ThemeMapping.objects.create(newer=merged, older=older)
        assert set(lineage(merged)) == {one.pk, other.pk, merged.pk}

    def test_a_circle_of_mappings_ends(self, plan, make_theme):
        one, other = make_theme(plan, 1), make_theme(plan, 2)
        ThemeMapping.objects.create(newer=one, older=other)
        ThemeMapping.objects.create(newer=other, older=one)
        assert set(lineage(one)) == {one.pk, other.pk}

    def test_an_address_is_unique_within_a_plan_only(self, theme, make_theme, make_plan):
        other = make_theme(make_plan(2024), slug=theme.slug)
        assert other.slug == theme.slug
        with pytest.raises(IntegrityError), transaction.atomic():
            make_theme(theme.plan, 2, slug=theme.slug)

    def test_a_code_is_unique_within_a_plan(self, theme, make_theme):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_theme(theme.plan, 2, code=theme.code)

    def test_one_name_in_two_plans_is_no_error(self, theme, make_theme, make_plan):
        twin = make_theme(make_plan(2024), name=theme.name)
        twin.save()
        assert Theme.objects.filter(name=theme.name).count() == 2

    @pytest.mark.parametrize(("days", "open_", "ended"), [(-1, True, False), (0, False, True), (1, False, True)])
    def test_the_end_is_the_first_day_without_the_theme(self, plan, make_theme, days, open_, ended):
        day = dt.date(2026, 3, 1)
        theme = make_theme(plan, ends_on=day)
        asked = day + dt.timedelta(days=days)
        assert theme.has_ended(asked) is ended
        assert Theme.objects.open_on(asked).exists() is open_

    @pytest.mark.parametrize(("days", "expected"), [(-1, False), (0, True), (9, True), (10, False)])
    def test_priority_lasts_from_its_first_day_to_before_its_end(self, plan, make_theme, days, expected):
        day = dt.date(2026, 3, 1)
        theme = make_theme(plan, priority_from=day, priority_until=day + dt.timedelta(days=10))
        assert theme.is_priority(day + dt.timedelta(days=days)) is expected

    def test_priority_without_an_end_goes_on_and_without_a_start_never_begins(self, plan, make_theme):
        day = dt.date(2026, 3, 1)
        assert make_theme(plan, 1, priority_from=day).is_priority(dt.date(2099, 1, 1))
        assert not make_theme(plan, 2, priority_until=day).is_priority(dt.date(2020, 1, 1))

    def test_a_priority_that_ends_before_it_starts_is_refused(self, plan, make_theme):
        day = dt.date(2026, 3, 1)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_theme(plan, priority_from=day, priority_until=day)

    def test_a_theme_ends_with_its_plan_unless_an_article_carries_it(self, theme, make_article):
        from django.db.models import ProtectedError

        make_article(theme)
        with pytest.raises(ProtectedError):
            theme.plan.delete()
