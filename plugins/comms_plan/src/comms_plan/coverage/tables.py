"""Tables of coverage, the same for screen, CSV, workbook and API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comms_plan.coverage.counts import Counts
from comms_plan.coverage.windows import Window, applies
from comms_plan.plans.themes import Theme
from unit_pages.models import UnitKind
from unit_pages.units.models import collation_key

#: From how many items on a cell is drawn darker: of many units together, and of one unit.
STEPS = (10, 30, 60)
UNIT_STEPS = (3, 6, 12)


@dataclass(frozen=True)
class Column:
    """A column.

    Args:
        key: for sorting and for the API.
        label: heading.
        title: the same in full.
    """

    key: str
    label: str
    title: str = ""


@dataclass(frozen=True)
class TableCell:
    """A cell.

    Args:
        value: a number or a text; None where none can be.
        query: of the list of its items, "" without one.
        is_gap: nothing was published where something should be.
        step: how dark it is drawn, 1 to 4; 0 for a cell that is not drawn.
    """

    value: int | float | str | None
    query: str = ""
    is_gap: bool = False
    step: int = 0


@dataclass(frozen=True)
class Row:
    """A row.

    Args:
        key: tells it from others.
        label: what stands in the heading column.
        cells: one a column.
        sign: number of a theme.
        title: the label in full.
        order: sorts rows by name; made of the label where it is empty.
        href: where the label leads.
    """

    key: str
    label: str
    cells: tuple[TableCell, ...]
    sign: str = ""
    title: str = ""
    order: str = ""
    href: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a heading column.

    Args:
        key: its name in addresses and files.
        title: heading.
        head: heading of the first column.
        columns, rows: the others.
        is_matrix: drawn as a matrix with darker cells.
    """

    key: str
    title: str
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_matrix: bool = False

    def sorted_by(self, order: str) -> Table:
        """Return the table in another order: ``name``, a column's key, with ``-`` downwards; others change nothing."""
        name, down = order.removeprefix("-"), order.startswith("-")
        if name == "name":
            rows = sorted(self.rows, key=lambda row: row.order or collation_key(row.label), reverse=down)
            return replace(self, rows=tuple(rows))
        place = next((n for n, column in enumerate(self.columns) if column.key == name), None)
        if place is None:
            return self
        rows = sorted(self.rows, key=lambda row: _order(row.cells[place], down), reverse=down)
        return replace(self, rows=tuple(rows))

    @property
    def gaps(self) -> int:
        """How many cells are empty that should not be."""
        return sum(cell.is_gap for row in self.rows for cell in row.cells)


def _order(cell: TableCell, down: bool) -> tuple[bool, float, str]:
    """Cells without a value come last in both directions."""
    value = cell.value
    missing = value is None
    return (missing != down, value if isinstance(value, int | float) else 0, value if isinstance(value, str) else "")


def month_table(themes: Sequence[Theme], counts: Counts, window: Window) -> Table:
    """Theme × month, with a sum."""
    columns = tuple(Column(f"{m:%Y-%m}", str(m.month), _month_words(m)) for m in window.months)
    found = {theme.pk: dict.fromkeys(window.months, 0) for theme in themes}
    for (theme, _kind, month), number in counts.by_kind_and_month.items():
        if theme in found and month in found[theme]:
            found[theme][month] += number
    rows = []
    for theme in themes:
        by_month = found[theme.pk]
        cells = [
            count_cell(
                by_month[month],
                {"noi-dung": theme.code, "tu": f"{month:%Y-%m}", "den": f"{month:%Y-%m}"},
                is_due=applies(theme, month),
            )
            for month in window.months
        ]
        rows.append(_theme_row(theme, cells, sum(by_month.values())))
    return Table("thang", _("Themes by month"), _theme_word(), (*columns, _sum()), tuple(rows), is_matrix=True)


def kind_table(themes: Sequence[Theme], counts: Counts, window: Window, kinds: Sequence[UnitKind]) -> Table:
    """Theme × kind of unit, with a sum."""
    columns = tuple(Column(kind.code, kind.name, kind.plural_name or kind.name) for kind in kinds)
    found: dict[tuple[int, int], int] = {}
    for (theme, kind, _month), number in counts.by_kind_and_month.items():
        found[theme, kind] = found.get((theme, kind), 0) + number
    rows = []
    for theme in themes:
        numbers = [found.get((theme.pk, kind.pk), 0) for kind in kinds]
        due = any(applies(theme, month) for month in window.months)
        cells = [
            count_cell(number, {"noi-dung": theme.code, "loai": kind.code}, is_due=due)
            for kind, number in zip(kinds, numbers, strict=True)
        ]
        rows.append(_theme_row(theme, cells, counts.of_theme(theme.pk)))
    return Table("loai", _("Themes by kind of unit"), _theme_word(), (*columns, _sum()), tuple(rows), is_matrix=True)


