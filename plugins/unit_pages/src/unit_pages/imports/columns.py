"""The columns of a file of units: what they are called and how their text becomes a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unit_pages.enums import Ownership
from unit_pages.units.models import EducationLevel, UnitTag
from unit_pages.vietnamese import fold


class ValueProblemError(ValueError):
    """Raised for text that is no value of its column; the message says what is expected."""


def day(text: str) -> dt.date:
    """Return the day of ``31/12/2025`` or ``2025-12-31``.

    Raises:
        ValueProblemError: for anything else.
    """
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueProblemError(_("“%(text)s” is no day. Write for example 01/09/2025.") % {"text": text[:40]})


def degrees(text: str) -> Decimal:
    """Return degrees with a point or comma, to five places.

    Raises:
        ValueProblemError: for anything else.
    """
    try:
        number = Decimal(text.replace(",", "."))
        return number.quantize(Decimal("0.00001"))
    except InvalidOperation as error:
        message = _("“%(text)s” is no number of degrees. Write for example 20.85678.")
        raise ValueProblemError(message % {"text": text[:40]}) from error


def ownership(text: str) -> str:
    """Return the ownership of its code or of its word.

    Raises:
        ValueProblemError: for another word.
    """
    for value, label in Ownership.choices:
        if fold(text) in {value, fold(str(label))}:
            return str(value)
    words = ", ".join(str(label) for _value, label in Ownership.choices)
    raise ValueProblemError(
        _("“%(text)s” is not known. Write one of: %(words)s.") % {"text": text[:40], "words": words}
    )


@dataclass(frozen=True)
class Column:
    """A column.

    Args:
        name: its name in mapping files, and of the unit's field.
        label: its heading in the template.
        help: what stands in it.
        example: of the template.
        read: makes the value of its text.
        is_required: whether a new unit needs it.
    """

    name: str
    label: Any
    help: Any
    example: str
    read: Callable[[str], Any] = str
    is_required: bool = False


COLUMNS = [
    Column(
        "code",
        gettext_lazy("Unit code"),
        gettext_lazy("The official code; each unit has its own. An import finds units by it."),
        "HP-THPT-99",
        is_required=True,
    ),
    Column(
        "name", gettext_lazy("Full name"), gettext_lazy("In full."), "Trường THPT Bạch Đằng Giang", is_required=True
    ),
    Column(
        "short_name",
        gettext_lazy("Short name for lists"),
        gettext_lazy("At most 80 characters. Empty: the full name."),
        "THPT Bạch Đằng Giang",
    ),
    Column(
        "slug",
        gettext_lazy("Address on the portal (slug)"),
        gettext_lazy("Letters without diacritics, digits and hyphens. Empty: made from the name."),
        "thpt-bach-dang-giang",
    ),
    Column(
        "kind",
        gettext_lazy("Kind of unit (code)"),
        gettext_lazy("Code or name of a kind, see the sheet of kinds."),
        "thpt",
        is_required=True,
    ),
    Column(
        "levels",
        gettext_lazy("Levels taught"),
        gettext_lazy("Codes or names, several with a semicolon between."),
        "thpt",
    ),
    Column(
        "tags",
        gettext_lazy("Tags of the unit"),
        gettext_lazy("Codes or names, several with a semicolon between."),
        "",
    ),
    Column(
        "parent",
        gettext_lazy("Superior unit (code)"),
        gettext_lazy(
            "Code, address or full name of the superior unit. Empty: the department, or the one chosen when loading."
        ),
        "",
    ),
    Column(
        "ownership",
        gettext_lazy("Public or private unit"),
        gettext_lazy("Who runs the unit."),
        "public",
        read=ownership,
    ),
    Column("district", gettext_lazy("District of the unit"), gettext_lazy("For example Ngô Quyền."), "Thủy Nguyên"),
    Column(
        "address",
        gettext_lazy("Postal address of the unit"),
        gettext_lazy("House number, street, commune."),
        "Xã Phục Lễ, Thủy Nguyên, Hải Phòng",
    ),
    Column(
        "commune_code", gettext_lazy("Code of the commune"), gettext_lazy("From the official list of communes."), ""
    ),
    Column("phone", gettext_lazy("Phone of the unit"), gettext_lazy("As readers dial it."), "0225 3999 999"),
    Column(
        "email",
        gettext_lazy("E-mail of the unit"),
        gettext_lazy("Shown on the contact page."),
        "thptbachdanggiang@example.vn",
    ),
    Column("website", gettext_lazy("Former website of the unit"), gettext_lazy("With https://."), ""),
    Column("latitude", gettext_lazy("Latitude (degrees)"), gettext_lazy("For example 20.85678."), "", read=degrees),
    Column("longitude", gettext_lazy("Longitude (degrees)"), gettext_lazy("For example 106.68345."), "", read=degrees),
    Column("starts_on", gettext_lazy("Unit exists from"), gettext_lazy("For example 01/09/2025."), "", read=day),
    Column("ends_on", gettext_lazy("Unit ended on"), gettext_lazy("The first day without the unit."), "", read=day),
]
BY_NAME = {column.name: column for column in COLUMNS}
#: Columns that name several terms of a register.
TERMS: dict[str, type[EducationLevel] | type[UnitTag]] = {"levels": EducationLevel, "tags": UnitTag}
#: Columns that name other rows of the registry; the rest are plain fields of the unit.
LINKS = {"kind", "parent", *TERMS}


def likely_code(headings: list[str]) -> str | None:
    """Return the one heading that speaks of a code, such as ``moet_code`` or ``Mã trường``."""
    found = [
        heading
        for heading in headings
        if column_of(heading) is None and {"code", "ma"} & set(fold(heading).replace("_", " ").split())
    ]
    return found[0] if len(found) == 1 else None


def column_of(heading: str) -> str | None:
    """Return the name of the column that a heading means: our name, or the template's heading."""
    folded = fold(heading).strip(" *:")
    for column in COLUMNS:
        if folded in {column.name, fold(str(column.label))}:
            return column.name
    return None
