"""What the editor says of a page that waits for review."""

from __future__ import annotations

from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Says to everybody who opens the page what happens next."""

    def get_message(self, user: Any) -> SafeString | str:
        """Return a sentence for ``user``: who sent it, or why they cannot approve it."""
        from unit_pages.review.rules import may_approve, may_review, what_to_do

        if not may_review(user, self.object):
            return _("The item waits for a leader of the unit. To change it, take it back first.")
        if not may_approve(user, self.object):
            return conditional_escape(what_to_do(user, self.object))
        state = self.object.current_workflow_state
        return conditional_escape(
            _("%(name)s sent this item for approval. Approve and publish it, or return it with a reason.")
            % {"name": get_user_display_name(state.requested_by)}
        )
