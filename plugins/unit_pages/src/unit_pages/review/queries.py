"""Lists of the review for the admin: what waits for me, what came back to me, what I sent.

Each list costs the same number of queries however long it is. Call `count_waiting_for`
for a badge; the lists are cut at ``limit``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, TaskState, WorkflowState, get_default_page_content_type
from wagtail.permissions import policy_registry

from unit_pages.days import local_day
from unit_pages.subsites.lookup import ROOT_DEPTH, UNIT_DEPTH
from unit_pages.units.appointments import Appointment
from unit_pages.units.models import Unit

LIMIT = 20


@dataclass(frozen=True)
class ReviewItem:
    """One row of a list of the review.

    Args:
        page_id: primary key of the page.
        task_state_id: primary key of the task state that waits, or that was returned.
        title: title of the newest draft.
        unit: the unit on whose site the page stands.
        author: name of the person who sent it, "" when the account is gone.
        since: when it was sent, or returned.
        reason: why it was returned, else "".
        by: name of the person who returned it, else "".
    """

    page_id: int
    task_state_id: int
    title: str
    unit: Unit | None
    author: str
    since: dt.datetime
    reason: str = ""
    by: str = ""

    @property
    def edit_url(self) -> str:
        """Address of the editor, where the buttons are."""
        return reverse("wagtailadmin_pages:edit", args=[self.page_id])


def waiting_for(user: Any, *, limit: int = LIMIT) -> list[ReviewItem]:
    """Return what waits for the approval of ``user``, the longest waiting first.

    What the person sent themselves is left out where two people are needed. Superusers
    get nothing: they review no unit by appointment.
    """
    return _items(waiting_states(user).order_by("started_at", "pk")[:limit])


def count_waiting_for(user: Any) -> int:
    """Return how many items wait for the approval of ``user``."""
    return waiting_states(user).count()


def returned_to(user: Any, *, limit: int = LIMIT) -> list[ReviewItem]:
    """Return what came back to ``user`` to be mended, with reason and who, the newest first.

    What came back to somebody who has left the unit comes to everybody who writes for it now.
    """
    today = local_day()
    here = Appointment.objects.current_on(today).filter(person__isnull=False).values("person")
    states = _current_states(user, "change", WorkflowState.STATUS_NEEDS_CHANGES)
    mine = Q(workflow_state__requested_by=user.pk) | ~Q(workflow_state__requested_by__in=here)
    return _items(states.filter(mine).order_by("-finished_at", "-pk")[:limit], returned=True)


def submitted_by(user: Any, *, limit: int = LIMIT) -> list[ReviewItem]:
    """Return what ``user`` sent and nobody has decided on yet, the newest first."""
    states = _current_states(user, "change", WorkflowState.STATUS_IN_PROGRESS)
    return _items(states.filter(workflow_state__requested_by=user.pk).order_by("-started_at", "-pk")[:limit])


def waiting_states(user: Any) -> QuerySet[TaskState]:
    """Return the task states that wait for ``user``, as rows to count, slice and order."""
    from unit_pages.review.rules import needs_two_people

    states = _current_states(user, "publish", WorkflowState.STATUS_IN_PROGRESS)
    own = _items(states.filter(workflow_state__requested_by=user.pk))
    return states.exclude(pk__in=[item.task_state_id for item in own if needs_two_people(item.unit)])


def _current_states(user: Any, action: str, status: str) -> QuerySet[TaskState]:
    """Return the current task states of the units where ``user`` may do ``action`` by appointment."""
    if user.is_superuser:
        return TaskState.objects.none()
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, action)
    ids = pages.order_by().values_list(Cast("pk", output_field=CharField()), flat=True)
    return TaskState.objects.filter(
        workflow_state__current_task_state=F("pk"),
        workflow_state__status=status,
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__object_id__in=ids,
        task__unitreviewtask__isnull=False,
    )


def _items(states: Iterable[TaskState], *, returned: bool = False) -> list[ReviewItem]:
    if isinstance(states, QuerySet):
        states = states.select_related("workflow_state__requested_by", "finished_by")
    rows = list(states)
    pages = Page.objects.in_bulk([int(row.workflow_state.object_id) for row in rows])
    units = _units_of(pages.values())
    return [
        ReviewItem(
            page_id=page.pk,
            task_state_id=row.pk,
            title=page.draft_title or page.title,
            unit=units.get(page.path[: Page.steplen * UNIT_DEPTH]) or units.get(page.path[: Page.steplen * ROOT_DEPTH]),
            author=get_user_display_name(row.workflow_state.requested_by),
            since=(row.finished_at if returned else None) or row.started_at,
            reason=row.comment if returned else "",
            by=get_user_display_name(row.finished_by) if returned else "",
        )
        for row in rows
        if (page := pages.get(int(row.workflow_state.object_id)))
    ]


def _units_of(pages: Iterable[Page]) -> dict[str, Unit]:
    """Return the units by the tree path of their home, for all pages in one query."""
    paths = {page.path[: Page.steplen * depth] for page in pages for depth in (ROOT_DEPTH, UNIT_DEPTH)}
    found = Unit.objects.filter(home__path__in=paths).select_related("kind", "colour", "home")
    return {unit.home.path: unit for unit in found}
