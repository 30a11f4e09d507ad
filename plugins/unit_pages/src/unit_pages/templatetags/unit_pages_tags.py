"""What the default templates list. A site that overrides the templates pays for none of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django import template
from django.db.models import Count, Model, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from unit_pages.days import local_day
from unit_pages.enums import OPEN_STATES, SiteState
from unit_pages.keyset import BadCursorError, encode_cursor, older_than
from unit_pages.models import (
    Appointment,
    CalendarEvent,
    DocumentListPage,
    GalleryIndexPage,
    GalleryPage,
    MenuLink,
    OfficialDocument,
    Picture,
    PictureRendition,
    Publication,
    SectionPage,
    Unit,
    UnitHomePage,
    UnitSuccession,
)
from unit_pages.subsites.lookup import public_path
from unit_pages.subsites.states import archived_since

register = template.Library()
Row = TypeVar("Row")
ModelRow = TypeVar("ModelRow", bound=Model)


class Listed(list[Row], Generic[Row]):
    """Rows of a list, and the key of the next part of it ("" at its end)."""

    older: str = ""


@dataclass(frozen=True)
class ListedDocument:
    """A document and its address.

    Args:
        document: with its kind and file.
        url: path below the document list of its unit; "" where the unit has none.
    """

    document: OfficialDocument
    url: str


@register.simple_tag
def unit_menu(unit: Unit) -> list[MenuLink]:
    """Return the menu of the unit's site without pages that nobody can open."""
    links = MenuLink.objects.filter(home__unit=unit).select_related("page").order_by("sort_order")
    return list(links.exclude(page__live=False))


@register.simple_tag
def unit_publications(unit: Unit, limit: int = 20, section: SectionPage | None = None, after: str = "") -> Listed[Any]:
    """Return what appears on the unit's site, the newest first.

    Args:
        unit: whose site it is.
        limit: number of rows.
        section: only what this section shows.
        after: key from which to go on, see `Listed.older`.
    """
    rows = Publication.objects.shown_on(unit, timezone.now()).filter(page__live=True).select_related("unit")
    if section is not None and not section.shows_all:
        rows = rows.filter(page__path__startswith=section.path)
    return _part(rows, "starts_at", limit, after)


@register.simple_tag
def unit_documents(unit: Unit, limit: int = 20, after: str = "") -> Listed[ListedDocument]:
    """Return the public documents of the unit and of its offices, the newest first."""
    rows = OfficialDocument.objects.shown_on(unit)
    part = _part(rows.select_related("kind", "field", "file", "unit__home"), "issued_on", limit, after)
    lists = _document_lists({row.unit.home for row in part if hasattr(row.unit, "home")})
    found: Listed[ListedDocument] = Listed()
    for row in part:
        address = lists.get(row.unit_id, "")
        found.append(ListedDocument(row, f"{address}{row.slug}/" if address else ""))
    found.older = part.older
    return found


@register.simple_tag
def unit_events(unit: Unit, limit: int = 100) -> list[CalendarEvent]:
    """Return the events of the unit that are not over, the next first."""
    return list(CalendarEvent.objects.filter(unit=unit).coming(local_day())[:limit])


@register.simple_tag
def unit_posts(unit: Unit) -> list[Appointment]:
    """Return who holds the unit's public posts today."""
    current = Appointment.objects.current_on(local_day()).filter(unit=unit, post__is_public=True)
    return list(current.select_related("post", "person").order_by("post__position", "pk"))


@register.simple_tag
def unit_galleries(index: GalleryIndexPage, limit: int = 100) -> list[GalleryPage]:
    """Return the galleries of a list, the newest first, each with its ``count`` of pictures."""
    rows = GalleryPage.objects.child_of(index).live().public().annotate(count=Count("pictures"))
    return list(rows.order_by("-first_published_at", "-pk")[:limit])


@register.simple_tag
def unit_subsites(unit: Unit) -> list[Unit]:
    """Return the units below that have a site."""
    return list(Unit.objects.below(unit).active_on(local_day()).with_open_site().order_by("name_key", "pk"))


@register.simple_tag
def unit_subpages(page: Page) -> list[Page]:
    """Return the pages of the same type directly below, in the order of the page tree."""
    return list(type(page).objects.child_of(page).live().public().order_by("path"))


@register.simple_tag
def site_notice(unit: Unit) -> dict[str, Any]:
    """Say in which state the unit's site is: an archive with its successors, or not open to everybody."""
    if unit.site_state == SiteState.DRAFT:
        return {"title": _("In preparation."), "text": _("Only staff see this site.")}
    if unit.site_state == SiteState.INVITED:
        return {"title": _("By invitation."), "text": _("Only people with the invitation link see this site.")}
    rows = UnitSuccession.objects.filter(unit=unit, successor__home__live=True, successor__site_state__in=OPEN_STATES)
    successors = [row.successor for row in rows.select_related("successor")]
    since = archived_since(unit)
    text = _("Nothing is written here any more.")
    if since is not None:
        text = _("Nothing is written here since %(day)s.") % {"day": since.strftime("%d/%m/%Y")}
    if successors:
        text = f"{text} {_('Its duties went over to:')}"
    return {"title": _("Archive."), "text": text, "successors": successors}


@register.filter
def shows_notice(home: UnitHomePage) -> bool:
    """Whether the home's notice is shown now."""
    return home.has_notice(timezone.now())


@register.filter
def fetched_with(rows: Any, names: str) -> Any:
    """Return all rows of a manager with the relations ``names`` in the same query."""
    return rows.select_related(*names.split(","))


@register.filter
def with_renditions(rows: Iterable[Any], name: str) -> list[Any]:
    """Return ``rows``, the renditions of their pictures fetched in one query for Wagtail's image tag."""
    found = list(rows)
    chosen = [row.get(name) if isinstance(row, Mapping) else getattr(row, name) for row in found]
    pictures = [picture for picture in chosen if isinstance(picture, Picture)]
    if pictures:
        lookup = Prefetch("renditions", queryset=PictureRendition.objects.all(), to_attr="prefetched_renditions")
        prefetch_related_objects(pictures, lookup)
    return found


def _part(rows: QuerySet[ModelRow], field: str, limit: int, after: str) -> Listed[ModelRow]:
    """Return ``limit`` rows from a key on; a key that is none begins at the newest row."""
    try:
        found = list(older_than(rows, after, field)[: limit + 1])
    except (BadCursorError, OverflowError):
        found = list(rows.order_by(f"-{field}", "-pk")[: limit + 1])
    part = Listed(found[:limit])
    if len(found) > limit:
        moment: dt.date = getattr(part[-1], field)
        part.older = encode_cursor(moment, part[-1].pk)
    return part


def _document_lists(homes: set[UnitHomePage]) -> dict[int, str]:
    """Return the addresses of the units' document lists by the units' ids, in one query."""
    if not homes:
        return {}
    below = reduce(or_, (Q(path__startswith=home.path, depth=home.depth + 1) for home in homes))
    units = {home.path: home.unit_id for home in homes}
    lists = DocumentListPage.objects.live().filter(below)
    return {units[page.path[: -Page.steplen]]: public_path(page.url_path) for page in lists}
