"""Figures from publications: who owes, what they have, and the judge over both.

Counting reads publications with their facts, and what was entered by hand, and nothing else, so that the figure of
a day can be made again years later. A change counts the cells again that it touches, by the same function as a full
recount.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q, QuerySet
from django.utils import timezone

from comms_plan.quotas.carrying import Account, carried_in
from comms_plan.quotas.judging import Item, Judge, Tally
from comms_plan.quotas.loading import Loader, zone
from comms_plan.quotas.models import Exemption, Figure, QuotaRule
from comms_plan.quotas.owing import ITSELF, Duties, Duty
from comms_plan.quotas.periods import Days, Span
from comms_plan.quotas.persons import appointments_of, people_of, together
from comms_plan.quotas.rules import Rule
from unit_pages.days import local_day
from unit_pages.models import Unit

BATCH = 500

__all__ = ["BATCH", "Counter", "Series", "begun", "owing", "recount", "zone"]


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
    if subject.tags:
        found = found.filter(pk__in=Unit.tags.through.objects.filter(unittag__code__in=subject.tags).values("unit"))
    if subject.persons:
        held = appointments_of(subject).filter(starts_on__lte=days.last)
        held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=days.first))
        found = found.filter(pk__in=held.values("unit"))
    return found.order_by("pk")


def begun(quota: QuotaRule, now: dt.datetime) -> list[Span]:
    """Return the periods of a rule that have begun, in order."""
    today = local_day(now)
    return [span for span in quota.rule.spans() if span.judged.first <= today]


@dataclass
class Series:
    """Counts one rule in some of its periods.

    Where a period rests on those before it, these are counted along with it, back to the first period of the plan.

    Args:
        quota: the rule as decided.
        spans: the periods wanted, in order.
        now: an aware moment; what begins later does not count yet.
    """

    quota: QuotaRule
    spans: Sequence[Span]
    now: dt.datetime = field(default_factory=timezone.now)

    def __post_init__(self) -> None:
        self._links = self._chain()

    def tallies(self, units: Collection[Unit]) -> dict[dt.date, dict[int, Tally]]:
        """Return the tallies of each period by its first day, by the units' primary keys."""
        counts_alone = not any(version.rule.looks_back for version, _span in self._links)
        alone = counts_alone and not self.quota.rule.by_persons
        return self._tallies(units, Duties({}) if alone else self.duties(units))

    def _tallies(self, units: Collection[Unit], duties: Duties) -> dict[dt.date, dict[int, Tally]]:
        loaders = {version.pk: self._loader(version) for version, _span in self._links}
        items = {pk: loader.items(units) for pk, loader in loaders.items()}
        judges = {
            version.pk: Judge(version.rule, loaders[version.pk].portal, zone(), self.now)
            for version, _span in self._links
        }
        found: dict[dt.date, dict[int, Tally]] = {span.key: {} for span in self.spans}
        for unit in units:
            mine = {pk: of_units.get(unit.code, []) for pk, of_units in items.items()}
            for (version, span), tally in zip(self._links, self._of(unit, mine, judges, duties), strict=True):
                if version.pk == self.quota.pk and span.key in found:
                    found[span.key][unit.pk] = tally
        return found

    def duties(self, units: Collection[Unit]) -> Duties:
        """Return who owes in the periods; one query, and another where persons owe."""
        if not self._links:
            return Duties({})
        rows = Exemption.objects.filter(
            rule__code=self.quota.code,
            rule__plan=self.quota.plan_id,
            unit__in=units,
            first__lte=self._links[-1][1].judged.last,
            last__gte=self._links[0][1].judged.first,
        )
        found: dict[int, list[Days]] = defaultdict(list)
        for unit_id, first, last in rows.values_list("unit", "first", "last"):
            found[unit_id].append(Days(first, last))
        return Duties(found, people_of(self.quota.rule.subject, units))

    def write(self, units: Collection[Unit]) -> int:
        """Count and keep the figures of some units; return how many."""
        duties = self.duties(units)
        tallies = self._tallies(units, duties)
        figures, gone = [], Q(pk__in=[])
        for span in self.spans:
            absent = {unit.pk for unit in units if not duties.are_there(unit, span.judged)}
            if absent:
                gone |= Q(first=span.key, unit__in=absent)
            figures += [
                Figure(
                    rule=self.quota,
                    unit=unit,
                    first=span.key,
                    last=span.judged.last,
                    figure=tallies[span.key][unit.pk].figure,
                    carried=tallies[span.key][unit.pk].carried,
                    minimum=duties.minimum_of(self.quota.rule, span, unit),
                )
                for unit in units
                if unit.pk not in absent
            ]
        if gone:
            Figure.objects.filter(gone, rule=self.quota).delete()
        Figure.objects.bulk_create(
            figures,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["rule", "unit", "first"],
            update_fields=["figure", "carried", "minimum", "last", "counted_at"],
        )
        return len(figures)

    def _chain(self) -> list[tuple[QuotaRule, Span]]:
        """Return the periods to count, each with the rule of its time."""
        if not self.spans:
            return []
        quota, last = self.quota, self.spans[-1]
        starts_a_version = self.spans[0].judged.first == quota.valid_from
        if not (quota.rule.looks_back or starts_a_version):
            return [(quota, span) for span in self.spans]
        versions = QuotaRule.objects.filter(plan=quota.plan_id, code=quota.code, valid_from__lt=quota.valid_from)
        earlier = list(versions.order_by("valid_from"))
        if not (quota.rule.looks_back or any(version.rule.looks_back for version in earlier)):
            return [(quota, span) for span in self.spans]
        links = [(version, span) for version in earlier for span in version.rule.spans()]
        own = quota.rule.spans()
        return links + [(quota, span) for span in own if span.judged.first <= last.judged.first]

    def _loader(self, version: QuotaRule) -> Loader:
        spans = [span.judged for of, span in self._links if of.pk == version.pk]
        return Loader(version.rule, Days(spans[0].first, spans[-1].last))

    def _of(self, unit: Unit, items: dict[int, list[Item]], judges: dict[int, Judge], duties: Duties) -> list[Tally]:
        """Return the tallies of a unit in all linked periods."""
        each = duties.of(unit)
        if duties.people is None:
            return self._of_one(unit, each[ITSELF], items, judges)
        found = {person: self._of_one(unit, duty, _written_by(person, items), judges) for person, duty in each.items()}
        others = {pk: [item for item in mine if item.author not in each] for pk, mine in items.items()}
        return [
            together(
                {person: (duty.minimum_of(version.rule, span), found[person][place]) for person, duty in each.items()},
                judges[version.pk].tally(unit.code, span, others[version.pk]),
            )
            for place, (version, span) in enumerate(self._links)
        ]

    def _of_one(self, unit: Unit, duty: Duty, items: dict[int, list[Item]], judges: dict[int, Judge]) -> list[Tally]:
        """Return the tallies of somebody who owes in all linked periods, with what was carried over."""
        tallies: list[Tally] = []
        used: frozenset[int] = frozenset()
        for version, span in self._links:
            owed = duty.minimum_of(version.rule, span) if version.rule.grace_days else -1
            tally = judges[version.pk].tally(unit.code, span, items[version.pk], used=used, owed=owed)
            used = tally.by_grace
            tallies.append(tally)
        if not any(version.rule.carry_over.most for version, _span in self._links):
            return tallies
        accounts = [
            Account(
                tally.figure,
                duty.goal_of(version.rule, span),
                version.rule.carry_over.most,
                version.rule.carry_over.periods,
            )
            for (version, span), tally in zip(self._links, tallies, strict=True)
        ]
        return [
            replace(tally, figure=tally.figure + carried, carried=carried)
            for tally, carried in zip(tallies, carried_in(accounts), strict=True)
        ]


