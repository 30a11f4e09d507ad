"""The registry: one tree, periods, names in Vietnamese order, colours, history, posts."""

from __future__ import annotations

import datetime as dt
import random

import pytest
import time_machine
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import IntegrityError, transaction
from foreign_site.factories import NewsFactory
from test_vietnamese import NAMES, nfd

from unit_pages.checks import check_colours, check_private_storage
from unit_pages.conf import get_settings
from unit_pages.days import local_day
from unit_pages.enums import FlagPattern, SuccessionKind
from unit_pages.models import Appointment, Unit, UnitColour, UnitFormerName, UnitSuccession
from unit_pages.test.factories import (
    AppointmentFactory,
    PersonFactory,
    PostFactory,
    UnitColourFactory,
    UnitFactory,
    UnitKindFactory,
)
from unit_pages.units.history import find_unit
from unit_pages.units.identity import contrast, contrast_errors, propose_colour, propose_flag

DAY = dt.date(2026, 3, 1)


def errors_of(instance):
    with pytest.raises(ValidationError) as caught:
        instance.full_clean()
    return set(caught.value.message_dict)


class TestSettings:
    def test_an_unknown_key_is_refused_by_name(self, settings):
        settings.UNIT_PAGES = {"RESERVED_SLUG": ["x"]}
        with pytest.raises(ImproperlyConfigured, match="reserved_slug"):
            get_settings()

    def test_without_a_setting_everything_has_a_default(self, settings):
        del settings.UNIT_PAGES
        found = get_settings()
        assert (found.timezone, found.private_storage) == ("Asia/Ho_Chi_Minh", "private")
        assert "admin" in found.reserved_slugs

    def test_a_storage_that_does_not_exist_is_an_error_with_a_hint(self, settings):
        settings.UNIT_PAGES = {"PRIVATE_STORAGE": "nowhere"}
        (found,) = check_private_storage()
        assert found.id == "unit_pages.E001"
        assert found.hint

    def test_the_foreign_site_passes_all_checks(self):
        assert [message for message in run_checks() if message.id.startswith("unit_pages")] == []


class TestDays:
    @pytest.mark.parametrize(
        ("hour", "day"), [(dt.time(16, 59, 59), dt.date(2026, 12, 31)), (dt.time(17, 0), dt.date(2027, 1, 1))]
    )
    def test_the_day_turns_at_midnight_in_viet_nam(self, hour, day):
        moment = dt.datetime.combine(dt.date(2026, 12, 31), hour, tzinfo=dt.UTC)
        assert local_day(moment) == day
        with time_machine.travel(moment, tick=False):
            assert local_day() == day

    def test_the_zone_is_a_setting(self, settings):
        settings.UNIT_PAGES = {"TIMEZONE": "UTC"}
        assert local_day(dt.datetime(2026, 12, 31, 18, tzinfo=dt.UTC)) == dt.date(2026, 12, 31)


