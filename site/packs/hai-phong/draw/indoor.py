"""Rooms: windows, boards, furniture, shelves, machines."""

from __future__ import annotations

from random import Random

from .nature import hill
from .palette import (
    BOARD,
    BOOKS,
    CORAL,
    GOLD,
    INK,
    SEA1,
    SEA2,
    SEA3,
    SEA4,
    SEA5,
    SEA9,
    SNOW,
    WALL,
    WHITE,
    WOOD1,
    WOOD2,
    WOOD3,
    mix,
    shade,
)
from .shapes import clip, ellipse, join, line, n, path, rect


def room(w: float, h: float, floor: float, wall: str = WALL, ground: str = "#E3CFA4") -> str:
    """Wall, skirting board and floor."""
    return (
        rect(0, 0, w, floor, wall)
        + rect(0, floor, w, h - floor, ground)
        + rect(0, floor - 14, w, 14, shade(mix(ground, wall, 0.3)))
    )


def window(x: float, y: float, w: float, h: float, inner: str = "", *, panes: int = 2) -> str:
    """Window with karst hills and sea; inner is drawn on top of the view and cut by the frame."""
    hz = y + h * 0.68
    view = join(
        rect(x, y, w, h, SEA1),
        hill(x + w * 0.25, hz, w * 0.6, h * 0.34, SEA2),
        hill(x + w * 0.66, hz, w * 0.7, h * 0.48, SEA3),
        rect(x, hz, w, h * 0.4, SEA4),
        inner,
    )
    out = [rect(x - 16, y - 16, w + 32, h + 32, WHITE), clip(view, x, y, w, h), rect(x, y + h * 0.5 - 5, w, 10, WHITE)]
    out += [rect(x + w * i / panes - 6, y, 12, h, WHITE) for i in range(1, panes)]
    out.append(rect(x - 28, y + h + 14, w + 56, 16, SNOW))
    return join(out)


def board(x: float, y: float, w: float, h: float, chalk: str = "") -> str:
    """Green chalkboard."""
    return join(
        rect(x - 20, y - 20, w + 40, h + 40, WOOD1),
        rect(x, y, w, h, BOARD),
        chalk,
        rect(x - 20, y + h + 18, w + 40, 12, WOOD2),
    )


def chalk_lines(x: float, y: float, widths: tuple[float, ...], gap: float = 54, colour: str = "#E9F0EA") -> str:
    """Lines that stand for writing."""
    return join(line([(x, y + i * gap), (x + w, y + i * gap)], colour, 7) for i, w in enumerate(widths))


def screen(x: float, y: float, w: float, h: float, inner: str = "", ground: str = SEA9) -> str:
    """Wall screen of a smart classroom."""
    return join(rect(x - 14, y - 14, w + 28, h + 28, INK, 10), rect(x, y, w, h, ground), inner)


def table(x: float, y: float, w: float, h: float, top: str = WOOD1, leg: str = WOOD2, *, panel: bool = False) -> str:
    """Table; y is the upper edge of its top, h its whole height."""
    if panel:
        return join(
            rect(x + 10, y, w - 20, h, leg),
            rect(x, y, w, 30, top),
            rect(x + 44, y + 66, w / 2 - 80, h - 110, shade(leg)),
            rect(x + w / 2 + 36, y + 66, w / 2 - 80, h - 110, shade(leg)),
        )
    return join(rect(x + 24, y, 20, h, leg), rect(x + w - 44, y, 20, h, leg), rect(x, y, w, 24, top))


def chair(x: float, base: float, s: float = 1, colour: str = WOOD1, *, left: bool = False) -> str:
    """Side view of a chair facing right (or left); x is the seat's middle, seat 150 high."""
    k = -1 if left else 1
    return join(
        line([(x - k * 60 * s, base), (x - k * 62 * s, base - 300 * s)], colour, 16 * s, flat=True),
        line([(x + k * 56 * s, base), (x + k * 52 * s, base - 150 * s)], colour, 16 * s, flat=True),
        rect(x - 72 * s, base - 164 * s, 144 * s, 20 * s, shade(colour)),
        line([(x - k * 62 * s, base - 284 * s), (x - k * 62 * s, base - 220 * s)], shade(colour), 26 * s, flat=True),
    )


def stool(x: float, base: float, h: float = 120, colour: str = CORAL) -> str:
    """Round stool; x is its middle."""
    return join(
        line([(x - 34, base), (x - 24, base - h)], shade(colour), 12),
        line([(x + 34, base), (x + 24, base - h)], shade(colour), 12),
        rect(x - 52, base - h - 14, 104, 20, colour, 8),
    )


def books_row(x: float, y: float, w: float, hmax: float, rng: Random, *, full: float = 0.9) -> str:
    """Upright books on a board whose upper edge is y."""
    out, px = [], x
    while px < x + w - 22:
        bw = rng.uniform(18, 32)
        if rng.random() > full:
            px += bw * 1.2
            continue
        if px + bw > x + w:
            break
        h, f = hmax * rng.uniform(0.66, 0.96), rng.choice(BOOKS)
        out.append(rect(px, y - h, bw - 2, h, f))
        out.append(rect(px, y - h * 0.82, bw - 2, 6, mix(f, WHITE, 0.45) if f != SNOW else SEA3))
        px += bw
    return join(out)


def bookcase(x: float, y: float, w: float, h: float, rng: Random, rows: int = 4) -> str:
    """Wooden bookcase full of books."""
    out = [rect(x, y, w, h, WOOD2), rect(x + 22, y + 22, w - 44, h - 44, WOOD3)]
    rh = (h - 22) / rows
    for i in range(rows):
        low = y + (i + 1) * rh
        out.append(books_row(x + 28, low, w - 56, rh - 34, rng))
        out.append(rect(x + 10, low, w - 20, 20, WOOD2))
    return join(out)


def book_pile(x: float, base: float, k: int, rng: Random, w: float = 130) -> str:
    """Pile of lying books; x is its middle."""
    return join(
        rect(x - w / 2 + rng.uniform(-12, 12), base - (i + 1) * 26, w, 24, BOOKS[(i * 3 + 1) % len(BOOKS)], 3)
        for i in range(k)
    )


def shelf(x: float, y: float, w: float, inner: str = "") -> str:
    """Wall shelf."""
    return inner + rect(x, y, w, 18, WOOD2)


def rug(x: float, y: float, rx: float, ry: float) -> str:
    """Oval rug in two tones."""
    return ellipse(x, y, rx, ry, SEA3) + ellipse(x, y, rx * 0.88, ry * 0.8, SEA2)


def pendant(x: float, low: float, colour: str = GOLD) -> str:
    """Hanging lamp."""
    return rect(x - 2, 0, 4, low - 50, SEA9) + path(
        f"M{n(x - 56)} {n(low)}Q{n(x - 50)} {n(low - 54)} {n(x)} {n(low - 56)}T{n(x + 56)} {n(low)}Z", colour
    )


def fan(x: float, y: float) -> str:
    """Ceiling fan."""
    return join(
        rect(x - 4, 0, 8, y, SEA4),
        ellipse(x - 92, y + 8, 88, 9, SEA3),
        ellipse(x + 92, y + 8, 88, 9, SEA3),
        ellipse(x, y + 10, 26, 16, SEA5),
    )
