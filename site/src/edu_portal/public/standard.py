"""Standard pages, the contact page and the calendar."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from edu_portal.public.links import absolute
from edu_portal.public.meta import Meta
from unit_pages.days import local_day
from unit_pages.models import Appointment, CalendarEvent, CalendarPage, ContactPage, StandardPage, Unit

CONTACT_SLUG = "lien-he"


def context(request: HttpRequest, page: StandardPage) -> dict[str, Any]:
    """Return the context of ``unit_pages/standard_page.html``."""
    return {
        "lead": page.lead,
        "body": page.body.render_as_block() if page.body else SafeString(""),
        "meta": Meta(
            title=page.seo_title or page.title,
            description=page.search_description or page.lead,
            canonical=absolute(request.path),
        ),
    }


def contact_of(unit: Unit) -> dict[str, Any]:
    """Return how to reach a unit."""
    posts = _posts(unit)
    return {
        "place": unit.address or unit.district,
        "phone": unit.phone,
        "email": unit.email,
        "map_url": map_url(unit),
        "posts_line": "; ".join(dict.fromkeys(str(item["post"]) for item in posts)),
        "contact_url": f"{unit.url_path}{CONTACT_SLUG}/",
    }


def map_url(unit: Unit) -> str:
    """Return a plain link to a map, or "" where nobody knows the place."""
    if unit.latitude is None or unit.longitude is None:
        return ""
    return f"https://www.openstreetmap.org/?mlat={unit.latitude}&mlon={unit.longitude}#map=17/{unit.latitude}/{unit.longitude}"


def contact_context(request: HttpRequest, page: ContactPage) -> dict[str, Any]:
    """Return the context of ``unit_pages/contact_page.html``."""
    unit: Unit = request.site_unit  # type: ignore[attr-defined]
    return {
        "contact": contact_of(unit),
        "posts": _posts(unit),
        "address": unit.address,
        "map_url": page.map_address or map_url(unit),
    }


def calendar_context(request: HttpRequest, page: CalendarPage) -> dict[str, Any]:
    """Return the context of ``unit_pages/calendar_page.html``: from this month on."""
    first = timezone.localdate().replace(day=1)
    events = CalendarEvent.objects.filter(
        unit=request.site_unit,  # type: ignore[attr-defined]
        starts_on__gte=first,
        starts_on__lt=first + dt.timedelta(days=400),
    ).order_by("starts_on", "pk")
    months = groupby(events, key=lambda event: (event.starts_on.year, event.starts_on.month))
    return {
        "months": [
            {"label": _("Month %(month)d, %(year)d") % {"month": month, "year": year}, "events": list(found)}
            for (year, month), found in months
        ]
    }


def _posts(unit: Unit) -> list[dict[str, str]]:
    current = Appointment.objects.current_on(local_day()).filter(unit=unit, post__is_public=True)
    return [
        {"post": item.post.name, "person": str(item.person), "phone": unit.phone, "email": unit.email}
        for item in current.select_related("post", "person").order_by("post__position")
    ]
