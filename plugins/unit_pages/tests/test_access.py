"""Rights over a unit come from the appointments of the day, and from nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.urls import reverse
from foreign_site.factories import NewsFactory
from foreign_site.models import NewsPage
from wagtail.models import Collection, GroupPagePermission, Page
from wagtail.permissions import policy_registry

from unit_pages.access.rights import rights_of
from unit_pages.access.role_groups import staff_group
from unit_pages.access.roles import Role
from unit_pages.access.unit_owned import units_to_write
from unit_pages.models import DocumentFile, OfficialDocument, Picture
from unit_pages.test.factories import (
    AppointmentFactory,
    DocumentFileFactory,
    OfficialDocumentFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    UnitFactory,
    section_of,
)

pytestmark = pytest.mark.django_db

PAGES = policy_registry.get_by_type(Page)
# The day of the units turns at 17:00 UTC; the foreign site itself lives in UTC.
MIDNIGHT = dt.datetime(2026, 2, 28, 17, 0, tzinfo=dt.UTC)
FIRST_OF_MARCH = dt.date(2026, 3, 1)


def again(person):
    """Return the person as the next request sees them: without anything remembered."""
    return get_user_model().objects.get(pk=person.pk)


def may(person, action, page):
    return PAGES.user_has_permission_for_instance(again(person), action, page)


def editable(person):
    return set(PAGES.instances_user_has_permission_for(again(person), "change").values_list("pk", flat=True))


class TestPages:
    def test_a_right_over_the_departments_home_is_none_over_the_schools_below_it(self, department, school):
        editor = AppointmentFactory(unit=department, post=PostFactory(leader=True)).person
        foreign = NewsFactory(of_unit=school)
        for page in (school.home, foreign):
            tester = page.permissions_for_user(again(editor))
            assert not (tester.can_edit() or tester.can_publish() or tester.can_delete() or tester.can_add_subpage())
        assert department.home.permissions_for_user(again(editor)).can_edit()
        assert section_of(department).permissions_for_user(again(editor)).can_add_subpage()

    def test_an_officer_edits_the_pages_of_the_own_unit(self, officer, school):
        page = NewsFactory(of_unit=school)
        for own in (school.home, section_of(school), page):
            assert again(officer) and own.permissions_for_user(again(officer)).can_edit()
        assert section_of(school).permissions_for_user(again(officer)).can_add_subpage()

    def test_an_officer_does_not_publish(self, officer, school):
        assert not NewsFactory(of_unit=school).permissions_for_user(again(officer)).can_publish()

    def test_a_leader_publishes(self, leader, school):
        assert NewsFactory(of_unit=school).permissions_for_user(again(leader)).can_publish()

    def test_an_officer_does_not_touch_another_schools_pages(self, officer, other_school):
        page = NewsFactory(of_unit=other_school)
        permissions = page.permissions_for_user(again(officer))
        assert not permissions.can_edit()
        assert not permissions.can_delete()
        assert not permissions.can_move()
        assert not section_of(other_school).permissions_for_user(again(officer)).can_add_subpage()

    def test_an_officer_does_not_touch_the_portal(self, officer, department):
        assert not may(officer, "change", department.home)
        assert not may(officer, "change", section_of(department))

    def test_the_list_of_editable_pages_is_the_own_subsite(self, officer, school, other_school):
        NewsFactory(of_unit=other_school)
        expected = Page.objects.filter(path__startswith=school.home.path)
        assert editable(officer) == set(expected.values_list("pk", flat=True))

    def test_the_departments_officer_edits_the_portal_and_none_of_the_schools_below_it(self, department, school):
        person = AppointmentFactory(unit=department).person
        article = NewsFactory(of_unit=department)
        for page in (department.home, section_of(department), article):
            assert may(person, "change", page)
        for page in (school.home, section_of(school), NewsFactory(of_unit=school)):
            assert not may(person, "change", page)
        schools = Page.objects.filter(path__startswith=school.home.path)
        assert not editable(person) & set(schools.values_list("pk", flat=True))
        assert article.pk in editable(person)

    def test_an_offices_officer_has_no_right_over_the_schools_below_the_office(self, department):
        office = UnitFactory(office=True, subsite=True)
        below = UnitFactory(parent=office, subsite=True)
        person = AppointmentFactory(unit=office).person
        assert may(person, "change", office.home)
        assert not may(person, "change", below.home)

    def test_an_officer_of_two_units_edits_both(self, officer, school, other_school):
        AppointmentFactory(person=officer, unit=other_school)
        assert may(officer, "change", school.home)
        assert may(officer, "change", other_school.home)

    def test_a_leader_here_and_officer_there_publishes_here_only(self, leader, school, other_school):
        AppointmentFactory(person=leader, unit=other_school)
        assert may(leader, "publish", school.home)
        assert not may(leader, "publish", other_school.home)

    def test_a_post_without_power_gives_nothing(self, school):
        person = AppointmentFactory(unit=school, post=PostFactory(powerless=True)).person
        assert editable(person) == set()

    def test_a_superuser_may_everything_and_needs_no_appointment(self, school, other_school):
        person = PersonFactory(superuser=True)
        assert may(person, "change", school.home)
        assert may(person, "publish", other_school.home)

    def test_somebody_inactive_may_nothing(self, officer, school):
        officer.is_active = False
        officer.save()
        assert not may(officer, "change", school.home)
        assert editable(officer) == set()

    def test_the_anonymous_may_nothing(self, school):
        assert not PAGES.user_has_permission_for_instance(AnonymousUser(), "change", school.home)
        assert rights_of(AnonymousUser()) == []

    def test_a_group_permission_of_wagtail_gives_nothing(self, officer, other_school, department):
        GroupPagePermission.objects.create(
            group=staff_group(),
            page=department.home,
            permission=Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore"),
        )
        assert not may(officer, "change", other_school.home)

    def test_who_may_publish_a_page_is_found_by_its_unit(self, officer, leader, school, other_school):
        AppointmentFactory(unit=other_school, leader=True)
        found = PAGES.users_with_permission_for_instance("publish", section_of(school), include_superusers=False)
        assert list(found) == [leader]
        writers = PAGES.users_with_any_permission_for_instance(["change"], school.home, include_superusers=False)
        assert set(writers) == {officer, leader}

    def test_rights_cost_two_queries_whatever_is_asked(self, officer, school, django_assert_num_queries):
        person = again(officer)
        with django_assert_num_queries(2):
            rights_of(person)
            rights_of(person)


class TestAdminScreens:
    """The same through Wagtail's own views, where a wrong address may be typed."""

    def edit(self, client, page):
        return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def test_an_officer_opens_the_editor_of_the_own_page(self, client, officer, school):
        client.force_login(officer)
        assert self.edit(client, NewsFactory(of_unit=school)).status_code == 200

    def test_the_editor_of_a_foreign_page_is_closed(self, client, officer, other_school):
        client.force_login(officer)
        assert self.edit(client, NewsFactory(of_unit=other_school)).status_code == 404

    def test_a_foreign_article_cannot_be_deleted_by_address(self, client, leader, other_school):
        page = NewsFactory(of_unit=other_school)
        client.force_login(leader)
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert NewsPage.objects.filter(pk=page.pk).exists()

    def test_an_officer_cannot_publish_by_a_forged_form(self, client, officer, school):
        page = NewsFactory(of_unit=school, draft=True)
        client.force_login(officer)
        data = {"title": "Tin", "slug": "tin", "lead": "", "action-publish": "1"}
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
        page.refresh_from_db()
        assert not page.live

    def test_an_article_cannot_be_moved_into_a_foreign_section(self, client, leader, school, other_school):
        page = NewsFactory(of_unit=school)
        client.force_login(leader)
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section_of(other_school).pk]))
        page.refresh_from_db()
        assert page.path.startswith(school.home.path)

    def test_an_article_cannot_be_copied_into_a_foreign_section(self, client, leader, school, other_school):
        page = NewsFactory(of_unit=school)
        client.force_login(leader)
        data = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": section_of(other_school).pk}
        client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
        assert not NewsPage.objects.filter(path__startswith=other_school.home.path).exists()

    def test_somebody_without_an_appointment_does_not_enter_the_admin(self, client, school):
        client.force_login(PersonFactory())
        response = client.get(reverse("wagtailadmin_home"))
        assert response.status_code == 403
        assert "unit_pages/people/no_post.html" in [template.name for template in response.templates]

    def test_an_appointment_opens_the_admin(self, client, officer):
        assert officer.groups.get().name == Role.OFFICER
        client.force_login(officer)
        assert client.get(reverse("wagtailadmin_home")).status_code == 200


