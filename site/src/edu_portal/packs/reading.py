"""Read the files of a pack: YAML and CSV in UTF-8, with a clear word when they are not."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from edu_portal.packs.problems import PackError, Problem
from unit_pages.vietnamese import nfc

LARGEST = 20_000_000  # bytes of one text file


def read_text(root: Path, name: str) -> str:
    """Return the text of a file of the pack, without a byte order mark, in composed Unicode.

    Raises:
        PackError: when the file is missing, too large or not UTF-8.
    """
    path = root / name
    if not path.is_file():
        raise PackError([Problem(name, 0, "", _("The file is missing."))])
    content = path.read_bytes()
    if len(content) > LARGEST:
        raise PackError([Problem(name, 0, "", _("The file is larger than 20 MB."))])
    try:
        return nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = _("Line %(line)d is not UTF-8. Save the file as UTF-8 and load it again.") % {"line": line}
        raise PackError([Problem(name, 0, "", message)]) from error


def read_yaml(root: Path, name: str, *, optional: bool = False) -> Any:
    """Return the content of a YAML file; None when an optional file is not there.

    Raises:
        PackError: see `read_text`, and for text that is no YAML.
    """
    if optional and not (root / name).exists():
        return None
    try:
        return yaml.safe_load(read_text(root, name))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        message = _("Line %(line)d is not valid YAML: %(why)s.") % {
            "line": line,
            "why": getattr(error, "problem", None) or error,
        }
        raise PackError([Problem(name, 0, "", message)]) from error


def read_csv(root: Path, name: str) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a CSV file with a header, each with its line; commas or semicolons, as the header has.

    Raises:
        PackError: see `read_text`; for an empty file, a repeated column, a row of another length.
    """
    text = read_text(root, name)
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",")
    columns = [column.strip() for column in next(reader, [])]
    if not columns:
        raise PackError([Problem(name, 0, "", _("The file is empty; its first line must name the columns."))])
    repeated = sorted({column for column in columns if columns.count(column) > 1})
    if repeated:
        raise PackError([Problem(name, 1, repeated[0], _("The column stands twice in the header."))])
    rows, problems, line = [], [], 2
    for cells in reader:
        if cells and len(cells) == len(columns):
            rows.append((line, dict(zip(columns, (cell.strip() for cell in cells), strict=True))))
        elif cells:
            message = _("The row has %(found)d fields, the header %(expected)d.")
            problems.append(Problem(name, line, "", message % {"found": len(cells), "expected": len(columns)}))
        line = reader.line_num + 1
    if problems:
        raise PackError(problems)
    return rows
