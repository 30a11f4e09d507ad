"""Things on tables and walls: glassware, computers, papers, pictures."""

from __future__ import annotations

from .palette import (
    CORAL,
    GOLD,
    INK,
    LEAF2,
    LEAF3,
    RED,
    SAND3,
    SEA1,
    SEA2,
    SEA3,
    SEA4,
    SEA5,
    SEA8,
    SEA9,
    WHITE,
    WOOD1,
    WOOD2,
    shade,
)
from .shapes import circle, curve, ellipse, join, line, n, path, poly, rect, ring


def flask(x: float, base: float, s: float, liquid: str) -> str:
    """Conical flask."""

    def p(u: float, v: float) -> str:
        return f"{n(x + u * s)} {n(base - v * s)}"

    return join(
        path(f"M{p(-14, 110)}H{n(x + 14 * s)}V{n(base - 70 * s)}L{p(48, 0)}H{n(x - 48 * s)}L{p(-14, 70)}Z", "#D5E6EE"),
        path(f"M{p(-30, 38)}L{p(30, 38)}L{p(48, 0)}L{p(-48, 0)}Z", liquid),
        rect(x - 20 * s, base - 116 * s, 40 * s, 10 * s, SEA3),
    )


def test_tubes(x: float, base: float, s: float, tones: tuple[str, ...] = (RED, GOLD, LEAF2, SEA5)) -> str:
    """Rack of tubes."""
    out = []
    for i, t in enumerate(tones):
        tx = x + (i * 34 + 10) * s
        out += [
            rect(tx, base - 100 * s, 18 * s, 88 * s, "#D5E6EE", 8 * s),
            rect(tx, base - 56 * s, 18 * s, 44 * s, t, 8 * s),
        ]
    w = (len(tones) * 34 + 4) * s
    out += [rect(x, base - 76 * s, w, 10 * s, WOOD1), rect(x, base - 12 * s, w, 12 * s, WOOD1)]
    return join(out)


def microscope(x: float, base: float, s: float) -> str:
    """Microscope looking right."""
    return join(
        rect(x - 52 * s, base - 16 * s, 110 * s, 16 * s, SEA9, 4),
        path(
            f"M{n(x - 40 * s)} {n(base - 10 * s)}Q{n(x - 70 * s)} {n(base - 110 * s)} {n(x + 4 * s)} {n(base - 150 * s)}l{n(10 * s)} {n(24 * s)}"
            f"Q{n(x - 34 * s)} {n(base - 90 * s)} {n(x - 14 * s)} {n(base - 10 * s)}Z",
            SEA8,
        ),
        rect(x - 30 * s, base - 58 * s, 84 * s, 12 * s, SEA9),
        line([(x - 18 * s, base - 190 * s), (x + 22 * s, base - 90 * s)], SEA5, 28 * s, flat=True),
        line([(x + 18 * s, base - 100 * s), (x + 26 * s, base - 80 * s)], INK, 16 * s, flat=True),
        line([(x - 26 * s, base - 208 * s), (x - 14 * s, base - 182 * s)], INK, 20 * s, flat=True),
    )


def computer(x: float, base: float, s: float, inner: str = "", *, back: bool = False) -> str:
    """Screen on a foot, 200 wide; x is its middle."""
    w, h = 200 * s, 132 * s
    front = INK if not back else SEA8
    out = [
        rect(x - 14 * s, base - 40 * s, 28 * s, 40 * s, SEA9),
        rect(x - 52 * s, base - 10 * s, 104 * s, 10 * s, SEA9),
        rect(x - w / 2, base - 40 * s - h, w, h, front, 8 * s),
    ]
    if back:
        out.append(circle(x, base - 40 * s - h / 2, 14 * s, SEA5))
    else:
        out.append(rect(x - w / 2 + 9 * s, base - 31 * s - h, w - 18 * s, h - 18 * s, SEA2) + inner)
    return join(out)


def laptop(x: float, base: float, s: float = 1) -> str:
    """Laptop seen from behind."""
    return join(
        path(f"M{n(x - 92 * s)} {n(base - 116 * s)}q0-8 8-8h{n(168 * s)}q8 0 8 8v{n(108 * s)}h{n(-184 * s)}Z", SEA8),
        circle(x, base - 62 * s, 11 * s, SEA4),
        rect(x - 112 * s, base - 12 * s, 224 * s, 12 * s, SEA9, 4),
    )


