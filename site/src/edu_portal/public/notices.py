"""The notice slot of a home page (design: the task of the season comes first)."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edu_portal.public.cards import Card
from edu_portal.public.links import NavLink
from unit_pages.models import UnitHomePage

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def notice_of(page: UnitHomePage, now: dt.datetime, fallback: Card | None) -> SimpleNamespace | None:
    """Return the notice of ``page`` at ``now``; when the slot is empty, ``fallback`` takes it."""
    if page.has_notice(now):
        return _written_notice(page)
    if fallback is None:
        return None
    return SimpleNamespace(
        tag="",
        title=fallback.title,
        text=fallback.summary,
        facts=[],
        button=NavLink(_("Read the story"), fallback.url),
        link=None,
        picture=fallback.picture or page.hero_picture,
    )


def _written_notice(page: UnitHomePage) -> SimpleNamespace:
    facts = []
    if page.notice_deadline:
        facts.append({"label": _("Deadline"), "value": deadline_text(page.notice_deadline)})
    if page.notice_fact_label:
        facts.append({"label": page.notice_fact_label, "value": page.notice_fact_value})
    return SimpleNamespace(
        tag=page.notice_tag,
        title=page.notice_title,
        text=page.notice_text,
        facts=facts,
        button=NavLink(page.notice_button, page.notice_button_address) if page.notice_button_address else None,
        link=NavLink(page.notice_link, page.notice_link_address) if page.notice_link_address else None,
        picture=page.hero_picture,
    )


def deadline_text(moment: dt.datetime) -> str:
    """Write a deadline as officials do: ``17 giờ, thứ Sáu 27/5/2022``."""
    local = timezone.localtime(moment)
    clock = f"{local.hour} giờ" + (f" {local.minute:02d}" if local.minute else "")
    return f"{clock}, {WEEKDAYS[local.weekday()]} {date_format(local.date(), 'j/n/Y')}"
