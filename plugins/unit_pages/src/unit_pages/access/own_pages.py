"""Which pages are a person's: one question for screens, choosers, forms and bulk actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

#: What makes a page the person's business; any one of them.
ACTIONS = frozenset({"add", "change", "publish", "lock", "unlock"})


def own_pages(user: Any) -> QuerySet[Page]:
    """Return the pages that ``user`` works on; all for a superuser."""
    pages: QuerySet[Page] = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ACTIONS)
    return pages


def may_meet_pages(user: Any, ids: Iterable[int]) -> bool:
    """Whether all these pages are ones that ``user`` works on."""
    wanted = set(ids)
    return not wanted or own_pages(user).filter(pk__in=wanted).count() == len(wanted)


def may_explore(user: Any, page_id: int) -> bool:
    """Whether ``user`` may see the children of the page: own pages and the way to them."""
    return bool(policy_registry.get_by_type(Page).explorable_instances(user).filter(pk=page_id).exists())
