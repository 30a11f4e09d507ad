"""Pictures of tables as SVG, drawn on the server: bars for one column, without style sheets or scripts."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from comms_plan.coverage.tables import Row, Table

WIDTH, LEFT, LINE, TOP = 720, 300, 30, 34
INK, SOFT, BAR, GROUND, GAP = "#15222C", "#4A5863", "#0B4A76", "#D9E6ED", "#B8261B"
LONGEST_LABEL = 38


def bars(table: Table) -> SafeString:
    """Draw the first column as bars, the longest as long as the space, with all figures in the label.

    The picture says nothing that the table below it does not say.
    """
    most = max((_number(row) for row in table.rows), default=0) or 1
    lines = [_bar(row, TOP + place * LINE, most) for place, row in enumerate(table.rows)]
    height = TOP + LINE * len(table.rows) + 6
    told = "; ".join(f"{_label(row)}: {_said(_number(row))}" for row in table.rows)
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" viewBox="0 0 {WIDTH} {height}" '
        f'aria-label="{escape(f"{table.title}. {told}")}" font-family="Be Vietnam Pro, system-ui, sans-serif" '
        f'font-size="15"><text x="0" y="18" font-weight="600" fill="{INK}">{escape(table.title)}</text>'
        f"{''.join(lines)}</svg>"
    )
    return mark_safe(drawn)  # noqa: S308 - every text in it is escaped


def _bar(row: Row, top: int, most: float) -> str:
    number = _number(row)
    room = WIDTH - LEFT - 70
    width = round(room * number / most, 1)
    label = _label(row)
    short = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"
    shape = f'<path fill="{BAR}" d="M{LEFT} {top}h{width}v18h-{width}Z"/>' if number else ""
    if row.cells[0].is_gap:
        shape = f'<path fill="none" stroke="{GAP}" stroke-width="2" d="M{LEFT + 1} {top + 2}h14v14h-14Z"/>'
    return (
        f'<text x="{LEFT - 12}" y="{top + 14}" text-anchor="end" fill="{INK}">{escape(short)}</text>'
        f'<path fill="{GROUND}" d="M{LEFT} {top + 8}h{room}v2h-{room}Z"/>{shape}'
        f'<text x="{LEFT + max(width, 18) + 8}" y="{top + 14}" fill="{SOFT}">{_said(number)}</text>'
    )


def _number(row: Row) -> float:
    value = row.cells[0].value
    return value if isinstance(value, int | float) else 0


def _label(row: Row) -> str:
    return f"{row.sign}. {row.label}" if row.sign else row.label


def _said(number: float) -> str:
    return f"{number:,.0f}".replace(",", ".")
