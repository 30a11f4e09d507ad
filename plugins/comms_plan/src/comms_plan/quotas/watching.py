"""A publication changed: its facts are written and the figures it touches are counted again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.db.models.signals import pre_delete
from django.utils import timezone

from comms_plan.quotas.counting import Counter, owing, zone
from comms_plan.quotas.facts import write_facts
from comms_plan.quotas.models import ItemFacts, QuotaRule
from comms_plan.quotas.periods import DAY, Days
from unit_pages.models import AbstractArticlePage, Publication
from unit_pages.publications.signals import publication_changed


def connect() -> None:
    """Listen to publications, and to pages that are deleted."""
    publication_changed.connect(on_publication_changed, dispatch_uid="comms_quotas")
    pre_delete.connect(on_page_deleted, dispatch_uid="comms_quotas_deleted")


def on_publication_changed(sender: Any, page: Any, site_units: set[int], **kwargs: Any) -> None:
    """Write the facts of the item and count again what it touches."""
    if not isinstance(page, AbstractArticlePage) or page.pk is None:
        return
    write_facts(page)
    count_again([page.pk])


def on_page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Count again without a page that is deleted; its publications ended a moment ago."""
    if issubclass(sender, AbstractArticlePage):
        count_again([instance.pk])


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
