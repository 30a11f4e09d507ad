"""Officer to leader: one task for all units, and two people where the kind of unit says so."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from foreign_site.factories import NewsFactory
from wagtail.actions.edit_page import EditPageAction
from wagtail.models import GroupApprovalTask, Page, Task, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from unit_pages.checks import check_review
from unit_pages.days import local_day
from unit_pages.enums import Approval
from unit_pages.models import Delegation, Publication, UnitReviewTask
from unit_pages.review.queries import LIMIT, count_waiting_for, returned_to, submitted_by, waiting_for
from unit_pages.review.reviewers import reviewers_of
from unit_pages.review.rules import NoReasonError, TwoPeopleError
from unit_pages.review.workflow import ensure_workflow
from unit_pages.signal_handlers import ensure_workflow as ensure_workflow_after_migration
from unit_pages.test.factories import AppointmentFactory, PersonFactory, PostFactory, section_of

pytestmark = pytest.mark.django_db


def again(person):
    """Return the person as the next request sees them: without anything remembered."""
    return get_user_model().objects.get(pk=person.pk)


def submit(page, user):
    """Send the page as the editor does: a revision of the person, then the workflow."""
    page = page.specific_class.objects.get(pk=page.pk)
    page.save_revision(user=user)
    return page.get_workflow().start(page, user).current_task_state


def act(state, user, action, **data):
    TaskState.objects.get(pk=state.pk).task.specific.on_action(
        TaskState.objects.get(pk=state.pk), again(user), action, **data
    )


def write(page, user, title):
    """Change the draft as ``user``."""
    page = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.title = title
    return page.save_revision(user=user)


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def form(page, **data):
    """Return what the editor's form sends."""
    draft = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    counters = {
        f"{name}-{part}": value
        for name in ("comments",)
        for part, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0), ("MAX_NUM_FORMS", 1000))
    }
    return {"title": draft.title, "slug": draft.slug, "lead": draft.lead, "picture_caption": "", **counters, **data}


@pytest.fixture
def two_people(school):
    """Let nobody of any school publish what they wrote themselves."""
    school.kind.two_people = True
    school.kind.save()


@pytest.fixture
def other_leader(other_school):
    return AppointmentFactory(unit=other_school, leader=True).person


@pytest.fixture
def deputy(school):
    """A second person who may publish for `school`."""
    post = PostFactory(code="pho", name="Phó hiệu trưởng", can_publish=True)
    return AppointmentFactory(unit=school, post=post).person


@pytest.fixture
def draft(school):
    return NewsFactory(of_unit=school, draft=True, title="Ngày hội đọc sách")


@pytest.fixture
def editor_of(client, draft):
    """Sign somebody in and send the editor's form of `draft`."""

    def send(person, url_name="wagtailadmin_pages:edit", args=None, **data):
        client.force_login(person)
        return client.post(reverse(url_name, args=args or [draft.pk]), form(draft, **data), follow=True)

    return send


class TestWorkflow:
    def test_there_is_one_workflow_with_one_task_whatever_is_done_twice(self, department, school, other_school):
        ensure_workflow(department.home)
        call_command("migrate", verbosity=0)
        (task,) = UnitReviewTask.objects.all()
        (workflow,) = Workflow.objects.filter(workflow_tasks__task=task)
        assert list(workflow.tasks) == [task.task_ptr]
        for unit in (department, school, other_school):
            assert unit.home.get_workflow() == workflow

    def test_a_portal_from_before_the_review_gets_its_workflow_with_the_migration(self, department):
        Workflow.objects.all().delete()
        Task.objects.all().delete()
        call_command("migrate", verbosity=0)
        assert WorkflowPage.objects.get(page_id=department.home.pk).workflow.tasks.get().specific.__class__ is (
            UnitReviewTask
        )

    def test_on_the_way_back_before_the_tasks_table_nothing_is_made(self, department):
        Workflow.objects.all().delete()
        Task.objects.all().delete()
        before = MigrationLoader(connection).project_state(("unit_pages", "0002_posts_approval_delegation"))
        ensure_workflow_after_migration(apps=before.apps)
        assert not Task.objects.exists()

    def test_a_name_given_by_administrators_stays(self, department):
        before = Workflow.objects.count()
        Workflow.objects.update(name="Duyệt tin")
        assert ensure_workflow(department.home).name == "Duyệt tin"
        assert Workflow.objects.count() == before

    def test_a_unit_that_publishes_without_approval_has_no_workflow(self, school, draft):
        assert draft.has_workflow
        school.approval = Approval.NONE
        school.save()
        assert not type(draft).objects.get(pk=draft.pk).has_workflow

    def test_the_check_warns_where_workflows_are_off(self, settings):
        assert check_review() == []
        settings.WAGTAIL_WORKFLOW_ENABLED = False
        assert [message.id for message in check_review()] == ["unit_pages.W001"]


