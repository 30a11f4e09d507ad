"""``manage.py refresh_media``: open and close pictures and files by what readers see now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from unit_pages.media.public_use import refresh_all


class Command(BaseCommand):
    """Needed only after data came in past Django, or after Wagtail's reference index was rebuilt."""

    help = "Bring in step which pictures and files readers may see."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare all of them with Wagtail's reference index."""
        self.stdout.write(f"{refresh_all()} pictures and files changed.")