class TestPeriods:
    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "moment", "expected"),
        [
            (FIRST_OF_MARCH, None, MIDNIGHT - dt.timedelta(seconds=1), False),
            (FIRST_OF_MARCH, None, MIDNIGHT, True),
            (dt.date(2025, 3, 1), FIRST_OF_MARCH, MIDNIGHT - dt.timedelta(seconds=1), True),
            (dt.date(2025, 3, 1), FIRST_OF_MARCH, MIDNIGHT, False),
        ],
        ids=["eve of the first day", "first second", "last second", "first second without the post"],
    )
    def test_rights_turn_at_midnight_in_viet_nam(self, school, starts_on, ends_on, moment, expected):
        person = AppointmentFactory(unit=school, starts_on=starts_on, ends_on=ends_on).person
        with time_machine.travel(moment, tick=False):
            assert may(person, "change", school.home) is expected
            writers = PAGES.users_with_any_permission(["change"], include_superusers=False)
            assert (person in writers) is expected

    @pytest.mark.parametrize("trait", ["over", "to_come"])
    def test_an_appointment_of_yesterday_or_tomorrow_gives_nothing(self, school, trait):
        person = AppointmentFactory(unit=school, **{trait: True}).person
        assert editable(person) == set()
        assert rights_of(again(person)) == []

    def test_an_ended_unit_gives_nothing(self, officer, school):
        assert may(officer, "change", school.home)
        school.ends_on = dt.date(2020, 1, 1)
        school.save()
        assert not may(officer, "change", school.home)
        assert not PAGES.users_with_any_permission_for_instance(
            ["change"], school.home, include_superusers=False
        ).exists()

    def test_a_unit_without_pages_gives_no_page_rights_and_no_error(self, department):
        person = AppointmentFactory(unit=UnitFactory()).person
        assert editable(person) == set()
        assert list(units_to_write(again(person)).values_list("code", flat=True)) != []