class TestLists:
    def test_an_item_waits_for_the_leader_of_its_unit_only(self, school, officer, leader, other_leader, draft):
        state = submit(draft, officer)
        (item,) = waiting_for(leader)
        assert (item.page_id, item.title, item.unit, item.task_state_id) == (draft.pk, draft.title, school, state.pk)
        assert item.author == str(officer)
        assert item.edit_url.endswith(f"/{draft.pk}/edit/")
        assert count_waiting_for(leader) == 1
        for nobody in (officer, other_leader, PersonFactory(superuser=True)):
            assert waiting_for(nobody) == []
            assert not UnitReviewTask.objects.get().get_task_states_user_can_moderate(nobody).exists()
        assert [item.page_id for item in submitted_by(officer)] == [draft.pk]
        assert submitted_by(leader) == []

    def test_a_returned_item_comes_to_its_author_with_the_reason(self, officer, leader, draft):
        act(submit(draft, officer), leader, "reject", comment="Thiếu ngày diễn ra.")
        (item,) = returned_to(officer)
        assert (item.page_id, item.reason, item.by) == (draft.pk, "Thiếu ngày diễn ra.", str(leader))
        assert waiting_for(leader) == [] == submitted_by(officer)
        assert returned_to(leader) == []

    def test_what_came_back_to_somebody_who_left_comes_to_the_next_officer(self, school, officer, leader, draft):
        act(submit(draft, officer), leader, "reject", comment="Thiếu ảnh.")
        officer.appointments.update(ends_on=local_day())
        successor = AppointmentFactory(unit=school).person
        assert [item.page_id for item in returned_to(successor)] == [draft.pk]
        assert returned_to(again(officer)) == []

    def test_the_next_leader_finds_what_waited_for_the_last_one(self, school, officer, leader, draft):
        submit(draft, officer)
        leader.appointments.update(ends_on=local_day())
        assert waiting_for(again(leader)) == []
        successor = AppointmentFactory(unit=school, leader=True, starts_on=local_day()).person
        assert [item.page_id for item in waiting_for(successor)] == [draft.pk]

    def test_an_item_that_moves_waits_for_the_leader_of_its_new_unit(
        self, officer, leader, other_leader, other_school, draft
    ):
        state = submit(draft, officer)
        Page.objects.get(pk=draft.pk).move(section_of(other_school), pos="last-child")
        assert waiting_for(again(leader)) == []
        assert [item.page_id for item in waiting_for(other_leader)] == [draft.pk]
        with pytest.raises(PermissionDenied):
            act(state, leader, "approve")
        act(state, other_leader, "approve")
        assert is_live(draft)

    def test_the_department_sees_its_own_items_and_none_of_the_schools(self, department, officer, draft):
        editor = AppointmentFactory(unit=department, leader=True).person
        writer = AppointmentFactory(unit=department).person
        submit(draft, officer)
        own = NewsFactory(of_unit=department, draft=True)
        submit(own, writer)
        assert [item.page_id for item in waiting_for(editor)] == [own.pk]

    def test_own_items_do_not_wait_for_oneself_where_two_people_are_needed(self, two_people, leader, deputy, draft):
        submit(draft, leader)
        assert waiting_for(leader) == []
        assert count_waiting_for(leader) == 0
        assert [item.page_id for item in waiting_for(deputy)] == [draft.pk]

    def test_lists_cost_the_same_for_one_item_and_for_fifty(self, client, school, officer, leader):
        page = NewsFactory(of_unit=school, draft=True)
        submit(page, officer)
        measured = []
        for number in (1, 50):
            while WorkflowState.objects.count() < number:
                submit(NewsFactory(of_unit=school, draft=True), officer)
            costs = []
            for person, question in ((leader, waiting_for), (officer, submitted_by), (leader, count_waiting_for)):
                with CaptureQueriesContext(connection) as queries:
                    question(again(person))
                costs.append(len(queries))
            client.force_login(leader)
            for address in (
                reverse("wagtailadmin_home"),
                reverse("wagtailadmin_pages:edit", args=[page.pk]),
                reverse("wagtailadmin_reports:workflow"),
                reverse("wagtailadmin_reports:workflow_tasks"),
            ):
                client.get(address)
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(address).status_code == 200
                costs.append(len(queries))
            measured.append(costs)
        assert measured[0] == measured[1]
        assert len(waiting_for(leader)) == LIMIT < count_waiting_for(leader) == 50


