"""The list of units on a dashboard: joined, narrowed and sorted in memory, one page of it shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comms_plan.coverage.attention import UnitNote
from comms_plan.coverage.progress import ORDER, Light, Line, RuleProgress
from comms_plan.coverage.tables import Column, Row, Table, TableCell
from comms_plan.desk.coverage.words import OUTLOOKS
from unit_pages.vietnamese import slugify_vi

NEVER = 10**6


def silence(note: UnitNote) -> int:
    """Return the days since a unit published last; more than any for never."""
    return NEVER if note.days is None else note.days


@dataclass(frozen=True)
class UnitRow:
    """A unit, how it stands in the chosen rule (None: it owes nothing), and what is known of it today."""

    slug: str
    name: str
    order: str
    kind: int
    line: Line | None
    note: UnitNote | None

    @property
    def light(self) -> Light:
        """Colour of its quota."""
        return self.line.light if self.line else "free"

    @property
    def days(self) -> int:
        """Days since it published last; more than any for never."""
        return silence(self.note) if self.note else NEVER


@dataclass(frozen=True)
class Filter:
    """Which units are shown, and how.

    Args:
        show: a colour, ``owing``, ``silent``, ``people`` or ``all``.
        kind: primary key of a kind of unit, 0 for all.
        name: part of a name.
        order: column, with ``-`` downwards.
    """

    show: str = "all"
    kind: int = 0
    name: str = ""
    order: str = "state"


def unit_rows(progress: RuleProgress | None, notes: Sequence[UnitNote]) -> list[UnitRow]:
    """Return every unit that owes or exists today, once."""
    lines = {line.unit.pk: line for line in progress.lines} if progress else {}
    rows = [UnitRow(n.slug, n.name, n.order, n.kind, lines.get(n.pk), n) for n in notes]
    known = {note.pk for note in notes}
    gone = [line for pk, line in lines.items() if pk not in known]
    return rows + [UnitRow(x.unit.slug, x.unit.short_name, x.unit.name_key, x.unit.kind_id, x, None) for x in gone]


def narrowed(rows: Sequence[UnitRow], wanted: Filter) -> list[UnitRow]:
    """Return the rows that are wanted, in the wanted order; units of one place stand by name."""
    search = slugify_vi(wanted.name, 80)
    found = [
        row
        for row in rows
        if _shown(row, wanted.show)
        and (not wanted.kind or row.kind == wanted.kind)
        and (not search or search in slugify_vi(row.name, 80))
    ]
    found.sort(key=lambda row: row.order)
    name, down = wanted.order.removeprefix("-"), wanted.order.startswith("-")
    found.sort(key=KEYS.get(name, KEYS["state"]), reverse=down)
    return found


def _shown(row: UnitRow, show: str) -> bool:
    if show in ORDER:
        return row.line is not None and row.light == show
    match show:
        case "owing":
            return row.line is not None
        case "silent":
            return row.note is not None and row.note.is_silent
        case "people":
            return row.note is not None and row.note.lacks_people
        case _:
            return True


def _worst_first(row: UnitRow) -> Any:
    line = row.line
    return (line is None, ORDER.index(row.light), -(line.lacks if line else 0), -row.days)


KEYS: Mapping[str, Any] = {
    "state": _worst_first,
    "name": lambda row: row.order,
    "figure": lambda row: (row.line is None, row.line.figure if row.line else Decimal(0)),
    "waiting": lambda row: (row.line is None, row.line.waiting if row.line else 0),
    "expected": lambda row: (row.line is None, row.line.expected if row.line else 0),
    "last": lambda row: row.days,
}


def as_table(rows: Sequence[UnitRow], title: str) -> Table:
    """Return the list as a table for files."""
    columns = [
        ("state", pgettext("column", "State")),
        ("figure", _("Counted")),
        ("minimum", _("Needed")),
        ("waiting", _("Waiting for the board")),
        ("expected", _("Expected at the end")),
        ("last", _("Days without an item")),
    ]
    made = []
    for row in rows:
        line = row.line
        quota: tuple[Any, ...] = (None,) * 5
        if line:
            outlook = str(OUTLOOKS[line.outlook])
            quota = (outlook, float(line.figure), line.minimum, line.waiting, round(line.expected, 1))
        days = row.note.days if row.note else None
        made.append(Row(row.slug, row.name, tuple(TableCell(value) for value in (*quota, days)), order=row.order))
    head = pgettext("column", "Unit")
    return Table("tien-do", title, head, tuple(Column(*column) for column in columns), tuple(made))
