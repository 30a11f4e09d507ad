"""Tables as files: CSV that Excel opens with its letters, and workbooks."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from comms_plan.coverage.tables import Table, TableCell

#: A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: names and headlines are other people's words."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


def lines_of(table: Table) -> list[list[Any]]:
    """Return heading and rows as plain values."""
    head = [table.head, *(column.title or column.label for column in table.columns)]
    rows = [[_named(row.sign, row.label), *(_value(cell) for cell in row.cells)] for row in table.rows]
    return [[safe(text) for text in head], *rows]


def as_csv(table: Table) -> bytes:
    """Return the table as UTF-8 with the mark by which Excel knows it."""
    output = io.StringIO(newline="")
    csv.writer(output).writerows(lines_of(table))
    return b"\xef\xbb\xbf" + output.getvalue().encode()


def as_workbook(table: Table) -> bytes:
    """Return the table as an .xlsx workbook with a heading that stays in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title[:31].replace("/", "-"))
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 44
    head, *rows = lines_of(table)
    bold = []
    for text in head:
        cell = WriteOnlyCell(sheet, text)
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for row in rows:
        sheet.append(row)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _named(sign: str, label: str) -> str:
    return safe(f"{sign}. {label}" if sign else label)


def _value(cell: TableCell) -> int | float | str:
    if cell.value is None:
        return "–"
    return safe(cell.value) if isinstance(cell.value, str) else cell.value
