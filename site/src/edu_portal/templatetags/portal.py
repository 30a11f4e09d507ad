"""``{% load portal %}``: icons, unit flags, small columns; Vietnamese dates, numbers and sizes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from edu_portal.templatetags import vietnamese_format as written
from edu_portal.templatetags.flags import PATTERNS
from edu_portal.templatetags.icons import ICONS

register = template.Library()

FLAG_SIZES = {"s": (24, 16), "m": (42, 28), "l": (72, 48)}
DEPARTMENT_BLUE = "#0B4A76"
COLUMN_STEP, COLUMN_WIDTH, COLUMN_HEIGHT = 20, 15, 44


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Draw an icon of the set; hidden from screen readers, since a word always stands beside it."""
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        f" {css}" if css else "",
        ICONS.get(name, ICONS["info"]),
    )


@register.simple_tag
def unit_flag(unit: Any, size: str = "s") -> SafeString:
    """Draw the flag of ``unit``; its name stands beside it, so it is hidden from screen readers."""
    width, height = FLAG_SIZES[size]
    colour = getattr(getattr(unit, "colour", None), "unit", DEPARTMENT_BLUE)
    pattern = PATTERNS.get(str(getattr(unit, "flag", "")), PATTERNS["halves"])
    return format_html(
        '<svg class="flag" viewBox="0 0 24 16" width="{}" height="{}" aria-hidden="true">'
        '<path fill="#fff" stroke="#DCD8CE" stroke-width="2" d="M0 0h24v16H0Z"/><g fill="{}">{}</g></svg>',
        width,
        height,
        colour,
        mark_safe(pattern),  # noqa: S308 - a constant of ours
    )


@register.simple_tag
def month_columns(theme: Any) -> SafeString:
    """Draw a theme's items by month, on its own scale; a running theme's empty month is a red hollow square.

    The last column of a theme with priority is red. All figures stand in the label.
    """
    months = list(theme.months)
    ended = getattr(theme, "ended_on", None)
    most = max((month["count"] for month in months), default=0) or 1
    shapes = []
    for place, month in enumerate(months):
        red = bool(theme.priority) and place == len(months) - 1
        shapes.append(_column(place, month["count"], most, red=red, over=_is_over(month["label"], ended)))
    figures = "; ".join(f"{month['label']}: {written.number(month['count'])}" for month in months)
    width = COLUMN_STEP * max(1, len(months)) - COLUMN_STEP + COLUMN_WIDTH + 2
    return format_html(
        '<svg class="cols" role="img" aria-label="{}" viewBox="0 0 {} 48">{}<path class="c0" d="M0 47.5h{}"/></svg>',
        _("Items by month: %(figures)s") % {"figures": figures},
        width,
        mark_safe("".join(shapes)),  # noqa: S308 - numbers only
        width,
    )


def _column(place: int, count: int, most: int, *, red: bool, over: bool) -> str:
    left = 1 + place * COLUMN_STEP
    if count:
        height = max(2, round(COLUMN_HEIGHT * count / most))
        box = f"M{left} {47 - height}h{COLUMN_WIDTH}v{height}h-{COLUMN_WIDTH}Z"
        return f'<path class="{"c2" if red else "c1"}" d="{box}"/>'
    return "" if over else f'<path class="c3" d="M{left + 1} 38.5h{COLUMN_WIDTH - 2}v7h-{COLUMN_WIDTH - 2}Z"/>'


def _is_over(label: str, ended_on: dt.date | None) -> bool:
    """Whether the month ``label`` (4/2022) begins on or after the first day without the theme."""
    if ended_on is None:
        return False
    month, _slash, year = label.partition("/")
    return dt.date(int(year), int(month), 1) >= written.as_day(ended_on)


def _or_blank(write: Callable[[Any], str], value: Any) -> str:
    return "" if value in (None, "") else write(value)


@register.filter
def vdate(value: dt.date | dt.datetime | None) -> str:
    """Write 23/5/2022."""
    return _or_blank(written.date, value)


@register.filter
def vday(value: dt.date | dt.datetime | None) -> str:
    """Write 23/5."""
    return _or_blank(written.short_date, value)


@register.filter
def vdatetime(value: dt.date | dt.datetime | None) -> str:
    """Write 8 giờ 30, ngày 23/5/2022."""
    return _or_blank(written.moment, value)


@register.filter
def vlongdate(value: dt.date | dt.datetime | None) -> str:
    """Write Thứ Hai, ngày 23 tháng 5 năm 2022."""
    return _or_blank(written.long_date, value)


@register.filter
def vweekday(value: dt.date | dt.datetime | None) -> str:
    """Write Thứ Sáu."""
    return _or_blank(written.weekday, value)


@register.filter
def visodate(value: dt.date | dt.datetime | None) -> str:
    """Write 2022-05-23, for the ``datetime`` attribute."""
    return _or_blank(lambda day: written.as_day(day).isoformat(), value)


@register.filter
def vlastmonth(value: dt.date | dt.datetime | None) -> str:
    """Write the last month before the first day without the theme: 4/2022."""
    return _or_blank(written.last_month, value)


@register.filter
def vdelta(value: dt.date | dt.datetime | None, today: dt.date | None = None) -> str:
    """Write hôm nay, hôm qua, 21/5 or 38 ngày trước; the template hands in ``today``."""
    day = today or dt.datetime.now(tz=written.ZONE).date()
    return _or_blank(lambda moment: written.distance(moment, day), value)


@register.filter
def vnumber(value: int | float | Decimal | str | None) -> str:
    """Write 1.512; what is written already, such as 612 / 809, stays."""
    return value if isinstance(value, str) else _or_blank(written.number, value)


@register.filter
def vsize(value: int | None) -> str:
    """Write 640 KB or 1,2 MB."""
    return _or_blank(written.size, value)


@register.filter(is_safe=True)
@stringfilter
def nbsp(value: str) -> str:
    """Keep "lớp 10" and "1,2 m" on one line."""
    return written.keep_together(value)


@register.filter(is_safe=True)
@stringfilter
def sentence(value: str) -> str:
    """End a caption with a full stop, so that the credit behind it begins a new sentence."""
    return value if not value or value[-1] in ".!?…”" else f"{value}."
