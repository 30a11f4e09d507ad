"""Lists of official documents: search by number or subject, filters, one page each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import HttpRequest

from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta
from edu_portal.public.paging import page_of
from unit_pages.models import DocumentListPage, OfficialDocument, Unit
from unit_pages.subsites.documents import OfficialDocumentQuerySet

LIST_SLUG = "van-ban"
SHOWN = (
    *("number", "title", "issued_on", "in_force", "kind__name", "field__name", "unit__slug", "unit__parent_id"),
    *("file__file", "file__original_name", "file__file_size"),
)


def document_url(document: OfficialDocument) -> str:
    """Return the path of a document below its unit's list."""
    return f"{document.unit.url_path}{LIST_SLUG}/{document.slug}/"


def documents_of(unit: Unit) -> OfficialDocumentQuerySet:
    """Return the public documents on a unit's list: its own and those of its offices."""
    return OfficialDocument.objects.shown_on(unit)


def with_words(documents: OfficialDocumentQuerySet) -> OfficialDocumentQuerySet:
    """Fetch what `document_rows` needs in the same query, and no more."""
    return documents.select_related("kind", "field", "file", "unit").only(*SHOWN)


def document_rows(documents: Iterable[OfficialDocument]) -> list[dict[str, Any]]:
    """Return what lists show of documents that were fetched `with_words`."""
    return [
        {
            "number": document.number,
            "date": document.issued_on,
            "title": document.title,
            "kind_name": document.kind.name,
            "field_name": document.field.name if document.field else "",
            "file_type": document.file.file_type if document.file else "",
            "file_size": document.file.file_size if document.file else None,
            "file_url": document.file.url if document.file else "",
            "url": document_url(document),
            "detail_url": document_url(document),
            "in_force": document.in_force,
        }
        for document in documents
    ]


def context(request: HttpRequest, page: DocumentListPage) -> dict[str, Any]:
    """Return the context of the list, or of one document of it."""
    if hasattr(request, "official_document"):
        return detail_context(request.official_document)
    unit = request.site_unit  # type: ignore[attr-defined]
    everything = documents_of(unit)
    found, filters = _filtered(request, everything)
    shown, pager = page_of(request, with_words(found), field="issued_on")
    return {
        "documents": document_rows(shown),
        "filters": filters,
        "total": found.count(),
        "pager": pager,
        "meta": Meta(title=page.title, canonical=absolute(request.path)),
    }


def detail_context(document: OfficialDocument) -> dict[str, Any]:
    """Return the context of ``unit_pages/document_detail.html``."""
    return {
        "document": {
            "number": document.number,
            "title": document.title,
            "kind_name": document.kind.name,
            "field_name": document.field.name if document.field else "",
            "issuer": document.issuer,
            "signer": document.signer,
            "date": document.issued_on,
            "in_force": document.in_force,
            "summary": document.summary,
            "file": document.file,
        },
        "meta": Meta(
            title=f"{document.number}: {document.title}",
            description=document.summary,
            canonical=absolute(document_url(document)),
        ),
        "list_link": NavLink("", f"{document.unit.url_path}{LIST_SLUG}/"),
    }


def _filtered(
    request: HttpRequest, everything: OfficialDocumentQuerySet
) -> tuple[OfficialDocumentQuerySet, dict[str, Any]]:
    query = request.GET
    text, year = query.get("q", "").strip()[:200], query.get("nam", "")
    kinds, fields = query.getlist("loai")[:20], query.getlist("linh-vuc")[:20]
    found = everything.matching(text) if text else everything
    years = (
        everything.annotate(year=ExtractYear("issued_on")).values_list("year", flat=True).distinct().order_by("-year")
    )
    filters = {
        "q": text,
        "years": [{"value": str(y), "label": str(y), "selected": str(y) == year} for y in years],
        "kinds": _choices(everything, "kind", kinds),
        "fields": _choices(everything, "field", fields),
    }
    if year.isdigit() and 1945 <= int(year) <= 9999:
        found = found.filter(issued_on__year=int(year))
    if kinds:
        found = found.filter(kind__code__in=kinds)
    if fields:
        found = found.filter(field__code__in=fields)
    return found, filters


def _choices(everything: OfficialDocumentQuerySet, name: str, chosen: list[str]) -> list[dict[str, Any]]:
    rows = (
        everything.filter(**{f"{name}__isnull": False})
        .values(f"{name}__code", f"{name}__name")
        .annotate(count=Count("pk"))
        .order_by(f"{name}__position")
    )
    return [
        {
            "value": row[f"{name}__code"],
            "label": row[f"{name}__name"],
            "count": row["count"],
            "selected": row[f"{name}__code"] in chosen,
        }
        for row in rows
    ]
