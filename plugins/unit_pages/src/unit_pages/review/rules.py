"""Who reviews a page, and the rule that author and approver are two people.

Every way of publishing (form, approval, bulk action, admin API, API v3, copy, revert) asks
`PagePermissionTester.can_publish` of the specific page; `UnitPageTester` answers it with
this rule. The one exception is the editor's own form, which saves the text after it
asked: the hook `unit_pages.review.views.refuse_own_text` asks once more before it publishes.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from unit_pages.review.authors import is_own_content
from unit_pages.review.reviewers import other_reviewers
from unit_pages.subsites.lookup import unit_of_path
from unit_pages.units.models import Unit


class ReviewError(PermissionDenied):
    """Base of refusals whose text says what to do."""


class TwoPeopleError(ReviewError):
    """Raised when somebody would approve or publish what they wrote or sent themselves."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(what_to_do(user, page))


class NoReasonError(ReviewError):
    """Raised when an item would be returned without a word to its author."""

    def __init__(self) -> None:
        super().__init__(_("Write what the author has to mend, then return the item."))


def may_review(user: Any, page: Any) -> bool:
    """Whether ``user`` may publish for the page's unit today; superusers may for every unit."""
    policy = policy_registry.get_by_type(Page)
    return bool(policy.user_has_permission_for_instance(user, "publish", page))


def needs_two_people(unit: Unit | None) -> bool:
    """Whether nobody of ``unit`` publishes alone what they wrote.

    A unit that publishes without approval has no second person to ask.
    """
    return unit is not None and unit.needs_approval and unit.kind.two_people


def may_approve(user: Any, page: Any, *, content: bool = True) -> bool:
    """Whether the rule of two people lets ``user`` approve or publish the page.

    Args:
        user: who would do it.
        page: the page.
        content: ask who wrote the text too, not only who sent it for review.
    """
    if not (_sent_it(user, page) or (content and is_own_content(user, page))):
        return True
    return not needs_two_people(unit_of_path(page.path))


def check_two_people(user: Any, page: Any) -> None:
    """Refuse that ``user`` approves or publishes the own text.

    Raises:
        TwoPeopleError: with a message that says who can do it.
    """
    if not may_approve(user, page):
        raise TwoPeopleError(user, page)


def what_to_do(user: Any, page: Any) -> str:
    """Say who may publish what ``user`` wrote, or what helps when there is nobody."""
    unit = unit_of_path(page.path)
    names = ", ".join(get_user_display_name(person) for person in other_reviewers(unit, user)) if unit else ""
    if names:
        return _(
            "The last change is yours, or you sent the item yourself, so somebody else publishes it: %(names)s."
        ) % {"names": names}
    if unit and _came_from_another(user, page):
        return _(
            "The last change is yours, so you cannot publish it alone. Return the item to its author: "
            "what the author sends again, you may approve."
        )
    return _(
        "You wrote or sent this item yourself, and nobody else may publish for %(unit)s today. Let an officer of the "
        "unit check it and send it to you, or ask the unit's administrator for another leader or a deputy."
    ) % {"unit": unit.name if unit else page.title}


def _came_from_another(user: Any, page: Any) -> bool:
    return _in_review(page).exclude(requested_by_id=user.pk).exists()


def _sent_it(user: Any, page: Any) -> bool:
    """Whether the review that goes on was asked for by ``user``."""
    if user is None or user.pk is None:
        return False
    return _in_review(page).filter(requested_by_id=user.pk).exists()


def _in_review(page: Any) -> Any:
    return WorkflowState.objects.for_instance(page).filter(status=WorkflowState.STATUS_IN_PROGRESS)
