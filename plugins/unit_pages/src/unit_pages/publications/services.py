"""The ways a publication begins and ends; nothing else writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from unit_pages.enums import Origin, Place
from unit_pages.media.public_use import refresh_pictures, refresh_source
from unit_pages.publications.models import Publication
from unit_pages.publications.signals import publication_changed
from unit_pages.units.models import Unit

if TYPE_CHECKING:
    from unit_pages.media.models import Picture
    from unit_pages.publications.models import AbstractArticlePage


class NotPublishedError(ValidationError):
    """Raised when a page that readers cannot see is offered to another site."""


@dataclass(frozen=True)
class OwnWords:
    """What the editors of a superior site show of an item in place of what its page says, on their site alone.

    Args:
        headline: "" leaves the page's title.
        summary: "" leaves the page's lead.
        picture: another picture, None leaves the page's main picture.
        crop: box that stays in sight: centre x and y, width, height, in pixels of the original; None for no choice.
    """

    headline: str = ""
    summary: str = ""
    picture: Picture | None = None
    crop: tuple[int, int, int, int] | None = None

    def values(self) -> dict[str, Any]:
        """Return what is set, by the names of `SHOWN_FIELDS`."""
        picture_id = self.picture.pk if self.picture else None
        chosen = {"headline": self.headline.strip(), "summary": self.summary.strip(), "picture_id": picture_id}
        return {name: value for name, value in chosen.items() if value}


class NotAnAncestorError(ValidationError):
    """Raised when a page is offered to a unit that does not stand above its own."""


@transaction.atomic
def sync_publications(*, page: AbstractArticlePage, now: dt.datetime) -> None:
    """Make the publications of ``page`` agree with its live state.

    A live page has one open publication on its own unit's site; a page that is
    not live has none anywhere. Open ones take over title, lead, picture, address.
    """
    from unit_pages.subsites.lookup import is_public

    open_rows = list(
        Publication.objects.select_for_update().filter(page_id=page.pk, ended_at__isnull=True).order_by("pk")
    )
    if page.is_internal or not (page.live and is_public(page)):
        end_publications(open_rows, page=page, now=now)
        return
    own = [row for row in open_rows if row.origin == Origin.OWN and row.site_unit_id == page.unit_id]
    # A page that came over with an organisation change was written by a unit of its time, and stays so.
    writer_id = own[0].unit_id if own else page.unit_id
    end_publications([row for row in open_rows if row.unit_id != writer_id], page=page, now=now)
    if not own:
        own = [_begin_own(page, now=now)]
    kept = [row for row in open_rows if row.unit_id == writer_id and row.pk != own[0].pk]
    changed = [row for row in (*own, *kept) if _take_over(row, page)]
    if changed:
        Publication.objects.bulk_update(changed, SHOWN_FIELDS)
    publication_changed.send(sender=type(page), page=page, site_units={row.site_unit_id for row in (*own, *kept)})


def refresh_publications_below(*, path: str, now: dt.datetime) -> None:
    """After a move, a new slug or a new restriction, bring all articles at and below ``path`` in step."""
    from unit_pages.publications.models import AbstractArticlePage
    from unit_pages.subsites.lookup import unit_of_path

    for page in Page.objects.filter(path__startswith=path).specific().iterator(chunk_size=200):
        if not isinstance(page, AbstractArticlePage):
            continue
        unit = unit_of_path(page.path)
        if unit is not None and unit.pk != page.unit_id:
            page.unit = unit
            type(page).objects.filter(pk=page.pk).update(unit=unit)
        sync_publications(page=page, now=now)


def end_publications(rows: Iterable[Publication], *, page: AbstractArticlePage | None, now: dt.datetime) -> None:
    """End publications at ``now``; their rows stay for quotas and reports."""
    rows = list(rows)
    for row in rows:
        row.ended_at = max(now, row.starts_at)
    if rows:
        Publication.objects.bulk_update(rows, ["ended_at"])
        refresh_pictures(row.picture_id for row in rows if row.own_fields and row.picture_id)
        publication_changed.send(
            sender=type(page) if page else Publication, page=page, site_units={row.site_unit_id for row in rows}
        )


@transaction.atomic
def accept_publication(
    *,
    page: AbstractArticlePage,
    site_unit: Unit,
    by: Any,
    now: dt.datetime,
    place: str = Place.LATEST,
    accepted_by: str = "",
) -> Publication:
    """Let ``page`` appear on the site of ``site_unit`` too, by reference.

    Args:
        page: a live page.
        site_unit: a unit above the page's own.
        by: the editor; kept by name and written to the log.
        now: from when the page appears.
        place: where it stands there.
        accepted_by: kept in place of the editor's name, for what no editor decided.

    Raises:
        NotPublishedError: when readers cannot see the page on its own site.
        NotAnAncestorError: when ``site_unit`` does not stand above the page's unit.
    """
    own = Publication.objects.filter(page_id=page.pk, origin=Origin.OWN, ended_at__isnull=True).first()
    if own is None:
        raise NotPublishedError(_("Publish the item on its own site first."))
    if site_unit.pk == page.unit_id or f"/{site_unit.pk}/" not in page.unit.tree_path:
        raise NotAnAncestorError(_("Only a superior unit can take over this item."))
    row, created = Publication.objects.get_or_create(
        page_id=page.pk,
        site_unit=site_unit,
        ended_at=None,
        defaults={
            "unit": page.unit,
            "origin": Origin.ACCEPTED,
            "starts_at": max(now, own.starts_at),
            "place": place,
            "accepted_by": (accepted_by or str(by or ""))[:150],
            **{name: getattr(own, name) for name in SHOWN_FIELDS},
        },
    )
    if not created and row.place != place:
        row.place = place
        row.save(update_fields=["place"])
    log(instance=page, action="unit_pages.accept", user=by, data={"site_unit": site_unit.code, "place": place})
    publication_changed.send(sender=type(page), page=page, site_units={site_unit.pk})
    return row


@transaction.atomic
def place_publication(*, page: AbstractArticlePage, site_unit: Unit, place: str, by: Any) -> None:
    """Give a live publication another place on the site where it appears already.

    Raises:
        NotPublishedError: when the page does not appear there.
    """
    changed = Publication.objects.filter(page_id=page.pk, site_unit=site_unit, ended_at__isnull=True).update(
        place=place
    )
    if not changed:
        raise NotPublishedError(_("This item does not appear on that site."))
    log(instance=page, action="unit_pages.place", user=by, data={"site_unit": site_unit.code, "place": place})
    publication_changed.send(sender=type(page), page=page, site_units={site_unit.pk})


@transaction.atomic
def present_publication(*, row: Publication, page: AbstractArticlePage, words: OwnWords, by: Any) -> None:
    """Show an accepted item with the editors' own headline, summary, picture and crop; the page keeps its own.

    Args:
        row: stands on a superior site.
        page: the row's page.
        words: all that is set; what was set before and is no longer is the page's again.
        by: the editor, for the log.
    """
    own, before = words.values(), row.picture_id
    for name, value in {**shown_values(page), **own}.items():
        setattr(row, name, value)
    row.own_fields, row.crop = sorted(own), list(words.crop) if words.crop else None
    row.save()
    refresh_source(row)
    if before and before != row.picture_id:
        refresh_pictures([before])
    log(
        instance=page, action="unit_pages.place", user=by, data={"site_unit": row.site_unit.code, "own": row.own_fields}
    )
    publication_changed.send(sender=type(page), page=page, site_units={row.site_unit_id})


@transaction.atomic
def withdraw_publication(*, page: AbstractArticlePage, site_unit: Unit, by: Any, now: dt.datetime) -> None:
    """Take ``page`` off the site of an ancestor; the page itself and its own site stay."""
    rows = Publication.objects.filter(
        page_id=page.pk, site_unit=site_unit, origin=Origin.ACCEPTED, ended_at__isnull=True
    )
    end_publications(rows, page=page, now=now)
    log(instance=page, action="unit_pages.withdraw", user=by, data={"site_unit": site_unit.code})


SHOWN_FIELDS = ["headline", "summary", "kind", "event_on", "url_path", "picture_id", "site_is_open"]


def shown_values(page: AbstractArticlePage) -> dict[str, Any]:
    """Return what lists show of ``page``, by the names of `SHOWN_FIELDS`."""
    from unit_pages.subsites.lookup import public_path

    return {
        "headline": page.title,
        "summary": page.lead,
        "kind": page.publication_kind,
        "event_on": page.event_on,
        "url_path": public_path(page.url_path),
        "picture_id": page.main_picture_id,
        "site_is_open": page.unit.is_open,
    }


def _begin_own(page: AbstractArticlePage, *, now: dt.datetime) -> Publication:
    """Begin at the page's first publication, or now when it comes back."""
    is_first = not Publication.objects.filter(page_id=page.pk, origin=Origin.OWN).exists()
    starts_at = page.first_published_at if is_first and page.first_published_at else now
    return Publication.objects.create(
        page_id=page.pk,
        unit_id=page.unit_id,
        site_unit_id=page.unit_id,
        starts_at=starts_at,
        **shown_values(page),
    )


def _take_over(row: Publication, page: AbstractArticlePage) -> bool:
    changed = False
    # A picture that the editors chose and that was deleted since gives way to the page's.
    kept = {name for name in row.own_fields if getattr(row, name)}
    for name, value in shown_values(page).items():
        if name not in kept and getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed
