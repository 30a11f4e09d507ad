"""Page rights from appointments: no `GroupPagePermission` row is read.

The tree is flat, so the department's home stands above every school's. A right
over the department therefore covers its home and its own sections, never the
subsites that happen to stand below the same page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from unit_pages.access.rights import PUBLISH, WRITE, UnitRight, appointments_with, holders_of, rights_of
from unit_pages.days import local_day
from unit_pages.subsites.lookup import UNIT_DEPTH, unit_of_path

#: What a right over a unit means for its pages.
PAGE_ACTIONS = WRITE | PUBLISH


@dataclass(frozen=True)
class PageRight:
    """One permission on one page and, unless ``alone``, on all pages below it.

    Has the attributes that Wagtail reads from a `GroupPagePermission`.
    """

    page: Page
    codename: str
    alone: bool = False

    @property
    def page_id(self) -> int:
        """Primary key of the page."""
        return int(self.page.pk)

    @property
    def permission(self) -> SimpleNamespace:
        """The permission, as Wagtail reads it."""
        return SimpleNamespace(codename=self.codename)

    def covers(self, path: str) -> bool:
        """Whether the right holds for the page with this tree path."""
        return path == self.page.path or (not self.alone and path.startswith(self.page.path))


class UnitPagePolicy(PagePermissionPolicy):
    """Answer every question about page rights from `rights_of`."""

    def __call__(self, page: Page) -> UnitPagePolicy:
        """Return the policy for questions about one page, which Wagtail's registry asks for."""
        return _PolicyOfPage(self.model, page)

    def get_all_permissions_for_user(self, user: Any) -> list[PageRight]:
        """Return the rights of ``user`` as objects that Wagtail takes for its own rows."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        rights = [right for right in rights_of(user) if right.home_path]
        return [
            PageRight(page, f"{action}_page", alone)
            for right in rights
            for page, alone in _pages_of(right)
            for action in sorted(right.actions & PAGE_ACTIONS)
        ]

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Page) -> bool:
        """Whether ``user`` may do one of ``actions`` on the page."""
        answer = self._base_user_has_permission(user)
        if answer is not None:
            return bool(answer)
        names = self._get_permission_codenames(set(actions))
        return any(
            right.codename in names and right.covers(instance.path)
            for right in self.get_cached_permissions_for_user(user)
        )

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Page]:
        """Return the pages on which ``user`` may do one of ``actions``."""
        base: QuerySet[Page] | None = self._base_queryset_for_user(user)
        if base is not None:
            return base
        names = self._get_permission_codenames(set(actions))
        return _pages_covered(
            self.model, [r for r in self.get_cached_permissions_for_user(user) if r.codename in names]
        )

    def users_with_any_permission(self, actions: Iterable[str], include_superusers: bool = True) -> QuerySet[Any]:
        """Return the people with one of ``actions`` anywhere."""
        today = local_day()
        posts = appointments_with(set(actions) & PAGE_ACTIONS, today).filter(unit__home__isnull=False)
        return holders_of(posts, today, include_superusers=include_superusers)

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Page, include_superusers: bool = True
    ) -> QuerySet[Any]:
        """Return the people with one of ``actions`` on the page; outside of every unit's site superusers only."""
        today, unit = local_day(), unit_of_path(instance.path)
        posts = appointments_with(set(actions) & PAGE_ACTIONS, today)
        posts = posts.filter(unit=unit) if unit else posts.none()
        return holders_of(posts, today, include_superusers=include_superusers)


class _PolicyOfPage(UnitPagePolicy):
    """The policy as `PagePermissionTester` needs it.

    The tester takes a right for valid on everything below its page. A right that holds
    for the department's home alone is therefore left out when another page is asked about.
    """

    def __init__(self, model: Any, page: Page) -> None:
        super().__init__(model)
        self._path = page.path

    def __call__(self, page: Page) -> UnitPagePolicy:
        """Return the policy for another page."""
        return _PolicyOfPage(self.model, page)

    def get_cached_permissions_for_user(self, user: Any) -> list[PageRight]:
        """Return the rights without those that hold for another page alone."""
        rights: list[PageRight] = super().get_cached_permissions_for_user(user)
        return [right for right in rights if not right.alone or right.covers(self._path)]


def _pages_of(right: UnitRight) -> list[tuple[Page, bool]]:
    home = Page.objects.get(path=right.home_path)
    if not right.is_root:
        return [(home, False)]
    sections = Page.objects.filter(path__startswith=home.path, depth=UNIT_DEPTH, unithomepage__isnull=True)
    return [(home, True), *((section, False) for section in sections)]


def _pages_covered(model: Any, rights: Iterable[PageRight]) -> QuerySet[Page]:
    condition = Q(pk__in=[])
    for right in {(r.page.path, r.alone) for r in rights}:
        path, alone = right
        condition |= Q(path=path) if alone else Q(path__startswith=path)
    return model._default_manager.filter(condition)  # type: ignore[no-any-return]