def share_table(themes: Sequence[Theme], counts: Counts) -> Table:
    """Items of each theme, and their share of all items."""
    rows = []
    for theme in themes:
        number = counts.of_theme(theme.pk)
        cells = (TableCell(number, urlencode({"noi-dung": theme.code}), is_gap=not number), _share(number, counts))
        rows.append(Row(theme.code, theme.name, cells, sign=str(theme.position), title=theme.text))
    none = counts.without_theme
    rows.append(Row("", _("Without a theme"), (TableCell(none, "noi-dung=khong"), _share(none, counts))))
    return Table("ty-trong", _("Share of each theme"), _theme_word(), _number_and_share(), tuple(rows))


def topic_table(counts: Counts) -> Table:
    """The most used free topics (R22), apart from the themes."""
    rows = tuple(
        Row(slug, name, (TableCell(number, urlencode({"chu-de": slug})), _share(number, counts)))
        for name, slug, number in counts.topics
    )
    return Table("chu-de", _("Free topics"), pgettext("coverage", "Topic"), _number_and_share(), rows)


def delay_table(counts: Counts) -> Table:
    """Items by the days from event to publication."""
    with_event = sum(counts.delays.by_days.values())
    rows = [
        Row(code, words, (TableCell(number, urlencode({"cham": code})), _share_of(number, with_event)))
        for code, words, number in counts.delays.buckets()
    ]
    return Table(
        "do-tre", _("From event to publication"), pgettext("coverage", "Published"), _number_and_share(), tuple(rows)
    )


def delay_kind_table(counts: Counts, kinds: Sequence[UnitKind]) -> Table:
    """Quartiles of the delay by kind of unit."""
    columns = (
        Column("reports", pgettext("coverage", "Reports"), _("Items published on the day of the event or later")),
        Column("first", _("A quarter within"), pgettext("coverage", "days")),
        Column("median", _("Half within (median)"), pgettext("coverage", "days")),
        Column("third", _("Three quarters within"), pgettext("coverage", "days")),
    )
    rows = []
    for kind in kinds:
        marks = counts.delays.quartiles(kind.pk)
        reports = sum(n for days, n in counts.delays.by_kind.get(kind.pk, {}).items() if days >= 0)
        cells = (TableCell(reports), *(TableCell(days) for days in marks or (None, None, None)))
        rows.append(Row(kind.code, kind.plural_name or kind.name, cells))
    return Table("do-tre-loai", _("Delay by kind of unit, in days"), _("Kind of unit"), columns, tuple(rows))


def count_cell(number: int, query: dict[str, str], *, is_due: bool = True, steps: tuple[int, ...] = STEPS) -> TableCell:
    """Return the cell of a matrix; an empty one of a theme that has ended is none."""
    if not number and not is_due:
        return TableCell(None)
    step = 1 + sum(number >= least for least in steps) if number else 0
    return TableCell(number, urlencode(query) if number else "", is_gap=not number, step=step)


def _theme_row(theme: Theme, cells: Sequence[TableCell], total: int) -> Row:
    every = (*cells, TableCell(total, urlencode({"noi-dung": theme.code}) if total else ""))
    return Row(theme.code, theme.name, every, sign=str(theme.position), title=theme.text)


def _theme_word() -> str:
    return pgettext("coverage", "Theme")


def _sum() -> Column:
    return Column("sum", pgettext("coverage", "Total"), pgettext("coverage", "All together"))


def _number_and_share() -> tuple[Column, Column]:
    return Column("items", _("Items published")), Column("share", _("Share, %"))


def _share(number: int, counts: Counts) -> TableCell:
    return _share_of(number, counts.items)


def _share_of(number: int, total: int) -> TableCell:
    return TableCell(round(100 * number / total, 1) if total else None)


def _month_words(first: dt.date) -> str:
    return _("Month %(month)s/%(year)s") % {"month": first.month, "year": first.year}
