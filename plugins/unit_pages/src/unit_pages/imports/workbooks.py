"""Read an .xlsx workbook: values only, no formulas, one pass, whatever its size claims."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from unit_pages.imports.problems import Problem, Trap, file_error
from unit_pages.imports.tables import MOST_COLUMNS, at_most

LARGEST_UNPACKED = 300_000_000  # bytes
MOST_EMPTY_ROWS = 1_000
_BROKEN = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError, SyntaxError)


def workbook_rows(content: bytes) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Return the numbered rows of the first sheet, and its cells with formulas or errors.

    Raises:
        FileError: when the file is no workbook, or unpacks to far more than its size.
    """
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise file_error(_("The workbook is too large when unpacked. Copy its rows into a new one."))
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            return at_most(_numbered(book.worksheets[0], problems)), problems
        finally:
            book.close()
    except (*_BROKEN, IndexError) as error:
        message = _("The file cannot be opened as an .xlsx workbook. Save it anew in Excel or as CSV UTF-8.")
        raise file_error(message) from error


def _numbered(sheet: Any, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what the file claims of its size is often wrong
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        texts = []
        for cell in cells:
            text, message = _text(cell)
            texts.append(text)
            if message:
                problems.append(Problem(Trap.FILE, message, row=number))
        empty = 0 if any(texts) else empty + 1
        if empty > MOST_EMPTY_ROWS:
            return
        yield number, texts


def _text(cell: Any) -> tuple[str, str]:
    """Return a cell's text, and what is wrong with it."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "f" or (isinstance(value, str) and value.startswith("=")):
        message = _("Cell %(cell)s holds a formula. Paste it as a value; formulas are not calculated here.")
        return "?", message % {"cell": cell.coordinate}
    if cell.data_type == "e":
        return "?", _("Cell %(cell)s holds an error (%(value)s).") % {"cell": cell.coordinate, "value": value}
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10], ""
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f"), ""
    return str(value), ""
