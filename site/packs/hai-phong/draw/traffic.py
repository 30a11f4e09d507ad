"""What moves: cranes, ships, boats, bicycles, cars."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from .palette import (
    BRICK,
    CORAL,
    GOLD,
    INK,
    LEAF2,
    RED,
    SAND4,
    SEA4,
    SEA5,
    SEA7,
    SEA8,
    SEA9,
    SNOW,
    WHITE,
    WOOD1,
    WOOD2,
    mix,
    shade,
)
from .shapes import at, circle, curve, join, line, path, poly, rect, ring

SEA1_GLASS = "#D5E3EA"


def crane(x: float, base: float, s: float, colour: str = SEA7, boom: float = 1) -> str:
    """Quay crane, about 420 high; boom -1 points left."""
    b = boom

    def beam(points: Sequence[tuple[float, float]], width: float = 12) -> str:
        return line([(x + u * s, base - v * s) for u, v in points], colour, width * s, flat=True)

    return join(
        beam([(-70, 0), (-56, 270)], 16),
        beam([(70, 0), (56, 270)], 16),
        beam([(-66, 90), (66, 90)]),
        beam([(-60, 190), (60, 190)]),
        beam([(-66, 90), (60, 190)], 6),
        rect(x - 88 * s, base - 292 * s, 176 * s, 28 * s, colour),
        beam([(-120 * b, 282), (300 * b, 282)], 16),
        beam([(0, 290), (10 * b, 400), (260 * b, 288)], 7),
        beam([(10 * b, 400), (-110 * b, 288)], 7),
        rect(x + (b * 30 - 22) * s, base - 266 * s, 44 * s, 36 * s, mix(colour, WHITE, 0.25)),
        beam([(200 * b, 280), (200 * b, 190)], 4),
        rect(x + (200 * b - 34) * s, base - 190 * s, 68 * s, 30 * s, CORAL),
    )


def containers(x: float, base: float, cols: Sequence[int], rng: Random, *, w: float = 62, h: float = 34) -> str:
    """Stacks of containers; cols are the heights from left to right."""
    tones = (SEA5, CORAL, GOLD, BRICK, SEA8, SNOW, SEA4, LEAF2)
    out = []
    for i, k in enumerate(cols):
        for j in range(k):
            f = rng.choice(tones)
            out.append(rect(x + i * w, base - (j + 1) * h, w - 3, h - 3, f))
            out.append(rect(x + i * w + w * 0.3, base - (j + 1) * h + 6, 3, h - 15, shade(f)))
            out.append(rect(x + i * w + w * 0.62, base - (j + 1) * h + 6, 3, h - 15, shade(f)))
    return join(out)


def ship(x: float, water: float, s: float, rng: Random, hull: str = SEA9) -> str:
    """Container ship heading left, about 900 long."""
    g = [
        containers(60, -64, (2, 3, 3, 4, 3, 4, 4, 3, 4, 3), rng),
        rect(700, -250, 110, 190, WHITE),
        rect(686, -262, 138, 20, SNOW),
        rect(730, -312, 40, 54, RED),
    ]
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
    fore = [
        path("M-470-52C-380 80-200 90 0 90C240 90 400 50 500-100C380-20 200 0 0 0C-200 0-360-10-470-52Z", colour),
        curve("M-466-46C-360-6-200 6 0 6C200 6 380-14 492-92", RED, 20),
    ]
    return at(join(rear), x, water, s), at(join(fore), x, water, s)


def sailboat(x: float, water: float, s: float, sail: str = WHITE, hull: str = BRICK) -> str:
    """Small sailing boat, about 200 high."""
    return at(
        join(
            rect(-3, -190, 6, 170, WOOD2),
            path("M8-186Q90-110 84-40H8Z", sail),
            path("M-8-170Q-60-100-62-40H-8Z", shade(sail)),
            path("M-90-28H96Q80 14 50 14H-50Q-76 10-90-28Z", hull),
        ),
        x,
        water,
        s,
    )


def bicycle(x: float, base: float, s: float = 1, colour: str = SEA8, *, basket: bool = True) -> str:
    """Bicycle heading right; x is the middle, wheels 52 in radius."""
    r = 54
    g = [
        ring(-84, -r, r - 4, 7, colour),
        ring(84, -r, r - 4, 7, colour),
        circle(-84, -r, 6, colour),
        circle(84, -r, 6, colour),
        line([(-84, -r), (-8, -r), (60, -128), (-44, -128), (-84, -r)], colour, 8),
        line([(-44, -128), (-8, -r)], colour, 8),
        line([(-44, -128), (-52, -152)], colour, 7),
        line([(-72, -154), (-32, -154)], INK, 12),
        line([(84, -r), (56, -160), (36, -168)], colour, 7),
        line([(36, -168), (24, -160)], INK, 9),
        circle(-8, -r, 15, colour),
    ]
    if basket:
        g.append(poly([(70, -160), (128, -160), (118, -108), (80, -108)], SAND4))
    return at(join(g), x, base, s)


def car(x: float, base: float, s: float, colour: str) -> str:
    """Small car heading right."""
    g = [
        path("M-120-24V-66Q-116-78-90-80L-60-120H30L70-80Q118-76 120-52V-24Z", colour),
        path("M-52-112H-14V-82H-74ZM-4-112H26L54-82H-4Z", SEA1_GLASS),
    ]
    g += [circle(-66, -24, 25, INK), circle(66, -24, 25, INK), circle(-66, -24, 11, SNOW), circle(66, -24, 11, SNOW)]
    return at(join(g), x, base, s)


def bus(x: float, base: float, s: float, colour: str = GOLD) -> str:
    """School bus heading right."""
    g = [
        path("M-260-30V-230Q-258-256-230-258H210Q240-256 250-220L262-120V-30Z", colour),
        rect(-262, -96, 524, 14, SEA7),
    ]
    g += [rect(-236 + i * 92, -226, 76, 78, SEA1_GLASS, 8) for i in range(4)]
    g += [path("M146-226H214Q222-222 226-206L236-148H146Z", SEA1_GLASS)]
    g += [circle(x0, -30, 38, INK) + circle(x0, -30, 16, SNOW) for x0 in (-160, 160)]
    return at(join(g), x, base, s)
