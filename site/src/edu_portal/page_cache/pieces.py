"""Pieces of pages that are the same for many requests: the frame around a page, counts of the sector.

Unlike whole pages they are kept without Redis too. Each process may have a cache of
its own then, so the versions that make a piece valid stand in the database: one small
query a request, the same answer for every process. A version changes when the
transaction of the change has ended; whoever made a piece from older data kept it under
the older version. `PIECE_CACHE_SECONDS` only limits what a forgotten signal can do.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import get_language

from edu_portal.page_cache.models import PieceVersion

Piece = TypeVar("Piece")

#: What stands around every page: look, menus, names of units, addresses of the tree.
FRAME = "frame"
#: What the registers say: documents, events, posts, the plan.
LOOK = "look"
#: What is counted or gathered from all units.
SECTOR = "sector"
TAGS = frozenset({FRAME, LOOK, SECTOR})


def keep(request: HttpRequest, tag: str, key: str, make: Callable[[], Piece]) -> Piece:
    """Return the piece ``key``, made anew when something with its tag changed since it was made.

    Args:
        request: whose versions are asked for once, before any piece is made.
        tag: one of `TAGS`.
        key: tells this piece from others, with all that it depends on besides the tag.
        make: makes it; the result is pickled, so it holds plain data and no open queries.
    """
    preview = getattr(request, "is_preview", False)  # shows what is not published, so nothing of it is kept
    if preview or not settings.PIECE_CACHE_SECONDS:
        return make()
    full_key = f"piece:{get_language()}:{_versions(request).get(tag, '')}:{key}"
    found: Piece | None = cache.get(full_key)
    if found is None:
        found = make()
        cache.set(full_key, found, settings.PIECE_CACHE_SECONDS)
    return found


def renew(names: set[str]) -> None:
    """Give tags a new version."""
    if settings.PIECE_CACHE_SECONDS:
        rows = [PieceVersion(name=name, version=uuid.uuid4().hex) for name in sorted(names & TAGS)]
        PieceVersion.objects.bulk_create(rows, update_conflicts=True, unique_fields=["name"], update_fields=["version"])


def _versions(request: Any) -> dict[str, str]:
    """Return the versions of all tags as they were when the request asked first."""
    if not hasattr(request, "piece_versions"):
        with connection.cursor() as cursor:  # the ORM takes ten times as long for these few words
            cursor.execute(f"SELECT name, version FROM {PieceVersion._meta.db_table}")  # noqa: S608 - a constant
            request.piece_versions = dict(cursor.fetchall())
    versions: dict[str, str] = request.piece_versions
    return versions
