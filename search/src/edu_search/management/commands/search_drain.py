"""``search_drain``: ship what waits."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from edu_search.engines.contract import EngineUnavailableError
from edu_search.engines.elasticsearch import configured_engine
from edu_search.entries.models import Entry
from edu_search.management.commands._engine import fail, no_engine
from edu_search.shipping.drain import BATCH, Drained, drain
from edu_search.shipping.outbox import retry, sweep, waits_until


class Command(BaseCommand):
    """Ends with code 1 when the engine did not take what waits; nothing is lost, the next run goes on."""

    help = "Ships changed search entries to Elasticsearch."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--batch", type=int, default=BATCH, help="entries taken at once")
        parser.add_argument("--limit", type=int, help="stop after about so many")
        parser.add_argument("--retry", action="store_true", help="also those that were set aside")
        parser.add_argument(
            "--wait", type=float, default=0.0, metavar="SECONDS",
            help="wait for entries that another process took or that are tried again later",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Drain, and say what is left."""
        engine = configured_engine()
        if engine is None:
            sweep()
            self.stdout.write(no_engine())
            return
        if options["retry"]:
            self.stdout.write(_("Tried again: %(count)s entries.") % {"count": retry()})
        end = time.monotonic() + options["wait"]
        shipped = 0
        while True:
            try:
                drained = drain(batch=max(1, options["batch"]), limit=options["limit"], progress=self._progress)
            except EngineUnavailableError as error:
                fail(error, engine)
            shipped += drained.shipped
            until = waits_until()
            if until is None or time.monotonic() >= end:
                break
            time.sleep(max(0.05, min(1.0, (until - timezone.now()).total_seconds())))
        waiting, aside = Entry.objects.waiting().count(), Entry.objects.set_aside()
        self.stdout.write(
            _("Shipped: %(shipped)s. Waiting: %(waiting)s. Set aside: %(aside)s.")
            % {"shipped": shipped, "waiting": waiting, "aside": aside.count()}
        )
        for entry in aside.order_by("pk")[:20]:
            self.stderr.write(f"  {entry.pk} {entry.title[:60]}: {entry.error[:200]}")

    def _progress(self, drained: Drained) -> None:
        if drained.shipped >= BATCH:
            self.stdout.write(_("… %(count)s shipped") % {"count": drained.shipped})
