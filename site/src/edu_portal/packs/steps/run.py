"""What all steps share: the pack, the ledger, the day, and look-ups by code."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from edu_portal.packs.ledger import Ledger
from edu_portal.packs.models import PackEntry
from edu_portal.packs.reader import Pack
from unit_pages.models import Picture, Unit


@dataclass
class Run:
    """One run of loading.

    Args:
        pack: the checked pack.
        ledger: what was loaded before.
        today: the day to which sample dates are relative.
    """

    pack: Pack
    ledger: Ledger
    today: dt.date

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by code, with their homes; asked for after the units are written."""
        return {unit.code: unit for unit in Unit.objects.select_related("home", "kind", "collection", "parent")}

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """Sample pictures by name."""
        keys = dict(PackEntry.objects.filter(kind="picture").values_list("object_id", "key"))
        return {keys[picture.pk]: picture for picture in Picture.objects.filter(pk__in=keys)}

    def moment(self, days_ago: int, at: str = "08:00") -> dt.datetime:
        """Return a moment some days before the day of loading, never in the future."""
        clock = dt.time.fromisoformat(at)
        local = dt.datetime.combine(
            self.today - dt.timedelta(days=days_ago), clock, tzinfo=timezone.get_default_timezone()
        )
        return min(local, timezone.now())

    def school_year(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """Return the first day of the school year of ``day`` and that of the next one."""
        month, first = map(int, self.pack.info.school_year_starts.split("-"))
        start = dt.date(day.year, month, first)
        if day < start:
            start = dt.date(day.year - 1, month, first)
        return start, dt.date(start.year + 1, month, first)