class TestCollections:
    def policy(self, model):
        return policy_registry.get_by_type(model)

    @pytest.mark.parametrize(("model", "make"), [(Picture, PictureFactory), (DocumentFile, DocumentFileFactory)])
    def test_staff_change_their_units_files_and_choose_from_the_library(
        self, officer, school, other_school, department, model, make
    ):
        own, library, foreign = make(of_unit=school), make(of_unit=department), make(of_unit=other_school)
        person, policy = again(officer), self.policy(model)
        assert policy.user_has_permission_for_instance(person, "change", own)
        assert policy.user_has_permission_for_instance(person, "choose", own)
        assert policy.user_has_permission_for_instance(person, "choose", library)
        assert not policy.user_has_permission_for_instance(person, "change", library)
        assert not policy.user_has_permission_for_instance(person, "choose", foreign)
        assert not policy.user_has_permission_for_instance(person, "change", foreign)

    def test_uploads_go_to_the_own_collection_only(self, officer, school):
        allowed = self.policy(Picture).collections_user_has_permission_for(again(officer), "add")
        assert list(allowed) == [school.collection]

    def test_the_chooser_offers_own_pictures_and_the_library(self, officer, school, other_school, department):
        own, library = PictureFactory(of_unit=school), PictureFactory(of_unit=department)
        PictureFactory(of_unit=other_school)
        found = self.policy(Picture).instances_user_has_any_permission_for(again(officer), ["choose"])
        assert set(found) == {own, library}

    def test_a_former_officer_sees_no_pictures(self, school):
        person = AppointmentFactory(unit=school, over=True).person
        PictureFactory(of_unit=school)
        assert not self.policy(Picture).instances_user_has_any_permission_for(again(person), ["choose"]).exists()

    def test_a_picture_takes_its_unit_from_its_collection(self, school):
        assert PictureFactory(of_unit=school).unit == school

    def test_nobody_but_a_superuser_manages_collections(self, officer):
        policy = self.policy(Collection)
        assert not policy.user_has_permission(again(officer), "change")
        assert not policy.instances_user_has_any_permission_for(again(officer), ["change"]).exists()
        assert policy.user_has_permission(PersonFactory(superuser=True), "change")

    def test_a_picture_cannot_be_uploaded_into_a_foreign_collection(self, client, officer, other_school, stored_files):
        from django.core.files.uploadedfile import SimpleUploadedFile

        from unit_pages.test.files import picture_bytes

        client.force_login(officer)
        before = stored_files()
        upload = SimpleUploadedFile("a.jpg", picture_bytes(), "image/jpeg")
        data = {"title": "a", "file": upload, "collection": other_school.collection_id, "description": "x"}
        client.post(reverse("wagtailimages:add"), data)
        assert not Picture.objects.filter(collection=other_school.collection).exists()
        assert all(picture.unit != other_school for picture in Picture.objects.all())
        assert before <= stored_files()


class TestUnitOwned:
    def policy(self):
        return policy_registry.get_by_type(OfficialDocument)

    def test_staff_see_their_units_documents_only(self, officer, school, other_school):
        own = OfficialDocumentFactory(unit=school)
        foreign = OfficialDocumentFactory(unit=other_school)
        person = again(officer)
        assert list(self.policy().instances_user_has_permission_for(person, "change")) == [own]
        assert self.policy().user_has_permission_for_instance(person, "delete", own)
        assert not self.policy().user_has_permission_for_instance(person, "change", foreign)

    def test_membership_of_the_role_group_without_an_appointment_gives_nothing(self, school):
        person = PersonFactory()
        person.groups.add(staff_group())
        own = OfficialDocumentFactory(unit=school)
        assert not self.policy().user_has_permission(again(person), "add")
        assert not self.policy().user_has_permission_for_instance(again(person), "change", own)

    def test_the_role_group_is_completed_and_never_doubled(self, officer):
        group = staff_group()
        group.permissions.clear()
        assert staff_group().permissions.filter(codename="access_admin").exists()
        assert Group.objects.filter(name=Role.OFFICER).count() == 1
