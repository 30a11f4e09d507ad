"""Write many new pages at once: rows, tree paths, search index and references set-wise.

`Page.add_child` asks ten questions a page; four pages a second on a full portal. Here the
caller answers them once: the pages are new, valid, and their slugs are free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections, models, router, transaction
from django.db.models.sql import InsertQuery
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backends

BATCH = 500


@transaction.atomic
def append_pages(pairs: Sequence[tuple[Page, Page]]) -> None:
    """Append each new page behind the last child of its parent.

    Args:
        pairs: (parent, page). The parent is saved; the page is an unsaved instance of its own
            type with title, slug and locale. Nothing is validated here.
    """
    _place(pairs)
    pages = [page for _parent, page in pairs]
    _insert_base_rows(pages)
    for model, rows in _by_type(pages).items():
        _insert_own_rows(model, rows)
    _count_children(parent for parent, _page in pairs)


def index_pages(pages: Iterable[Page]) -> None:
    """Write what Wagtail's signals write for a saved page: search index and references."""
    for model, rows in _by_type(pages).items():
        write_references(model, rows)
        for backend in get_search_backends(with_auto_update=True):
            for first in range(0, len(rows), BATCH):
                backend.add_bulk(model, rows[first : first + BATCH])


def write_references(model: type[models.Model], rows: Iterable[Any]) -> None:
    """Write the reference index of new objects; children that are not in memory count as none."""
    parents = [model, *model._meta.get_parent_list()]
    own, *_rest, base = [
        ContentType.objects.get_for_model(m, for_concrete_model=False).pk for m in (*parents, parents[-1])
    ]
    found = []
    for row in rows:
        for content_type, pk, model_path, content_path in set(ReferenceIndex._extract_references_from_object(row)):
            found.append(
                ReferenceIndex(
                    content_type_id=own,
                    base_content_type_id=base,
                    object_id=row.pk,
                    to_content_type_id=content_type,
                    to_object_id=pk,
                    model_path=model_path,
                    content_path=content_path,
                    content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
                )
            )
    ReferenceIndex.objects.bulk_create(found, batch_size=BATCH)


def _place(pairs: Sequence[tuple[Page, Page]]) -> None:
    """Give tree path, depth and address; parents that have children are asked for the last one."""
    last: dict[int, int] = {}
    for parent, page in pairs:
        if parent.pk not in last:
            sibling = parent.get_last_child() if parent.numchild else None
            last[parent.pk] = sibling._get_lastpos_in_path() if sibling else 0
        last[parent.pk] += 1
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, last[parent.pk])
        page.numchild = 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.draft_title or page.title
        in_memory = getattr(page, "_cluster_related_objects", {})
        for relation in get_all_child_relations(page):
            name = relation.get_accessor_name()
            if name not in in_memory:  # otherwise each of them would be asked for
                setattr(page, name, [])


def _insert_base_rows(pages: Sequence[Page]) -> None:
    fields = [field for field in Page._meta.concrete_fields if not field.primary_key]
    for page, (pk,) in zip(pages, _insert(Page, fields, pages, returning=[Page._meta.pk]), strict=True):
        page.pk = page.id = pk
        page._state.adding = False


def _insert_own_rows(model: type[Page], pages: Sequence[Page]) -> None:
    if model is not Page:
        _insert(model, model._meta.local_concrete_fields, pages)


def _insert(
    model: type[Page], fields: Sequence[models.Field[Any, Any]], pages: Sequence[Page], *, returning: Any = None
) -> list[tuple[Any, ...]]:
    """Insert the rows of one table of the pages, which `bulk_create` refuses for inherited models."""
    using = router.db_for_write(model)
    size = min(BATCH, connections[using].ops.bulk_batch_size(fields, list(pages)) or BATCH)
    rows: list[tuple[Any, ...]] = []
    for first in range(0, len(pages), size):
        query = InsertQuery(model)
        query.insert_values(fields, list(pages[first : first + size]))
        rows += query.get_compiler(using=using).execute_sql(returning)
    return rows


def _count_children(parents: Iterable[Page]) -> None:
    more: dict[int, int] = defaultdict(int)
    known = {}
    for parent in parents:
        more[parent.pk] += 1
        known[parent.pk] = parent
    by_number: dict[int, list[int]] = defaultdict(list)
    for pk, number in more.items():
        by_number[number].append(pk)
        known[pk].numchild += number
    for number, pks in by_number.items():
        for first in range(0, len(pks), BATCH):
            Page.objects.filter(pk__in=pks[first : first + BATCH]).update(numchild=models.F("numchild") + number)


def _by_type(pages: Iterable[Page]) -> dict[type[Page], list[Page]]:
    found: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        found[type(page)].append(page)
    return found
