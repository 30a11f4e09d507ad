"""The items that a rule could count, read from publications and from what was entered by hand.

The number of queries is the same for one unit and for all of them, for one period and for a year.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value

from comms_plan.quotas.judging import Item
from comms_plan.quotas.models import ExternalItem, ItemUnit
from comms_plan.quotas.periods import DAY, Days
from comms_plan.quotas.rules import Rule
from unit_pages.conf import get_settings
from unit_pages.enums import Origin
from unit_pages.models import Publication, Unit

EVENTS = {"submitted": "submission__offered_at", "accepted": "submission__decided_at"}


def zone() -> ZoneInfo:
    """Return the time zone in which periods begin."""
    return ZoneInfo(get_settings().timezone)


@dataclass
class Loader:
    """Reads the items of some units whose event falls into some days.

    Args:
        rule: says which event decides and which channels outside count.
        days: of the periods; days of grace are added.

    ``portal`` is the code of the unit whose site is the department's portal, once items were found there.
    """

    rule: Rule
    days: Days
    portal: str = field(default="", init=False)

    def items(self, units: Collection[Unit]) -> dict[str, list[Item]]:
        """Return the items of each unit by its code: written, written with others, ordered or taken over."""
        codes = {unit.pk: unit.code for unit in units}
        taken, with_others = self._elsewhere(codes)
        rows = list(self._rows().filter(unit__in=codes))
        more = Q(facts__page_key__in={*taken, *with_others})
        if self.rule.attribution.to == "orderer":
            more |= Q(facts__orderer__in=list(codes.values()))
        if taken or with_others or self.rule.attribution.to == "orderer":
            rows += self._rows().filter(more).exclude(unit__in=codes)
        self.portal = next((row.site_unit.code for row in rows if row.site_unit.parent_id is None), "")
        found: dict[str, list[Item]] = defaultdict(list)
        wanted = set(codes.values())
        for row, item in zip(rows, _items(rows), strict=True):
            for code in wanted & {item.writer, item.orderer, *item.co_writers}:
                found[code].append(item)
            for taker in taken.get(item.key, set()) - {row.unit_id}:
                found[codes[taker]].append(_taken_by(item, codes[taker]))
        if self.rule.channel.external:
            for item in self._external(codes):
                found[item.writer].append(item)
        return found

    def _window(self) -> tuple[dt.datetime, dt.datetime]:
        """Return the moments between which an event can count, days of grace among them."""
        last = self.days.last + (self.rule.grace_days + 1) * DAY
        return dt.datetime.combine(self.days.first, dt.time(), zone()), dt.datetime.combine(last, dt.time(), zone())

    def _rows(self) -> QuerySet[Publication]:
        first, last = self._window()
        name = EVENTS.get(self.rule.counted_event, "starts_at")
        rows = Publication.objects.filter(facts__isnull=False, **{f"{name}__gte": first, f"{name}__lt": last})
        if not self.rule.attribution.again:
            rows = rows.annotate(first_seen=_first_seen())
        return rows.select_related("facts", "unit", "site_unit", "submission").order_by("pk")

    def _elsewhere(self, codes: dict[int, str]) -> tuple[dict[int, set[int]], set[int]]:
        """Return which of the units took which items over to their own sites, and what they wrote with others."""
        taken = Publication.objects.filter(
            origin=Origin.ACCEPTED, site_unit__in=codes, starts_at__lt=self._window()[1], facts__isnull=False
        ).exclude(unit=F("site_unit"))
        written = ItemUnit.objects.filter(role=ItemUnit.Role.CO_WRITER, unit__in=codes)
        rows = taken.order_by().values_list("facts__page_key", "site_unit", Value(1))
        rows = rows.union(written.order_by().values_list("page_key", "unit", Value(0)), all=True)
        takers: dict[int, set[int]] = defaultdict(set)
        with_others = set()
        for page_key, unit_id, is_taken in rows:
            if is_taken:
                takers[page_key].add(unit_id)
            else:
                with_others.add(page_key)
        return takers, with_others

    def _external(self, codes: dict[int, str]) -> Iterator[Item]:
        last = self.days.last + self.rule.grace_days * DAY
        rows = ExternalItem.objects.filter(unit__in=codes, published_on__gte=self.days.first, published_on__lte=last)
        for row in rows.select_related("channel", "kind", "unit").prefetch_related(
            "themes", "content_classes", "unit__levels"
        ):
            midnight = dt.datetime.combine(row.published_on, dt.time(), zone())
            yield Item(
                key=-row.pk,  # beside the keys of pages, which are positive
                title=row.title,
                kind=row.kind.code,
                writer=codes[row.unit_id],
                external=row.channel.code,
                published_at=midnight,
                themes=frozenset(theme.code for theme in row.themes.all()),
                content=frozenset(content.code for content in row.content_classes.all()),
                levels=frozenset(level.code for level in row.unit.levels.all()),
                author=str(row.entered_by_id or ""),
            )


def _taken_by(item: Item, taker: str) -> Item:
    return Item(**{**item.__dict__, "taker": taker})


def _items(rows: list[Publication]) -> Iterator[Item]:
    keys = {row.facts.page_key for row in rows}
    units = _units_of(keys)
    for row in rows:
        facts = row.facts
        submission = getattr(row, "submission", None)
        accepted = submission.decided_at if submission else (row.starts_at if row.origin == Origin.ACCEPTED else None)
        yield Item(
            key=facts.page_key,
            title=row.headline,
            kind=facts.kind,
            writer=row.unit.code,
            co_writers=tuple(code for code in units[facts.page_key, ItemUnit.Role.CO_WRITER] if code != row.unit.code),
            orderer=facts.orderer,
            site=row.site_unit.code,
            is_own=row.origin == Origin.OWN,
            published_at=row.starts_at,
            ended_at=row.ended_at,
            first_at=getattr(row, "first_seen", None),
            submitted_at=submission.offered_at if submission else None,
            accepted_at=accepted,
            themes=frozenset(facts.themes),
            content=frozenset(facts.content),
            audiences=frozenset(facts.audiences),
            levels=frozenset(facts.levels),
            about=frozenset(units[facts.page_key, ItemUnit.Role.ABOUT]),
            author=facts.author,
        )


def _first_seen() -> Subquery:
    """Return when an item first appeared on the site; what was withdrawn before it appeared did not."""
    appeared = Publication.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=F("starts_at")),
        facts__page_key=OuterRef("facts__page_key"),
        site_unit=OuterRef("site_unit"),
    )
    return Subquery(appeared.order_by("starts_at").values("starts_at")[:1])


def _units_of(keys: Iterable[int]) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = ItemUnit.objects.filter(page_key__in=keys).order_by("position", "pk")
    for page_key, role, code in rows.values_list("page_key", "role", "unit__code"):
        found[page_key, role].append(code)
    return found