class TestActions:
    def test_a_leader_approves_and_readers_see_it(self, school, officer, leader, draft):
        act(submit(draft, officer), leader, "approve")
        assert is_live(draft)
        assert Publication.objects.filter(page_id=draft.pk, site_unit=school, ended_at=None).exists()
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED

    def test_a_deputy_approves_while_the_holder_is_away_and_not_after(self, school, officer, leader, draft):
        helper = PersonFactory()
        delegation = Delegation.objects.create(
            appointment=leader.appointments.get(),
            deputy=helper,
            starts_on=local_day() - dt.timedelta(days=2),
            ends_on=local_day() + dt.timedelta(days=1),
        )
        state = submit(draft, officer)
        assert [item.page_id for item in waiting_for(helper)] == [draft.pk]
        assert helper in reviewers_of(school)
        Delegation.objects.filter(pk=delegation.pk).update(ends_on=local_day())
        assert waiting_for(again(helper)) == []
        with pytest.raises(PermissionDenied):
            act(state, helper, "approve")
        Delegation.objects.filter(pk=delegation.pk).update(ends_on=local_day() + dt.timedelta(days=1))
        act(state, helper, "approve")
        assert is_live(draft)

    @pytest.mark.parametrize("action", ["approve", "reject"])
    def test_nobody_but_the_units_leader_decides(self, officer, leader, other_leader, draft, action):
        state = submit(draft, officer)
        for person in (officer, other_leader, PersonFactory()):
            with pytest.raises(PermissionDenied):
                act(state, person, action, comment="x")
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
        assert not is_live(draft)

    @pytest.mark.parametrize("action", ["approve", "reject"])
    def test_a_foreign_task_state_behind_an_own_pages_address_does_nothing(
        self, client, school, other_school, officer, leader, draft, action
    ):
        """Wagtail 8.0.1 asks for the page in the address and acts on the task state."""
        own = submit(draft, officer)
        foreign_page = NewsFactory(of_unit=other_school, draft=True, title="Bí mật của trường khác")
        foreign = submit(foreign_page, AppointmentFactory(unit=other_school).person)
        client.force_login(leader)
        for name in ("workflow_action", "collect_workflow_action_data"):
            address = reverse(f"wagtailadmin_pages:{name}", args=[draft.pk, action, foreign.pk])
            response = client.post(address, {"comment": "Không được."}, follow=True)
            assert "Bí mật" not in response.content.decode()
        foreign.refresh_from_db()
        assert foreign.status == TaskState.STATUS_IN_PROGRESS
        assert not is_live(foreign_page)
        own.refresh_from_db()
        assert own.status == TaskState.STATUS_IN_PROGRESS

    def test_a_return_without_a_reason_is_refused_in_every_window(self, client, editor_of, officer, leader, draft):
        state = submit(draft, officer)
        with pytest.raises(NoReasonError):
            act(state, leader, "reject", comment="  ")
        client.force_login(leader)
        address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "reject", state.pk])
        window = client.post(address, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
        assert "Write what the author has to mend." in window.json()["html"]
        response = editor_of(leader, **{"action-workflow-action": "1", "workflow-action-name": "reject"})
        assert "Write what the author has to mend, then return the item." in response.content.decode()
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS

    def test_forged_extra_data_of_an_approval_is_not_taken(self, editor_of, officer, leader, draft):
        submit(draft, officer)
        extra = json.dumps({"comment": "tốt", "update": False, "nonsense": 1})
        editor_of(
            leader,
            **{"action-workflow-action": "1", "workflow-action-name": "approve", "workflow-action-extra-data": extra},
        )
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED
        assert is_live(draft)

    def test_while_it_waits_the_officer_cannot_change_it_and_takes_it_back(self, editor_of, officer, leader, draft):
        submit(draft, officer)
        editor_of(officer, title="Sửa lén")
        assert Page.objects.get(pk=draft.pk).get_latest_revision_as_object().title == draft.title
        editor_of(officer, **{"action-cancel-workflow": "1"})
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED
        assert waiting_for(leader) == []
        editor_of(officer, title="Sửa công khai")
        assert Page.objects.get(pk=draft.pk).get_latest_revision_as_object().title == "Sửa công khai"

    def test_what_was_returned_is_mended_sent_again_and_approved(self, editor_of, officer, leader, draft):
        act(submit(draft, officer), leader, "reject", comment="Thiếu ngày.")
        editor_of(officer, title="Ngày hội đọc sách 21/4", **{"action-submit": "1"})
        (item,) = waiting_for(leader)
        assert item.title == "Ngày hội đọc sách 21/4"
        editor_of(leader, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
        assert is_live(draft)
        assert [state.status for state in TaskState.objects.order_by("pk")] == ["rejected", "approved"]

    def test_sending_ends_a_lock_that_would_keep_the_leader_out(self, officer, leader, draft):
        Page.objects.filter(pk=draft.pk).update(locked=True, locked_by=officer)
        state = submit(draft, officer)
        assert not Page.objects.get(pk=draft.pk).locked
        act(state, leader, "approve")


class TestTwoPeople:
    """Nobody publishes what they wrote themselves, whichever way they take."""

    @pytest.fixture(autouse=True)
    def _rule(self, two_people):
        pass

    @pytest.fixture
    def own(self, draft, leader):
        """Let the leader be the last who changed `draft`."""
        write(draft, leader, "Lời của lãnh đạo")
        return draft

    def test_another_persons_text_is_published_without_more(self, editor_of, officer, leader, draft):
        write(draft, officer, "Lời của cán bộ")
        editor_of(leader, **{"action-publish": "1"})
        assert is_live(draft)

    def test_the_editor_does_not_publish_own_text(self, editor_of, leader, deputy, own):
        response = editor_of(leader, **{"action-publish": "1"})
        assert not is_live(own)
        assert str(deputy) in response.content.decode()

    def test_text_changed_in_the_moment_of_publishing_is_own_text_too(self, editor_of, officer, leader, draft):
        write(draft, officer, "Lời của cán bộ")
        response = editor_of(leader, title="Lời của lãnh đạo", **{"action-publish": "1"})
        assert not is_live(draft)
        assert "The text is saved as a draft." in response.content.decode()
        assert Page.objects.get(pk=draft.pk).get_latest_revision_as_object().title == "Lời của lãnh đạo"

    def test_a_new_page_is_not_published_in_the_moment_of_writing(self, client, leader, school):
        client.force_login(leader)
        section = section_of(school)
        data = {"title": "Tin mới", "slug": "tin-moi", "lead": "", "picture_caption": "", "action-publish": "1"}
        counters = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}
        data |= {f"comments-{name}": value for name, value in counters.items()}
        client.post(reverse("wagtailadmin_pages:add", args=["foreign_site", "newspage", section.pk]), data)
        (page,) = Page.objects.child_of(section)
        assert page.title == "Tin mới"
        assert not page.live

    def test_a_schedule_needs_the_second_person_too(self, editor_of, leader, own):
        later = (dt.datetime.now(dt.UTC) + dt.timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
        editor_of(leader, go_live_at=later, **{"action-publish": "1"})
        page = Page.objects.get(pk=own.pk)
        assert page.scheduled_revision is None
        assert not page.live

    def test_a_bulk_action_leaves_own_text_out(self, client, officer, leader, school, own):
        other = NewsFactory(of_unit=school, draft=True)
        write(other, officer, "Lời của cán bộ")
        client.force_login(leader)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        client.post(f"{address}?id={own.pk}&id={other.pk}", {"include_descendants": "on"})
        assert is_live(other)
        assert not is_live(own)
        client.post(f"{address}?id={section_of(school).pk}", {"include_descendants": "on"})
        assert not is_live(own)

    def test_the_api_of_the_admin_does_not_publish_own_text(self, client, leader, own):
        client.force_login(leader)
        client.post(reverse("wagtailadmin_api:pages:action", args=[own.pk, "publish"]))
        assert not is_live(own)

    def test_the_actions_behind_api_v3_do_not_publish_own_text(self, officer, leader, draft):
        write(draft, officer, "Lời của cán bộ")
        page = Page.objects.get(pk=draft.pk).get_latest_revision_as_object()
        page.title = "Lời của lãnh đạo"
        with pytest.raises(PermissionDenied):
            EditPageAction(page, user=again(leader), publish=True).execute()
        assert not is_live(draft)

    def test_going_back_to_an_own_version_needs_the_second_person(self, client, officer, leader, own):
        old = Page.objects.get(pk=own.pk).latest_revision
        write(own, officer, "Lời của cán bộ")
        client.force_login(leader)
        address = reverse("wagtailadmin_pages:revisions_revert", args=[own.pk, old.pk])
        client.post(address, form(own, title="Lời của lãnh đạo", **{"action-publish": "1"}))
        assert not is_live(own)

    def test_going_back_to_the_officers_version_is_publishing_the_officers_text(
        self, client, officer, leader, deputy, draft
    ):
        old = write(draft, officer, "Lời của cán bộ")
        write(draft, deputy, "Lời của phó")
        client.force_login(leader)
        address = reverse("wagtailadmin_pages:revisions_revert", args=[draft.pk, old.pk])
        client.post(address, form(draft, title="Lời của cán bộ", **{"action-publish": "1"}))
        assert is_live(draft)

    def test_a_copy_is_a_draft(self, client, officer, leader, draft, school):
        write(draft, officer, "Lời của cán bộ").publish()
        client.force_login(leader)
        data = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": section_of(school).pk}
        for option in ("publish_copies", "alias"):
            client.post(reverse("wagtailadmin_pages:copy", args=[draft.pk]), {**data, option: "on"})
            assert not Page.objects.filter(slug="ban-sao").exists()
        client.post(reverse("wagtailadmin_pages:copy", args=[draft.pk]), data)
        assert not Page.objects.get(slug="ban-sao").live

    def test_who_sent_it_does_not_approve_it(self, client, leader, deputy, draft):
        state = submit(draft, leader)
        with pytest.raises(TwoPeopleError, match=str(deputy)):
            act(state, leader, "approve")
        client.force_login(leader)
        client.post(reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk]))
        assert not is_live(draft)
        act(state, deputy, "approve")
        assert is_live(draft)

    def test_a_reviewer_who_changed_the_text_does_not_approve_it_alone(self, editor_of, officer, leader, deputy, draft):
        state = submit(draft, officer)
        approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        response = editor_of(leader, title="Lời của lãnh đạo", **approve)
        assert str(deputy) in response.content.decode()
        assert not is_live(draft)
        draft_now = Page.objects.get(pk=draft.pk).get_latest_revision_as_object()
        assert draft_now.title == "Lời của lãnh đạo"
        with pytest.raises(TwoPeopleError):
            act(state, leader, "approve")
        act(state, deputy, "approve")
        assert is_live(draft)

    def test_the_only_leader_returns_what_they_changed_and_approves_what_comes_again(
        self, editor_of, officer, leader, draft
    ):
        submit(draft, officer)
        approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        response = editor_of(leader, title="Lời của lãnh đạo", **approve)
        assert "Return the item to its author" in response.content.decode()
        reason = json.dumps({"comment": "Tôi sửa tiêu đề, nhờ xem lại."})
        editor_of(
            leader,
            **{"action-workflow-action": "1", "workflow-action-name": "reject", "workflow-action-extra-data": reason},
        )
        editor_of(officer, **{"action-submit": "1"})
        editor_of(leader, **approve)
        assert is_live(draft)

    def test_saving_somebody_elses_text_as_it_stands_makes_nobody_its_author(self, editor_of, officer, leader, draft):
        write(draft, officer, "Lời của cán bộ")
        editor_of(leader)
        editor_of(leader, **{"action-publish": "1"})
        assert is_live(draft)

    def test_alone_the_message_says_what_to_do(self, editor_of, leader, own, school):
        text = editor_of(leader, **{"action-publish": "1"}).content.decode()
        assert school.name in text
        assert "administrator for another leader or a deputy" in text

    def test_sending_with_nobody_to_approve_says_so(self, editor_of, leader, own, school):
        text = editor_of(leader, **{"action-submit": "1"}).content.decode()
        assert "Nobody else may approve" in text

    def test_superusers_are_no_exception(self, editor_of, draft):
        person = PersonFactory(superuser=True)
        write(draft, person, "Lời của quản trị")
        editor_of(person, **{"action-publish": "1"})
        assert not is_live(draft)

    def test_where_one_person_is_enough_a_leader_publishes_own_text(self, editor_of, leader, own, school):
        school.kind.two_people = False
        school.kind.save()
        editor_of(leader, **{"action-publish": "1"})
        assert is_live(own)

    def test_a_unit_without_approval_publishes_at_once(self, editor_of, officer, draft, school):
        school.approval = Approval.NONE
        school.save()
        editor_of(officer, title="Tin nhanh", **{"action-publish": "1"})
        assert is_live(draft)

    def test_loading_and_scheduling_without_a_person_go_on(self, draft):
        draft.get_latest_revision().publish()
        assert is_live(draft)


