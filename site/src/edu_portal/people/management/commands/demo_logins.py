"""``manage.py demo_logins``: the accounts of the demo."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from edu_portal.people.demo import NotInDebugError, make_demo_logins


class Command(BaseCommand):
    """Make and print the demo's log-ins; refuses to work without DEBUG."""

    help = "Make and print the demo's log-ins (only with DEBUG)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--json", action="store_true", help="print a JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the log-ins."""
        try:
            logins = make_demo_logins(timezone.localdate())
        except NotInDebugError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps([login.as_dict() for login in logins], ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{'role':<18} {'unit':<26} {'user name':<16} password")
        for login in logins:
            self.stdout.write(f"{login.role:<18} {login.unit or '-':<26} {login.username:<16} {login.password}")
