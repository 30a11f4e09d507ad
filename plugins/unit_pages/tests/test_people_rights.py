"""Rights by role, deputy, state of the site, and the door of the admin."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from foreign_site.factories import NewsFactory
from people_world import FIRST_OF_MARCH, again, noon
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from unit_pages.access.rights import ADMINISTER, CREATE_UNITS, PUBLISH, WRITE, rights_of
from unit_pages.access.role_groups import follow_appointments, role_group
from unit_pages.access.roles import Role
from unit_pages.access.signal_handlers import complete_groups
from unit_pages.checks import check_backend
from unit_pages.enums import Approval, SiteState
from unit_pages.models import Appointment, Delegation, DocumentFile, OfficialDocument, Picture
from unit_pages.test.factories import (
    AppointmentFactory,
    OfficialDocumentFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

PAGES = policy_registry.get_by_type(Page)
WEEK = dt.timedelta(days=7)


def actions(person):
    return {(right.unit_id, right.actions) for right in rights_of(again(person))}


def roles(person):
    return set(again(person).groups.values_list("name", flat=True))


def deputy_of(appointment, person=None, *, since=dt.timedelta(0), lasts=WEEK):
    from unit_pages.days import local_day

    start = local_day() + since
    person = person or AppointmentFactory(unit=appointment.unit, post=PostFactory(powerless=True)).person
    Delegation.objects.create(appointment=appointment, deputy=person, starts_on=start, ends_on=start + lasts)
    return person


class TestWhatAPostPermits:
    def test_an_officer_publishes_where_the_unit_needs_no_approval(self, officer, school):
        assert actions(officer) == {(school.pk, WRITE)}
        school.approval = Approval.NONE
        school.save()
        assert actions(officer) == {(school.pk, WRITE | PUBLISH)}
        assert again(officer) in PAGES.users_with_any_permission_for_instance(["publish"], school.home)

    def test_the_kind_decides_where_the_unit_says_nothing(self, officer, school):
        school.kind.needs_approval = False
        school.kind.save()
        assert actions(officer) == {(school.pk, WRITE | PUBLISH)}
        school.approval = Approval.REQUIRED
        school.save()
        assert actions(officer) == {(school.pk, WRITE)}
        assert again(officer) not in PAGES.users_with_any_permission_for_instance(["publish"], school.home)

    def test_an_archived_site_is_written_by_nobody_and_its_people_are_still_managed(self, school):
        post = PostFactory(code="tat-ca", can_publish=True, can_administer=True, can_create_units=True)
        person = AppointmentFactory(unit=school, post=post).person
        own = PictureFactory(of_unit=school)
        school.site_state = SiteState.ARCHIVED
        school.save()
        assert actions(person) == {(school.pk, ADMINISTER | CREATE_UNITS)}
        assert not PAGES.user_has_permission_for_instance(again(person), "change", school.home)
        policy = policy_registry.get_by_type(Picture)
        assert not policy.user_has_permission_for_instance(again(person), "change", own)
        assert person not in policy.users_with_permission_for_instance("change", own)

    def test_nobody_has_rights_over_pages_outside_of_every_unit(self, officer, school):
        root = Page.get_first_root_node()
        superuser = PersonFactory(superuser=True)
        assert list(PAGES.users_with_any_permission_for_instance(["change"], root)) == [superuser]


class TestPeopleWithARight:
    def test_the_collections_name_their_people(self, officer, leader, school, other_school, department):
        editor = AppointmentFactory(unit=department).person
        stranger = AppointmentFactory(unit=other_school).person
        AppointmentFactory(unit=school, over=True)
        for model in (Picture, DocumentFile):
            policy = policy_registry.get_by_type(model)
            own = model(collection=school.collection)
            shared = model(collection=department.collection)
            assert set(policy.users_with_permission_for_instance("change", own)) == {officer, leader}
            assert set(policy.users_with_permission_for_instance("choose", own)) == {officer, leader}
            assert set(policy.users_with_permission_for_instance("change", shared)) == {editor}
            everybody = {officer, leader, editor, stranger}
            assert set(policy.users_with_permission_for_instance("choose", shared)) == everybody
            assert set(policy.users_with_any_permission(["add", "change"])) == everybody

    def test_the_shared_library_is_chosen_from_by_all_and_changed_by_its_owners(self, officer, department):
        editor = AppointmentFactory(unit=department).person
        shared = PictureFactory(of_unit=department)
        policy = policy_registry.get_by_type(Picture)
        for person, may_change in ((officer, False), (editor, True)):
            assert policy.user_has_permission_for_instance(again(person), "choose", shared)
            assert policy.user_has_permission_for_instance(again(person), "change", shared) is may_change
            assert policy.user_has_permission_for_instance(again(person), "delete", shared) is may_change

    def test_records_name_the_people_of_their_unit(self, officer, leader, school, other_school):
        stranger = AppointmentFactory(unit=other_school).person
        policy = policy_registry.get_by_type(OfficialDocument)
        own = OfficialDocumentFactory(unit=school)
        assert set(policy.users_with_permission_for_instance("change", own)) == {officer, leader}
        assert set(policy.users_with_any_permission(["add"])) == {officer, leader, stranger}


class TestDeputies:
    def test_a_deputy_has_the_rights_of_the_post_in_these_days_only(self, school):
        with time_machine.travel(noon(FIRST_OF_MARCH), tick=False):
            held = AppointmentFactory(unit=school, leader=True)
            deputy = deputy_of(held, since=dt.timedelta(days=2), lasts=dt.timedelta(days=3))
        for day, publishes in ((2, False), (3, True), (5, True), (6, False)):
            with time_machine.travel(noon(FIRST_OF_MARCH.replace(day=day)), tick=False):
                assert PAGES.user_has_permission_for_instance(again(deputy), "publish", school.home) is publishes
                publishers = PAGES.users_with_any_permission_for_instance(["publish"], school.home, False)
                assert (deputy in publishers) is publishes

    def test_the_holder_keeps_the_rights(self, leader, school):
        deputy_of(Appointment.objects.get(person=leader))
        assert actions(leader) == {(school.pk, WRITE | PUBLISH)}

    def test_a_deputy_of_an_ended_post_has_nothing(self, school):
        held = AppointmentFactory(unit=school, leader=True)
        deputy = deputy_of(held)
        Appointment.objects.filter(pk=held.pk).update(ends_on=held.starts_on + WEEK)
        assert actions(deputy) == {(school.pk, frozenset())}


class TestRoleGroups:
    @pytest.mark.parametrize(
        ("powers", "expected"),
        [
            ({"can_write": True}, {Role.OFFICER}),
            ({"can_write": True, "can_publish": True}, {Role.LEADER, Role.OFFICER}),
            ({"is_leader": True}, {Role.LEADER}),
            ({"can_write": False, "can_administer": True}, {Role.ADMINISTRATOR}),
            ({"can_write": True, "can_create_units": True}, {Role.ADMINISTRATOR, Role.OFFICER}),
            ({"can_write": False}, {Role.OFFICER}),
        ],
    )
    def test_a_post_brings_its_roles(self, school, powers, expected):
        post = PostFactory(code="thu", **{"can_write": False, **powers})
        assert roles(AppointmentFactory(unit=school, post=post).person) == expected

    def test_the_roles_change_with_the_post(self, officer):
        post = officer.appointments.get().post
        post.can_administer = True
        post.save()
        assert roles(officer) == {Role.OFFICER, Role.ADMINISTRATOR}

    def test_the_roles_go_with_the_appointment(self, officer):
        row = officer.appointments.get()
        row.ends_on = row.starts_on + WEEK
        row.save()
        assert roles(officer) == set()

    def test_a_deleted_appointment_takes_the_roles_along(self, officer):
        officer.appointments.get().delete()
        assert roles(officer) == set()

    def test_a_deputy_joins_and_leaves(self, leader, school):
        deputy = deputy_of(Appointment.objects.get(person=leader))
        assert Role.LEADER in roles(deputy)
        Delegation.objects.get().delete()
        assert Role.LEADER not in roles(deputy)

    def test_signing_in_mends_what_a_bulk_import_left_out(self, client, school):
        person = PersonFactory()
        row = AppointmentFactory.build(person=person, unit=school, post=PostFactory())
        Appointment.objects.bulk_create([row])
        assert roles(person) == set()
        client.force_login(person)
        assert roles(person) == {Role.OFFICER}
        assert client.get(reverse("wagtailadmin_home")).status_code == 200

    def test_following_again_changes_nothing(self, officer, leader, django_assert_max_num_queries):
        assert follow_appointments() == 0
        with django_assert_max_num_queries(3):
            follow_appointments()

    def test_the_groups_are_there_after_migrating(self):
        Group.objects.all().delete()
        for config in apps.get_app_configs():
            complete_groups(config, verbosity=0, interactive=False, using="default")
        for role in Role:
            assert Group.objects.get(name=role).permissions.filter(codename="access_admin").exists()


class TestMembershipGivesNothing:
    """Group membership never gives a right over a unit; a stale one is harmless."""

    @pytest.fixture
    def stranger(self, school):
        """In all groups, with a post that is over."""
        person = AppointmentFactory(unit=school, over=True).person
        person.groups.set([role_group(role) for role in Role])
        return person

    def test_a_stale_membership_opens_neither_the_admin_nor_a_unit(self, client, stranger, school):
        own = OfficialDocumentFactory(unit=school)
        client.force_login(stranger)
        stranger.groups.set([role_group(role) for role in Role])  # signing in mended it
        assert not again(stranger).has_perm("wagtailadmin.access_admin")
        assert not again(stranger).has_perm("unit_pages.add_officialdocument")
        assert client.get(reverse("wagtailadmin_home")).status_code == 403
        policy = policy_registry.get_by_type(OfficialDocument)
        assert not policy.user_has_permission_for_instance(again(stranger), "change", own)
        assert stranger not in policy.users_with_permission_for_instance("change", own)
        assert not PAGES.user_has_any_permission(again(stranger), ["change"])

    def test_an_officer_in_the_leaders_group_is_still_an_officer(self, officer, school):
        officer.groups.add(role_group(Role.LEADER), role_group(Role.ADMINISTRATOR))
        assert actions(officer) == {(school.pk, WRITE)}
        assert not PAGES.user_has_permission_for_instance(again(officer), "publish", school.home)

    def test_a_permission_given_in_person_does_not_open_the_admin_either(self, client):
        person = PersonFactory()
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
        assert not again(person).has_perm("wagtailadmin.access_admin")

    def test_permissions_of_other_apps_are_left_alone(self):
        person = PersonFactory()
        person.user_permissions.add(Permission.objects.get(codename="add_redirect"))
        assert again(person).has_perm("wagtailredirects.add_redirect")


class TestDoorOfTheAdmin:
    def test_the_door_closes_at_midnight_of_the_last_day_without_a_job(self, client, school):
        with time_machine.travel(noon(FIRST_OF_MARCH), tick=False):
            person = AppointmentFactory(unit=school, ends_on=dt.date(2026, 3, 10)).person
            client.force_login(person)
        home = reverse("wagtailadmin_home")
        last_second = dt.datetime(2026, 3, 9, 16, 59, 59, tzinfo=dt.UTC)
        with time_machine.travel(last_second, tick=False):
            assert client.get(home).status_code == 200
        with time_machine.travel(last_second + dt.timedelta(seconds=1), tick=False):
            response = client.get(home)
            assert response.status_code == 403
            assert "You hold no post at present" in response.content.decode()
            assert str(school) in response.content.decode()

    def test_the_door_opens_on_the_first_day(self, client, school):
        with time_machine.travel(noon(FIRST_OF_MARCH), tick=False):
            person = AppointmentFactory(unit=school, starts_on=dt.date(2026, 3, 10)).person
            client.force_login(person)
            assert client.get(reverse("wagtailadmin_home")).status_code == 403
        with time_machine.travel(dt.datetime(2026, 3, 9, 17, 0, tzinfo=dt.UTC), tick=False):
            assert client.get(reverse("wagtailadmin_home")).status_code == 200

    def test_a_post_without_powers_opens_the_door_and_nothing_behind_it(self, client, school):
        person = AppointmentFactory(unit=school, post=PostFactory(powerless=True)).person
        client.force_login(person)
        assert client.get(reverse("wagtailadmin_home")).status_code == 200
        assert client.get(reverse("wagtailadmin_pages:edit", args=[school.home.pk])).status_code in {302, 403, 404}

    def test_a_superuser_needs_no_post(self, client):
        client.force_login(PersonFactory(superuser=True))
        assert client.get(reverse("wagtailadmin_home")).status_code == 200

    def test_the_reason_stands_on_every_screen_and_signing_out_works(self, client):
        client.force_login(PersonFactory())
        for name in ("wagtailadmin_account", "wagtailimages:index"):
            assert client.get(reverse(name)).status_code == 403
        assert client.post(reverse("wagtailadmin_logout")).status_code == 302

    def test_the_sign_in_form_leads_to_the_reason(self, client, school):
        person = AppointmentFactory(unit=school, over=True).person
        data = {"username": person.username, "password": "correct horse battery staple"}
        response = client.post(reverse("wagtailadmin_login"), data, follow=True)
        assert response.status_code == 403
        assert "You hold no post at present" in response.content.decode()

    def test_readers_pages_stay_open_to_them(self, client, school):
        article = NewsFactory(of_unit=school)
        client.force_login(PersonFactory())
        assert client.get(article.url).status_code == 200

    def test_a_site_without_the_backend_is_told(self, settings):
        assert check_backend() == []
        settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
        assert [message.id for message in check_backend()] == ["unit_pages.E004"]


def test_the_questions_cost_the_same_for_many_people(school, django_assert_num_queries):
    AppointmentFactory(unit=school)
    for _ in range(5):
        AppointmentFactory(unit=UnitFactory())
    with django_assert_num_queries(1):
        assert len(PAGES.users_with_any_permission(["change"])) == 1


def test_one_request_may_ask_about_pictures_files_and_collections_in_any_order(officer, school, department):
    """What Wagtail remembers on the person for one model must not answer for another one."""
    models = (Picture, DocumentFile)
    for first, second in (models, models[::-1]):
        person = again(officer)
        assert not policy_registry.get_by_type(Collection).user_has_permission(person, "change")
        for model in (first, second):
            policy = policy_registry.get_by_type(model)
            assert policy.user_has_permission_for_instance(person, "change", model(collection=school.collection))
            assert policy.user_has_permission_for_instance(person, "choose", model(collection=department.collection))
