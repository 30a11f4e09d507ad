"""``search_rebuild``: a new index from the entries, while the old one answers."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from edu_search.engines.contract import EngineUnavailableError
from edu_search.engines.elasticsearch import ElasticsearchEngine, configured_engine
from edu_search.management.commands._engine import fail, no_engine
from edu_search.shipping.comparing import acknowledge, compare
from edu_search.shipping.drain import drain
from edu_search.shipping.rebuild import RebuildRunningError, Rebuilt, rebuild
from edu_search.shipping.rewriting import rewrite_entries


class Command(BaseCommand):
    """Ends with code 1 when the index could not be made; the old one then answers as before."""

    help = "Fills a new search index from the entries and puts it in the old one's place."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--entries", action="store_true", help="first write all entries again from their objects")
        parser.add_argument("--resume", action="store_true", help="go on with an interrupted rebuild")
        parser.add_argument("--take-over", action="store_true", help="replace an index that another installation made")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rewrite the entries when asked to, then rebuild."""
        if options["entries"]:
            found = rewrite_entries(lambda name, done: self.stdout.write(f"… {name}: {done}"))
            self.stdout.write(_("Entries written: %(count)s searchable.") % {"count": found})
        engine = configured_engine()
        if engine is None:
            self.stdout.write(no_engine())
            return
        self._started = time.monotonic()
        try:
            self._rebuild(engine, options)
        except RebuildRunningError as error:
            raise CommandError(str(error)) from error
        except EngineUnavailableError as error:
            fail(error, engine)

    def _rebuild(self, engine: ElasticsearchEngine, options: dict[str, Any]) -> None:
        done = rebuild(engine, resume=options["resume"], take_over=options["take_over"], progress=self._progress)
        seconds = time.monotonic() - self._started
        acknowledge(compare(engine))
        drain(engine=engine)
        drift = compare(engine)
        self.stdout.write(
            _("The new index answers: %(done)s documents in %(seconds)d s, %(refused)s refused, drift %(drift)s.")
            % {"done": done.done, "seconds": seconds, "refused": done.refused, "drift": drift.count}
        )
        if drift.count:
            raise CommandError(_("Entries and index differ. Run search_doctor --mend."))

    def _progress(self, done: Rebuilt) -> None:
        speed = (done.done - done.resumed_after) / max(0.001, time.monotonic() - self._started)
        self.stdout.write(
            _("… %(done)s of %(total)s documents, %(speed)d a second")
            % {"done": done.done, "total": done.total, "speed": max(0, speed)}
        )
