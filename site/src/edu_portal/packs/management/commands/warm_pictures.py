"""``manage.py warm_pictures``: make the sizes of pictures before the first reader asks."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from edu_portal.templatetags.pictures import warm
from unit_pages.models import Picture, Publication


class Command(BaseCommand):
    """Make the sizes that home pages and lists need; pages work without it, only slower at first."""

    help = "Make the picture sizes that home pages and lists need."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make missing renditions of pictures that are in use."""
        used = set(Publication.objects.filter(ended_at__isnull=True).values_list("picture_id", flat=True))
        for picture in Picture.objects.filter(pk__in=used - {None}):
            warm(picture, "card", "article")
        self.stdout.write(f"{len(used - {None})} pictures are ready.")
