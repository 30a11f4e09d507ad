"""Count the words of all documents anew: for spelling, marks and the weight of words."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from edu_search.vocabulary import renewal


class Command(BaseCommand):
    """Renews the vocabulary; best run every night, and after many documents were imported."""

    help = "Count the words of the searchable documents, for spelling suggestions and restored marks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many documents are read, and whether only a stale vocabulary is renewed."""
        parser.add_argument("--sample", type=int, default=renewal.SAMPLE, help="documents to read at most")
        parser.add_argument("--if-stale", action="store_true", help="only when many documents came or went")

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew."""
        if options["if_stale"] and not renewal.is_stale():
            return
        read = renewal.renew(max(options["sample"], 1))
        if options["verbosity"]:
            self.stdout.write(f"{read} documents read.")
