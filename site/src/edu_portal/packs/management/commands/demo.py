"""``manage.py demo PORT PACK``: everything that ``make demo`` does, in one process, so that it starts quickly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from edu_portal.settings.environment import DATA_DIR


class Command(BaseCommand):
    """Make the database and load the pack when they are missing, then serve; only with DEBUG."""

    help = "Set up and serve the demo (only with DEBUG)."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("port", type=int)
        parser.add_argument("pack", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare what is missing, print the log-ins and serve."""
        if not settings.DEBUG:
            raise CommandError("The demo runs only with DEBUG.")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
        loaded = DATA_DIR / "loaded"
        if not loaded.exists():
            call_command("load_province", options["pack"])
            call_command("warm_pictures")
            loaded.write_text("The pack was loaded.\n")
        call_command("demo_logins")
        address = f"127.0.0.1:{options['port']}"
        self.stdout.write(f"\n  http://{address}/        the department's portal")
        self.stdout.write(f"  http://{address}/admin/  sign in\n  Stop with Ctrl+C.\n")
        call_command("runserver", address, use_reloader=False, skip_checks=True)
