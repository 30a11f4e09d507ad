"""The facts of a publication, kept while the item stands there and afterwards."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, OuterRef, QuerySet, Subquery, TextField, Value
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
        page: an article, as it is saved.
        rows: its publications where they are at hand; they carry their facts afterwards.
    """
    return write_facts_of([page], publications_of(page) if rows is None else rows)


def write_facts_of(pages: Sequence[Any], rows: Sequence[Publication]) -> int:
    """Write the facts of open publications in two queries for each type of page; return how many there are.

    Args:
        pages: articles, as they are saved.
        rows: publications of these pages; they carry their facts afterwards.
    """
    rows = [row for row in rows if row.ended_at is None]
    writers = {pk: row.unit_id for row in reversed(rows) if (pk := row.page_id) is not None}
    by_type: dict[type, list[Any]] = defaultdict(list)
    for page in pages:
        if page.pk in writers:
            by_type[type(page)].append(page)
    values = {pk: found for some in by_type.values() for pk, found in facts_of(some, writers).items()}
    now = timezone.now()
    facts = [
        ItemFacts(
            publication=row,
            page_key=pk,
            counts_from=row.starts_at if row.starts_at > now else None,
            **values[pk],
        )
        for row in rows
        if (pk := row.page_id) is not None
    ]
    if facts:
        ItemFacts.objects.bulk_create(
            facts,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["publication"],
            update_fields=[*next(iter(values.values())), "counts_from"],
        )
    return len(facts)


def facts_of(pages: Sequence[Any], writers: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """Return what rules ask of items, by page and by the names of `ItemFacts`, in one query.

    Args:
        pages: articles of one type, as they are saved; what the type lacks (a page without themes) is empty.
        writers: primary keys of the units that wrote them; their levels of education are the items'.
    """
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    follows: dict[str, set[str]] = {}
    for what, key, code, more in _words(pages, writers):
        if what == "follows":
            follows[code] = set(json.loads(more))
        else:
            said[what][key].add(code)
    found = {}
    for page in pages:
        key = str(page.pk)
        themes = said["themes"][key]
        by_theme = {code for code, those in follows.items() if those & themes}
        found[page.pk] = {
            "kind": next(iter(said["kind"][str(getattr(page, "kind_id", ""))]), page._meta.model_name),
            "themes": sorted(themes),
            "content": sorted(said["content"][key] | by_theme),
            "audiences": sorted(said["audiences"][key]),
            "levels": sorted(said["levels"][str(writers[page.pk])]),
            "orderer": next(iter(said["orderer"][key]), ""),
            "author": str(page.owner_id or ""),
        }
    return found


def _words(pages: Sequence[Any], writers: Mapping[int, int]) -> QuerySet[Any, tuple[str, str, str, str]]:
    """Return what a code is, of which object it is one, the code, and of content its themes as JSON."""
    model, keys = pages[0], [page.pk for page in pages]

    def told(rows: QuerySet[Any], what: str, of: Any, path: str, more: Any = NOTHING) -> QuerySet[Any, Any]:
        texts = (Cast(of, TextField()), Cast(path, CharField()), Cast(more, TextField()))
        return rows.order_by().values_list(Value(what, CharField()), *texts)

    wrote = {writers[key] for key in keys}
    parts = [told(Unit.levels.through.objects.filter(unit__in=wrote), "levels", "unit", "educationlevel__code")]
    if kind := _field(model, "kind"):
        kinds = {page.kind_id for page in pages}
        parts.append(told(kind.related_model.objects.filter(pk__in=kinds), "kind", "pk", "code"))
    if themes := _field(model, "theme_items"):
        name = themes.field.name
        parts.append(told(themes.related_model.objects.filter(**{f"{name}__in": keys}), "themes", name, "tag__code"))
    for name, what in (("audiences", "audiences"), ("content_classes", "content")):
        if field := _field(model, name):
            of = field.m2m_field_name()
            rows = field.remote_field.through.objects.filter(**{f"{of}__in": keys})
            parts.append(told(rows, what, of, f"{field.m2m_reverse_field_name()}__code"))
    first = Subquery(_fulfilled(OuterRef("page_id")).values("pk")[:1])
    ordered = OrderLine.objects.filter(page_id__in=keys, pk=first)
    parts.append(told(ordered, "orderer", "page_id", "order__asked_by__code"))
    follows = told(ContentClass.objects.exclude(theme_codes=[]), "follows", NOTHING, "code", "theme_codes")
    return parts[0].union(*parts[1:], follows, all=True)


def _field(page: Any, name: str) -> Any:
    """Return a field or relation of a page type, None when it has none of that name."""
    try:
        return page._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def orderer_of(page_id: int) -> str:
    """Return the code of the unit whose writing order the item fulfilled, "" when nobody ordered it."""
    return _fulfilled(page_id).values_list("order__asked_by__code", flat=True).first() or ""


def _fulfilled(page_id: Any) -> QuerySet[OrderLine]:
    """Return the lines of orders that an item closed, the first first."""
    return OrderLine.objects.filter(page_id=page_id, state=LineState.DONE).order_by("done_at", "pk")


def write_lacking_facts() -> int:
    """Write the facts of open publications that have none (written before quotas were installed, or in bulk).

    The number of queries does not grow with the pages of a batch; return how many publications were written.
    """
    lacking = Publication.objects.filter(facts__isnull=True, ended_at__isnull=True, page__isnull=False)
    written = last = 0
    while rows := list(lacking.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        found = Page.objects.filter(pk__in={row.page_id for row in rows}).specific()
        pages = {page.pk: page for page in found if isinstance(page, AbstractArticlePage)}
        written += write_facts_of(list(pages.values()), [row for row in rows if row.page_id in pages])
    return written
