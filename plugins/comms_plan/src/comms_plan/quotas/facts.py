"""The facts of a publication, kept while the item stands there and afterwards."""

from __future__ import annotations

from typing import Any

from comms_plan.plans.models import ContentClass
from comms_plan.quotas.models import ItemFacts
from unit_pages.models import AbstractArticlePage, Publication


def write_facts(page: AbstractArticlePage) -> None:
    """Write the facts of the page's open publications; those of ended ones stay as they were.

    Five queries, however many publications the page has.
    """
    rows = list(Publication.objects.filter(page_id=page.pk, ended_at__isnull=True).values_list("pk", flat=True))
    if not rows:
        return
    values = facts_of(page)
    ItemFacts.objects.bulk_create(
        [ItemFacts(publication_id=pk, page_key=page.pk, **values) for pk in rows],
        update_conflicts=True,
        unique_fields=["publication"],
        update_fields=list(values),
    )


def facts_of(page: Any) -> dict[str, Any]:
    """Return what rules ask of an item, by the names of `ItemFacts`.

    Args:
        page: an article; what it lacks (a page type without themes) is empty.
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
        "levels": [],
    }
