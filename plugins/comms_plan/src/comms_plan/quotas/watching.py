"""Something changed: the figures that it touches are counted again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils import timezone

from comms_plan.gate.models import OrderLine
from comms_plan.plans.models import Plan
from comms_plan.plans.signals import plan_copied
from comms_plan.quotas.counting import Series, begun, owing, recount
from comms_plan.quotas.facts import orderer_of, publications_of, write_facts
from comms_plan.quotas.models import ExternalItem, Figure, ItemFacts, ItemUnit, QuotaRule
from comms_plan.quotas.periods import DAY, Days, Span
from comms_plan.quotas.rules import Rule
from unit_pages.changes.signals import organisation_changed
from unit_pages.days import local_day
from unit_pages.models import AbstractArticlePage, Appointment, Publication
from unit_pages.publications.signals import publication_changed

#: No rule has more days of grace.
LONGEST_GRACE = 31 * DAY


def connect() -> None:
    """Listen to publications, deleted pages, items entered by hand, orders, appointments and changes of units."""
    publication_changed.connect(on_publication_changed, dispatch_uid="comms_quotas")
    plan_copied.connect(on_plan_copied, dispatch_uid="comms_quotas_copied")
    pre_delete.connect(on_page_deleted, dispatch_uid="comms_quotas_deleted")
    organisation_changed.connect(on_organisation_changed, dispatch_uid="comms_quotas_units")
    pre_save.connect(remember_former_unit, sender=ExternalItem, dispatch_uid="comms_quotas_external_before")
    post_save.connect(on_external_item, sender=ExternalItem, dispatch_uid="comms_quotas_external_saved")
    post_delete.connect(on_external_item, sender=ExternalItem, dispatch_uid="comms_quotas_external_deleted")
    for field in ("themes", "content_classes"):
        through = getattr(ExternalItem, field).through
        m2m_changed.connect(on_external_words, sender=through, dispatch_uid=f"comms_quotas_external_{field}")
    post_save.connect(on_order_line, sender=OrderLine, dispatch_uid="comms_quotas_orders")
    pre_save.connect(remember_former_unit, sender=Appointment, dispatch_uid="comms_quotas_appointment_before")
    post_save.connect(on_appointment, sender=Appointment, dispatch_uid="comms_quotas_appointment_saved")
    post_delete.connect(on_appointment, sender=Appointment, dispatch_uid="comms_quotas_appointment_deleted")


_waiting: ContextVar[set[int] | None] = ContextVar("comms_quotas_waiting", default=None)


@contextmanager
def counted_at_the_end() -> Iterator[None]:
    """Collect the items that change inside, and count what they touch once when the block ends without an error."""
    token = _waiting.set(set())
    try:
        yield
        pages = _waiting.get() or set()
    finally:
        _waiting.reset(token)
    count_again(pages)


def on_publication_changed(sender: Any, page: Any, site_units: set[int], **kwargs: Any) -> None:
    """Write the facts of the item and count again what it touches."""
    if not isinstance(page, AbstractArticlePage) or page.pk is None:
        return
    rows = publications_of(page)
    write_facts(page, rows)
    waiting = _waiting.get()
    if waiting is None:
        _count([row for row in rows if hasattr(row, "facts")])
    else:
        waiting.add(page.pk)


def on_page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Count again without a page that is deleted; its publications ended a moment ago."""
    if issubclass(sender, AbstractArticlePage):
        count_again([instance.pk])


def on_organisation_changed(sender: Any, units: Iterable[int] = (), **kwargs: Any) -> None:
    """Count again what units owe that began, ended or were merged."""
    count_units(set(units))


