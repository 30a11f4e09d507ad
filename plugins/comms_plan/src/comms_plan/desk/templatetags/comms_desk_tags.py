"""What the desk's templates need: its icons, days as people say them."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from comms_plan.quotas import explaining
from comms_plan.quotas.periods import Span

register = template.Library()

#: Path data on a 24 px grid, drawn as 1.75 px lines with round ends.
ICONS = {
    "camera": "M3 7.5h4l1.8-3h6.4l1.8 3h4v12H3ZM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z",
    "home": "M4 11l8-7 8 7v9.5h-5.5V15h-5v5.5H4Z",
    "list": "M8.5 6.5h12M8.5 12h12M8.5 17.5h12M4 6.5v.01M4 12v.01M4 17.5v.01",
    "people": (
        "M9 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM2.5 20a6.5 6.5 0 0 1 13 0"
        "M16 5a3.3 3.3 0 0 1 0 6.3M18 14.5c2 .8 3.5 2.8 3.5 5.5"
    ),
    "bell": "M6 17.5V11a6 6 0 0 1 12 0v6.5M4 17.5h16M10 20.5c1 1 3 1 4 0M12 5V3.5",
    "alert": "M12 4 2.5 20h19ZM12 10v4.5M12 17.3v.01",
    "check": "M4.5 12.5l5 5 10-11",
    "back": "M20 12H4.5M10.5 6l-6 6 6 6",
    "external": "M14 4h6v6M20 4l-9 9M17.5 14v6H4V6.5h6",
    "picture": "M3.5 5h17v14h-17ZM3.5 16.5 9 11l4 4 2.5-2.5 5 5M15.5 9v.01",
}


@register.simple_tag
def desk_icon(name: str, css_class: str = "") -> SafeString:
    """Return an icon, which always stands beside a word."""
    return format_html(
        '<svg class="ico {}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', css_class, ICONS[name]
    )


@register.filter
def said(moment: dt.datetime | None) -> str:
    """Say when: ``9:15 today``, ``16:00 yesterday``, ``20/5``."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    days = (timezone.localdate() - local.date()).days
    clock = {"hour": local.hour, "minute": f"{local.minute:02}"}
    if days == 0:
        return _("%(hour)s:%(minute)s today") % clock
    if days == 1:
        return _("%(hour)s:%(minute)s yesterday") % clock
    return date_format(local, "SHORT_DATE_FORMAT")


@register.filter
def period_name(span: Span) -> str:
    """Return the name of a period of a quota."""
    return explaining.period_name(span)


@register.filter
def person_name(person: object) -> str:
    """Return the name of a person as colleagues read it."""
    return str(get_user_display_name(person)) if person else ""
