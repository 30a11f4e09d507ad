"""Small objects that stand inside the items of several collections."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field

from unit_pages.api.addresses import public_address
from unit_pages.media.models import DocumentFile
from unit_pages.units.models import Unit


class Term(BaseModel):
    """A word of a closed list."""

    code: str = Field(description=_("Stable code for filters."), examples=["thpt"])
    name: str = Field(description=_("Name for readers."))


class UnitRef(BaseModel):
    """A unit, as far as a list shows it."""

    code: str = Field(description=_("Official code."))
    slug: str = Field(description=_("First segment of its addresses."), examples=["thpt-ngo-quyen"])
    name: str = Field(description=_("Full name."))
    short_name: str = Field(description=_("Short name."))
    url: str = Field(description=_("Path of the unit's site."), examples=["/thpt-ngo-quyen/"])


class FileOut(BaseModel):
    """A public file for download."""

    title: str = Field(description=_("Title for the link."))
    url: str = Field(description=_("Absolute address of the file."))
    filename: str = Field(description=_("Name under which it is saved."))
    type: str = Field(description=_("Kind of file."), examples=["PDF"])
    size: int | None = Field(description=_("Bytes; null when nobody counted them."))


class LinkOut(BaseModel):
    """A word that leads somewhere."""

    label: str = Field(description=_("The word."))
    url: str = Field(description=_("Path of the site, or a full address."))


def term(row: Any) -> Term:
    """Return a row with code and name as a term."""
    return Term(code=row.code, name=row.name)


def unit_ref(unit: Unit) -> UnitRef:
    """Return the short form of a unit."""
    return UnitRef(code=unit.code, slug=unit.slug, name=unit.name, short_name=unit.short_name, url=unit.url_path)


def public_file(file: DocumentFile | None, title: str = "") -> FileOut | None:
    """Return a file, or None for one that is not public."""
    if file is None or not file.is_public:
        return None
    return FileOut(
        title=title or file.title,
        url=public_address(file.url),
        filename=file.filename,
        type=file.file_type,
        size=file.file_size,
    )
