"""Town and harbour: school, cranes, ships, boats, lamps, fences."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from .palette import (
    BRICK, CORAL, CREAM, GOLD, INK, LEAF2, RED, SAND4, SEA3, SEA4, SEA5, SEA7, SEA8, SEA9, SNOW, STAR, WHITE,
    WOOD1, WOOD2, WOOD3, mix, shade,
)
from .shapes import (
    at, circle, curve, join, line, n, path, poly, rect, ring, star,
)

SEA1_GLASS = "#D5E3EA"


def flag(x: float, top: float, low: float, w: float = 84, *, left: bool = False) -> str:
    """National flag on a pole from low up to top."""
    h = w * 2 / 3
    fx = x - w if left else x
    return join(rect(x - 3, top - 8, 6, low - top + 8, INK), circle(x, top - 10, 6, GOLD),
                rect(fx, top, w, h, RED), star(fx + w / 2, top + h / 2, h * .3, STAR))


def arch_window(x: float, y: float, w: float, h: float, fill: str, frame: str = CREAM) -> str:
    """Round-headed window; (x, y) is its upper left corner."""
    r = w / 2
    return join(
        path(f"M{n(x)} {n(y + h)}V{n(y + r)}A{n(r)} {n(r)} 0 0 1 {n(x + w)} {n(y + r)}V{n(y + h)}Z", fill),
        rect(x + r - w * .035, y, w * .07, h, frame), rect(x, y + h * .5, w, w * .06, frame),
        rect(x - w * .1, y + h, w * 1.2, w * .09, GOLD))


def clock(x: float, y: float, r: float) -> str:
    """Clock face."""
    return circle(x, y, r, WHITE) + line([(x, y - r * .6), (x, y), (x + r * .45, y + r * .2)], SEA9, r * .18)


def school(x: float, base: float, w: float, s: float = 1, *, cols: int = 7, wall: str = CREAM,
           rng: Random | None = None, tower: bool = True, flagged: bool = True) -> str:
    """Yellow two-storey school with arched windows; (x, base) is the lower left corner."""
    rng = rng or Random(3)
    fh = 150 * s
    top = base - 2 * fh - 16 * s
    out = []
    cx = x + w / 2
    if tower:
        out += [rect(cx - 110 * s, top - 88 * s, 220 * s, 90 * s, wall), clock(cx, top - 46 * s, 24 * s),
                poly([(cx - 134 * s, top - 84 * s), (cx, top - 158 * s), (cx + 134 * s, top - 84 * s)], BRICK)]
        if flagged:
            out.insert(0, flag(cx, top - 250 * s, top - 140 * s, 72 * s))
    out += [rect(x, top, w, base - top, wall), rect(x - 18 * s, top - 24 * s, w + 36 * s, 26 * s, BRICK),
            rect(x - 10 * s, base - fh - 6 * s, w + 20 * s, 12 * s, GOLD), rect(x, base - 20 * s, w, 20 * s, GOLD)]
    step = w / cols
    for i in range(cols):
        wx = x + step * (i + .5) - 31 * s
        for k in range(2):
            fill = SEA8 if rng.random() < .3 else SEA5
            if k and tower and i == cols // 2 and cols % 2:
                out += [path(f"M{n(wx - 14 * s)} {n(base)}v{n(-84 * s)}a{n(45 * s)} {n(40 * s)} 0 0 1 {n(90 * s)} 0v{n(84 * s)}Z", WOOD2),
                        rect(wx + 29 * s, base - 120 * s, 4 * s, 120 * s, WOOD3)]
                continue
            out.append(arch_window(wx, top + 22 * s + k * (fh + 4 * s), 62 * s, 104 * s, fill, wall))
    return join(out)


def fence(x: float, base: float, w: float, h: float = 110, colour: str = WHITE) -> str:
    """Quay railing."""
    out = [rect(x, base - h, w, 14, colour), rect(x, base - h * .55, w, 9, colour)]
    k = max(1, round(w / 170))
    out += [rect(x + i * w / k - 8, base - h, 16, h, colour) for i in range(k + 1)]
    return join(out)


def lamp(x: float, base: float, s: float = 1, colour: str = SEA9) -> str:
    """Street lamp."""
    return join(rect(x - 5 * s, base - 330 * s, 10 * s, 330 * s, colour), rect(x - 14 * s, base - 22 * s, 28 * s, 22 * s, colour),
                line([(x, base - 320 * s), (x + 50 * s, base - 336 * s)], colour, 8 * s),
                path(f"M{n(x + 36 * s)} {n(base - 334 * s)}h{n(44 * s)}l{n(-8 * s)} {n(22 * s)}h{n(-28 * s)}Z", GOLD))


def crane(x: float, base: float, s: float, colour: str = SEA7, boom: float = 1) -> str:
    """Quay crane, about 420 high; boom -1 points left."""
    b = boom
    L = lambda pts, w=12: line([(x + u * s, base - v * s) for u, v in pts], colour, w * s, flat=True)  # noqa: E731
    return join(
        L([(-70, 0), (-56, 270)], 16), L([(70, 0), (56, 270)], 16), L([(-66, 90), (66, 90)]), L([(-60, 190), (60, 190)]),
        L([(-66, 90), (60, 190)], 6), rect(x - 88 * s, base - 292 * s, 176 * s, 28 * s, colour),
        L([(-120 * b, 282), (300 * b, 282)], 16), L([(0, 290), (10 * b, 400), (260 * b, 288)], 7), L([(10 * b, 400), (-110 * b, 288)], 7),
        rect(x + (b * 30 - 22) * s, base - 266 * s, 44 * s, 36 * s, mix(colour, WHITE, .25)),
        L([(200 * b, 280), (200 * b, 190)], 4), rect(x + (200 * b - 34) * s, base - 190 * s, 68 * s, 30 * s, CORAL))


def containers(x: float, base: float, cols: Sequence[int], rng: Random, *, w: float = 62, h: float = 34) -> str:
    """Stacks of containers; cols are the heights from left to right."""
    tones = (SEA5, CORAL, GOLD, BRICK, SEA8, SNOW, SEA4, LEAF2)
    out = []
    for i, k in enumerate(cols):
        for j in range(k):
            f = rng.choice(tones)
            out.append(rect(x + i * w, base - (j + 1) * h, w - 3, h - 3, f))
            out.append(rect(x + i * w + w * .3, base - (j + 1) * h + 6, 3, h - 15, shade(f)))
            out.append(rect(x + i * w + w * .62, base - (j + 1) * h + 6, 3, h - 15, shade(f)))
    return join(out)


def ship(x: float, water: float, s: float, rng: Random, hull: str = SEA9) -> str:
    """Container ship heading left, about 900 long."""
    g = [containers(60, -64, (2, 3, 3, 4, 3, 4, 4, 3, 4, 3), rng),
         rect(700, -250, 110, 190, WHITE), rect(686, -262, 138, 20, SNOW), rect(730, -312, 40, 54, RED)]
    g += [rect(714 + i * 32, -226, 20, 18, SEA8) for i in range(3)]
    g += [rect(714 + i * 32, -176, 20, 18, SEA4) for i in range(3)]
    g += [path("M0-70H860L838 10H60Z", hull), path("M40-16H845L838 10H60Z", RED), rect(10, -72, 60, 8, WHITE)]
    return at(join(g), x, water, s)


def wooden_boat(x: float, water: float, s: float, *, roof: bool = True, colour: str = WOOD2) -> tuple[str, str]:
    """Long wooden boat, about 900 long; returns what lies behind and before the people."""
    rear = []
    if roof:
        rear += [rect(-260, -290, 16, 260, WOOD1), rect(210, -290, 16, 260, WOOD1)]
        rear += [path("M-330-286Q-20-370 300-286Z", GOLD), rect(-336, -290, 640, 18, BRICK)]
    rear.append(path("M-450-40Q0 20 470-70L440-40Q0 60-420-20Z", shade(colour)))
    fore = [path("M-470-52C-380 80-200 90 0 90C240 90 400 50 500-100C380-20 200 0 0 0C-200 0-360-10-470-52Z", colour),
            curve("M-466-46C-360-6-200 6 0 6C200 6 380-14 492-92", RED, 20)]
    return at(join(rear), x, water, s), at(join(fore), x, water, s)


def sailboat(x: float, water: float, s: float, sail: str = WHITE, hull: str = BRICK) -> str:
    """Small sailing boat, about 200 high."""
    return at(join(rect(-3, -190, 6, 170, WOOD2), path("M8-186Q90-110 84-40H8Z", sail), path("M-8-170Q-60-100-62-40H-8Z", shade(sail)),
                   path("M-90-28H96Q80 14 50 14H-50Q-76 10-90-28Z", hull)), x, water, s)


def bicycle(x: float, base: float, s: float = 1, colour: str = SEA8, *, basket: bool = True) -> str:
    """Bicycle heading right; x is the middle, wheels 52 in radius."""
    r = 54
    g = [ring(-84, -r, r - 4, 7, colour), ring(84, -r, r - 4, 7, colour), circle(-84, -r, 6, colour), circle(84, -r, 6, colour),
         line([(-84, -r), (-8, -r), (60, -128), (-44, -128), (-84, -r)], colour, 8), line([(-44, -128), (-8, -r)], colour, 8),
         line([(-44, -128), (-52, -152)], colour, 7), line([(-72, -154), (-32, -154)], INK, 12),
         line([(84, -r), (56, -160), (36, -168)], colour, 7), line([(36, -168), (24, -160)], INK, 9), circle(-8, -r, 15, colour)]
    if basket:
        g.append(poly([(70, -160), (128, -160), (118, -108), (80, -108)], SAND4))
    return at(join(g), x, base, s)


def bunting(x0: float, y0: float, x1: float, y1: float, sag: float, count: int = 14) -> str:
    """String of small flags."""
    tones = (RED, GOLD, SEA5, WHITE, LEAF2)
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2 + sag * 2
    out = [curve(f"M{n(x0)} {n(y0)}Q{n(mx)} {n(my)} {n(x1)} {n(y1)}", INK, 3)]
    for i in range(count):
        t = (i + .5) / count
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
    g += [rect(-64, -490, 128, 24, SEA9), rect(-36, -566, 72, 78, "#F6DF9B"), rect(-4, -566, 8, 78, SEA9),
          poly([(-52, -562), (0, -622), (52, -562)], "#A32016"), rect(-18, -62, 36, 62, WOOD3), rect(-10, -220, 20, 30, SEA8),
          rect(-10, -400, 20, 30, SEA8)]
    return at(join(g), x, base, s)


def house(x: float, base: float, w: float, h: float, wall: str = CREAM, roof: str = BRICK) -> str:
    """Small house of the village."""
    return join(rect(x, base - h, w, h, wall), poly([(x - w * .1, base - h), (x + w * .5, base - h * 1.5), (x + w * 1.1, base - h)], roof),
                rect(x + w * .4, base - h * .62, w * .2, h * .62, WOOD2), rect(x + w * .1, base - h * .66, w * .2, h * .34, SEA5),
                rect(x + w * .7, base - h * .66, w * .2, h * .34, SEA5))


def gate(x: float, base: float, w: float, h: float, roof: str = BRICK) -> str:
    """School gate with two posts and a tiled roof; x is the middle."""
    out = []
    for s in (-1, 1):
        px = x + s * w / 2
        out += [rect(px - 42, base - h, 84, h, CREAM), rect(px - 50, base - 26, 100, 26, GOLD), rect(px - 42, base - h * .55, 84, 10, GOLD)]
    out += [rect(x - w / 2 - 60, base - h, w + 120, 54, SEA7), rect(x - w / 2 - 60, base - h + 46, w + 120, 10, GOLD),
            poly([(x - w / 2 - 110, base - h), (x - w / 2 - 40, base - h - 84), (x + w / 2 + 40, base - h - 84), (x + w / 2 + 110, base - h)], roof),
            rect(x - w / 2 - 40, base - h - 96, w + 80, 16, shade(roof))]
    return join(out)


def bridge(x0: float, x1: float, deck: float, low: float, top: float, colour: str = SEA9) -> str:
    """Cable-stayed bridge with two towers."""
    w = x1 - x0
    out = []
    for t in (.3, .7):
        tx = x0 + w * t
        for i in range(1, 7):
            d = w * .2 * i / 6
            y = top + 20 + (6 - i) * 12
            out.append(line([(tx - d, deck), (tx, y), (tx + d, deck)], SEA3, 4))
        out.append(poly([(tx - 22, low), (tx - 9, top), (tx + 9, top), (tx + 22, low)], colour))
    out += [rect(x0, deck, w, 26, SNOW), rect(x0, deck + 26, w, 10, SEA4), rect(x0, deck - 24, w, 5, WHITE)]
    out += [rect(x0 + i * 60, deck - 24, 4, 24, WHITE) for i in range(int(w / 60))]
    return join(out)


def car(x: float, base: float, s: float, colour: str) -> str:
    """Small car heading right."""
    g = [path("M-120-24V-66Q-116-78-90-80L-60-120H30L70-80Q118-76 120-52V-24Z", colour), path("M-52-112H-14V-82H-74ZM-4-112H26L54-82H-4Z", SEA1_GLASS)]
    g += [circle(-66, -24, 25, INK), circle(66, -24, 25, INK), circle(-66, -24, 11, SNOW), circle(66, -24, 11, SNOW)]
    return at(join(g), x, base, s)


def bus(x: float, base: float, s: float, colour: str = GOLD) -> str:
    """School bus heading right."""
    g = [path("M-260-30V-230Q-258-256-230-258H210Q240-256 250-220L262-120V-30Z", colour), rect(-262, -96, 524, 14, SEA7)]
    g += [rect(-236 + i * 92, -226, 76, 78, SEA1_GLASS, 8) for i in range(4)]
    g += [path("M146-226H214Q222-222 226-206L236-148H146Z", SEA1_GLASS)]
    g += [circle(x0, -30, 38, INK) + circle(x0, -30, 16, SNOW) for x0 in (-160, 160)]
    return at(join(g), x, base, s)
