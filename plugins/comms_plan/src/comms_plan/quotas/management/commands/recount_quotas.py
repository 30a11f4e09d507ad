"""Count all quota figures again from publications."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from comms_plan.quotas.counting import begun, recount
from comms_plan.quotas.facts import write_lacking_facts
from comms_plan.quotas.models import QuotaRule
from comms_plan.quotas.periods import Days, month_of
from comms_plan.quotas.watching import count_what_began
from unit_pages.days import local_day


class Command(BaseCommand):
    """``recount_quotas [--rule CODE] [--month 2026-11] [--due]``: facts that lack are written, periods are counted.

    Without a month that is every period that has begun. ``--due`` counts only what has begun since it was scheduled;
    it costs two queries when nothing has, and is meant for every minute.

    Closed periods keep their frozen figures; the running figures beside them are counted like all others.
    """

    help = "Count all quota figures again from publications."

    def add_arguments(self, parser: CommandParser) -> None:
        """One rule, or all."""
        parser.add_argument("--rule", help=_("code of one rule; all by default"))
        parser.add_argument("--month", help=_("only periods that touch this month, for example 2026-11"))
        parser.add_argument("--due", action="store_true", help=_("only items and periods that have just begun"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Count and say how much."""
        if not options["due"]:
            self.stdout.write(_("Facts written for %(n)d publications.") % {"n": write_lacking_facts()})
        now = timezone.now()
        if options["due"]:
            self.stdout.write(_("%(n)d items and periods counted that have begun.") % {"n": count_what_began(now)})
            return
        rules = QuotaRule.objects.filter(valid_from__lte=local_day(now))
        if options["rule"]:
            rules = rules.filter(code=options["rule"])
        month = self._month(options["month"])
        for quota in rules:
            spans = [span for span in begun(quota, now) if month is None or span.judged.common(month)]
            figures = recount(quota, spans, now)
            self.stdout.write(
                _("%(rule)s: %(periods)d periods, %(figures)d figures.")
                % {"rule": quota, "periods": len(spans), "figures": figures}
            )

    def _month(self, text: str | None) -> Days | None:
        if not text:
            return None
        try:
            return month_of(dt.date.fromisoformat(f"{text}-01"))
        except ValueError:
            raise CommandError(_("“%(text)s” is no month. Write it like 2026-11.") % {"text": text}) from None
