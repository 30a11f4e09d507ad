"""Tags of cached pages: a page is valid while the versions of its tags stay the same.

Purging a tag is one write, however many pages carry it: `SECTOR` stands on pages
that gather from many units, a unit's tag on all pages of its subsite. The same tags
stand on kept pieces, see `pieces`.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from edu_portal.page_cache import pieces

FRAME, LOOK, SECTOR = pieces.FRAME, pieces.LOOK, pieces.SECTOR
unit_tag, theme_tag = pieces.unit_tag, pieces.theme_tag
ANY = "any"
PREFIX = "page-tag:"


def purge(names: set[str]) -> None:
    """Make every kept page and piece with one of these tags invalid, after the transaction commits."""
    if settings.PIECE_CACHE_SECONDS:
        transaction.on_commit(lambda: pieces.renew(names))
    if settings.PAGE_CACHE_SECONDS:
        stamp = uuid.uuid4().hex
        stamps = {PREFIX + name: stamp for name in names | {ANY}}
        transaction.on_commit(lambda: cache.set_many(stamps, timeout=None))


def versions(names: list[str]) -> list[str]:
    """Return the present versions of tags; a tag that was never purged has the empty one."""
    found = cache.get_many([PREFIX + name for name in names])
    return [found.get(PREFIX + name, "") for name in names]


def connect() -> None:
    """Purge by what staff save outside the page editor."""
    from wagtail.models import Site

    from comms_plan.articles.models import ArticleTheme, Topic
    from comms_plan.plans.models import LegalBasis, Period, Plan, PlanPart
    from comms_plan.plans.themes import Theme, ThemeMapping
    from edu_portal.branding.models import Branding, Drawing
    from unit_pages.models import (
        Appointment,
        CalendarEvent,
        DocumentField,
        DocumentFile,
        DocumentKind,
        EducationLevel,
        HomeFigure,
        MenuLink,
        OfficialDocument,
        Picture,
        Post,
        QuickLink,
        Unit,
        UnitColour,
        UnitHomePage,
        UnitHost,
        UnitKind,
    )

    plan = (LegalBasis, Period, Plan, PlanPart, Theme, ThemeMapping)
    homes = (HomeFigure, QuickLink)
    documents = (DocumentField, DocumentFile, DocumentKind, OfficialDocument)
    for model in (*plan, *homes, *documents, Appointment, CalendarEvent, EducationLevel, Post, Topic):
        _on_change(model, {SECTOR, LOOK})
    for identity in (Unit, UnitColour, UnitHost, UnitKind):
        _on_change(identity, {SECTOR, LOOK, FRAME})
    for look in (Branding, Drawing, MenuLink, Site, UnitHomePage):
        _on_change(look, {LOOK, FRAME})
    _on_change(Picture, {SECTOR, LOOK, FRAME}, created=False)  # a new picture stands nowhere yet
    post_delete.connect(_on_theme_taken, sender=ArticleTheme, dispatch_uid="page_cache_theme_taken")

    m2m_changed.connect(_on_levels, sender=Unit.levels.through, dispatch_uid="page_cache_levels")


def _on_levels(**kwargs: Any) -> None:
    purge({SECTOR, LOOK})


def _on_theme_taken(instance: Any, **kwargs: Any) -> None:
    """An article lost a theme; when its publication changes, nobody knows of it any more."""
    purge({theme_tag(instance.tag_id)})


def _on_change(model: Any, names: set[str], *, created: bool = True) -> None:
    def handler(**kwargs: Any) -> None:
        if created or not kwargs.get("created"):
            purge(names)

    for kind, signal in (("saved", post_save), ("deleted", post_delete)):
        uid = f"page_cache_{kind}_{model.__name__}_{created}"
        signal.connect(handler, sender=model, weak=False, dispatch_uid=uid)
