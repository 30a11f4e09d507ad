"""The department's home page: notice, tasks, news, schools, themes, documents, events."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from comms_plan.plans.models import Plan
from edu_portal.page_cache.pieces import LOOK, SECTOR, first_of, keep, page_key
from edu_portal.public.cards import Card, card_rows, fetch_renditions, make_cards
from edu_portal.public.document_lists import document_rows, documents_of, with_words
from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta, json_ld, picture_address, school_data
from edu_portal.public.notices import notice_of
from edu_portal.public.theme_figures import plan_in_force, theme_lines
from unit_pages.enums import Place
from unit_pages.models import CalendarEvent, EducationLevel, Publication, Unit, UnitHomePage

LATEST = 5
FROM_SCHOOLS = 6
DEED_THEME = "T10"
#: Places of items that do not stand among the latest news.
ELSEWHERE = (Place.SCHOOLS, Place.THEME)


def context(request: HttpRequest, page: UnitHomePage) -> dict[str, Any]:
    """Return the context of ``unit_pages/root_home_page.html``: what it shows is made only where no piece is kept."""
    now = timezone.now()
    today = timezone.localdate(now)
    registers = keep(request, LOOK, f"home:{page.pk}:{today}", lambda: _registers(page, today))
    level = request.GET.get("cap", "")
    if level not in dict(registers["levels"]):
        level = ""  # and no pieces for whatever somebody may write there
    return {
        "page_tags": (SECTOR, LOOK),
        "page_key": f"{page_key(page)}:{today}:{level}",
        "content": cache(lambda: _content(request, page, now, registers, level)),
    }


def _content(
    request: HttpRequest, page: UnitHomePage, now: dt.datetime, registers: dict[str, Any], level: str
) -> dict[str, Any]:
    today = timezone.localdate(now)
    plan = plan_in_force(request, today)
    news = _news(page, now)
    lead = next((card for card in news if card.picture), news[0] if news else None)
    latest = [card for card in news if card is not lead][:LATEST]
    schools = _school_rows(page, now, level)
    deed = _deed(page, now, plan)
    notice = notice_of(page, now, lead)
    shown = [card.picture for card in (lead, *(deed["cards"] if deed else [])) if card]
    fetch_renditions([*shown, notice.picture if notice else None])
    return {
        "notice": notice,
        "tasks": registers["tasks"],
        "lead": lead,
        "latest": latest,
        "schools": {"tabs": _school_tabs(registers["levels"], level), "rows": schools},
        "deed": deed,
        "themes": theme_lines(request, plan, today, by_month=False) if plan else [],
        "plan": plan,
        "documents": registers["documents"],
        "events": registers["events"],
        "meta": Meta(
            title=page.seo_title or page.title,
            description=page.search_description,
            canonical=absolute("/"),
            image=picture_address(lead.picture if lead else None),
            json_ld=json_ld(school_data(page.unit)),
            feeds=[NavLink(_("News of the department"), "/rss/")],
        ),
        "until": lambda: first_of([*page.notice_turns(), *_turns(page, now)], now),
    }


def _news(page: UnitHomePage, now: dt.datetime) -> list[Card]:
    """The lead (pinned or placed by the editors) first, then the latest."""
    live = Publication.objects.on_site_of(page.unit).live_at(now)
    pinned = Q(pinned_until__isnull=True) | Q(pinned_until__gt=now)
    lead = live.filter(pinned, place=Place.LEAD)
    rows = list(card_rows(lead.newest_first(), with_pictures=True)[:1])
    others = live.exclude(pk__in=[row.pk for row in rows]).exclude(place__in=ELSEWHERE).newest_first()
    return make_cards([*rows, *card_rows(others, with_pictures=True)[: LATEST + 3]])


def _turns(page: UnitHomePage, now: dt.datetime) -> list[dt.datetime | None]:
    """Return the moments at which an item of the site begins, or is no longer pinned, by itself."""
    rows = Publication.objects.on_site_of(page.unit)
    pinned = rows.live_at(now).filter(place=Place.LEAD, pinned_until__gt=now)
    return [rows.next_begin(now), *pinned.values_list("pinned_until", flat=True)]


def _school_rows(page: UnitHomePage, now: dt.datetime, level: str) -> list[Card]:
    rows = Publication.objects.on_site_of(page.unit).live_at(now).filter(unit__kind__is_school=True)
    if level:
        rows = rows.filter(unit__levels__code=level)
    return make_cards(card_rows(rows.newest_first())[:FROM_SCHOOLS])


def _school_tabs(levels: list[tuple[str, str]], chosen: str) -> list[NavLink]:
    tabs = [NavLink(_("All"), "/#tu-cac-truong", not chosen)]
    return tabs + [NavLink(name, f"/?cap={code}#tu-cac-truong", code == chosen) for code, name in levels]


def _deed(page: UnitHomePage, now: dt.datetime, plan: Plan | None) -> dict[str, Any] | None:
    """The newest good deed: an item with the plan's theme of good people and good deeds."""
    if plan is None:
        return None
    rows = (
        Publication.objects.on_site_of(page.unit)
        .live_at(now)
        .filter(page__article__theme_items__tag__code=DEED_THEME)
        .newest_first()
        .distinct()
    )
    cards = make_cards(card_rows(rows, with_pictures=True)[:4])
    if not cards:
        return None
    first = next((card for card in cards if card.picture), cards[0])
    return {
        "quote": first.title,
        "text": first.summary,
        "picture": first.picture,
        "url": first.url,
        "more": [card for card in cards if card is not first][:2],
        "cards": [first],
    }


def _registers(page: UnitHomePage, today: dt.date) -> dict[str, Any]:
    """What changes with the registers and the day only, in contrast to news, which come and go by the minute."""
    coming = CalendarEvent.objects.filter(unit=page.unit).coming(today)
    events: list[Any] = list(coming.values("title", "detail", "starts_on")[:3])
    levels = EducationLevel.objects.filter(units__kind__is_school=True).distinct()
    return {
        "documents": document_rows(with_words(documents_of(page.unit)).newest_first()[:3]),
        "events": events,
        "levels": [(level.code, level.name) for level in levels],
        "tasks": [
            {"icon": link.icon, "label": link.label, "state": _state(link, today, events), "url": link.href}
            for link in page.quick_links.select_related("page")
        ],
    }


def _state(link: Any, today: dt.date, events: list[dict[str, Any]]) -> str:
    if link.live_state == "documents":
        monday = today - dt.timedelta(days=today.weekday())
        count = documents_of(link.home.unit).filter(issued_on__gte=monday, issued_on__lte=today).count()
        return _("%(count)d documents this week") % {"count": count}
    if link.live_state == "units":
        return _("%(count)d units") % {"count": Unit.objects.active_on(today).count()}
    if link.live_state == "event" and events:
        return "{title}, {starts_on.day}/{starts_on.month}".format(**events[0])
    return str(link.state)
