"""The workbook that people fill in: headings, an example, the allowed words."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from unit_pages.access.branches import EVERYTHING, Branches
from unit_pages.enums import Ownership
from unit_pages.imports.columns import COLUMNS
from unit_pages.units.models import EducationLevel, UnitTag

NAME = "don-vi.xlsx"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_workbook(branches: Branches = EVERYTHING) -> bytes:
    """Return the template with the kinds that may be used in ``branches``."""
    book = Workbook()
    _units(book.active, branches)
    _table(
        book.create_sheet(_("Columns")),
        [_("Column"), _("What stands in it")],
        [(f"{column.label}{' *' if column.is_required else ''}", str(column.help)) for column in COLUMNS],
    )
    _table(book.create_sheet(_("Kinds")), [_("Code"), _("Kind of unit")], branches.kinds().values_list("code", "name"))
    _table(
        book.create_sheet(_("Levels")),
        [_("Code"), _("Education level")],
        EducationLevel.objects.values_list("code", "name"),
    )
    _table(
        book.create_sheet(_("Tags of units")),
        [_("Code"), _("Tag of units")],
        UnitTag.objects.values_list("code", "name"),
    )
    _table(
        book.create_sheet(_("Ownership")),
        [_("Code"), _("Meaning")],
        [(v, str(label)) for v, label in Ownership.choices],
    )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _units(sheet: Any, branches: Branches) -> None:
    sheet.title = _("Units")
    examples = {column.name: column.example for column in COLUMNS}
    kinds = list(branches.kinds().filter(is_school=True)[:1]) or list(branches.kinds()[:1])
    examples["kind"] = kinds[0].code if kinds else ""
    examples["levels"] = examples["levels"] if EducationLevel.objects.filter(code=examples["levels"]).exists() else ""
    headings = [f"{column.label}{' *' if column.is_required else ''}" for column in COLUMNS]
    _table(sheet, headings, [[examples[column.name] for column in COLUMNS]])
    for number in range(1, len(COLUMNS) + 1):  # text, so that codes keep their leading zeros
        for row in range(2, 502):
            sheet.cell(row, number).number_format = "@"


def _table(sheet: Any, headings: list[str], rows: Any) -> None:
    sheet.append(headings)
    for row in rows:
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="0B4A76")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for number, heading in enumerate(headings, start=1):
        longest = max(
            [len(heading), *(len(str(row[number - 1] or "")) for row in sheet.iter_rows(min_row=2, values_only=True))]
        )
        sheet.column_dimensions[get_column_letter(number)].width = min(60, longest + 3)
    sheet.freeze_panes = "A2"
