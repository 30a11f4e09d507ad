"""The facts of a publication, kept while the item stands there and afterwards."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page

from comms_plan.gate.models import LineState, OrderLine
from comms_plan.plans.models import ContentClass
from comms_plan.quotas.models import ItemFacts
from unit_pages.models import AbstractArticlePage, Publication, Unit

BATCH = 500
NOTHING = Value("")


def publications_of(page: AbstractArticlePage) -> list[Publication]:
    """Return all publications that a page has or had, each with what figures ask of it."""
    return list(Publication.objects.filter(page_id=page.pk).select_related("facts", "submission").order_by("pk"))


def write_facts(page: AbstractArticlePage, rows: Sequence[Publication] | None = None) -> int:
    """Write the facts of the page's open publications; those of ended ones stay as they were.

    The number of queries is the same however many publications the page has; return how many there are.

    Args:
        page: an article.
        rows: its publications where they are at hand; they carry their facts afterwards.
    """
    rows = [row for row in (publications_of(page) if rows is None else rows) if row.ended_at is None]
    if not rows:
        return 0
    values = facts_of(page, writer=rows[0].unit_id)
    now = timezone.now()
    facts = [
        ItemFacts(
            publication=row, page_key=page.pk, counts_from=row.starts_at if row.starts_at > now else None, **values
        )
        for row in rows
    ]
    ItemFacts.objects.bulk_create(
        facts,
        update_conflicts=True,
        unique_fields=["publication"],
        update_fields=[*values, "counts_from"],
    )
    return len(rows)


def facts_of(page: Any, *, writer: int) -> dict[str, Any]:
    """Return what rules ask of an item, by the names of `ItemFacts`, in one query.

    Args:
        page: an article, as it is saved; what it lacks (a page type without themes) is empty.
        writer: primary key of the unit that wrote it; its levels of education are the item's.
    """
    said: dict[str, set[str]] = defaultdict(set)
    follows: dict[str, set[str]] = {}
    for what, code, themes in _words(page, writer):
        said[what].add(code)
        if what == "follows":
            follows[code] = set(json.loads(themes))
    by_theme = {code for code, themes in follows.items() if themes & said["themes"]}
    return {
        "kind": next(iter(said["kind"]), page._meta.model_name),
        "themes": sorted(said["themes"]),
        "content": sorted(said["content"] | by_theme),
        "audiences": sorted(said["audiences"]),
        "levels": sorted(said["levels"]),
        "orderer": next(iter(said["orderer"]), ""),
        "author": str(page.owner_id or ""),
    }


def _words(page: Any, writer: int) -> QuerySet[Any, tuple[str, str, str]]:
    """Return codes of a page with what they are; of the content that themes bring along, their themes as JSON."""

    def told(rows: QuerySet[Any], what: str, path: str, more: Any = NOTHING) -> QuerySet[Any, Any]:
        return rows.order_by().values_list(Value(what, CharField()), Cast(path, CharField()), Cast(more, TextField()))

    parts = [told(Unit.levels.through.objects.filter(unit=writer), "levels", "educationlevel__code")]
    if kind := _field(page, "kind"):
        parts.append(told(kind.related_model.objects.filter(pk=page.kind_id), "kind", "code"))
    if themes := _field(page, "theme_items"):
        rows = themes.related_model.objects.filter(**{themes.field.name: page.pk})
        parts.append(told(rows, "themes", "tag__code"))
    for name, what in (("audiences", "audiences"), ("content_classes", "content")):
        if field := _field(page, name):
            rows = field.remote_field.through.objects.filter(**{field.m2m_field_name(): page.pk})
            parts.append(told(rows, what, f"{field.m2m_reverse_field_name()}__code"))
    first = Subquery(_fulfilled(page.pk).values("pk")[:1])
    parts.append(told(OrderLine.objects.filter(pk=first), "orderer", "order__asked_by__code"))
    follows = ContentClass.objects.exclude(theme_codes=[])
    return parts[0].union(*parts[1:], told(follows, "follows", "code", "theme_codes"), all=True)


def _field(page: Any, name: str) -> Any:
    """Return a field or relation of a page type, None when it has none of that name."""
    try:
        return page._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def orderer_of(page_id: int) -> str:
    """Return the code of the unit whose writing order the item fulfilled, "" when nobody ordered it."""
    return _fulfilled(page_id).values_list("order__asked_by__code", flat=True).first() or ""


def _fulfilled(page_id: int) -> QuerySet[OrderLine]:
    """Return the lines of orders that an item closed, the first first."""
    return OrderLine.objects.filter(page_id=page_id, state=LineState.DONE).order_by("done_at", "pk")


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
