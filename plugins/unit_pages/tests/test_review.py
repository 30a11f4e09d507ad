"""Officer to leader: one task for all units, and two people where the kind of unit says so."""

from __future__ import annotations

import pytest
from foreign_site.factories import NewsFactory

from unit_pages.review.queries import count_waiting_for, returned_to, submitted_by, waiting_for
from unit_pages.test.factories import AppointmentFactory, PersonFactory

pytestmark = pytest.mark.django_db


def submit(page, user):
    """Send the page as the editor does: a revision of the person, then the workflow."""
    page.save_revision(user=user)
    return page.get_workflow().start(page, user).current_task_state


def act(state, user, action, **data):
    state.task.specific.on_action(state, user, action, **data)


@pytest.fixture
def other_leader(other_school):
    return AppointmentFactory(unit=other_school, leader=True).person


class TestLists:
    def test_an_item_waits_for_the_leader_of_its_unit_only(self, school, officer, leader, other_leader):
        page = NewsFactory(of_unit=school, draft=True, title="Ngày hội đọc sách")
        state = submit(page, officer)
        (item,) = waiting_for(leader)
        assert (item.page_id, item.title, item.unit, item.task_state_id) == (page.pk, page.title, school, state.pk)
        assert item.author == str(officer)
        assert item.edit_url.endswith(f"/{page.pk}/edit/")
        assert count_waiting_for(leader) == 1
        for nobody in (officer, other_leader, PersonFactory(superuser=True)):
            assert waiting_for(nobody) == []
        assert [item.page_id for item in submitted_by(officer)] == [page.pk]
        assert submitted_by(leader) == []

    def test_a_returned_item_comes_to_its_author_with_the_reason(self, school, officer, leader):
        page = NewsFactory(of_unit=school, draft=True)
        act(submit(page, officer), leader, "reject", comment="Thiếu ngày diễn ra.")
        (item,) = returned_to(officer)
        assert (item.page_id, item.reason, item.by) == (page.pk, "Thiếu ngày diễn ra.", str(leader))
        assert waiting_for(leader) == [] == submitted_by(officer)
        assert returned_to(leader) == []
