"""Rooms: windows, boards, furniture, shelves, machines."""

from __future__ import annotations

from random import Random

from .nature import hill
from .palette import (
    BOARD, BOOKS, CORAL, GOLD, INK, LEAF2, LEAF3, RED, SAND3, SEA1, SEA2, SEA3, SEA4, SEA5, SEA8, SEA9, SNOW,
    WALL, WHITE, WOOD1, WOOD2, WOOD3, mix, shade,
)
from .shapes import (
    circle, clip, curve, ellipse, join, line, n, path, poly, rect, ring,
)


def room(w: float, h: float, floor: float, wall: str = WALL, ground: str = "#E3CFA4") -> str:
    """Wall, skirting board and floor."""
    return rect(0, 0, w, floor, wall) + rect(0, floor, w, h - floor, ground) + rect(0, floor - 14, w, 14, shade(mix(ground, wall, .3)))


def window(x: float, y: float, w: float, h: float, inner: str = "", *, panes: int = 2) -> str:
    """Window with karst hills and sea; inner is drawn on top of the view and cut by the frame."""
    hz = y + h * .68
    view = join(rect(x, y, w, h, SEA1), hill(x + w * .25, hz, w * .6, h * .34, SEA2), hill(x + w * .66, hz, w * .7, h * .48, SEA3),
                rect(x, hz, w, h * .4, SEA4), inner)
    out = [rect(x - 16, y - 16, w + 32, h + 32, WHITE), clip(view, x, y, w, h), rect(x, y + h * .5 - 5, w, 10, WHITE)]
    out += [rect(x + w * i / panes - 6, y, 12, h, WHITE) for i in range(1, panes)]
    out.append(rect(x - 28, y + h + 14, w + 56, 16, SNOW))
    return join(out)


def board(x: float, y: float, w: float, h: float, chalk: str = "") -> str:
    """Green chalkboard."""
    return join(rect(x - 20, y - 20, w + 40, h + 40, WOOD1), rect(x, y, w, h, BOARD), chalk,
                rect(x - 20, y + h + 18, w + 40, 12, WOOD2))


def chalk_lines(x: float, y: float, widths: tuple[float, ...], gap: float = 54, colour: str = "#E9F0EA") -> str:
    """Lines that stand for writing."""
    return join(line([(x, y + i * gap), (x + w, y + i * gap)], colour, 7) for i, w in enumerate(widths))


def screen(x: float, y: float, w: float, h: float, inner: str = "", ground: str = SEA9) -> str:
    """Wall screen of a smart classroom."""
    return join(rect(x - 14, y - 14, w + 28, h + 28, INK, 10), rect(x, y, w, h, ground), inner)


def table(x: float, y: float, w: float, h: float, top: str = WOOD1, leg: str = WOOD2, *, panel: bool = False) -> str:
    """Table; y is the upper edge of its top, h its whole height."""
    if panel:
        return join(rect(x + 10, y, w - 20, h, leg), rect(x, y, w, 30, top), rect(x + 44, y + 66, w / 2 - 80, h - 110, shade(leg)),
                    rect(x + w / 2 + 36, y + 66, w / 2 - 80, h - 110, shade(leg)))
    return join(rect(x + 24, y, 20, h, leg), rect(x + w - 44, y, 20, h, leg), rect(x, y, w, 24, top))


def chair(x: float, base: float, s: float = 1, colour: str = WOOD1, *, left: bool = False) -> str:
    """Side view of a chair facing right (or left); x is the seat's middle, seat 150 high."""
    k = -1 if left else 1
    return join(line([(x - k * 60 * s, base), (x - k * 62 * s, base - 300 * s)], colour, 16 * s, flat=True),
                line([(x + k * 56 * s, base), (x + k * 52 * s, base - 150 * s)], colour, 16 * s, flat=True),
                rect(x - 72 * s, base - 164 * s, 144 * s, 20 * s, shade(colour)),
                line([(x - k * 62 * s, base - 284 * s), (x - k * 62 * s, base - 220 * s)], shade(colour), 26 * s, flat=True))


def stool(x: float, base: float, h: float = 120, colour: str = CORAL) -> str:
    """Round stool; x is its middle."""
    return join(line([(x - 34, base), (x - 24, base - h)], shade(colour), 12), line([(x + 34, base), (x + 24, base - h)], shade(colour), 12),
                rect(x - 52, base - h - 14, 104, 20, colour, 8))


