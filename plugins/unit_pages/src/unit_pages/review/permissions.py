"""What a person may do with one page of a subsite: Wagtail's answers, narrowed by the unit's rules."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, PagePermissionTester

from unit_pages.review.rules import may_approve, needs_two_people
from unit_pages.subsites.lookup import unit_of_path


class UnitPageTester(PagePermissionTester):
    """Knows rights over a page alone, and that author and approver are two people."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser:
            # Wagtail takes a right over a page for one over all below it; the department's
            # home stands above every school, and a right over it covers none of them.
            self.permissions = {
                right.codename.rsplit("_", maxsplit=1)[0]
                for right in self.permission_policy.get_cached_permissions_for_user(user)
                if right.covers(page.path)
            }

    def can_publish(self) -> bool:
        """Whether the person may publish the newest draft; not the own one where two people are needed."""
        return bool(super().can_publish()) and may_approve(self.user, self.page)

    def can_publish_subpage(self) -> bool:
        """Whether the person may publish a page in the moment of writing it: never where two people are needed."""
        return bool(super().can_publish_subpage()) and not needs_two_people(unit_of_path(self.page.path))

    def can_unschedule(self) -> bool:
        """Whether the person may call off a publication to come; the author too."""
        return bool(super().can_publish())

    def can_set_view_restrictions(self) -> bool:
        """Whether the person may restrict readers; that publishes nothing new."""
        return bool(super().can_publish())
