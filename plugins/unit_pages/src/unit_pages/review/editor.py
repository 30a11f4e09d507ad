"""The editor's buttons: one main button for what comes next, in plain words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PageLockedMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import WorkflowState

from unit_pages.review.models import UnitReviewTask
from unit_pages.review.rules import ReviewError, may_approve, may_review, what_to_do


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
    icon_name = "undo"

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


def arrange_buttons(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put the next step first: approve, take back, publish or send; then saving and the rest."""
    dropped = (CancelWorkflowMenuItem, RestartWorkflowMenuItem, SubmitForModerationMenuItem)
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
        if isinstance(item, WorkflowMenuItem) and item.name == "approve":
            item.label = pgettext("review", "Approve and publish")
    menu_items[:] = sorted(kept, key=_place)


def _place(item: ActionMenuItem) -> tuple[int, int]:
    first = next((place for place, kind in enumerate(ORDER) if isinstance(item, kind)), len(ORDER))
    return first, 0 if item.name == "approve" else item.order


class ReviewEditView(EditView):
    """Wagtail's editor; what the rules of the review refuse, it says why and keeps the text."""

    def perform_workflow_action(self) -> HttpResponse:
        """Approve or return; the text that came with it is saved in any case."""
        try:
            return super().perform_workflow_action()  # type: ignore[no-any-return]
        except ReviewError as refusal:
            messages.error(self.request, str(refusal))
            return self.redirect_and_remain()  # type: ignore[no-any-return]

    def save_action(self) -> HttpResponse:
        """Save; a person who wanted to publish the own text hears why it was only saved."""
        response: HttpResponse = super().save_action()
        asked = self.request.POST.get("action-publish") or self.request.POST.get("action-workflow-action")
        if asked and not self.expects_json_response and not may_approve(self.request.user, self.page):
            messages.warning(self.request, what_to_do(self.request.user, self.page))
        return response


def refuse_own_text(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Before the editor publishes: who wrote the text does not publish it alone; it stays a draft."""
    if may_approve(request.user, page):
        return None
    messages.error(request, what_to_do(request.user, page) + " " + _("The text is saved as a draft."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def warn_of_nobody(request: HttpRequest, page: Any) -> None:
    """After sending: say so when nobody but the sender could approve."""
    from unit_pages.review.reviewers import other_reviewers
    from unit_pages.subsites.lookup import unit_of_path

    state = page.current_workflow_state if "action-submit" in request.POST else None
    task = page.current_workflow_task if state else None
    if not isinstance(task, UnitReviewTask):
        return
    unit = unit_of_path(page.path)
    if unit is not None and not other_reviewers(unit, request.user):
        messages.warning(
            request,
            _(
                "Nobody else may approve for %(unit)s today, so the item waits until the unit's administrator "
                "appoints a leader or names a deputy."
            )
            % {"unit": unit.name},
        )
