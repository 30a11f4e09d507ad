"""What Wagtail tells of workflows; the mails follow. Other workflows of a host site keep Wagtail's own mails."""

from __future__ import annotations

from typing import Any

from wagtail.admin.mail import (
    Notifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
    WorkflowStateSubmissionEmailNotifier,
)
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from unit_pages.review import mails


def connect() -> None:
    """Connect the handlers once, and keep Wagtail's mails to the workflows that are not ours."""
    task_submitted.connect(on_submitted, sender=TaskState, dispatch_uid="unit_pages_review_submitted")
    for signal, handler in (
        (workflow_approved, on_approved),
        (workflow_rejected, on_returned),
        (workflow_cancelled, on_cancelled),
    ):
        signal.connect(handler, sender=WorkflowState, dispatch_uid=f"unit_pages_{handler.__name__}")
    for signal, kind, event in (
        (workflow_submitted, WorkflowStateSubmissionEmailNotifier, "submitted"),
        (workflow_approved, WorkflowStateApprovalEmailNotifier, "approved"),
        (workflow_rejected, WorkflowStateRejectionEmailNotifier, "rejected"),
    ):
        stock = f"workflow_state_{event}_email_notification"
        if signal.disconnect(sender=WorkflowState, dispatch_uid=stock):
            signal.connect(for_others(kind), sender=WorkflowState, dispatch_uid=f"unit_pages_{stock}", weak=False)


def for_others(kind: type[Notifier]) -> Notifier:
    """Return Wagtail's notifier of ``kind`` for workflows without our task."""

    class ForOthers(kind):  # type: ignore[misc, valid-type]
        def can_handle(self, instance: Any, **kwargs: Any) -> bool:
            return bool(super().can_handle(instance, **kwargs)) and not is_review(instance)

    return ForOthers()


def is_review(state: WorkflowState) -> bool:
    """Whether the workflow is that of the units."""
    from unit_pages.review.models import UnitReviewTask

    return UnitReviewTask.objects.filter(workflow_tasks__workflow_id=state.workflow_id).exists()


def on_submitted(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Tell the reviewers that an item waits, also when it was sent again."""
    if is_review(instance.workflow_state):
        mails.tell_later(mails.WAITING, instance.workflow_state, user)


def on_approved(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Tell the author."""
    if is_review(instance):
        mails.tell_later(mails.APPROVED, instance, user)


def on_returned(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Tell the author why."""
    if is_review(instance):
        mails.tell_later(mails.RETURNED, instance, user)


def on_cancelled(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Tell the reviewers that nothing waits any more; a leader who published directly has approved."""
    if not is_review(instance):
        return
    last = TaskState.objects.filter(pk=instance.current_task_state_id).first()
    published = Page.objects.filter(pk=int(instance.object_id), live=True, has_unpublished_changes=False).exists()
    if published and user is not None and user.pk != instance.requested_by_id:
        mails.tell_later(mails.APPROVED, instance, user)
    elif last is not None and last.status == TaskState.STATUS_CANCELLED:
        mails.tell_later(mails.TAKEN_BACK, instance, user)
