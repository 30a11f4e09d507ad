"""Who finds what only staff may read: tokens of an item, tokens of a reader.

An internal item is read by staff of its unit, of the units above and of the units below
(`unit_pages.internal.services.readable_units`). An item of unit U carries ``in-U`` and, for U and each
unit above it, ``over-…``. Somebody at unit O has ``over-O`` and, for O and each unit above it, ``in-…``:
the two share a token exactly when one of the units stands in the branch of the other.
"""

from __future__ import annotations

from django.http import HttpRequest

from edu_search.entries.models import PUBLIC
from unit_pages.access.rights import rights_of
from unit_pages.models import Unit

#: Token of every internal item, held by superusers.
EVERY_ITEM = "staff"


def item_audience(unit: Unit) -> tuple[str, ...]:
    """Return who finds an internal item of ``unit``."""
    return (EVERY_ITEM, f"in-{unit.pk}", *(f"over-{pk}" for pk in _branch(unit.tree_path)))


def reader_audience(request: HttpRequest) -> frozenset[str]:
    """Return the tokens of who asks; an anonymous reader costs no query. ``EDU_SEARCH["READER"]`` names it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset({PUBLIC})
    if user.is_superuser:
        return frozenset({PUBLIC, EVERY_ITEM})
    own = {right.unit_id for right in rights_of(user)}
    paths = dict(Unit.objects.filter(pk__in=own).values_list("pk", "tree_path")) if own else {}
    above = {f"in-{pk}" for path in paths.values() for pk in _branch(path)}
    return frozenset({PUBLIC, *above, *(f"over-{pk}" for pk in paths)})


def _branch(tree_path: str) -> list[str]:
    return [part for part in tree_path.split("/") if part]