class TestButtons:
    """What the editor offers, in the order of the page."""

    def names(self, client, person, page):
        client.force_login(person)
        html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        footer = html[html.index("<footer") :]
        known = {
            "send": "Send to the leader for approval",
            "again": "Send again for approval",
            "other": "Send to another leader",
            "approve": "Approve and publish",
            "return": "Return to the author",
            "back": "Take back",
            "publish": 'name="action-publish"',
            "cancel": "Cancel workflow",
            "restart": "Restart workflow",
        }
        found = {name: footer.find(label) for name, label in known.items()}
        return [name for name, place in sorted(found.items(), key=lambda pair: pair[1]) if place >= 0]

    def test_by_person_and_state(self, client, two_people, officer, leader, draft):
        write(draft, officer, "Lời của cán bộ")
        assert self.names(client, officer, draft) == ["send"]
        assert self.names(client, leader, draft) == ["publish"]
        state = submit(draft, officer)
        assert self.names(client, officer, draft) == ["back"]
        assert self.names(client, leader, draft) == ["approve", "return"]
        act(state, leader, "reject", comment="Thiếu ngày.")
        assert self.names(client, officer, draft) == ["again"]
        write(draft, leader, "Lời của lãnh đạo")
        WorkflowState.objects.all().delete()
        assert self.names(client, leader, draft) == ["other"]

    def test_without_approval_there_is_one_button(self, client, officer, draft, school):
        school.approval = Approval.NONE
        school.save()
        assert self.names(client, officer, draft) == ["publish"]

    def test_the_window_of_a_return_asks_for_the_reason(self, client, officer, leader, draft):
        state = submit(draft, officer)
        client.force_login(leader)
        address = reverse("wagtailadmin_pages:collect_workflow_action_data", args=[draft.pk, "reject", state.pk])
        assert "Reason for the return" in client.get(address).json()["html"]


