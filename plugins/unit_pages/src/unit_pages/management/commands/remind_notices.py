"""``manage.py remind_notices``: mail units that have not confirmed a notice. Run it once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from unit_pages.notices.services import remind


class Command(BaseCommand):
    """Reminds by e-mail; running it twice a day reminds nobody twice."""

    help = "Remind units that have not confirmed a notice."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send what is due and say how many units were reminded."""
        count = remind(timezone.now())
        self.stdout.write(
            ngettext("%(count)d unit was reminded.", "%(count)d units were reminded.", count) % {"count": count}
        )