def remember_former_unit(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Remember to which unit an item outside, or an appointment, belonged before it is given to another."""
    former = sender._default_manager.filter(pk=instance.pk) if instance.pk else sender._default_manager.none()
    instance.__dict__["_former_units"] = set(former.values_list("unit", flat=True))


def on_external_item(sender: Any, instance: ExternalItem, **kwargs: Any) -> None:
    """Count again for the unit of an item outside."""
    count_units(_units_of(instance), _counts_outside)


def on_appointment(sender: Any, instance: Appointment, **kwargs: Any) -> None:
    """Count again where persons owe: one more does, or one less, or in other days."""
    count_units(_units_of(instance), lambda rule: rule.by_persons)


def on_external_words(sender: Any, instance: ExternalItem, action: str, **kwargs: Any) -> None:
    """Count again when themes or content of an item outside changed."""
    if action.startswith("post_") and isinstance(instance, ExternalItem):
        count_units({instance.unit_id}, _counts_outside)


def on_order_line(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Write down who ordered an item, since the page may be deleted later, and count it for that unit."""
    if instance.page_id is None:
        return
    code = orderer_of(instance.page_id)
    if ItemFacts.objects.filter(page_key=instance.page_id).exclude(orderer=code).update(orderer=code):
        count_again([instance.page_id])


def on_plan_copied(sender: Any, plan: Plan, copy: Plan, **kwargs: Any) -> None:
    """Take the plan's last rules along; they are valid in the period of the copy."""
    last = {quota.code: quota for quota in plan.quota_rules.order_by("valid_from")}
    for quota in last.values():
        days = {
            "valid_from": copy.period.starts_on.isoformat(),
            "valid_to": (copy.period.ends_on - DAY).isoformat(),
        }
        QuotaRule.objects.create(plan=copy, data={**quota.data, **days})


def count_again(pages: Collection[int]) -> None:
    """Count the figures again that the publications of some items touch.

    Args:
        pages: primary keys of pages, of deleted ones too.
    """
    rows = (
        Publication.objects.filter(facts__page_key__in=pages)
        .select_related("facts", "submission")
        .only(
            "unit",
            "site_unit",
            "starts_at",
            "facts__page_key",
            "facts__orderer",
            "submission__decided_at",
            "submission__offered_at",
        )
    )
    _count(list(rows))


def _count(rows: Sequence[Publication]) -> None:
    """Count the figures again that some publications touch, each with its facts."""
    days = {local_day(moment) for row in rows for moment in _moments(row)}
    if not days:
        return
    pages = {row.facts.page_key for row in rows}
    concerned = Q(pk__in={row.unit_id for row in rows} | {row.site_unit_id for row in rows})
    concerned |= Q(pk__in=ItemUnit.objects.filter(page_key__in=pages, role=ItemUnit.Role.CO_WRITER).values("unit"))
    if orderers := {row.facts.orderer for row in rows if row.facts.orderer}:
        concerned |= Q(code__in=orderers)
    now = timezone.now()
    for quota, spans in _all_touched(days, now):
        if spans:
            reach = Days(spans[0].judged.first, max(span.judged.last for span in spans))
            if owe := list(owing(quota.rule, reach).filter(concerned)):
                Series(quota, spans, now).write(owe)


def _units_of(instance: Any) -> set[int]:
    """Return the unit of something, and the one that it had before it was saved."""
    return {instance.unit_id, *instance.__dict__.get("_former_units", ())}


def _counts_outside(rule: Rule) -> bool:
    return bool(rule.channel.external)


def count_units(units: Collection[int], concerned: Callable[[Rule], bool] | None = None) -> None:
    """Count everything again that some units owe.

    Args:
        units: primary keys.
        concerned: tells of a rule whether it is to be counted; all are by default.
    """
    now = timezone.now()
    for quota in QuotaRule.objects.filter(valid_from__lte=local_day(now)):
        if concerned is not None and not concerned(quota.rule):
            continue
        if spans := begun(quota, now):
            found = list(owing(quota.rule, quota.rule.days()).filter(pk__in=units))
            gone = Figure.objects.filter(rule=quota, unit__in=units).exclude(unit__in=[unit.pk for unit in found])
            gone.delete()
            if found:
                Series(quota, spans, now).write(found)


def count_what_began(now: dt.datetime) -> int:
    """Count items whose moment has come since they were scheduled, and periods that have just begun.

    Returns:
        How many items and periods that were.
    """
    due = list(ItemFacts.objects.filter(counts_from__lte=now).values_list("page_key", flat=True))
    if due:
        count_again(due)
        ItemFacts.objects.filter(page_key__in=due, counts_from__lte=now).update(counts_from=None)
    today, opened = local_day(now), 0
    for quota in QuotaRule.objects.filter(valid_from__lte=today, valid_to__gte=today):
        span = quota.rule.span_on(today)
        # An item that appeared first has written the figures of its own unit only.
        if span is not None and _lacks_figures(quota, span.key, owing(quota.rule, span.judged).count()):
            recount(quota, [span], now)
            opened += 1
    return len(due) + opened


def _lacks_figures(quota: QuotaRule, first: dt.date, owe: int) -> bool:
    return Figure.objects.filter(rule=quota, first=first).count() != owe


def _moments(row: Publication) -> list[dt.datetime]:
    submission = getattr(row, "submission", None)
    found = [row.starts_at, getattr(submission, "offered_at", None), getattr(submission, "decided_at", None)]
    return [moment for moment in found if moment is not None]


def _all_touched(days: Collection[dt.date], now: dt.datetime) -> Iterator[tuple[QuotaRule, list[Span]]]:
    """Yield the rules that items of some days touch with the periods, those among them that rest on others."""
    first, last = min(days), max(days)
    reach = Q(valid_from__lte=last, valid_to__gte=first - LONGEST_GRACE)
    for quota in QuotaRule.objects.filter(reach):
        spans = _touched(quota, days, now)
        yield quota, spans
        if spans and quota.rule.looks_back:
            later = QuotaRule.objects.filter(plan=quota.plan_id, code=quota.code, valid_from__gt=quota.valid_from)
            for amended in later:
                yield amended, begun(amended, now)


def _touched(quota: QuotaRule, days: Collection[dt.date], now: dt.datetime) -> list[Span]:
    """Return the periods of a rule that items of some days touch, and those that rest on them."""
    rule = quota.rule
    spans = rule.spans()
    grace = rule.grace_days * DAY
    hit = [
        number
        for number, span in enumerate(spans)
        if any(span.judged.first <= day <= span.judged.last + grace for day in days)
    ]
    if not hit or not rule.looks_back:
        return [spans[number] for number in hit]
    today = local_day(now)
    return [
        span for number, span in enumerate(spans) if number >= hit[0] and (number in hit or span.judged.first <= today)
    ]
