"""The editor's buttons: one main button for what comes next, in plain words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PageLockedMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.models import WorkflowState

from unit_pages.review.rules import may_review


class SendItem(SubmitForModerationMenuItem):
    """Sends the item to a leader of the unit."""

    icon_name = "mail"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Say to whom the item goes, and that it goes again."""
        context: dict[str, Any] = ActionMenuItem.get_context_data(self, parent_context)
        page = parent_context.get("page") or parent_context["parent_page"]
        state = page.current_workflow_state if "page" in parent_context else None
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            context["label"] = pgettext("review", "Send again for approval")
        elif may_review(parent_context["request"].user, page):
            context["label"] = pgettext("review", "Send to another leader")
        else:
            context["label"] = pgettext("review", "Send to the leader for approval")
        return context


class TakeBackItem(CancelWorkflowMenuItem):
    """Takes back what the person sent, to go on writing."""

    label = pgettext_lazy("review", "Take back")
    icon_name = "arrow-left"

    def is_shown(self, context: Any) -> bool:
        """Whether the person sent it, or owns it; a leader returns it instead."""
        if context["view"] != "edit":
            return False
        state, user = context["page"].current_workflow_state, context["request"].user
        if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
            return False
        return user.pk in {state.requested_by_id, context["page"].owner_id}


#: Wagtail's buttons and ours in the order in which they are the main one.
ORDER: tuple[type[ActionMenuItem], ...] = (WorkflowMenuItem, TakeBackItem, PublishMenuItem, SendItem)
#: Wagtail's buttons in whose place ours stand, and the one that only confuses.
REPLACED = (CancelWorkflowMenuItem, RestartWorkflowMenuItem, SubmitForModerationMenuItem)


def arrange_buttons(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put the next step first: approve, take back, publish or send; then saving and the rest."""
    dropped: tuple[type[ActionMenuItem], ...] = (
        CancelWorkflowMenuItem,
        RestartWorkflowMenuItem,
        SubmitForModerationMenuItem,
    )
    if any(isinstance(item, WorkflowMenuItem) for item in menu_items):
        dropped += (PublishMenuItem,)  # approving publishes, and writes down who approved
    kept = [item for item in menu_items if not isinstance(item, dropped)]
    publishes = any(isinstance(item, PublishMenuItem) for item in kept)
    for ours, theirs in ((TakeBackItem(), CancelWorkflowMenuItem), (SendItem(), SubmitForModerationMenuItem)):
        offered = any(isinstance(item, theirs) for item in menu_items)
        if offered and ours.is_shown(context) and not (publishes and isinstance(ours, SendItem)):
            kept.append(ours)
    if any(isinstance(item, TakeBackItem) for item in kept):
        kept = [item for item in kept if not isinstance(item, PageLockedMenuItem)]
    for item in kept:
        if isinstance(item, WorkflowMenuItem):
            _say_plainly(item)
    menu_items[:] = sorted(kept, key=_place)


def _say_plainly(item: WorkflowMenuItem) -> None:
    if item.name == "approve":
        item.label = pgettext("review", "Approve and publish")
    elif item.name == "reject":
        item.icon_name = "rotate"


def _place(item: ActionMenuItem) -> tuple[int, int]:
    first = next((place for place, kind in enumerate(ORDER) if isinstance(item, kind)), len(ORDER))
    return first, 0 if item.name == "approve" else item.order
