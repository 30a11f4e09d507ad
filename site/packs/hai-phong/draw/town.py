"""Town and harbour: school, cranes, ships, boats, lamps, fences."""

from __future__ import annotations

from random import Random

from .palette import (
    BRICK,
    CREAM,
    GOLD,
    INK,
    LEAF2,
    RED,
    SEA3,
    SEA4,
    SEA5,
    SEA7,
    SEA8,
    SEA9,
    SNOW,
    STAR,
    WHITE,
    WOOD2,
    WOOD3,
    shade,
)
from .shapes import at, circle, curve, join, line, n, path, poly, rect, star


def flag(x: float, top: float, low: float, w: float = 84, *, left: bool = False) -> str:
    """National flag on a pole from low up to top."""
    h = w * 2 / 3
    fx = x - w if left else x
    return join(
        rect(x - 3, top - 8, 6, low - top + 8, INK),
        circle(x, top - 10, 6, GOLD),
        rect(fx, top, w, h, RED),
        star(fx + w / 2, top + h / 2, h * 0.3, STAR),
    )


def arch_window(x: float, y: float, w: float, h: float, fill: str, frame: str = CREAM) -> str:
    """Round-headed window; (x, y) is its upper left corner."""
    r = w / 2
    return join(
        path(f"M{n(x)} {n(y + h)}V{n(y + r)}A{n(r)} {n(r)} 0 0 1 {n(x + w)} {n(y + r)}V{n(y + h)}Z", fill),
        rect(x + r - w * 0.035, y, w * 0.07, h, frame),
        rect(x, y + h * 0.5, w, w * 0.06, frame),
        rect(x - w * 0.1, y + h, w * 1.2, w * 0.09, GOLD),
    )


def clock(x: float, y: float, r: float) -> str:
    """Clock face."""
    return circle(x, y, r, WHITE) + line([(x, y - r * 0.6), (x, y), (x + r * 0.45, y + r * 0.2)], SEA9, r * 0.18)


def school(
    x: float,
    base: float,
    w: float,
    s: float = 1,
    *,
    cols: int = 7,
    wall: str = CREAM,
    rng: Random | None = None,
    tower: bool = True,
    flagged: bool = True,
) -> str:
    """Yellow two-storey school with arched windows; (x, base) is the lower left corner."""
    rng = rng or Random(3)
    fh = 150 * s
    top = base - 2 * fh - 16 * s
    out = []
    cx = x + w / 2
    if tower:
        out += [
            rect(cx - 110 * s, top - 88 * s, 220 * s, 90 * s, wall),
            clock(cx, top - 46 * s, 24 * s),
            poly([(cx - 134 * s, top - 84 * s), (cx, top - 158 * s), (cx + 134 * s, top - 84 * s)], BRICK),
        ]
        if flagged:
            out.insert(0, flag(cx, top - 250 * s, top - 140 * s, 72 * s))
    out += [
        rect(x, top, w, base - top, wall),
        rect(x - 18 * s, top - 24 * s, w + 36 * s, 26 * s, BRICK),
        rect(x - 10 * s, base - fh - 6 * s, w + 20 * s, 12 * s, GOLD),
        rect(x, base - 20 * s, w, 20 * s, GOLD),
    ]
    step = w / cols
    for i in range(cols):
        wx = x + step * (i + 0.5) - 31 * s
        for k in range(2):
            fill = SEA8 if rng.random() < 0.3 else SEA5
            if k and tower and i == cols // 2 and cols % 2:
                out += [
                    path(
                        f"M{n(wx - 14 * s)} {n(base)}v{n(-84 * s)}a{n(45 * s)} {n(40 * s)} 0 0 1 {n(90 * s)} 0v{n(84 * s)}Z",
                        WOOD2,
                    ),
                    rect(wx + 29 * s, base - 120 * s, 4 * s, 120 * s, WOOD3),
                ]
                continue
            out.append(arch_window(wx, top + 22 * s + k * (fh + 4 * s), 62 * s, 104 * s, fill, wall))
    return join(out)


def fence(x: float, base: float, w: float, h: float = 110, colour: str = WHITE) -> str:
    """Quay railing."""
    out = [rect(x, base - h, w, 14, colour), rect(x, base - h * 0.55, w, 9, colour)]
    k = max(1, round(w / 170))
    out += [rect(x + i * w / k - 8, base - h, 16, h, colour) for i in range(k + 1)]
    return join(out)


