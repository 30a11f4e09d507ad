"""Count all quota figures again from publications."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from comms_plan.quotas.counting import Counter, zone
from comms_plan.quotas.facts import write_lacking_facts
from comms_plan.quotas.models import QuotaRule


class Command(BaseCommand):
    """``recount_quotas [--rule CODE]``: facts that lack are written, then every period that has begun is counted.

    Closed periods keep their frozen figures; the running figures beside them are counted like all others.
    """

    help = "Count all quota figures again from publications."

    def add_arguments(self, parser: CommandParser) -> None:
        """One rule, or all."""
        parser.add_argument("--rule", help=_("code of one rule; all by default"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Count and say how much."""
        self.stdout.write(_("Facts written for %(n)d publications.") % {"n": write_lacking_facts()})
        now = timezone.now()
        today = now.astimezone(zone()).date()
        rules = QuotaRule.objects.filter(valid_from__lte=today)
        if options["rule"]:
            rules = rules.filter(code=options["rule"])
        for quota in rules:
            spans = [span for span in quota.rule.period.within(quota.rule.days()) if span.judged.first <= today]
            units = sum(Counter(quota, span, now).recount() for span in spans)
            self.stdout.write(
                _("%(rule)s: %(periods)d periods, %(figures)d figures.")
                % {"rule": quota, "periods": len(spans), "figures": units}
            )
