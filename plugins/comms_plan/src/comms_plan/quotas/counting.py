"""Figures from publications: who owes, what they have, and the judge over both.

Counting reads publications with their facts and nothing else, so that the figure of a day can be made
again years later. A change counts the cells again that it touches, by the same function as a full recount.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import F, Min, Q, QuerySet
from django.utils import timezone

from comms_plan.quotas.judging import Item, Judge, Tally
from comms_plan.quotas.models import Exemption, Figure, ItemFacts, QuotaRule
from comms_plan.quotas.periods import DAY, Days, Span
from comms_plan.quotas.rules import Rule
from unit_pages.conf import get_settings
from unit_pages.enums import Origin
from unit_pages.models import Publication, Unit

BATCH = 500


def zone() -> ZoneInfo:
    """Return the time zone in which periods begin."""
    return ZoneInfo(get_settings().timezone)


def owing(rule: Rule, days: Days) -> QuerySet[Unit]:
    """Return the units that owe in any part of ``days``."""
    subject = rule.subject
    found = Unit.objects.filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=days.last), Q(ends_on__isnull=True) | Q(ends_on__gt=days.first)
    )
    if subject.unit_kinds:
        found = found.filter(kind__code__in=subject.unit_kinds)
    if subject.units:
        found = found.filter(code__in=subject.units)
    if subject.under:
        found = found.filter(parent__code=subject.under)
    if subject.levels:
        found = found.filter(levels__code__in=subject.levels).distinct()
    return found.order_by("pk")


@dataclass
class Counter:
    """Counts one rule in one period.

    Args:
        quota: the rule as decided.
        span: the period.
        now: an aware moment; what begins later does not count yet.
    """

    quota: QuotaRule
    span: Span
    now: dt.datetime = field(default_factory=timezone.now)

    @property
    def judge(self) -> Judge:
        """The judge of the rule."""
        portal = Unit.objects.filter(parent__isnull=True).values_list("code", flat=True).first() or ""
        return Judge(self.quota.rule, portal, zone(), self.now)

    def tallies(self, units: Collection[Unit]) -> dict[int, Tally]:
        """Return the tally of each unit by its primary key; the number of queries does not grow with the units."""
        judge, items = self.judge, self._items(units)
        return {unit.pk: judge.tally(unit.code, self.span, items.get(unit.code, ())) for unit in units}

    def minimum_of(self, unit: Unit, exempt: dict[int, list[Days]]) -> int:
        """Return what a unit owes: less where it did not exist or is exempt for a part of the period."""
        judged = self.span.judged
        begins = unit.starts_on or judged.first
        ends = unit.ends_on - DAY if unit.ends_on else judged.last
        present = judged.common(Days(begins, ends)) if begins <= ends else None
        if present is None:
            return 0
        excused = sum(len(part) for days in exempt.get(unit.pk, ()) if (part := days.common(present)))
        free = self.span.free_days + excused
        return self.quota.rule.minimum_of(Span(self.span.whole, present, min(free, len(present))))

    def exempt(self, units: Collection[Unit]) -> dict[int, list[Days]]:
        """Return the exemptions of the period by unit."""
        rows = Exemption.objects.filter(
            rule__code=self.quota.code,
            rule__plan=self.quota.plan_id,
            unit__in=units,
            first__lte=self.span.judged.last,
            last__gte=self.span.judged.first,
        )
        found: dict[int, list[Days]] = defaultdict(list)
        for unit_id, first, last in rows.values_list("unit", "first", "last"):
            found[unit_id].append(Days(first, last))
        return found

    def write(self, units: Collection[Unit]) -> None:
        """Count and keep the figures of some units."""
        exempt = self.exempt(units)
        tallies = self.tallies(units)
        figures = [
            Figure(
                rule=self.quota,
                unit=unit,
                first=self.span.key,
                last=self.span.judged.last,
                figure=tallies[unit.pk].figure,
                minimum=self.minimum_of(unit, exempt),
            )
            for unit in units
        ]
        Figure.objects.bulk_create(
            figures,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["rule", "unit", "first"],
            update_fields=["last", "figure", "minimum", "counted_at"],
        )

    def recount(self) -> int:
        """Count all units that owe; return how many."""
        units = list(owing(self.quota.rule, self.span.judged))
        Figure.objects.filter(rule=self.quota, first=self.span.key).exclude(unit__in=units).delete()
        for first in range(0, len(units), BATCH):
            self.write(units[first : first + BATCH])
        return len(units)

    def _window(self) -> tuple[dt.datetime, dt.datetime]:
        """Return the moments between which an event can count, days of grace among them."""
        last = self.span.judged.last + (self.quota.rule.grace_days + 1) * DAY
        return (
            dt.datetime.combine(self.span.judged.first, dt.time(), zone()),
            dt.datetime.combine(last, dt.time(), zone()),
        )

    def _items(self, units: Collection[Unit]) -> dict[str, list[Item]]:
        codes = {unit.pk: unit.code for unit in units}
        rows = list(self._rows().filter(unit__in=codes))
        taken = self._taken(codes)
        if taken:
            rows += self._rows().filter(facts__page_key__in=taken).exclude(unit__in=codes)
        first_seen = _first_seen(rows)
        items: dict[str, list[Item]] = defaultdict(list)
        for row in rows:
            takers = taken.get(row.facts.page_key, set())
            if row.unit_id in codes:
                items[codes[row.unit_id]].append(_item(row, first_seen))
            for taker in takers - {row.unit_id}:
                items[codes[taker]].append(_item(row, first_seen, taker=codes[taker]))
        return items

    def _rows(self) -> QuerySet[Publication]:
        first, last = self._window()
        name = {"submitted": "submission__offered_at", "accepted": "submission__decided_at"}.get(
            self.quota.rule.counted_event, "starts_at"
        )
        return (
            Publication.objects.filter(facts__isnull=False, **{f"{name}__gte": first, f"{name}__lt": last})
            .select_related("facts", "unit", "site_unit", "submission")
            .order_by("pk")
        )

    def _taken(self, codes: dict[int, str]) -> dict[int, set[int]]:
        """Return which of the units took which items over to their own sites."""
        rows = Publication.objects.filter(
            origin=Origin.ACCEPTED, site_unit__in=codes, starts_at__lt=self._window()[1], facts__isnull=False
        ).exclude(unit=F("site_unit"))
        found: dict[int, set[int]] = defaultdict(set)
        for page_key, unit_id in rows.values_list("facts__page_key", "site_unit"):
            found[page_key].add(unit_id)
        return found


def _first_seen(rows: Iterable[Publication]) -> dict[tuple[int, int], dt.datetime]:
    """Return when each item first appeared on each site."""
    keys = {row.facts.page_key for row in rows}
    found = (
        ItemFacts.objects.filter(page_key__in=keys)
        .values("page_key", "publication__site_unit")
        .annotate(first=Min("publication__starts_at"))
    )
    return {(row["page_key"], row["publication__site_unit"]): row["first"] for row in found}


def _item(row: Publication, first_seen: dict[tuple[int, int], dt.datetime], *, taker: str = "") -> Item:
    facts = row.facts
    submission = getattr(row, "submission", None)
    return Item(
        key=facts.page_key,
        title=row.headline,
        kind=facts.kind,
        writer=row.unit.code,
        taker=taker,
        site=row.site_unit.code,
        published_at=row.starts_at,
        ended_at=row.ended_at,
        first_at=first_seen.get((facts.page_key, row.site_unit_id)),
        submitted_at=submission.offered_at if submission else None,
        accepted_at=submission.decided_at if submission else (row.starts_at if row.origin == Origin.ACCEPTED else None),
        themes=frozenset(facts.themes),
        content=frozenset(facts.content),
        audiences=frozenset(facts.audiences),
        levels=frozenset(facts.levels),
    )