def books_row(x: float, y: float, w: float, hmax: float, rng: Random, *, full: float = .9) -> str:
    """Upright books on a board whose upper edge is y."""
    out, px = [], x
    while px < x + w - 22:
        bw = rng.uniform(18, 32)
        if rng.random() > full:
            px += bw * 1.2
            continue
        if px + bw > x + w:
            break
        h, f = hmax * rng.uniform(.66, .96), rng.choice(BOOKS)
        out.append(rect(px, y - h, bw - 2, h, f))
        out.append(rect(px, y - h * .82, bw - 2, 6, mix(f, WHITE, .45) if f != SNOW else SEA3))
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
    return join(rect(x - w / 2 + rng.uniform(-12, 12), base - (i + 1) * 26, w, 24, BOOKS[(i * 3 + 1) % len(BOOKS)], 3) for i in range(k))


def shelf(x: float, y: float, w: float, inner: str = "") -> str:
    """Wall shelf."""
    return inner + rect(x, y, w, 18, WOOD2)


def flask(x: float, base: float, s: float, liquid: str) -> str:
    """Conical flask."""
    def p(u: float, v: float) -> str:
        return f"{n(x + u * s)} {n(base - v * s)}"
    return join(path(f"M{p(-14, 110)}H{n(x + 14 * s)}V{n(base - 70 * s)}L{p(48, 0)}H{n(x - 48 * s)}L{p(-14, 70)}Z", "#D5E6EE"),
                path(f"M{p(-30, 38)}L{p(30, 38)}L{p(48, 0)}L{p(-48, 0)}Z", liquid), rect(x - 20 * s, base - 116 * s, 40 * s, 10 * s, SEA3))


def test_tubes(x: float, base: float, s: float, tones: tuple[str, ...] = (RED, GOLD, LEAF2, SEA5)) -> str:
    """Rack of tubes."""
    out = []
    for i, t in enumerate(tones):
        tx = x + (i * 34 + 10) * s
        out += [rect(tx, base - 100 * s, 18 * s, 88 * s, "#D5E6EE", 8 * s), rect(tx, base - 56 * s, 18 * s, 44 * s, t, 8 * s)]
    w = (len(tones) * 34 + 4) * s
    out += [rect(x, base - 76 * s, w, 10 * s, WOOD1), rect(x, base - 12 * s, w, 12 * s, WOOD1)]
    return join(out)


def microscope(x: float, base: float, s: float) -> str:
    """Microscope looking right."""
    return join(rect(x - 52 * s, base - 16 * s, 110 * s, 16 * s, SEA9, 4), path(
        f"M{n(x - 40 * s)} {n(base - 10 * s)}Q{n(x - 70 * s)} {n(base - 110 * s)} {n(x + 4 * s)} {n(base - 150 * s)}l{n(10 * s)} {n(24 * s)}"
        f"Q{n(x - 34 * s)} {n(base - 90 * s)} {n(x - 14 * s)} {n(base - 10 * s)}Z", SEA8), rect(x - 30 * s, base - 58 * s, 84 * s, 12 * s, SEA9),
        line([(x - 18 * s, base - 190 * s), (x + 22 * s, base - 90 * s)], SEA5, 28 * s, flat=True),
        line([(x + 18 * s, base - 100 * s), (x + 26 * s, base - 80 * s)], INK, 16 * s, flat=True),
        line([(x - 26 * s, base - 208 * s), (x - 14 * s, base - 182 * s)], INK, 20 * s, flat=True))


def computer(x: float, base: float, s: float, inner: str = "", *, back: bool = False) -> str:
    """Screen on a foot, 200 wide; x is its middle."""
    w, h = 200 * s, 132 * s
    front = INK if not back else SEA8
    out = [rect(x - 14 * s, base - 40 * s, 28 * s, 40 * s, SEA9), rect(x - 52 * s, base - 10 * s, 104 * s, 10 * s, SEA9),
           rect(x - w / 2, base - 40 * s - h, w, h, front, 8 * s)]
    if back:
        out.append(circle(x, base - 40 * s - h / 2, 14 * s, SEA5))
    else:
        out.append(rect(x - w / 2 + 9 * s, base - 31 * s - h, w - 18 * s, h - 18 * s, SEA2) + inner)
    return join(out)


def laptop(x: float, base: float, s: float = 1) -> str:
    """Laptop seen from behind."""
    return join(path(f"M{n(x - 92 * s)} {n(base - 116 * s)}q0-8 8-8h{n(168 * s)}q8 0 8 8v{n(108 * s)}h{n(-184 * s)}Z", SEA8),
                circle(x, base - 62 * s, 11 * s, SEA4), rect(x - 112 * s, base - 12 * s, 224 * s, 12 * s, SEA9, 4))