class TestReports:
    NAMES = ("wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_tasks")

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("export", ["", "csv"])
    def test_a_report_shows_the_own_unit_only(self, client, other_school, officer, leader, draft, name, export):
        submit(draft, officer)
        stranger = AppointmentFactory(unit=other_school, person__username="nguoi-la").person
        submit(NewsFactory(of_unit=other_school, draft=True, title="Bí mật của trường khác"), stranger)
        client.force_login(leader)
        response = client.get(reverse(name), {"export": export} if export else {})
        content = b"".join(response) if response.streaming else response.content
        assert draft.title in content.decode()
        assert "Bí mật" not in content.decode()
        assert "nguoi-la" not in content.decode()

    @pytest.mark.parametrize("name", NAMES)
    def test_administrators_see_all(self, client, officer, draft, name):
        submit(draft, officer)
        client.force_login(PersonFactory(superuser=True))
        assert draft.title in client.get(reverse(name)).content.decode()

    @pytest.mark.parametrize("name", ["index", "task_index", "add", "add_task"])
    def test_workflows_and_tasks_are_kept_by_administrators(self, client, leader, name):
        from django.contrib.auth.models import Permission

        leader.user_permissions.set(Permission.objects.filter(content_type__app_label="wagtailcore"))
        address = {"add_task": ["unit_pages", "unitreviewtask"]}.get(name, [])
        client.force_login(leader)
        assert client.get(reverse(f"wagtailadmin_workflows:{name}", args=address)).status_code in {302, 403, 404}
        client.force_login(PersonFactory(superuser=True))
        assert client.get(reverse(f"wagtailadmin_workflows:{name}", args=address)).status_code == 200


