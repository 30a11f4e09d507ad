"""``manage.py load_province PATH``: load a province pack."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from edu_portal.packs.problems import PackError
from edu_portal.packs.services import load_pack

MOST_SHOWN = 50


class Command(BaseCommand):
    """Load a province pack; the format is described in docs/reference/province-pack.md."""

    help = "Load a province pack: plan, units, kinds, posts, look, calendar and sample content."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("path", type=Path, help="folder of the pack")
        parser.add_argument("--no-sample", action="store_true", help="leave out the sample content")
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")
        parser.add_argument(
            "--date", type=dt.date.fromisoformat, default=None, help="day of loading, YYYY-MM-DD; today by default"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the pack and say what was done."""
        started = time.monotonic()
        try:
            outcome = load_pack(
                options["path"],
                today=options["date"] or timezone.localdate(),
                with_sample=not options["no_sample"],
                dry_run=options["dry_run"],
                report=lambda step: self.stdout.write(f"… {step}") if options["verbosity"] else None,
            )
        except PackError as error:
            for problem in error.problems[:MOST_SHOWN]:
                self.stderr.write(str(problem))
            rest = len(error.problems) - MOST_SHOWN
            if rest > 0:
                self.stderr.write(_("… and %(rest)d more.") % {"rest": rest})
            raise CommandError(
                _("The pack has %(count)d mistakes; nothing was written.") % {"count": len(error.problems)}
            ) from error
        if outcome.changed and not options["dry_run"]:
            # Readers' spelling is corrected by the words of what was just loaded.
            call_command("search_vocabulary", if_stale=True, verbosity=0)
        for (kind, state), count in sorted(outcome.counts.items()):
            if options["verbosity"] and state != "same":
                self.stdout.write(f"  {kind}: {count} {state}")
        seconds = time.monotonic() - started
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written; %(count)d entries would change.") % {"count": outcome.changed})
        elif not outcome.changed:
            self.stdout.write(_("Nothing to do: everything in the pack is loaded already."))
        else:
            self.stdout.write(
                _("Loaded: %(count)d entries in %(seconds).1f s.") % {"count": outcome.changed, "seconds": seconds}
            )
