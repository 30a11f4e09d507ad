"""A publication changed: its facts are written and the figures it touches are counted again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Q
from django.db.models.signals import pre_delete
from django.utils import timezone

from comms_plan.plans.models import Plan
from comms_plan.plans.signals import plan_copied
from comms_plan.quotas.counting import Counter, owing, zone
from comms_plan.quotas.facts import write_facts
from comms_plan.quotas.models import ItemFacts, QuotaRule
from comms_plan.quotas.periods import DAY, Days
from unit_pages.models import AbstractArticlePage, Publication
from unit_pages.publications.signals import publication_changed


def connect() -> None:
    """Listen to publications, and to pages that are deleted."""
    publication_changed.connect(on_publication_changed, dispatch_uid="comms_quotas")
    plan_copied.connect(on_plan_copied, dispatch_uid="comms_quotas_copied")
    pre_delete.connect(on_page_deleted, dispatch_uid="comms_quotas_deleted")


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
    write_facts(page)
    waiting = _waiting.get()
    if waiting is None:
        count_again([page.pk])
    else:
        waiting.add(page.pk)


def on_page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Count again without a page that is deleted; its publications ended a moment ago."""
    if issubclass(sender, AbstractArticlePage):
        count_again([instance.pk])


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
    keys = ItemFacts.objects.filter(page_key__in=pages).values("publication")
    rows = list(Publication.objects.filter(pk__in=keys).select_related("submission"))
    days = [
        moment.astimezone(zone()).date()
        for row in rows
        for moment in (row.starts_at, getattr(getattr(row, "submission", None), "decided_at", None))
        if moment is not None
    ]
    if not days:
        return
    units = {row.unit_id for row in rows} | {row.site_unit_id for row in rows}
    touched = Days(min(days), max(days))
    now = timezone.now()
    for quota in QuotaRule.objects.filter(Q(valid_from__lte=touched.last), Q(valid_to__gte=touched.first - 31 * DAY)):
        rule = quota.rule
        for span in rule.period.within(rule.days()):
            reach = Days(span.judged.first, span.judged.last + rule.grace_days * DAY)
            if any(day in reach for day in days):
                owe = list(owing(rule, span.judged).filter(pk__in=units))
                if owe:
                    Counter(quota, span, now).write(owe)
