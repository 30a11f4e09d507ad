"""What is wrong or remarkable with a file of units, said by row and column."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Trap(models.TextChoices):
    """What a problem is about; lists of many problems are grouped by it."""

    FILE = "file", gettext_lazy("The file cannot be read")
    COLUMNS = "columns", gettext_lazy("Columns")
    VALUE = "value", gettext_lazy("A value is wrong or missing")
    SAME_CODE = "same_code", gettext_lazy("Several rows have one code")
    PARENT = "parent", gettext_lazy("The superior unit is unknown")
    BRANCH = "branch", gettext_lazy("Outside your own branch")
    ADDRESS_TAKEN = "address_taken", gettext_lazy("The address on the portal was taken")
    NO_ADDRESS = "no_address", gettext_lazy("No postal address")
    LETTERS = "letters", gettext_lazy("Codes with letters")
    TOP = "top", gettext_lazy("Directly below the default superior unit")
    MERGED = "merged", gettext_lazy("Rows of one code become one unit")
    NUMBERED = "numbered", gettext_lazy("A code was given a number")
    NEW_SUPERIOR = "new_superior", gettext_lazy("Superior units that will be made")
    KEPT = "kept", gettext_lazy("Values that an import does not change")


@dataclass(frozen=True)
class Problem:
    """A mistake, which stops the import, or a notice, which does not.

    Args:
        trap: one of `Trap`.
        message: what is the matter and what to do.
        row: row of the file as a spreadsheet counts; 0 for the whole file.
        column: heading of the column, or "".
        is_error: whether nothing may be written.
    """

    trap: str
    message: str
    row: int = 0
    column: str = ""
    is_error: bool = True

    def __str__(self) -> str:
        if not self.row:
            return self.message
        if not self.column:
            return _("Row %(row)d: %(message)s") % {"row": self.row, "message": self.message}
        return _("Row %(row)d, column %(column)s: %(message)s") % asdict(self)


class FileError(Exception):
    """Raised for a file or mapping that cannot be used at all; carries the problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = list(problems)


def file_error(message: Any, *, row: int = 0) -> FileError:
    """Return an error of the whole file."""
    return FileError(Problem(Trap.FILE, str(message), row=row))
