"""The reading process: one file, plain text to the standard output, then it ends.

``python -m edu_search.extraction.child FILE CHARACTERS SECONDS MEGABYTES``

Nothing of Django is here. A file that takes too much memory or time ends this process only.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from edu_search.extraction import states

MOST_PAGES = 1_000
MOST_ROWS = 20_000
MOST_CELLS = 200
#: Bytes that an archive may grow to, all its parts together.
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 5_000
PDF_MARK = b"%PDF-"


class UnreadableError(Exception):
    """Raised with the state of a file whose text cannot be had."""


def read_text(path: str, longest: int) -> str:
    """Return the text of a file, at most ``longest`` characters.

    Raises:
        UnreadableError: with one of `states`.
    """
    parts: list[str] = []
    length = 0
    for part in reader_of(path)(path):
        parts.append(part)
        length += len(part) + 1
        if length > longest:
            break
    return "\n".join(part for part in parts if part.strip())[:longest]


def reader_of(path: str) -> Callable[[str], Iterable[str]]:
    """Return what reads a file, by its content: names lie.

    Raises:
        UnreadableError: for other kinds of file, and for archives that unpack to too much.
    """
    with Path(path).open("rb") as file:
        start = file.read(1024)
    if PDF_MARK in start:
        return pdf_parts
    if start.startswith(b"PK\x03\x04"):
        return _reader_of_archive(path)
    raise UnreadableError(states.UNSUPPORTED)


def _reader_of_archive(path: str) -> Callable[[str], Iterable[str]]:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableError(states.BROKEN) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableError(states.TOO_LARGE)
    names = {part.filename for part in parts}
    if "word/document.xml" in names:
        return docx_parts
    if "xl/workbook.xml" in names:
        return xlsx_parts
    raise UnreadableError(states.UNSUPPORTED)


def pdf_parts(path: str) -> Iterable[str]:
    """Yield the text of each page."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError(states.PASSWORD)
        for page in islice(reader.pages, MOST_PAGES):
            yield page.extract_text() or ""
    except (DependencyError, FileNotDecryptedError, WrongPasswordError) as error:
        raise UnreadableError(states.PASSWORD) from error


def docx_parts(path: str) -> Iterable[str]:
    """Yield paragraphs and the rows of tables in the order of the text."""
    import docx
    from docx.table import Table

    for part in docx.Document(path).iter_inner_content():
        if isinstance(part, Table):
            for row in islice(part.rows, MOST_ROWS):
                yield " ".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield part.text


def xlsx_parts(path: str) -> Iterable[str]:
    """Yield the rows of all sheets: values, not formulas."""
    import openpyxl

    with Path(path).open("rb") as file:  # of a path it would look at the name's extension
        for sheet in openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets:
            yield sheet.title
            sheet.reset_dimensions()  # a sheet may say that it has a million columns
            for row in islice(sheet.iter_rows(values_only=True), MOST_ROWS):
                yield " ".join(str(value) for value in islice(row, MOST_CELLS) if value is not None)


def limit(seconds: int, megabytes: int) -> None:
    """Let the system end this process when it takes too much; where it cannot, the parent's clock does."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(path: str, longest: int) -> dict[str, Any]:
    """Return state and text of a file; whatever a broken one raises is an answer, too."""
    try:
        text = read_text(path, longest)
    except UnreadableError as error:
        return {"state": str(error), "text": ""}
    except ImportError:
        return {"state": states.NO_READER, "text": ""}
    except MemoryError:
        return {"state": states.TOO_LARGE, "text": ""}
    except Exception:
        return {"state": states.BROKEN, "text": ""}
    return {"state": states.READ if text.strip() else states.EMPTY, "text": text}


def main() -> None:
    """Read the file named on the command line."""
    path, longest, seconds, megabytes = sys.argv[1:5]
    limit(int(seconds), int(megabytes))
    sys.stdout.write(json.dumps(answer(path, int(longest))))


if __name__ == "__main__":
    main()