def _written_by(person: str, items: dict[int, list[Item]]) -> dict[int, list[Item]]:
    return {pk: [item for item in mine if item.author == person] for pk, mine in items.items()}


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
    def series(self) -> Series:
        """The period, with those on which it rests."""
        return Series(self.quota, [self.span], self.now)

    def tallies(self, units: Collection[Unit]) -> dict[int, Tally]:
        """Return the tally of each unit by its primary key; the number of queries does not grow with the units."""
        return self.series.tallies(units)[self.span.key]

    def minimum_of(self, unit: Unit, duties: Duties) -> int:
        """Return what a unit owes: less where it did not exist or is exempt for a part of the period."""
        return duties.minimum_of(self.quota.rule, self.span, unit)

    def duties(self, units: Collection[Unit]) -> Duties:
        """Return who owes in the units."""
        return self.series.duties(units)

    def write(self, units: Collection[Unit]) -> None:
        """Count and keep the figures of some units."""
        self.series.write(units)

    def recount(self) -> int:
        """Count all units that owe; return how many."""
        return recount(self.quota, [self.span], self.now)


def recount(quota: QuotaRule, spans: Sequence[Span], now: dt.datetime) -> int:
    """Count all units that owe in some periods of a rule; return the number of figures.

    Args:
        quota: the rule.
        spans: periods of it, in order.
        now: an aware moment.
    """
    # Periods that rest on one another are counted together, others one after the other, which takes less room.
    runs = [list(spans)] if quota.rule.looks_back else [[span] for span in spans]
    written = 0
    for run in filter(None, runs):
        days = Days(run[0].judged.first, max(span.judged.last for span in run))
        units = list(owing(quota.rule, days))
        keys = [span.key for span in run]
        Figure.objects.filter(rule=quota, first__in=keys).exclude(
            unit__in=owing(quota.rule, days).values("pk")
        ).delete()
        for first in range(0, len(units), BATCH):
            written += Series(quota, run, now).write(units[first : first + BATCH])
    return written
