"""Entries of official documents: number, subject, and the text of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from edu_portal.public.document_lists import document_url
from edu_portal.search.groups import DOCUMENTS, group_of
from edu_portal.search.surroundings import Surroundings, surroundings_of_units, unit_facets
from edu_search.entries.documents import Document
from edu_search.extraction.services import texts_of
from unit_pages.conf import get_settings
from unit_pages.models import DocumentFile, OfficialDocument


@dataclass(frozen=True)
class DocumentFacts:
    """What a document's entry needs besides the document.

    Args:
        around: units and private collections.
        text: plain text of the file, "" while nobody has read it.
    """

    around: Surroundings
    text: str = ""


def rows() -> Any:
    """Return the public documents, with what their entries say."""
    return OfficialDocument.objects.filter(is_public=True).select_related("kind", "field", "file__collection", "unit")


def prepare(documents: Sequence[OfficialDocument]) -> None:
    """Fetch what the entries of some documents need, in a fixed number of queries."""
    around = surroundings_of_units(document.unit_id for document in documents)
    names = {document.pk: _file_name(document, around) for document in documents}
    texts = texts_of(get_settings().private_storage, {name for name in names.values() if name})
    for document in documents:
        document.search_facts = DocumentFacts(around, texts.get(names[document.pk], ""))  # type: ignore[attr-defined]


def _file_name(document: OfficialDocument, around: Surroundings) -> str:
    file = document.file
    return str(file.file.name) if file is not None and may_be_read(file, around) else ""


def may_be_read(file: DocumentFile, around: Surroundings) -> bool:
    """Whether readers can open a file, so that its words may be found."""
    private = around.private_collections
    return file.is_public and not (private and file.collection.path.startswith(private))


def official_document(document: OfficialDocument) -> Document | None:
    """Return what search says of an official document, None when readers may not see it."""
    if not hasattr(document, "search_facts"):
        prepare([document])
    facts: DocumentFacts = document.search_facts  # type: ignore[attr-defined]
    unit = facts.around.units[document.unit_id]
    if not (document.is_public and unit.is_open):
        return None
    issued_at = timezone.make_aware(dt.datetime.combine(document.issued_on, dt.time.min))
    field = document.field.name if document.field else ""
    said = (document.kind.name, field, document.issuer, document.signer, facts.text)
    return Document(
        type="document",
        title=f"{document.number} {document.title}"[:500],
        summary=document.summary,
        text="\n".join(part for part in said if part),
        url_path=document_url(document),
        owner=unit.code,
        published_at=issued_at,
        facets={
            **unit_facets(unit),
            "type": [group_of(document.kind.code, DOCUMENTS)],
            "kind": [document.kind.code],
            "year": facts.around.school_year(issued_at),
        },
    )
