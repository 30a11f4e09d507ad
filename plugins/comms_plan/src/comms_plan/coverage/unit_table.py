"""Theme × unit: one row a unit, sorted among all units, shown page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comms_plan.coverage.scope import Scope
from comms_plan.coverage.tables import UNIT_STEPS, Column, Row, Table, TableCell, count_cell
from comms_plan.coverage.windows import Window, applies
from comms_plan.plans.themes import Theme
from unit_pages.days import local_day
from unit_pages.vietnamese import slugify_vi


@dataclass(frozen=True)
class Wanted:
    """Which units are shown.

    Args:
        kind: code of a kind of unit, "" for all.
        name: part of a name, with or without diacritics.
    """

    kind: str = ""
    name: str = ""


def unit_table(
    scope: Scope, window: Window, themes: Sequence[Theme], counts: Mapping[tuple[int, int], int], wanted: Wanted
) -> Table:
    """Return all units of the scope with their items by theme; one query beside ``counts``.

    Args:
        scope: whose units.
        window: the months of ``counts``.
        themes: the columns.
        counts: items by unit and theme, primary keys.
        wanted: which of the units.
    """
    units = scope.units(local_day())
    if wanted.kind:
        units = units.filter(kind__code=wanted.kind)
    due = {theme.pk: any(applies(theme, month) for month in window.months) for theme in themes}
    search = slugify_vi(wanted.name, 80)
    rows = []
    for pk, slug, name, key in units.order_by("name_key", "pk").values_list("pk", "slug", "short_name", "name_key"):
        if search and search not in slugify_vi(name, 80):
            continue
        cells = [_cell(counts.get((pk, theme.pk), 0), theme, slug, is_due=due[theme.pk]) for theme in themes]
        numbers = [cell.value for cell in cells if isinstance(cell.value, int)]
        missing = TableCell(sum(cell.is_gap for cell in cells))
        rows.append(Row(slug, name, (*cells, missing, TableCell(sum(numbers))), order=key))
    columns = tuple(Column(theme.code, str(theme.position), theme.name) for theme in themes)
    last = (
        Column("gaps", pgettext("coverage", "Empty"), _("Themes without an item")),
        Column("sum", pgettext("coverage", "Total"), pgettext("coverage", "All together")),
    )
    head = pgettext("coverage", "Unit")
    return Table("don-vi", _("Themes by unit"), head, (*columns, *last), tuple(rows), is_matrix=True)


def _cell(number: int, theme: Theme, slug: str, *, is_due: bool) -> TableCell:
    return count_cell(number, {"noi-dung": theme.code, "don-vi": slug}, is_due=is_due, steps=UNIT_STEPS)
