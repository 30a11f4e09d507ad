"""``search_doctor``: does the index say what the entries say?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from edu_search.engines.elasticsearch import configured_engine
from edu_search.entries.models import Entry
from edu_search.management.commands._engine import no_engine
from edu_search.shipping.comparing import Drift
from edu_search.shipping.doctor import examine

SHOWN = 20


class Command(BaseCommand):
    """One line for each finding, with a code in brackets. Ends with code 1 when something is left to do."""

    help = "Compares search entries with the index and says what is wrong and what to do."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--mend", action="store_true", help="mend what a program can")

    def handle(self, *args: Any, **options: Any) -> None:
        """Examine, print, and end with an error when something is wrong."""
        engine = configured_engine()
        findings = examine(engine, mend=options["mend"])
        if engine is None:
            self.stdout.write(no_engine())
        for problem in findings.problems:
            self.stderr.write(f"[{problem.code}] {problem.text}")
        for sentence in findings.database:
            self.stderr.write(f"[database] {sentence}")
        if findings.mended:
            self.stdout.write(_("Mended: %(count)s documents.") % {"count": findings.mended})
        if findings.drift is not None:
            self._print(findings.drift)
        if not findings.is_well:
            raise CommandError(_("Something is left to do; see above."))
        self.stdout.write(_("Search is well."))

    def _print(self, drift: Drift) -> None:
        names = {
            "missing": _("missing in the index"),
            "stale": _("older in the index"),
            "ahead": _("newer in the index than in the database"),
            "extra": _("in the index without an entry"),
        }
        self.stdout.write(
            _("Compared: %(compared)s entries. Drift: %(drift)s. Waiting: %(waiting)s. Set aside: %(aside)s.")
            % {
                "compared": drift.compared,
                "drift": drift.count,
                "waiting": drift.waiting,
                "aside": len(drift.set_aside),
            }
        )
        for name, words in names.items():
            if keys := sorted(getattr(drift, name)):
                more = " …" if len(keys) > SHOWN else ""
                self.stderr.write(f"[{name}] {words}: {len(keys)} ({', '.join(map(str, keys[:SHOWN]))}{more})")
        for entry in Entry.objects.filter(pk__in=drift.set_aside[:SHOWN]):
            self.stderr.write(f"[aside] {entry.pk} {entry.title[:60]}: {entry.error[:200]}")
