"""Pieces of pages that are the same for many requests: the frame around a page, lists, an article's text.

Unlike whole pages they are kept without Redis too. Each process may have a cache of
its own then, so the versions that make a piece valid stand in the database: one small
query or two a request, the same answer for every process. A version changes when the
transaction of the change has ended; whoever made a piece from older data kept it under
the older version. `PIECE_CACHE_SECONDS` only limits what a forgotten signal can do.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from edu_portal.page_cache.models import PieceVersion

Piece = TypeVar("Piece")

#: What stands around every page: look, menus, names of units, addresses of the tree.
FRAME = "frame"
#: What the registers say: documents, events, posts, the plan.
LOOK = "look"
#: What is counted or gathered from all units.
SECTOR = "sector"
#: Nearly every page asks for these, so their versions are fetched together.
COMMON = (FRAME, LOOK, SECTOR)


def unit_tag(pk: int) -> str:
    """Return the tag of a unit's subsite."""
    return f"unit-{pk}"


def theme_tag(pk: int) -> str:
    """Return the tag of what lists items of a theme."""
    return f"theme-{pk}"


def page_key(page: Page) -> str:
    """Return what tells the pieces of a page, as it was published last, from all others."""
    published_at = page.last_published_at
    return f"{page.pk}:{published_at.timestamp() if published_at else 0}"


def first_of(moments: Iterable[dt.datetime | None], now: dt.datetime) -> dt.datetime | None:
    """Return the first of ``moments`` that is still to come."""
    return min((moment for moment in moments if moment is not None and moment > now), default=None)


def keep(
    request: HttpRequest,
    tags: str | Iterable[str],
    key: str,
    make: Callable[[], Piece],
    *,
    until: Callable[[], dt.datetime | None] = lambda: None,
) -> Piece:
    """Return the piece ``key``, made anew when something with one of its tags changed since it was made.

    Args:
        request: keeps the versions of tags as they were when they were first asked for.
        tags: `FRAME`, `LOOK`, `SECTOR`, a unit's or a theme's tag, or several of them.
        key: tells this piece from others, with all that it depends on besides the tags. What was read
            before the versions of its tags must show in it, for example by the day of its last publication.
        make: makes it; the result is pickled, so it holds plain data and no open queries.
        until: called after ``make``; the moment at which time alone makes the piece wrong, if there is one.
    """
    preview = getattr(request, "is_preview", False)  # shows what is not published, so nothing of it is kept
    if preview or not settings.PIECE_CACHE_SECONDS:
        return make()
    versions = _versions(request, (tags,) if isinstance(tags, str) else tuple(tags))
    full_key = f"piece:{get_language()}:{versions}:{key}"
    found: Piece | None = cache.get(full_key)
    if found is None:
        found = make()
        seconds = _seconds(until())
        if seconds > 0:
            cache.set(full_key, found, seconds)
    return found


def renew(names: Iterable[str]) -> None:
    """Give tags a new version."""
    if settings.PIECE_CACHE_SECONDS:
        rows = [PieceVersion(name=name, version=uuid.uuid4().hex) for name in sorted(names)]
        PieceVersion.objects.bulk_create(rows, update_conflicts=True, unique_fields=["name"], update_fields=["version"])


def _seconds(end: dt.datetime | None) -> float:
    """Return how long a piece may be kept that is right until ``end``."""
    most: float = settings.PIECE_CACHE_SECONDS
    return most if end is None else min(most, (end - timezone.now()).total_seconds())


def _versions(request: Any, tags: tuple[str, ...]) -> str:
    """Return the versions of ``tags`` as they were when the request asked first."""
    known: dict[str, str] = request.__dict__.setdefault("piece_versions", {})
    if any(tag not in known for tag in tags):
        wanted = [tag for tag in {*COMMON, *tags} if tag not in known]
        with connection.cursor() as cursor:  # the ORM takes ten times as long for these few words
            places = ",".join(["%s"] * len(wanted))
            table = PieceVersion._meta.db_table
            cursor.execute(f"SELECT name, version FROM {table} WHERE name IN ({places})", wanted)  # noqa: S608 - ours
            known.update({**dict.fromkeys(wanted, ""), **dict(cursor.fetchall())})
    return ":".join(known[tag] for tag in tags)
