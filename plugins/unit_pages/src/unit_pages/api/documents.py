"""Official documents of the units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Query
from pydantic import Field
from wagtail.models import Page

from unit_pages.api.addresses import public_address
from unit_pages.api.fields import Resource, answer_one
from unit_pages.api.lists import Listing, NewestFirst, answer_list
from unit_pages.api.parameters import Codes, ListQuery, OneQuery, Word, as_id, units_named
from unit_pages.api.parts import FileOut, Term, UnitRef, public_file, term, unit_ref
from unit_pages.api.problems import not_found
from unit_pages.api.routing import ReadRouter
from unit_pages.api.visibility import public_pages
from unit_pages.subsites.documents import OfficialDocument
from unit_pages.subsites.lookup import public_path
from unit_pages.subsites.pages import DocumentListPage
from unit_pages.units.models import Unit

router = ReadRouter(tags=["documents"])
ORDER = NewestFirst("issued_on", dt.date)


class DocumentItem(Resource):
    """An official document; the signer's name stays on the paper."""

    id: int = Field(description=_("Primary key."))
    slug: str = Field(description=_("Last segment of its address."), examples=["12-1142-sgddt-ktkd"])
    number: str = Field(description=_("Number and symbol."), examples=["1142/SGDĐT-KTKĐ"])
    title: str = Field(description=_("Subject."))
    kind: Term = Field(description=_("Kind of document."))
    field: Term | None = Field(description=_("Matter."))
    issuer: str = Field(description=_("Issuer; may be empty."))
    issued_on: dt.date = Field(description=_("Date of issue."))
    in_force: bool = Field(description=_("Whether it is in force."))
    summary: str = Field(description=_("Summary; may be empty."))
    unit: UnitRef = Field(description=_("The unit on whose list it stands."))
    url: str | None = Field(description=_("Path of its page; null where the unit has no document list."))
    canonical: str | None = Field(description=_("Absolute canonical address."))
    file: FileOut | None = Field(description=_("The file, when it is public."))


class DocumentList(Listing[DocumentItem]):
    """A page of documents."""


class DocumentQuery(ListQuery):
    """Filters of documents."""

    unit: Word | None = Field(
        None, description=_("Slug or code of a unit; documents of its offices are on its list too.")
    )
    kind: Codes | None = Field(None, description=_("Codes of kinds of document, separated by commas."))
    field: Codes | None = Field(None, description=_("Codes of matters, separated by commas."))
    year: int | None = Field(None, ge=1945, le=2200, description=_("Year of issue."), examples=[2022])
    q: Word | None = Field(None, description=_("Words of number, subject or summary, with or without diacritics."))

    def narrow(self, rows: Any) -> Any:
        """Return the documents that match."""
        if self.unit:
            unit = units_named(self.unit).first()
            rows = rows.filter(unit__in=Unit.objects.with_offices(unit)) if unit else rows.none()
        if self.kind:
            rows = rows.filter(kind__code__in=self.kind)
        if self.field:
            rows = rows.filter(field__code__in=self.field)
        if self.year:
            rows = rows.filter(issued_on__year=self.year)
        return rows.matching(self.q) if self.q else rows


@router.read(
    "",
    response=DocumentList,
    operation_id="listDocuments",
    summary=_("Official documents"),
    description=_("By date of issue, the newest first."),
)
def documents(request: HttpRequest, query: Query[DocumentQuery]) -> HttpResponse:
    """Answer with a page of documents."""
    return answer_list(request, query, query.narrow(_rows()), ORDER, DocumentItem, _items)


@router.read(
    "/{key}",
    response=DocumentItem,
    operation_id="getDocument",
    summary=_("One document"),
    description=_("By slug or id."),
    one=True,
)
def document(request: HttpRequest, key: str, query: Query[OneQuery]) -> HttpResponse:
    """Answer with one document."""
    row = _rows().filter(pk=as_id(key.partition("-")[0])).first()
    if row is None or key not in {row.slug, str(row.pk)}:
        raise not_found()
    return answer_one(request, _items([row])[0], query.fields)


def _rows() -> Any:
    return OfficialDocument.objects.public().select_related("kind", "field", "file", "unit__home")


def _items(rows: Sequence[OfficialDocument]) -> list[DocumentItem]:
    lists = _list_paths(row.unit.home.path for row in rows if hasattr(row.unit, "home"))
    return [_item(row, lists.get(row.unit.home.path) if hasattr(row.unit, "home") else None) for row in rows]


def _item(row: OfficialDocument, list_path: str | None) -> DocumentItem:
    url = f"{list_path}{row.slug}/" if list_path else None
    return DocumentItem(
        id=row.pk,
        slug=row.slug,
        number=row.number,
        title=row.title,
        kind=term(row.kind),
        field=term(row.field) if row.field else None,
        issuer=row.issuer,
        issued_on=row.issued_on,
        in_force=row.in_force,
        summary=row.summary,
        unit=unit_ref(row.unit),
        url=url,
        canonical=public_address(url) if url else None,
        file=public_file(row.file),
    )


def _list_paths(homes: Iterable[str]) -> dict[str, str]:
    """Map the tree paths of home pages to the address of the document list below each."""
    pages = (
        public_pages(DocumentListPage)
        .annotate(home_path=Left("path", (F("depth") - 1) * Page.steplen))
        .filter(home_path__in=set(homes))
    )
    return {page.home_path: public_path(page.url_path) for page in pages.order_by("-path")}
