"""Write entries anew, set-wise, always from what the database holds: never from a draft in somebody's hands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, ReferenceIndex

from comms_plan.articles.models import Article
from edu_portal.search.pages import SAYS
from edu_search.entries.documents import registered
from edu_search.entries.models import Entry
from edu_search.entries.registry import forget_object, forget_owner, index_many
from unit_pages.models import DocumentFile, OfficialDocument, Unit
from unit_pages.subsites.lookup import UNIT_DEPTH, department_pages

#: Types of pages that have entries.
PAGE_TYPES: tuple[Any, ...] = (Article, *SAYS)
BATCH = 500


def renew(model: Any, keys: Iterable[Any]) -> None:
    """Write, renew or remove the entries of objects of one model.

    Args:
        model: a registered model.
        keys: primary keys, of objects that are gone too.
    """
    for part in batched(sorted(set(keys)), BATCH):
        found = list(registered(model).rows().filter(pk__in=part).order_by("pk"))
        index_many(model, found)
        for pk in set(part) - {row.pk for row in found}:
            forget_object(model, pk)


def renew_rows(model: Any, rows: QuerySet[Any]) -> None:
    """Do the same for the objects of a query."""
    renew(model, rows.order_by().values_list("pk", flat=True))


def renew_page(page: Page) -> None:
    """Renew the entry of one page, given in whatever type."""
    model = page.cached_content_type.model_class()
    if model in PAGE_TYPES:
        renew(model, [page.pk])


def renew_below(path: str) -> None:
    """Renew the entries of the pages at and below a place in the tree."""
    for model in PAGE_TYPES:
        renew_rows(model, model.objects.filter(path__startswith=path))


def renew_unit(unit: Unit) -> None:
    """Renew the entries of a unit and of all that stands on its site; of a closed site nothing is found."""
    if not unit.is_open:
        forget_owner(unit.code)
        return
    renew(Unit, [unit.pk])
    renew_rows(OfficialDocument, OfficialDocument.objects.filter(unit=unit))
    here = pages_of(unit)
    for model in PAGE_TYPES:
        renew_rows(model, model.objects.filter(here))


def pages_of(unit: Unit) -> Q:
    """Return the condition of the pages on a unit's own site; below the department's stand all others."""
    home = getattr(unit, "home", None)
    if home is None:
        return Q(pk__in=[])
    if home.depth == UNIT_DEPTH:
        return Q(path__startswith=home.path)
    return Q(pk__in=department_pages().values("pk"))


def renew_branch(unit: Unit) -> None:
    """After a unit moved in the tree of units, let the right staff find internal items of its branch."""
    units = Unit.objects.filter(tree_path__startswith=unit.tree_path)
    renew_rows(Article, Article.objects.filter(is_internal=True, unit__in=units))


def users_of(file: DocumentFile) -> dict[Any, set[int]]:
    """Return the official documents, articles and pages that show a file, by model."""
    found: dict[Any, set[int]] = {
        OfficialDocument: set(OfficialDocument.objects.filter(file=file).values_list("pk", flat=True)),
        Article: set(Article.objects.filter(attachments__file=file).values_list("pk", flat=True)),
    }
    pages = _referring_pages(file)
    for model in PAGE_TYPES:
        keys = model.objects.filter(pk__in=pages).values_list("pk", flat=True) if pages else ()
        found[model] = found.get(model, set()) | set(keys)
    return found


def _referring_pages(file: DocumentFile) -> list[int]:
    references = ReferenceIndex.get_references_to(file)
    keys = references.filter(base_content_type__model="page").values_list("object_id", flat=True)
    return [int(pk) for pk in keys.distinct()]


def renew_users(users: dict[Any, set[int]]) -> None:
    """Renew what `users_of` returned."""
    for model, keys in users.items():
        renew(model, keys)


def kept(model: Any, pk: Any) -> tuple[str, str, dict[str, Any]] | None:
    """Return owner, address and facets of the entry of an object as it stands, None when it has none."""
    entry = Entry.objects.present().filter(content_type__model=model._meta.model_name, object_id=str(pk)).first()
    return (entry.owner, entry.url_path, entry.facets) if entry else None


def batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield ``rows`` in lists of at most ``size``."""
    found = iter(rows)
    while part := list(islice(found, size)):
        yield part
