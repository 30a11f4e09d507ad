"""Wagtail's editor, which says why the review refuses something and loses no text over it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import WorkflowState

from unit_pages.review.models import UnitReviewTask
from unit_pages.review.reviewers import other_reviewers
from unit_pages.review.rules import ReviewError, may_approve, what_to_do
from unit_pages.subsites.lookup import unit_of_path


class BackToTheDesk:
    """After sending or deciding, unit staff come back to their first screen, not to the page tree."""

    def redirect_away(self) -> HttpResponse:
        """Go where the address says, else to the first screen of the admin."""
        if self.next_url or self.request.user.is_superuser:  # type: ignore[attr-defined]
            return super().redirect_away()  # type: ignore[misc, no-any-return]
        return redirect("wagtailadmin_home")


class ReviewCreateView(BackToTheDesk, CreateView):
    """Writes a new item."""


class ReviewEditView(BackToTheDesk, EditView):
    """Changes an item; what the rules of the review refuse, it says why and keeps the text."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the editor; above a returned item stands what is to be mended."""
        state = self.page.current_workflow_state
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            self._tell_reason(state)
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return]

    def _tell_reason(self, state: WorkflowState) -> None:
        returned = state.current_task_state
        if returned is None or not returned.comment:
            return
        words = {"name": get_user_display_name(returned.finished_by), "reason": returned.comment}
        messages.warning(self.request, _("Returned by %(name)s: %(reason)s") % words)

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