def lamp(x: float, base: float, s: float = 1, colour: str = SEA9) -> str:
    """Street lamp."""
    return join(
        rect(x - 5 * s, base - 330 * s, 10 * s, 330 * s, colour),
        rect(x - 14 * s, base - 22 * s, 28 * s, 22 * s, colour),
        line([(x, base - 320 * s), (x + 50 * s, base - 336 * s)], colour, 8 * s),
        path(f"M{n(x + 36 * s)} {n(base - 334 * s)}h{n(44 * s)}l{n(-8 * s)} {n(22 * s)}h{n(-28 * s)}Z", GOLD),
    )


def bunting(x0: float, y0: float, x1: float, y1: float, sag: float, count: int = 14) -> str:
    """String of small flags."""
    tones = (RED, GOLD, SEA5, WHITE, LEAF2)
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2 + sag * 2
    out = [curve(f"M{n(x0)} {n(y0)}Q{n(mx)} {n(my)} {n(x1)} {n(y1)}", INK, 3)]
    for i in range(count):
        t = (i + 0.5) / count
        px = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * mx + t * t * x1
        py = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * my + t * t * y1
        out.append(poly([(px - 18, py), (px + 18, py), (px, py + 46)], tones[i % 5]))
    return join(out)


def lighthouse(x: float, base: float, s: float) -> str:
    """Red and white lighthouse, about 620 high."""
    g = [poly([(-82, 0), (-46, -470), (46, -470), (82, 0)], SNOW)]
    for v in (90, 270):
        a, b = 82 - 36 * v / 470, 82 - 36 * (v + 90) / 470
        g.append(poly([(-a, -v), (-b, -v - 90), (b, -v - 90), (a, -v)], RED))
    g += [
        rect(-64, -490, 128, 24, SEA9),
        rect(-36, -566, 72, 78, "#F6DF9B"),
        rect(-4, -566, 8, 78, SEA9),
        poly([(-52, -562), (0, -622), (52, -562)], "#A32016"),
        rect(-18, -62, 36, 62, WOOD3),
        rect(-10, -220, 20, 30, SEA8),
        rect(-10, -400, 20, 30, SEA8),
    ]
    return at(join(g), x, base, s)


def house(x: float, base: float, w: float, h: float, wall: str = CREAM, roof: str = BRICK) -> str:
    """Small house of the village."""
    return join(
        rect(x, base - h, w, h, wall),
        poly([(x - w * 0.1, base - h), (x + w * 0.5, base - h * 1.5), (x + w * 1.1, base - h)], roof),
        rect(x + w * 0.4, base - h * 0.62, w * 0.2, h * 0.62, WOOD2),
        rect(x + w * 0.1, base - h * 0.66, w * 0.2, h * 0.34, SEA5),
        rect(x + w * 0.7, base - h * 0.66, w * 0.2, h * 0.34, SEA5),
    )


def gate(x: float, base: float, w: float, h: float, roof: str = BRICK) -> str:
    """School gate with two posts and a tiled roof; x is the middle."""
    out = []
    for s in (-1, 1):
        px = x + s * w / 2
        out += [
            rect(px - 42, base - h, 84, h, WHITE),
            rect(px - 42, base - h, 14, h, SNOW),
            rect(px - 50, base - 26, 100, 26, GOLD),
            rect(px - 42, base - h * 0.55, 84, 10, GOLD),
        ]
    out += [
        rect(x - w / 2 - 60, base - h, w + 120, 54, SEA7),
        rect(x - w / 2 - 60, base - h + 46, w + 120, 10, GOLD),
        poly(
            [
                (x - w / 2 - 110, base - h),
                (x - w / 2 - 40, base - h - 84),
                (x + w / 2 + 40, base - h - 84),
                (x + w / 2 + 110, base - h),
            ],
            roof,
        ),
        rect(x - w / 2 - 40, base - h - 96, w + 80, 16, shade(roof)),
    ]
    return join(out)


def bridge(x0: float, x1: float, deck: float, low: float, top: float, colour: str = SEA9) -> str:
    """Cable-stayed bridge with two towers."""
    w = x1 - x0
    out = []
    for t in (0.3, 0.7):
        tx = x0 + w * t
        for i in range(1, 7):
            d = w * 0.2 * i / 6
            y = top + 20 + (6 - i) * 12
            out.append(line([(tx - d, deck), (tx, y), (tx + d, deck)], SEA3, 4))
        out.append(poly([(tx - 22, low), (tx - 9, top), (tx + 9, top), (tx + 22, low)], colour))
    out += [rect(x0, deck, w, 26, SNOW), rect(x0, deck + 26, w, 10, SEA4), rect(x0, deck - 24, w, 5, WHITE)]
    out += [rect(x0 + i * 60, deck - 24, 4, 24, WHITE) for i in range(int(w / 60))]
    return join(out)
