"""The one task of the one workflow: whoever publishes for the page's unit today reviews the page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Form
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Task, TaskState

from unit_pages.review.forms import NoCommentForm, ReturnForm
from unit_pages.review.locks import ReviewLock
from unit_pages.review.rules import NoReasonError, TwoPeopleError, check_two_people, may_approve, may_review

#: An action as Wagtail lists it: name, label, whether a window asks for more.
Action = tuple[str, Any, bool]


class UnitReviewTask(Task):
    """Waits for a leader of the page's unit, whoever that is on the day.

    The task keeps no list of people: rights come from the appointments of the day,
    so a new leader finds what waited for the last one, and a deputy acts while the
    holder is away. One row serves every unit.
    """

    lock_class = ReviewLock

    class Meta:
        verbose_name = _("review by the unit's leader")
        verbose_name_plural = _("reviews by the unit's leader")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin to wait; a lock of somebody who does not review would keep the leader out."""
        page = workflow_state.content_object
        if page.locked and page.locked_by and not may_review(page.locked_by, page):
            page.locked, page.locked_by, page.locked_at = False, None, None
            page.save(update_fields=["locked", "locked_by", "locked_at"])
        return super().start(workflow_state, user=user)  # type: ignore[no-any-return]

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Whether ``user`` reviews the page, and so opens it."""
        return may_review(user, obj)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While it waits, only reviewers change the page; who sent it takes it back first."""
        return not self.get_actions(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Whether ``user`` may keep other reviewers out for a while."""
        return may_review(user, obj)

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        """Whether ``user`` may end the lock of another reviewer."""
        return may_review(user, obj)

    def get_actions(self, obj: Any, user: Any) -> list[Action]:
        """Return what ``user`` may do with the waiting page."""
        if not may_review(user, obj) or not may_approve(user, obj, content=False):
            return []
        actions: list[Action] = [("reject", pgettext_lazy("review", "Return to the author"), True)]
        if may_approve(user, obj):
            actions.insert(0, ("approve", pgettext_lazy("review", "Approve"), False))
        return actions

    def get_form_for_action(self, action: str) -> type[Form]:
        """Return a form that asks for the reason of a return; approving asks for nothing."""
        return ReturnForm if action == "reject" else NoCommentForm

    def get_template_for_action(self, action: str) -> str:
        """Return the template of the window."""
        return "unit_pages/review/return.html" if action == "reject" else ""

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """Return what waits for ``user`` as a reviewer by appointment.

        Nothing for superusers: Wagtail loads every row of the answer.
        """
        from unit_pages.review.queries import waiting_states

        return waiting_states(user).filter(task_id=self.pk)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or return.

        Wagtail asks for the right over the page in the address, which need not be the page
        of the task state; so the question is put again here, for the page that waits. Of
        what the browser sends only the comment is taken.

        Raises:
            PermissionDenied: when ``user`` does not review the waiting page.
            TwoPeopleError: when ``user`` would decide on what they wrote or sent themselves.
            NoReasonError: when an item is returned without a reason.
        """
        page = task_state.workflow_state.content_object
        if task_state.task_id != self.pk or not isinstance(page, Page) or not may_review(user, page):
            raise PermissionDenied(_("Only a leader of the item's own unit reviews it."))
        if not may_approve(user, page, content=False):
            raise TwoPeopleError(user, page)
        comment = str(kwargs.get("comment") or "").strip()
        if action_name == "approve":
            check_two_people(user, page)
        elif action_name == "reject" and not comment:
            raise NoReasonError
        super().on_action(task_state, user, action_name, comment=comment)

    @classmethod
    def get_description(cls) -> Any:
        """Return what the task is, for the screens of the administrators."""
        return _("Whoever may publish for the item's unit on that day approves or returns it.")
