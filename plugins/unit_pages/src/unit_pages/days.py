"""Which calendar day it is for the units: rights and periods turn at local midnight."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from unit_pages.conf import get_settings


def local_day(moment: dt.datetime | None = None) -> dt.date:
    """Return the calendar day of ``moment`` (now by default) in the units' time zone."""
    return (moment or timezone.now()).astimezone(ZoneInfo(get_settings().timezone)).date()
