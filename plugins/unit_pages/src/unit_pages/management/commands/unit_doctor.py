"""Find, and with ``--fix`` mend, what has come out of step with the appointments."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from unit_pages.people.doctor import CannotMendError, Finding, findings


class Command(BaseCommand):
    """Exit code 0: nothing differs, or all of it is mended; 1: something is left for a person."""

    help = (
        "Compare role groups, leaders, officers, sites, accounts, deputies and articles with the appointments "
        "of today; --fix mends what a program can mend. Exit code 1 when something is left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--fix``."""
        parser.add_argument("--fix", action="store_true", help="mend what a program can mend")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each finding and a sum at the end."""
        with translation.override(settings.LANGUAGE_CODE):
            left = sum(not self._treat(finding, fix=options["fix"]) for finding in findings())
            if left:
                raise CommandError(_("Things that need attention: %(number)d.") % {"number": left})
            self.stdout.write(_("Everything agrees with the appointments."))

    def _treat(self, finding: Finding, *, fix: bool) -> bool:
        """Mend or report one finding; return whether it is out of the way."""
        if fix and finding.mend is not None:
            try:
                finding.mend()
            except CannotMendError as error:
                self.stdout.write(f"[{finding.code}] {finding.text} {error}")
                return False
            mended = _("This is mended now.")
            self.stdout.write(f"[{finding.code}] {finding.text} {mended}")
            return True
        hint = _("unit_doctor --fix mends it.") if finding.mend is not None else ""
        self.stdout.write(f"[{finding.code}] {finding.text} {hint}".rstrip())
        return False
