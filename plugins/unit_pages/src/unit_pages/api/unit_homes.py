"""What the home page and the contact page of a unit show beside its news."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field

from unit_pages.api.parts import LinkOut
from unit_pages.api.pictures import PictureOut, fetch_renditions, picture_out
from unit_pages.api.visibility import public_pages
from unit_pages.days import local_day
from unit_pages.subsites.documents import OfficialDocument
from unit_pages.subsites.events import CalendarEvent
from unit_pages.subsites.home import HomeFigure, QuickLink, UnitHomePage
from unit_pages.units.appointments import Appointment
from unit_pages.units.models import Unit


class NoticeOut(BaseModel):
    """The task of the season, first on the home page."""

    tag: str = Field(description=_("State."), examples=["Đang nhận hồ sơ"])
    title: str = Field(description=_("Title."))
    text: str = Field(description=_("Text."))
    deadline: dt.datetime | None = Field(description=_("Deadline."))
    fact_label: str = Field(description=_("Second fact: what."))
    fact_value: str = Field(description=_("Second fact: value."))
    button: LinkOut | None = Field(description=_("Button."))
    link: LinkOut | None = Field(description=_("Link beside the button."))
    shown_from: dt.datetime | None = Field(description=_("From when it is shown."))
    shown_until: dt.datetime | None = Field(description=_("Until when it is shown."))


class QuickLinkOut(LinkOut):
    """A task that readers come for."""

    icon: QuickLink.Icon = Field(description=_("Icon of the portal's set."))
    state: str = Field(description=_("One line that tells how things stand; may be empty."))


class FigureOut(BaseModel):
    """A figure of the public disclosure."""

    value: str = Field(description=_("The figure."), examples=["1.512"])
    label: str = Field(description=_("What it counts."))


class DisclosureOut(BaseModel):
    """Public disclosure of a school."""

    text: str = Field(description=_("Text."))
    url: str = Field(description=_("Where all of it stands."))
    figures: list[FigureOut] = Field(description=_("The figures, in order."))


class HomeOut(BaseModel):
    """The home page of a unit."""

    page_id: int = Field(description=_("Primary key of the page."))
    title: str = Field(description=_("Title."))
    seo_title: str = Field(description=_("Title for search engines; may be empty."))
    description: str = Field(description=_("Description for search engines; may be empty."))
    hero_picture: PictureOut | None = Field(description=_("Large picture."))
    notice: NoticeOut | None = Field(description=_("The notice, when its time is now."))
    menu: list[LinkOut] = Field(description=_("The menu, in order."))
    quick_links: list[QuickLinkOut] = Field(description=_("Quick links, in order."))
    disclosure: DisclosureOut | None = Field(description=_("Public disclosure."))
    owner_lines: list[str] = Field(description=_("The owner's block in the footer, line by line."))


class ContactOut(BaseModel):
    """How to reach a unit; never a person."""

    address: str = Field(description=_("Postal address; may be empty."))
    district: str = Field(description=_("District; may be empty."))
    phone: str = Field(description=_("Phone of the unit."))
    email: str = Field(description=_("E-mail of the unit."))
    website: str = Field(description=_("Former website."))
    map_url: str = Field(description=_("Plain link to a map; empty where nobody knows the place."))
    posts: list[str] = Field(description=_("Names of the posts that are held now."))


def home_out(request: HttpRequest, unit: Unit, now: dt.datetime) -> HomeOut | None:
    """Return the home page of ``unit`` if it is published and public."""
    home = public_pages(UnitHomePage).filter(unit=unit).select_related("hero_picture").first()
    if home is None:
        return None
    fetch_renditions([home.hero_picture])
    return HomeOut(
        page_id=home.pk,
        title=home.title,
        seo_title=home.seo_title,
        description=home.search_description,
        hero_picture=picture_out(request, home.hero_picture),
        notice=notice_out(home) if home.has_notice(now) else None,
        menu=[LinkOut(label=link.label, url=link.href) for link in home.menu_links.select_related("page")],
        quick_links=[
            QuickLinkOut(label=link.label, url=link.href, icon=link.icon, state=state_line(link, unit, local_day(now)))
            for link in home.quick_links.select_related("page")
        ],
        disclosure=_disclosure(home),
        owner_lines=[line.strip() for line in home.owner_lines.splitlines() if line.strip()],
    )


def notice_out(home: UnitHomePage) -> NoticeOut:
    """Return the notice as it was written."""
    return NoticeOut(
        tag=home.notice_tag,
        title=home.notice_title,
        text=home.notice_text,
        deadline=_local(home.notice_deadline),
        fact_label=home.notice_fact_label,
        fact_value=home.notice_fact_value,
        button=_link(home.notice_button, home.notice_button_address),
        link=_link(home.notice_link, home.notice_link_address),
        shown_from=_local(home.notice_from),
        shown_until=_local(home.notice_until),
    )


def state_line(link: QuickLink, unit: Unit, today: dt.date) -> str:
    """Return how things stand behind a quick link, counted where its editor asked for that."""
    if link.live_state == QuickLink.State.DOCUMENTS:
        monday = today - dt.timedelta(days=today.weekday())
        count = OfficialDocument.objects.public().filter(issued_on__gte=monday, issued_on__lte=today).count()
        return gettext("%(count)d documents this week") % {"count": count}
    if link.live_state == QuickLink.State.UNITS:
        return gettext("%(count)d units") % {"count": Unit.objects.active_on(today).count()}
    event = CalendarEvent.objects.filter(unit=unit).coming(today).first() if link.live_state else None
    return f"{event.title}, {event.starts_on.day}/{event.starts_on.month}" if event else link.state


def contact_out(unit: Unit) -> ContactOut:
    """Return how to reach a unit, with its posts and without their holders."""
    held = Appointment.objects.current_on(local_day()).filter(unit=unit, post__is_public=True)
    names = held.order_by("post__position", "post__code").values_list("post__name", flat=True)
    return ContactOut(
        address=unit.address,
        district=unit.district,
        phone=unit.phone,
        email=unit.email,
        website=unit.website,
        map_url=map_address(unit),
        posts=list(dict.fromkeys(names)),
    )


def map_address(unit: Unit) -> str:
    """Return a plain link to a map, or "" where nobody knows the place."""
    if unit.latitude is None or unit.longitude is None:
        return ""
    place = f"{unit.latitude}/{unit.longitude}"
    return f"https://www.openstreetmap.org/?mlat={unit.latitude}&mlon={unit.longitude}#map=17/{place}"


def _disclosure(home: UnitHomePage) -> DisclosureOut | None:
    figures: list[HomeFigure] = list(home.figures.all())
    if not figures and not home.disclosure_text:
        return None
    return DisclosureOut(
        text=home.disclosure_text,
        url=home.disclosure_address,
        figures=[FigureOut(value=figure.value, label=figure.label) for figure in figures],
    )


def _link(label: str, address: str) -> LinkOut | None:
    return LinkOut(label=label, url=address) if address else None


def _local(moment: dt.datetime | None) -> dt.datetime | None:
    return timezone.localtime(moment) if moment else None
