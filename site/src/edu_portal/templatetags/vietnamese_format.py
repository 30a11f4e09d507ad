"""Dates, numbers and sizes as Vietnamese officials write them; pure functions."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
NBSP = "\u00a0"
LONG_AGO = 31

_AFTER_WORD = re.compile(r"\b(lớp|khối|tháng|học kỳ|số|Điều|Khoản)[ \n]+(?=[\dIVX])", re.IGNORECASE)
_BEFORE_UNIT = re.compile(
    r"(?<=\d)[ \n]+(?=(?:%|°C|[kcm]?m|k?g|tấn|tạ|lít|giờ|phút|KB|MB|GB|tỷ|triệu|nghìn|đồng|lớp|trang)(?!\w))"
)


def local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    """Return an aware moment in Vietnamese time; dates and naive moments stay as they are."""
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(ZONE)
    return value


def as_day(value: dt.date | dt.datetime) -> dt.date:
    """Return the Vietnamese day of a date or moment."""
    there = local(value)
    return there.date() if isinstance(there, dt.datetime) else there


def date(value: dt.date | dt.datetime) -> str:
    """Write a day: 23/5/2022."""
    day = as_day(value)
    return f"{day.day}/{day.month}/{day.year}"


def short_date(value: dt.date | dt.datetime) -> str:
    """Write a day without its year: 23/5."""
    day = as_day(value)
    return f"{day.day}/{day.month}"


def moment(value: dt.date | dt.datetime) -> str:
    """Write a moment: 8 giờ 30, ngày 23/5/2022; a date without its time: ngày 23/5/2022."""
    there = local(value)
    day = f"ngày{NBSP}{date(there)}"
    if not isinstance(there, dt.datetime):
        return day
    minutes = f"{NBSP}{there.minute:02d}" if there.minute else ""
    return f"{there.hour}{NBSP}giờ{minutes}, {day}"


def weekday(value: dt.date | dt.datetime) -> str:
    """Name the day of the week: Thứ Sáu."""
    return WEEKDAYS[as_day(value).weekday()]


def long_date(value: dt.date | dt.datetime) -> str:
    """Write a day in full: Thứ Hai, ngày 23 tháng 5 năm 2022."""
    day = as_day(value)
    return f"{weekday(day)}, ngày {day.day} tháng{NBSP}{day.month} năm {day.year}"


def distance(value: dt.date | dt.datetime, today: dt.date) -> str:
    """Say how long ago: hôm nay, hôm qua, 21/5 within a month, then 38 ngày trước, then the date."""
    day = as_day(value)
    days = (today - day).days
    if days in (0, 1):
        return ("hôm nay", "hôm qua")[days]
    if 0 < days <= LONG_AGO or (days < 0 and day.year == today.year):
        return short_date(day)
    return f"{number(days)}{NBSP}ngày trước" if LONG_AGO < days <= 365 else date(day)


def last_month(value: dt.date | dt.datetime) -> str:
    """Write the last month of a half-open period that ends on ``value``: 4/2022 for 1/5/2022."""
    day = as_day(value) - dt.timedelta(days=1)
    return f"{day.month}/{day.year}"


def number(value: int | float | Decimal) -> str:
    """Write a number: 1.512; 99,6."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def size(value: int) -> str:
    """Write a file's size: 640 KB; 1,2 MB."""
    if value < 1024 * 1000:
        return f"{number(max(1, round(value / 1024)))}{NBSP}KB"
    if value < 1024**3:
        return f"{number(round(value / 1024**2, 1))}{NBSP}MB"
    return f"{number(round(value / 1024**3, 1))}{NBSP}GB"


def keep_together(text: str) -> str:
    """Put no-break spaces after lớp, khối, tháng, học kỳ and between a number and its unit."""
    return _BEFORE_UNIT.sub(NBSP, _AFTER_WORD.sub(rf"\1{NBSP}", text))
