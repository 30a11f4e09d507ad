"""The facts of a publication, kept while the item stands there and afterwards."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils import timezone
from wagtail.models import Page

from comms_plan.plans.models import ContentClass
from comms_plan.quotas.models import ItemFacts
from unit_pages.models import AbstractArticlePage, Publication, Unit

BATCH = 500
#: One line for each unit that was asked; an installation need not keep orders.
ORDER_LINES: str = "comms_gate.OrderLine"


def write_facts(page: AbstractArticlePage) -> int:
    """Write the facts of the page's open publications; those of ended ones stay as they were.

    The number of queries is the same however many publications the page has; return how many there are.
    """
    rows = list(
        Publication.objects.filter(page_id=page.pk, ended_at__isnull=True).values_list("pk", "starts_at", "unit")
    )
    if not rows:
        return 0
    values = facts_of(page, writer=rows[0][2])
    now = timezone.now()
    ItemFacts.objects.bulk_create(
        [
            ItemFacts(publication_id=pk, page_key=page.pk, counts_from=starts if starts > now else None, **values)
            for pk, starts, _unit in rows
        ],
        update_conflicts=True,
        unique_fields=["publication"],
        update_fields=[*values, "counts_from"],
    )
    return len(rows)


def facts_of(page: Any, *, writer: int) -> dict[str, Any]:
    """Return what rules ask of an item, by the names of `ItemFacts`.

    Args:
        page: an article; what it lacks (a page type without themes) is empty.
        writer: primary key of the unit that wrote it; its levels of education are the item's.
    """
    themes = [item.tag.code for item in page.theme_items.select_related("tag")] if hasattr(page, "theme_items") else []
    kind = getattr(page, "kind", None)
    chosen = set(page.content_classes.values_list("code", flat=True)) if hasattr(page, "content_classes") else set()
    classes = ContentClass.objects.exclude(theme_codes=[])
    said = {found.code for found in classes if set(found.theme_codes) & set(themes)}
    audiences = list(page.audiences.values_list("code", flat=True)) if hasattr(page, "audiences") else []
    return {
        "kind": getattr(kind, "code", "") or page._meta.model_name,
        "themes": sorted(themes),
        "content": sorted(chosen | said),
        "audiences": sorted(audiences),
        "levels": sorted(
            Unit.levels.through.objects.filter(unit=writer).values_list("educationlevel__code", flat=True)
        ),
        "orderer": orderer_of(page.pk),
    }


def orderer_of(page_id: int) -> str:
    """Return the code of the unit whose writing order the item fulfilled, "" when nobody ordered it."""
    lines = order_lines()
    if lines is None:
        return ""
    done = lines._default_manager.filter(page_id=page_id, state="done").order_by("done_at", "pk")
    return done.values_list("order__asked_by__code", flat=True).first() or ""


def order_lines() -> Any:
    """Return the model of writing orders, without which nothing counts for who ordered it; None without one."""
    try:
        return apps.get_model(ORDER_LINES)
    except LookupError:
        return None


def write_lacking_facts() -> int:
    """Write the facts of open publications that have none (written before quotas were installed, or in bulk).

    What lists show of a page is asked once for many pages; return how many publications were written.
    """
    lacking = Publication.objects.filter(facts__isnull=True, ended_at__isnull=True, page__isnull=False)
    written = 0
    while pages := list(lacking.order_by("page_id").values_list("page_id", flat=True).distinct()[:BATCH]):
        done = 0
        for page in Page.objects.filter(pk__in=pages).specific():
            if isinstance(page, AbstractArticlePage):
                done += write_facts(page)
        written += done
        if not done:
            break
    return written
