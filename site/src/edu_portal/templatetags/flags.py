"""Unit flags (cờ hiệu): eleven patterns in a unit's colour and white, the flower for the department."""

from __future__ import annotations

from math import cos, pi, sin

_FULL = "M0 0h24v16H0Z"


def _petals() -> str:
    """Draw the five petals of the department's flower."""
    places = ((12 + 3 * sin(turn), 8.1 - 3 * cos(turn)) for turn in (k * 2 * pi / 5 for k in range(5)))
    circles = "".join(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.9"/>' for x, y in places)
    return f'<path d="{_FULL}"/><g fill="#fff">{circles}</g><circle cx="12" cy="8.1" r="1"/>'


#: What stands on the white cloth, by pattern; the fill is the unit's colour.
PATTERNS: dict[str, str] = {
    "halves": '<path d="M0 0h12v16H0Z"/>',
    "fess": '<path d="M0 8h24v8H0Z"/>',
    "cross": '<path d="M0 0h7v6H0ZM11 0h13v6H11ZM0 10h7v6H0ZM11 10h13v6H11Z"/>',
    "diagonal": '<path d="M0 0h24L0 16Z"/>',
    "pennant": '<path d="M0 0l14 8-14 8Z"/>',
    "border": f'<path fill-rule="evenodd" d="{_FULL}M6 4h12v8H6Z"/>',
    "disc": f'<path d="{_FULL}"/><circle cx="12" cy="8" r="4.6" fill="#fff"/>',
    "stripes": '<path d="M0 0h6v16H0ZM12 0h6v16h-6Z"/>',
    "saltire": (
        '<path d="M4 0h16l-8 5.3ZM4 16h16l-8-5.3ZM0 3.2 7.2 8 0 12.8ZM24 3.2 16.8 8l7.2 4.8ZM12 6l3 2-3 2-3-2Z"/>'
    ),
    "quarters": '<path d="M0 0h12v8H0ZM12 8h12v8H12Z"/>',
    "band": '<path d="M0 5h24v6H0Z"/>',
    "flower": _petals(),
}