def globe(x: float, base: float, s: float) -> str:
    """School globe."""
    cy = base - 92 * s
    return join(rect(x - 34 * s, base - 12 * s, 68 * s, 12 * s, WOOD2, 4), rect(x - 5 * s, base - 40 * s, 10 * s, 30 * s, WOOD2), circle(x, cy, 54 * s, SEA4),
                path(f"M{n(x - 36 * s)} {n(cy - 26 * s)}q{n(30 * s)} {n(-20 * s)} {n(44 * s)} {n(6 * s)}t{n(-10 * s)} {n(34 * s)}q{n(-40 * s)} {n(4 * s)} {n(-34 * s)} {n(-40 * s)}Z", LEAF3),
                path(f"M{n(x + 12 * s)} {n(cy + 14 * s)}q{n(20 * s)} {n(-16 * s)} {n(30 * s)} 0q{n(-8 * s)} {n(24 * s)} {n(-30 * s)} 0Z", LEAF3),
                ring(x, cy, 60 * s, 6 * s, GOLD))


def sheet(x: float, y: float, w: float, h: float, rows: int = 4, turn: float = 0) -> str:
    """Sheet of paper with grey lines instead of writing; (x, y) is its middle."""
    inner = rect(-w / 2, -h / 2, w, h, WHITE) + join(
        rect(-w * .36, -h * .34 + i * h * .72 / rows, w * (.72 if i % 3 else .5), h * .05, SEA3) for i in range(rows))
    return f'<g transform="translate({n(x)} {n(y)}) rotate({n(turn)})">{inner}</g>'


def rug(x: float, y: float, rx: float, ry: float) -> str:
    """Oval rug in two tones."""
    return ellipse(x, y, rx, ry, SEA3) + ellipse(x, y, rx * .88, ry * .8, SEA2)


def pendant(x: float, low: float, colour: str = GOLD) -> str:
    """Hanging lamp."""
    return rect(x - 2, 0, 4, low - 50, SEA9) + path(f"M{n(x - 56)} {n(low)}Q{n(x - 50)} {n(low - 54)} {n(x)} {n(low - 56)}T{n(x + 56)} {n(low)}Z", colour)


def fan(x: float, y: float) -> str:
    """Ceiling fan."""
    return join(rect(x - 4, 0, 8, y, SEA4), ellipse(x - 92, y + 8, 88, 9, SEA3), ellipse(x + 92, y + 8, 88, 9, SEA3), ellipse(x, y + 10, 26, 16, SEA5))


def poster(x: float, y: float, w: float, h: float, kind: str) -> str:
    """Framed picture without words: boat, flower or chart."""
    out = [rect(x, y, w, h, WHITE), rect(x + 10, y + 10, w - 20, h - 20, SEA1)]
    if kind == "boat":
        out += [rect(x + 10, y + h * .68, w - 20, h * .32 - 10, SEA5), poly([(x + w * .5, y + h * .2), (x + w * .5, y + h * .66), (x + w * .28, y + h * .66)], CORAL),
                poly([(x + w * .54, y + h * .3), (x + w * .54, y + h * .66), (x + w * .74, y + h * .66)], GOLD), path(f"M{n(x + w * .22)} {n(y + h * .7)}h{n(w * .56)}l{n(-w * .1)} {n(h * .1)}h{n(-w * .36)}Z", WOOD2)]
    elif kind == "chart":
        out += [rect(x + w * (.2 + .17 * i), y + h * (.75 - v), w * .11, h * v, c) for i, (v, c) in enumerate(((.2, SEA4), (.34, SEA5), (.28, GOLD), (.48, CORAL)))]
        out.append(rect(x + w * .14, y + h * .76, w * .72, 5, SEA9))
    else:
        out += [curve(f"M{n(x + w * .5)} {n(y + h * .85)}V{n(y + h * .5)}", LEAF2, 8), circle(x + w * .5, y + h * .4, w * .2, RED), circle(x + w * .5, y + h * .4, w * .08, GOLD),
                ellipse(x + w * .62, y + h * .68, w * .12, h * .05, LEAF2, -25)]
    return join(out)


def box(x: float, base: float, w: float, h: float, colour: str = "#C79A63") -> str:
    """Cardboard box; x is its left edge."""
    return join(rect(x, base - h, w, h, colour), rect(x, base - h, w, h * .16, shade(colour)), rect(x + w * .44, base - h, w * .12, h * .42, SAND3))


