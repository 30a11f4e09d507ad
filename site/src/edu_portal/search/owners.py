"""Who edits pins and sees queries: staff their units' own, the department's publishers all of them."""

from __future__ import annotations

from typing import Any

from edu_search.desk.owners import Owned
from unit_pages.access.rights import PUBLISH, WRITE, rights_of
from unit_pages.models import Unit


def owned_by(user: Any) -> Owned:
    """Return what ``user`` looks after today. ``EDU_SEARCH["OWNERS"]`` names this function.

    Whoever publishes for the department looks after everything, as administrators do;
    whoever writes for another unit after the search inside its own site.
    """
    if user.is_superuser:
        return Owned(everything=True)
    rights = rights_of(user)
    writes = {right.unit_id for right in rights if right.actions & WRITE}
    names = dict(Unit.objects.filter(pk__in=writes).values_list("code", "short_name")) if writes else {}
    return Owned(everything=any(right.is_root and right.actions & PUBLISH for right in rights), names=names)
