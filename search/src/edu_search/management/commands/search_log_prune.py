"""Delete old queries from the log."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from edu_search.log.services import KEPT_DAYS, prune


class Command(BaseCommand):
    """``manage.py search_log_prune``, once a day."""

    help = f"Deletes queries that were asked more than {KEPT_DAYS} days ago from the log of the search."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how many rows."""
        self.stdout.write(f"{prune(timezone.localdate())} rows deleted.")