def globe(x: float, base: float, s: float) -> str:
    """School globe."""
    cy = base - 92 * s
    return join(
        rect(x - 34 * s, base - 12 * s, 68 * s, 12 * s, WOOD2, 4),
        rect(x - 5 * s, base - 40 * s, 10 * s, 30 * s, WOOD2),
        circle(x, cy, 54 * s, SEA4),
        path(
            f"M{n(x - 36 * s)} {n(cy - 26 * s)}q{n(30 * s)} {n(-20 * s)} {n(44 * s)} {n(6 * s)}t{n(-10 * s)} {n(34 * s)}q{n(-40 * s)} {n(4 * s)} {n(-34 * s)} {n(-40 * s)}Z",
            LEAF3,
        ),
        path(
            f"M{n(x + 12 * s)} {n(cy + 14 * s)}q{n(20 * s)} {n(-16 * s)} {n(30 * s)} 0q{n(-8 * s)} {n(24 * s)} {n(-30 * s)} 0Z",
            LEAF3,
        ),
        ring(x, cy, 60 * s, 6 * s, GOLD),
    )


def sheet(x: float, y: float, w: float, h: float, rows: int = 4, turn: float = 0) -> str:
    """Sheet of paper with grey lines instead of writing; (x, y) is its middle."""
    inner = rect(-w / 2, -h / 2, w, h, WHITE) + join(
        rect(-w * 0.36, -h * 0.34 + i * h * 0.72 / rows, w * (0.72 if i % 3 else 0.5), h * 0.05, SEA3)
        for i in range(rows)
    )
    return f'<g transform="translate({n(x)} {n(y)}) rotate({n(turn)})">{inner}</g>'


def poster(x: float, y: float, w: float, h: float, kind: str) -> str:
    """Framed picture without words: boat, flower or chart."""
    out = [rect(x, y, w, h, WHITE), rect(x + 10, y + 10, w - 20, h - 20, SEA1)]
    if kind == "boat":
        out += [
            rect(x + 10, y + h * 0.68, w - 20, h * 0.32 - 10, SEA5),
            poly([(x + w * 0.5, y + h * 0.2), (x + w * 0.5, y + h * 0.66), (x + w * 0.28, y + h * 0.66)], CORAL),
            poly([(x + w * 0.54, y + h * 0.3), (x + w * 0.54, y + h * 0.66), (x + w * 0.74, y + h * 0.66)], GOLD),
            path(
                f"M{n(x + w * 0.22)} {n(y + h * 0.7)}h{n(w * 0.56)}l{n(-w * 0.1)} {n(h * 0.1)}h{n(-w * 0.36)}Z", WOOD2
            ),
        ]
    elif kind == "chart":
        out += [
            rect(x + w * (0.2 + 0.17 * i), y + h * (0.75 - v), w * 0.11, h * v, c)
            for i, (v, c) in enumerate(((0.2, SEA4), (0.34, SEA5), (0.28, GOLD), (0.48, CORAL)))
        ]
        out.append(rect(x + w * 0.14, y + h * 0.76, w * 0.72, 5, SEA9))
    else:
        out += [
            curve(f"M{n(x + w * 0.5)} {n(y + h * 0.85)}V{n(y + h * 0.5)}", LEAF2, 8),
            circle(x + w * 0.5, y + h * 0.4, w * 0.2, RED),
            circle(x + w * 0.5, y + h * 0.4, w * 0.08, GOLD),
            ellipse(x + w * 0.62, y + h * 0.68, w * 0.12, h * 0.05, LEAF2, -25),
        ]
    return join(out)


def box(x: float, base: float, w: float, h: float, colour: str = "#C79A63") -> str:
    """Cardboard box; x is its left edge."""
    return join(
        rect(x, base - h, w, h, colour),
        rect(x, base - h, w, h * 0.16, shade(colour)),
        rect(x + w * 0.44, base - h, w * 0.12, h * 0.42, SAND3),
    )
