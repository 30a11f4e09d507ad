"""The home page of a unit's subsite."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from edu_portal.page_cache.pieces import LOOK, first_of, keep, page_key, unit_tag
from edu_portal.public.cards import PICTURE_COLUMNS, card_rows, fetch_renditions, make_cards, picture_of
from edu_portal.public.document_lists import document_rows, with_words
from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta, json_ld, picture_address, school_data
from edu_portal.public.notices import notice_of
from edu_portal.public.standard import contact_of
from unit_pages.models import CalendarEvent, GalleryPicture, OfficialDocument, Publication, UnitHomePage
from unit_pages.subsites.lookup import public_path

CARDS, ROWS, PICTURES = 2, 6, 5


def context(request: HttpRequest, page: UnitHomePage) -> dict[str, Any]:
    """Return the context of ``unit_pages/unit_home_page.html``: what it shows is made only where no piece is kept."""
    now = timezone.now()
    return {
        "page_tags": (LOOK, unit_tag(page.unit_id)),
        "page_key": f"{page_key(page)}:{timezone.localdate(now)}",
        "content": cache(lambda: _content(request, page, now)),
    }


def _content(request: HttpRequest, page: UnitHomePage, now: dt.datetime) -> dict[str, Any]:
    unit, today = page.unit, timezone.localdate(now)
    rows = Publication.objects.shown_on(unit, now).newest_first()
    news = make_cards(card_rows(rows, with_pictures=True)[: CARDS + ROWS])
    big = [card for card in news if card.picture][:CARDS] or news[:CARDS]
    gallery = _gallery(page)
    notice = notice_of(page, now, None)
    shown = [*(card.picture for card in big), *(item["picture"] for item in gallery)]
    fetch_renditions([page.hero_picture, unit.emblem, *shown])
    return {
        "notice": notice,
        "hero_picture": page.hero_picture,
        "news_cards": big,
        "news_rows": [card for card in news if card not in big],
        "pictures": gallery,
        **keep(request, LOOK, f"home:{page.pk}:{today}", lambda: _registers(page, today)),
        "meta": Meta(
            title=page.seo_title or page.title,
            description=page.search_description or unit.place_line,
            canonical=absolute(unit.url_path),
            image=picture_address(page.hero_picture),
            json_ld=json_ld(school_data(unit)),
            feeds=[NavLink(_("News of %(unit)s") % {"unit": unit.short_name}, f"/rss/{unit.slug}/")],
        ),
        "until": lambda: first_of([*page.notice_turns(), Publication.objects.on_site_of(unit).next_begin(now)], now),
    }


def _gallery(page: UnitHomePage) -> list[dict[str, Any]]:
    """The first pictures of the newest galleries."""
    rows = GalleryPicture.objects.filter(gallery__live=True, gallery__path__startswith=page.path).order_by(
        "-gallery__first_published_at", "sort_order"
    )
    found = []
    for caption, url_path, *columns in rows.values_list("caption", "gallery__url_path", *PICTURE_COLUMNS)[:PICTURES]:
        picture = picture_of(columns)
        found.append({"picture": picture, "alt": picture.description or caption, "url": public_path(url_path)})
    return found


def _registers(page: UnitHomePage, today: dt.date) -> dict[str, Any]:
    """What changes with the registers and the day only."""
    documents = OfficialDocument.objects.filter(unit=page.unit, is_public=True)
    events = CalendarEvent.objects.filter(unit=page.unit).coming(today)
    return {
        "events": list(events.values("title", "detail", "starts_on")[:3]),
        "quick_links": [
            {"icon": link.icon, "label": link.label, "url": link.href}
            for link in page.quick_links.select_related("page")
        ],
        "disclosure": _disclosure(page),
        "documents": document_rows(with_words(documents).newest_first()[:3]),
        "contact": contact_of(page.unit),
    }


def _disclosure(page: UnitHomePage) -> dict[str, Any] | None:
    figures = [{"label": figure.label, "value": figure.value} for figure in page.figures.all()]
    if not figures and not page.disclosure_text:
        return None
    return {"text": page.disclosure_text, "url": page.disclosure_address, "figures": figures}