@pytest.mark.django_db
class TestUnits:
    def test_an_address_of_the_site_itself_is_reserved(self, department):
        unit = UnitFactory()
        unit.slug = "documents"
        assert errors_of(unit) == {"slug"}

    def test_the_department_may_carry_any_slug(self, department):
        department.slug = "admin"
        department.full_clean()

    def test_two_units_never_share_a_code_or_an_address(self, department):
        one = UnitFactory()
        other = UnitFactory.build(
            code=one.code, slug=one.slug, parent=department, kind=one.kind, colour=UnitColourFactory()
        )
        assert errors_of(other) == {"code", "slug"}

    def test_a_unit_cannot_end_before_it_starts(self, department):
        unit = UnitFactory(starts_on=DAY)
        unit.ends_on = DAY
        assert "ends_on" in errors_of(unit)
        with pytest.raises(IntegrityError), transaction.atomic():
            unit.save()

    def test_there_is_one_root(self, department):
        second = UnitFactory.build(parent=None, code="X", slug="x", kind=UnitKindFactory(), colour=UnitColourFactory())
        assert errors_of(second) == {"__all__"}
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save()

    def test_a_unit_cannot_stand_below_itself(self, department):
        unit = UnitFactory()
        unit.parent = unit
        assert errors_of(unit) == {"parent"}

    def test_a_unit_cannot_stand_below_its_own_unit(self, department):
        top = UnitFactory(office=True)
        middle = UnitFactory(office=True, parent=top)
        bottom = UnitFactory(parent=middle)
        top.parent = bottom
        assert errors_of(top) == {"parent"}

    def test_a_moved_office_takes_its_units_along(self, department):
        office, other = UnitFactory(office=True), UnitFactory(office=True)
        school = UnitFactory(parent=office)
        branch = UnitFactory(parent=school)
        office.parent = other
        office.save()
        for unit in (office, school, branch):
            unit.refresh_from_db()
            assert unit.tree_path == f"{unit.parent.tree_path}{unit.pk}/"
        assert set(Unit.objects.below(other)) == {office, school, branch}
        assert set(Unit.objects.below(department)) == {office, other, school, branch}

    def test_a_stale_copy_of_a_moved_unit_does_not_bring_the_old_place_back(self, department):
        office, other = UnitFactory(office=True), UnitFactory(office=True)
        school = UnitFactory(parent=office)
        stale = Unit.objects.get(pk=school.pk)
        office.parent = other
        office.save()
        stale.phone = "0225"
        stale.save()
        school.refresh_from_db()
        office.refresh_from_db()
        assert school.tree_path == f"{office.tree_path}{school.pk}/"

    def test_numbers_that_begin_alike_are_not_below_one_another(self, department):
        units = [UnitFactory() for _ in range(11)]
        assert list(Unit.objects.below(units[0])) == []
        assert list(Unit.objects.below(units[0], inclusive=True)) == [units[0]]

    def test_units_are_listed_in_vietnamese_order_by_the_database(self, department):
        for name in random.Random(3).sample(NAMES, len(NAMES)):
            UnitFactory(name=name)
        assert list(Unit.objects.filter(name__in=NAMES).values_list("name", flat=True)) == NAMES

    def test_names_are_stored_composed(self, department):
        unit = UnitFactory()
        unit.name = nfd("Trường Đồ Sơn")
        unit.full_clean()
        unit.save()
        assert Unit.objects.get(pk=unit.pk).name == "Trường Đồ Sơn"

    @pytest.mark.parametrize(("days", "expected"), [(-1, False), (0, True), (9, True), (10, False)])
    def test_periods_are_half_open(self, department, days, expected):
        unit = UnitFactory(starts_on=DAY, ends_on=DAY + dt.timedelta(days=10))
        assert Unit.objects.active_on(DAY + dt.timedelta(days=days)).filter(pk=unit.pk).exists() is expected

    def test_a_unit_without_dates_always_exists(self, department):
        unit = UnitFactory()
        assert Unit.objects.active_on(dt.date(1900, 1, 1)).filter(pk=unit.pk).exists()

    def test_the_departments_site_is_the_portal_itself(self, department, school):
        assert (department.url_path, school.url_path) == ("/", f"/{school.slug}/")
        assert Unit.objects.root() == department


@pytest.mark.django_db
class TestIdentity:
    @pytest.mark.parametrize(
        ("one", "other", "ratio"),
        [
            ("#000000", "#FFFFFF", 21.0),
            ("#777777", "#FFFFFF", 4.48),
            ("#767676", "#ffffff", 4.54),
            ("#123456", "#123456", 1),
        ],
    )
    def test_contrast_is_that_of_wcag(self, one, other, ratio):
        assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
        assert contrast(one, other) == contrast(other, one)

    def test_a_colour_names_each_ratio_it_misses(self):
        assert contrast_errors("#0B4A76", "#0A2D47", "#EEF4F7") == []
        assert len(contrast_errors("#9FC5E8", "#9FC5E8", "#EEF4F7")) == 3

    @pytest.mark.parametrize("value", ["red", "#12345", "#12345G", "url(x)"])
    def test_a_colour_is_six_digits(self, value):
        colour = UnitColourFactory.build(code="x", unit=value)
        with pytest.raises(ValidationError):
            colour.full_clean()

    def test_a_pale_colour_is_refused_at_the_field(self):
        assert errors_of(UnitColourFactory.build(pale=True)) == {"unit"}

    def test_a_pale_colour_in_the_database_is_found_by_the_check(self):
        UnitColourFactory()
        assert check_colours(databases=["default"]) == []
        UnitColourFactory(pale=True)
        found = check_colours(databases=["default"])
        assert found
        assert {message.id for message in found} == {"unit_pages.E002"}
        assert check_colours(databases=None) == []

    def test_a_proposal_is_the_same_every_time_and_never_the_departments_flower(self):
        codes = [f"DV-{n}" for n in range(200)]
        flags = [propose_flag(code) for code in codes]
        assert flags == [propose_flag(code) for code in codes]
        assert FlagPattern.FLOWER not in flags
        assert len(set(flags)) == len(FlagPattern) - 1
        assert propose_flag("NEWS-HP-004") == FlagPattern(propose_flag("NEWS-HP-004").value)

    def test_a_new_unit_flies_the_proposed_flag_and_keeps_a_chosen_one(self, department):
        assert UnitFactory(code="ABC").flag == propose_flag("ABC")
        unit = UnitFactory(flag=FlagPattern.DISC)
        unit.save()
        assert unit.flag == FlagPattern.DISC

    def test_without_colours_nothing_is_proposed(self):
        assert propose_colour("x", []) is None
        only = UnitColourFactory()
        assert propose_colour("x", list(UnitColour.objects.all())) == only


