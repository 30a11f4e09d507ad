"""Carry out the organisation changes whose day has come; meant for every morning, harmless more often."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unit_pages.changes.models import OrganisationChange
from unit_pages.changes.rules import day_text, problems_of
from unit_pages.changes.services import apply_due
from unit_pages.days import local_day
from unit_pages.enums import ChangeState


class Command(BaseCommand):
    """See the module."""

    help = "Carry out decided organisation changes whose day has come."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the day and the dry run."""
        parser.add_argument("--date", type=dt.date.fromisoformat, help="as if today were this day, YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run.

        Raises:
            CommandError: when a change could not be carried out.
        """
        today = options["date"] or local_day()
        if options["dry_run"]:
            self._tell(today)
            return
        done, failed = apply_due(today=today, now=timezone.now())
        for change in done:
            self.stdout.write(f"{day_text(change.effective_on)} {change}")
        self.stdout.write(
            ngettext("%(count)d change carried out.", "%(count)d changes carried out.", len(done))
            % {"count": len(done)}
        )
        if failed:
            stuck = OrganisationChange.objects.filter(state=ChangeState.WAITING).exclude(problem="")
            raise CommandError("\n".join(f"{change}: {change.problem}" for change in stuck))

    def _tell(self, today: dt.date) -> None:
        due = OrganisationChange.objects.filter(state=ChangeState.WAITING, effective_on__lte=today)
        for change in due.order_by("effective_on", "pk"):
            self.stdout.write(f"{day_text(change.effective_on)} {change}")
            for problem in problems_of(change):
                self.stdout.write(f"  {problem}")
        self.stdout.write(_("Nothing was written."))
