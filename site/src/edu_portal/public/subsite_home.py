"""The home page of a unit's subsite."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from edu_portal.public.cards import fetch_renditions, make_cards
from edu_portal.public.document_lists import document_rows
from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta, json_ld, picture_address, school_data
from edu_portal.public.notices import notice_of
from edu_portal.public.standard import contact_of
from unit_pages.models import CalendarEvent, GalleryPicture, OfficialDocument, Publication, UnitHomePage
from unit_pages.subsites.lookup import public_path

CARDS, ROWS, PICTURES = 2, 6, 5


def context(request: HttpRequest, page: UnitHomePage) -> dict[str, Any]:
    """Return the context of ``unit_pages/unit_home_page.html``."""
    now, unit = timezone.now(), page.unit
    rows = Publication.objects.shown_on(unit, now).for_lists().newest_first()
    news = make_cards(rows[: CARDS + ROWS])
    big = [card for card in news if card.picture][:CARDS] or news[:CARDS]
    documents = OfficialDocument.objects.filter(unit=unit, is_public=True).select_related(
        "kind", "field", "file", "unit"
    )
    gallery = list(
        GalleryPicture.objects.filter(gallery__live=True, gallery__path__startswith=page.path)
        .select_related("picture", "gallery")
        .order_by("-gallery__first_published_at", "sort_order")[:PICTURES]
    )
    notice = notice_of(page, now, None)
    shown = [*(card.picture for card in big), *(item.picture for item in gallery)]
    fetch_renditions([page.hero_picture, unit.emblem, *shown])
    return {
        "notice": notice,
        "hero_picture": page.hero_picture,
        "news_cards": big,
        "news_rows": [card for card in news if card not in big],
        "events": list(CalendarEvent.objects.filter(unit=unit).coming(timezone.localdate(now))[:3]),
        "quick_links": [
            {"icon": link.icon, "label": link.label, "url": link.href}
            for link in page.quick_links.select_related("page")
        ],
        "disclosure": _disclosure(page),
        "pictures": [
            {
                "picture": item.picture,
                "alt": item.picture.description or item.caption,
                "url": public_path(item.gallery.url_path),
            }
            for item in gallery
        ],
        "documents": document_rows(list(documents.newest_first()[:3])),
        "contact": contact_of(unit),
        "meta": Meta(
            title=page.seo_title or page.title,
            description=page.search_description or unit.place_line,
            canonical=absolute(unit.url_path),
            image=picture_address(page.hero_picture),
            json_ld=json_ld(school_data(unit)),
            feeds=[NavLink(_("News of %(unit)s") % {"unit": unit.short_name}, f"/rss/{unit.slug}/")],
        ),
    }


def _disclosure(page: UnitHomePage) -> dict[str, Any] | None:
    figures = list(page.figures.all())
    if not figures and not page.disclosure_text:
        return None
    return {"text": page.disclosure_text, "url": page.disclosure_address, "figures": figures}