@pytest.mark.django_db
class TestHistory:
    @pytest.fixture
    def renamed(self, school):
        UnitFormerName.objects.create(
            unit=school, code="CU-1", name="Trường cấp II Đồng Minh", slug="cap-2-dong-minh", until_on=DAY
        )
        return school

    @pytest.mark.parametrize("word", ["CU-1", "cap-2-dong-minh", " CU-1 "])
    def test_a_unit_is_found_by_what_it_was_called(self, renamed, word):
        assert find_unit(word) == renamed

    def test_a_unit_is_found_by_what_it_is_called(self, school):
        assert find_unit(school.code) == find_unit(school.slug) == school
        assert find_unit("khong-co") is None

    def test_the_present_holder_of_a_code_goes_first(self, renamed):
        taken = UnitFactory(code="CU-1")
        assert find_unit("CU-1") == taken

    def test_a_former_address_leads_to_the_same_page_of_the_new_one(self, client, renamed):
        response = client.get("/cap-2-dong-minh/tin-tuc/")
        assert (response.status_code, response.url) == (301, f"/{renamed.slug}/tin-tuc/")

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_a_former_home_leads_to_the_new_home(self, client, renamed, method):
        assert getattr(client, method)("/cap-2-dong-minh/").url == renamed.url_path

    def test_a_form_sent_to_a_former_address_is_not_redirected(self, client, renamed):
        assert client.post("/cap-2-dong-minh/").status_code == 404

    def test_an_ended_unit_leads_to_its_one_successor(self, client, department, school):
        ended = UnitFactory(ended=True, slug="truong-cu")
        UnitSuccession.objects.create(unit=ended, successor=school, kind=SuccessionKind.MERGED, on=DAY)
        response = client.get("/truong-cu/tin-tuc/cu/")
        assert (response.status_code, response.url) == (301, school.url_path)

    def test_a_unit_that_was_split_leads_nowhere_by_itself(self, client, school, other_school):
        ended = UnitFactory(ended=True, slug="truong-cu")
        for successor in (school, other_school):
            UnitSuccession.objects.create(unit=ended, successor=successor, kind=SuccessionKind.SPLIT, on=DAY)
        assert client.get("/truong-cu/").status_code == 404

    def test_a_live_page_is_never_redirected(self, client, school, other_school):
        UnitFormerName.objects.create(unit=other_school, name="x", slug=school.slug, until_on=DAY)
        UnitSuccession.objects.create(unit=school, successor=other_school, kind=SuccessionKind.MERGED, on=DAY)
        page = NewsFactory(of_unit=school, title="Tin")
        assert client.get(school.url_path).status_code == 200
        assert client.get(f"{school.url_path}tin-tuc/{page.slug}/").status_code == 200

    @pytest.mark.parametrize("path", ["/khong-co/", "/" + "x" * 300 + "/", "/cap-2-dong-minh%00/", "/%C4%91/"])
    def test_an_unknown_address_stays_unknown(self, client, renamed, path):
        assert client.get(path).status_code == 404

    def test_a_unit_cannot_succeed_itself(self, school):
        succession = UnitSuccession(unit=school, successor=school, kind=SuccessionKind.MERGED, on=DAY)
        assert errors_of(succession) == {"__all__"}


@pytest.mark.django_db
class TestAppointments:
    @pytest.mark.parametrize(("days", "expected"), [(-1, False), (0, True), (9, True), (10, False)])
    def test_a_period_is_half_open(self, school, days, expected):
        AppointmentFactory(unit=school, starts_on=DAY, ends_on=DAY + dt.timedelta(days=10))
        assert Appointment.objects.current_on(DAY + dt.timedelta(days=days)).exists() is expected

    def test_an_appointment_in_an_ended_unit_is_not_current(self, school):
        AppointmentFactory(unit=school, starts_on=DAY)
        Unit.objects.filter(pk=school.pk).update(ends_on=DAY + dt.timedelta(days=5))
        assert Appointment.objects.current_on(DAY + dt.timedelta(days=4)).exists()
        assert not Appointment.objects.current_on(DAY + dt.timedelta(days=5)).exists()

    def test_an_end_before_the_start_is_refused_by_form_and_database(self, school):
        appointment = AppointmentFactory(unit=school, starts_on=DAY)
        appointment.ends_on = DAY
        assert "ends_on" in errors_of(appointment)
        with pytest.raises(IntegrityError), transaction.atomic():
            appointment.save()

    def test_nobody_is_appointed_to_a_unit_that_has_ended(self, department):
        ended = UnitFactory(ends_on=DAY)
        appointment = Appointment(person=PersonFactory(), unit=ended, post=PostFactory(), starts_on=DAY)
        assert errors_of(appointment) == {"unit"}
        appointment.starts_on = DAY - dt.timedelta(days=1)
        appointment.full_clean()

    def test_a_person_with_appointments_cannot_be_deleted_by_accident(self, officer):
        from django.db.models import ProtectedError

        with pytest.raises(ProtectedError):
            officer.delete()
