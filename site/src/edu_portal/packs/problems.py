"""What is wrong with a pack, said so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """One mistake.

    Args:
        file: path inside the pack.
        row: number of the line or entry, counted from 1; 0 for the whole file.
        field: name of the field, or "".
        message: what is expected.
    """

    file: str
    row: int
    field: str
    message: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row:
            place.append(_("entry %(row)d") % {"row": self.row})
        if self.field:
            place.append(_("field %(field)s") % {"field": self.field})
        return f"{', '.join(place)}: {self.message}"


class PackError(Exception):
    """Raised before anything is written when a pack has mistakes; carries all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