@pytest.fixture
def mails(django_capture_on_commit_callbacks, mailoutbox):
    """Run a function as a request that commits; return who got mail."""

    def sent(function, *args, **kwargs):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            function(*args, **kwargs)
        return sorted(mail.to[0] for mail in mailoutbox)

    return sent


def with_mail(*people):
    for person in people:
        person.email = f"{person.username}@example.vn"
        person.save()


class TestMails:
    @pytest.fixture(autouse=True)
    def _people(self, settings, school, officer, leader, other_leader):
        settings.WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = True
        with_mail(officer, leader, other_leader, PersonFactory(superuser=True), AppointmentFactory(unit=school).person)

    def test_the_leader_of_the_unit_hears_of_a_waiting_item_and_nobody_else(
        self, mails, mailoutbox, officer, leader, draft
    ):
        assert mails(submit, draft, officer) == [leader.email]
        (mail,) = mailoutbox
        assert "“Ngày hội đọc sách” waits for your approval" in mail.subject
        assert f"http://testserver/admin/pages/{draft.pk}/edit/" in mail.body
        html, kind = mail.alternatives[0]
        assert kind == "text/html"
        assert f"/admin/pages/{draft.pk}/edit/" in html
        assert "&amp;" not in mail.subject

    def test_the_deputy_hears_in_place_of_a_holder_who_is_away(self, mails, officer, leader, deputy, draft):
        helper = PersonFactory()
        with_mail(helper, deputy)
        Delegation.objects.create(
            appointment=leader.appointments.get(),
            deputy=helper,
            starts_on=local_day(),
            ends_on=local_day() + dt.timedelta(days=1),
        )
        assert mails(submit, draft, officer) == sorted([helper.email, deputy.email])

    def test_a_leader_who_sends_hears_nothing_of_the_own_item(self, mails, leader, deputy, draft):
        with_mail(deputy)
        assert mails(submit, draft, leader) == [deputy.email]

    def test_the_author_hears_of_approval(self, mails, mailoutbox, officer, leader, draft):
        state = submit(draft, officer)
        assert mails(act, state, leader, "approve") == [officer.email]
        assert "is published on the site" in mailoutbox[0].body

    def test_the_author_hears_why_an_item_was_returned(self, mails, mailoutbox, officer, leader, draft):
        state = submit(draft, officer)
        assert mails(act, state, leader, "reject", comment="Thiếu <ngày> & giờ.") == [officer.email]
        assert "Reason: Thiếu <ngày> & giờ." in mailoutbox[0].body
        assert "Thiếu &lt;ngày&gt; &amp; giờ." in mailoutbox[0].alternatives[0][0]

    def test_sent_again_tells_the_leader_again(self, mails, officer, leader, draft):
        act(submit(draft, officer), leader, "reject", comment="x")
        assert mails(WorkflowState.objects.get().resume, officer) == [leader.email]

    def test_taken_back_tells_the_leader(self, mails, mailoutbox, officer, leader, draft):
        submit(draft, officer)
        assert mails(WorkflowState.objects.get().cancel, user=officer) == [leader.email]
        assert "was taken back" in mailoutbox[0].subject

    def test_taking_back_a_change_of_a_live_page_is_no_approval(self, mails, mailoutbox, officer, leader, draft):
        act(submit(draft, officer), leader, "approve")
        Page.objects.filter(pk=draft.pk).update(owner=leader)
        submit(draft, officer)
        assert mails(WorkflowState.objects.latest("pk").cancel, user=AppointmentFactory(unit=draft.unit).person) == [
            leader.email
        ]
        assert "was taken back" in mailoutbox[0].subject

    def test_a_leader_who_publishes_directly_has_approved(self, mails, mailoutbox, officer, leader, draft):
        submit(draft, officer)
        revision = Page.objects.get(pk=draft.pk).latest_revision
        assert mails(revision.publish, user=again(leader)) == [officer.email]
        assert "is approved" in mailoutbox[0].subject

    def test_nobody_without_an_address_and_nobody_who_switched_mails_off(self, mails, officer, leader, deputy, draft):
        from wagtail.users.models import UserProfile

        with_mail(deputy)
        UserProfile.objects.update_or_create(user=deputy, defaults={"submitted_notifications": False})
        leader.email = ""
        leader.save()
        assert mails(submit, draft, officer) == []

    def test_nothing_is_sent_when_the_action_is_rolled_back(self, django_capture_on_commit_callbacks, officer, draft):
        from django.db import transaction

        with django_capture_on_commit_callbacks() as callbacks, pytest.raises(ZeroDivisionError), transaction.atomic():
            submit(draft, officer)
            raise ZeroDivisionError
        assert callbacks == []

    def test_a_mail_server_that_is_down_breaks_nothing(self, settings, mails, officer, leader, draft):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
        state = submit(draft, officer)
        assert mails(act, state, leader, "approve") == []
        assert is_live(draft)

    def test_another_workflow_of_the_host_site_keeps_wagtails_mails(self, mails, mailoutbox, officer, leader, draft):
        other = Workflow.objects.create(name="Khác")
        task = GroupApprovalTask.objects.create(name="Nhóm")
        WorkflowTask.objects.create(workflow=other, task=task)
        page = type(draft).objects.get(pk=draft.pk)
        page.save_revision(user=officer)
        state = other.start(page, officer)
        assert officer.email in mails(state.current_task_state.approve, user=PersonFactory(superuser=True))
