"""What stands on an officer's desk: own sites, drafts, what was published last.

Every question is asked once for all of the person's units, so that the number of
queries does not follow the number of items.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from comms_plan.articles.models import Article
from unit_pages.access.rights import WRITE, rights_of
from unit_pages.enums import Origin
from unit_pages.models import Publication, SectionPage, Unit
from unit_pages.subsites.lookup import ROOT_DEPTH, UNIT_DEPTH

NEWS_SLUG = "tin-tuc"
SHOWN = 8


@dataclass
class Desk:
    """One unit for which the person writes.

    Args:
        unit: the unit.
        home_id: primary key of its home page, None before it is provisioned.
        section_id: primary key of the section into which news goes, None when it was deleted.
    """

    unit: Unit
    home_id: int | None = None
    section_id: int | None = None
    write_url: str = field(init=False, default="")
    address: str = field(init=False, default="")

    def __post_init__(self) -> None:
        if self.section_id:
            self.write_url = reverse("wagtailadmin_pages:add", args=["comms_articles", "article", self.section_id])


def desks_of(user: Any) -> list[Desk]:
    """Return the units for which ``user`` writes; the department for a superuser."""
    units = Unit.objects.select_related("home")
    if user.is_superuser:
        units = units.filter(parent__isnull=True)
    else:
        units = units.filter(pk__in={right.unit_id for right in rights_of(user) if right.actions & WRITE})
    found = list(units)
    sections = _news_sections(found)
    return [
        Desk(unit=unit, home_id=unit.home.pk, section_id=sections.get(unit.pk)) if hasattr(unit, "home") else Desk(unit)
        for unit in found
    ]


def _news_sections(units: list[Unit]) -> dict[int, int]:
    """Map units to their news section: the one called ``tin-tuc``, else the first one."""
    homes = {unit.home.path: unit.pk for unit in units if hasattr(unit, "home")}
    below = Q(pk__in=[])
    for unit in units:
        if hasattr(unit, "home"):
            depth = (ROOT_DEPTH if unit.is_root else UNIT_DEPTH) + 1
            below |= Q(path__startswith=unit.home.path, depth=depth)
    found: dict[int, int] = {}
    for section in SectionPage.objects.filter(below).order_by("path").only("pk", "path", "slug"):
        unit_id = homes[section.path[: -SectionPage.steplen]]
        if section.slug == NEWS_SLUG or unit_id not in found:
            found[unit_id] = section.pk
    return found


def articles_of(desks: list[Desk]) -> QuerySet[Article]:
    """Return the articles of the units, the one touched last first, with what their state needs."""
    accepted = Publication.objects.filter(page_id=OuterRef("pk"), origin=Origin.ACCEPTED, ended_at__isnull=True)
    return (
        Article.objects.filter(unit_id__in=[desk.unit.pk for desk in desks])
        .annotate(is_accepted=Exists(accepted))
        .select_related("unit", "kind")
        .defer("body")
        .order_by("-latest_revision_created_at", "-pk")
    )


def drafts_of(desks: list[Desk]) -> QuerySet[Article]:
    """Return what readers do not see yet."""
    return articles_of(desks).filter(Q(live=False) | Q(has_unpublished_changes=True))


def published_of(desks: list[Desk]) -> QuerySet[Article]:
    """Return what readers see, the newest first."""
    return articles_of(desks).filter(live=True).order_by("-first_published_at", "-pk")


def state_of(article: Any) -> tuple[str, str]:
    """Return the state of an article from `articles_of` as a word and a class of the design."""
    if not article.live:
        waiting = article.go_live_at is not None and not article.expired
        return (_("Planned"), "sea") if waiting and article.approved_schedule else (_("Draft"), "mute")
    if article.has_unpublished_changes:
        return _("Changes not published"), "warn"
    return (_("On the portal too"), "ok") if article.is_accepted else (_("On the unit's site"), "ok")
