"""Read the texts of files that wait, by hand or every few minutes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from edu_search.extraction.models import FileState
from edu_search.extraction.services import ask_again, read_waiting


class Command(BaseCommand):
    """``manage.py search_read_files [--again STATE]``."""

    help = "Reads the text of PDF, DOCX and XLSX files that wait to be searchable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--again``."""
        states = [state for state in FileState.values if state not in (FileState.READ, FileState.WAITING)]
        parser.add_argument("--again", choices=[*states, "all"], help="read files again that ended in this state")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, and say how many files."""
        if options["again"]:
            ask_again("" if options["again"] == "all" else options["again"])
        self.stdout.write(f"{read_waiting()} files read.")
