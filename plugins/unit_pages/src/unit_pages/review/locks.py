"""What the editor says of a page that waits for review."""

from __future__ import annotations

from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Says to everybody who opens the page what happens next."""

    def get_message(self, user: Any) -> SafeString | str | None:
        """Return a sentence for ``user``; reviewers who may approve need none."""
        from unit_pages.review.rules import may_approve, may_review, what_to_do

        if not may_review(user, self.object):
            return _("The item waits for a leader of the unit. To change it, take it back first.")
        if may_approve(user, self.object):
            return None
        return mark_safe(conditional_escape(what_to_do(user, self.object)))  # noqa: S308 - escaped
