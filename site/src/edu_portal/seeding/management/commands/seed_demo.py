"""``manage.py seed_demo --units N --articles M --seed S``: made-up content by the thousand."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from edu_portal.seeding.articles import make_articles, shares
from edu_portal.seeding.at_once import in_processes
from edu_portal.seeding.deleting import delete_units
from edu_portal.seeding.units import NoProvinceError, code_of, make_units, seeded_units
from unit_pages.models import Unit

UNITS_AT_ONCE = 10


class Command(BaseCommand):
    """Make units, people and articles for benchmarks; the same for the same seed and date."""

    help = "Fill the portal with made-up units and articles, or delete them again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--units", type=int, default=50, help="number of made-up units in all")
        parser.add_argument(
            "--articles", type=int, default=None, help="number of articles in all; 100 a unit by default"
        )
        parser.add_argument("--seed", type=int, default=1, help="another number makes other names and texts")
        parser.add_argument("--date", type=dt.date.fromisoformat, default=None, help="the newest day of the articles")
        parser.add_argument("--jobs", type=int, default=1, help="processes that write at once, on PostgreSQL")
        parser.add_argument("--delete", action="store_true", help="delete all made-up units with everything on them")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, or delete."""
        if options["delete"]:
            self._delete()
            return
        units, articles = options["units"], options["articles"]
        articles = units * 100 if articles is None else articles
        if units < 1 or articles < 0:
            raise CommandError("--units must be at least 1, --articles at least 0.")
        if options["jobs"] < 1 or (options["jobs"] > 1 and connection.vendor != "postgresql"):
            raise CommandError("--jobs must be 1; only PostgreSQL lets several processes write at once.")
        day = options["date"] or timezone.localdate()
        now = timezone.make_aware(dt.datetime.combine(day, dt.time(12)), timezone.get_default_timezone())
        try:
            self._make_units(units, options["seed"], day)
            self._make_articles(units, articles, options["seed"], min(now, timezone.now()), options["jobs"])
        except NoProvinceError as error:
            raise CommandError(str(error)) from error

    def _make_units(self, count: int, seed: int, today: dt.date) -> None:
        started, made = time.monotonic(), 0
        for batch in make_units(count, seed=seed, today=today):
            made += len(batch)
            self._say(made, "units", started)
        self._say(made, "units", started, ending="\n")

    def _make_articles(self, units: int, articles: int, seed: int, now: dt.datetime, jobs: int) -> None:
        by_code = {unit.code: unit for unit in Unit.objects.filter(pk__in=seeded_units().values("pk"))}
        wanted = [
            (by_code[code_of(number)], share)
            for number, share in enumerate(shares(articles, units), start=1)
            if code_of(number) in by_code
        ]
        parts = [wanted[first : first + UNITS_AT_ONCE] for first in range(0, len(wanted), UNITS_AT_ONCE)]
        started, made = time.monotonic(), 0
        for number in self._made(parts, seed, now, jobs):
            made += number
            self._say(made, "articles", started)
        self._say(made, "articles", started, ending="\n")

    def _made(
        self, parts: Sequence[Sequence[tuple[Unit, int]]], seed: int, now: dt.datetime, jobs: int
    ) -> Iterator[int]:
        """Yield the numbers of articles made for some units at a time."""
        if jobs > 1:
            yield from in_processes(jobs, parts, seed=seed, now=now)
        else:
            for part in parts:
                yield make_articles(part, seed=seed, now=now)

    def _delete(self) -> None:
        started, gone = time.monotonic(), 0
        for number in delete_units():
            gone += number
            self._say(gone, "units deleted", started)
        self._say(gone, "units deleted", started, ending="\n")

    def _say(self, count: int, what: str, started: float, ending: str = "") -> None:
        if not ending and not self.stdout.isatty():
            return
        seconds = time.monotonic() - started
        self.stdout.write(f"\r{count} {what} in {seconds:.0f} s ({count / max(seconds, 0.001):.0f}/s)", ending=ending)
        self.stdout.flush()
