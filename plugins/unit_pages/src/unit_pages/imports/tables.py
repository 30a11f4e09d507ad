"""A table as it stands in a file: headings and rows of plain text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from unit_pages.imports.problems import Problem, Trap, file_error
from unit_pages.vietnamese import nfc

LARGEST_FILE = 20_000_000  # bytes
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 2_000  # characters
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Row:
    """One row.

    Args:
        number: as a spreadsheet counts, the headings being row 1.
        cells: text by heading.
    """

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """Headings, rows, and what is wrong with single cells."""

    headings: list[str]
    rows: list[Row]
    problems: list[Problem]


def read_table(name: str, content: bytes) -> Table:
    """Read a CSV file in UTF-8 or an .xlsx workbook.

    Args:
        name: file name; its ending tells the format.
        content: the whole file.

    Raises:
        FileError: when the file is of another kind, empty, too large, encrypted or not UTF-8.
    """
    from unit_pages.imports.workbooks import workbook_rows

    if len(content) > LARGEST_FILE:
        raise file_error(_("The file is larger than 20 MB. Divide it into several files."))
    if not content.strip():
        raise file_error(_("The file is empty. The first row must name the columns."))
    ending = PurePath(name).suffix.lower()
    if content.startswith(_COMPOUND_FILE) or ending == ".xls":
        if _ENCRYPTED in content:
            raise file_error(_("The workbook has a password. Save it without a password and load it again."))
        raise file_error(_("This is an old .xls workbook. Save it as .xlsx or as CSV UTF-8 and load it again."))
    if ending == ".xlsx":
        return as_table(*workbook_rows(content))
    if ending not in {".csv", ".txt", ".tsv"}:
        raise file_error(_("Only .xlsx and .csv files can be loaded."))
    return as_table(csv_rows(content), [])


def csv_rows(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the numbered rows of a CSV file; the delimiter is the one that the headings have most.

    Raises:
        FileError: for another encoding, naming the line, and for broken quotes.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise file_error(_("The file is saved as UTF-16 (“Unicode text”). Save it as CSV UTF-8."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = _("Line %(line)d is not UTF-8. In Excel choose “CSV UTF-8” when saving, then load the file again.")
        raise file_error(message % {"line": line}) from error
    if "\x00" in text:
        raise file_error(_("The file holds signs that are no text. Save it anew as CSV UTF-8."))
    headings = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t|", key=headings.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return at_most(enumerate(reader, start=1))
    except csv.Error as error:
        raise file_error(
            _("Line %(line)d cannot be read as CSV. Check its quotation marks.") % {"line": reader.line_num}
        ) from error


def as_table(rows: Iterable[tuple[int, Sequence[str]]], problems: list[Problem]) -> Table:
    """Take the first row that holds anything as headings; leave out empty rows.

    Raises:
        FileError: for headings that are missing, repeated or merged.
    """
    filled = [(number, [nfc(cell).strip() for cell in cells]) for number, cells in rows if any(map(str.strip, cells))]
    if not filled:
        raise file_error(_("The file is empty. The first row must name the columns."))
    first, headings = filled[0]
    while headings and not headings[-1]:
        headings.pop()
    _check_headings(first, headings)
    found = []
    for number, cells in filled[1:]:
        problems += _row_problems(number, cells, headings)
        found.append(Row(number, dict(zip(headings, [*cells, *[""] * len(headings)], strict=False))))
    if not found:
        raise file_error(_("The file has headings but no row."))
    return Table(headings, found, problems)


def _check_headings(row: int, headings: list[str]) -> None:
    if len(headings) > MOST_COLUMNS:
        raise file_error(_("The file has more than %(most)d columns.") % {"most": MOST_COLUMNS}, row=row)
    for number, heading in enumerate(headings, start=1):
        if not heading:
            message = _("Column %(number)d has no heading. Undo merged cells in the first row: one heading a column.")
            raise file_error(message % {"number": number}, row=row)
    for heading in headings:
        if headings.count(heading) > 1:
            raise file_error(_("The heading “%(heading)s” stands twice.") % {"heading": heading}, row=row)


def _row_problems(number: int, cells: list[str], headings: list[str]) -> list[Problem]:
    if any(cells[len(headings) :]):
        message = _("The row has more cells than there are headings. Check its quotation marks and separators.")
        return [Problem(Trap.VALUE, message, row=number)]
    too_long = [heading for heading, cell in zip(headings, cells, strict=False) if len(cell) > LONGEST_CELL]
    message = _("The text is longer than %(most)d characters.") % {"most": LONGEST_CELL}
    return [Problem(Trap.VALUE, message, row=number, column=heading) for heading in too_long]


def at_most(rows: Iterable[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return the rows that hold anything.

    Raises:
        FileError: for more rows than one import takes.
    """
    found = []
    for number, cells in rows:
        if any(cells):
            found.append((number, cells))
        if len(found) > MOST_ROWS + 1:
            message = _("The file has more than %(most)s rows. Divide it into several files.")
            raise file_error(message % {"most": f"{MOST_ROWS:,}".replace(",", ".")})
    return found
