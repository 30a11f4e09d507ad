"""Nature: sky, karst hills, sea, flame trees and other plants."""

from __future__ import annotations

import math
from random import Random

from .palette import CORAL, GOLD, LEAF, LEAF2, LEAF3, RED, SAND1, SAND2, SEA1, SEA2, SEA3, SEA4, SEA5, SEA8, WHITE, mix
from .shapes import circle, curve, ellipse, join, n, path, poly, rect


def sky(w: float, low: float, *, warm: bool = True, top: float = 0) -> str:
    """Two or three flat bands of sky down to the line low."""
    a, b = (SAND1, SAND2) if warm else (SEA1, "#EAF1EC")
    cut = top + (low - top) * 0.45
    return rect(0, top, w, low - top, b) + rect(0, top, w, cut - top, a)


def sun(x: float, y: float, r: float) -> str:
    """Pale disc of the sun."""
    return circle(x, y, r, "#FDF8EC")


def cloud(x: float, y: float, s: float, fill: str = "#FBF7EE") -> str:
    """Flat cloud with a straight foot."""
    return path(
        f"M{n(x - 90 * s)} {n(y)}A{n(34 * s)} {n(34 * s)} 0 0 1 {n(x - 48 * s)} {n(y - 38 * s)}"
        f"A{n(52 * s)} {n(52 * s)} 0 0 1 {n(x + 44 * s)} {n(y - 44 * s)}"
        f"A{n(32 * s)} {n(32 * s)} 0 0 1 {n(x + 100 * s)} {n(y)}Z",
        fill,
    )


def hill(x: float, base: float, w: float, h: float, fill: str) -> str:
    """Karst hill with a dome and a shoulder; a negative width mirrors it."""

    def p(u: float, v: float) -> str:
        return f"{n(x + w * u)} {n(base - h * v)}"

    return path(
        f"M{p(-0.5, 0)}C{p(-0.46, 0.3)} {p(-0.36, 0.42)} {p(-0.27, 0.6)}C{p(-0.2, 0.78)} {p(-0.12, 1)} {p(0, 1)}"
        f"C{p(0.1, 1)} {p(0.17, 0.84)} {p(0.22, 0.64)}C{p(0.34, 0.62)} {p(0.44, 0.3)} {p(0.5, 0)}Z",
        fill,
    )


def hills(w: float, base: float, rng: Random, *, scale: float = 1, tones: tuple[str, str] = (SEA2, SEA3)) -> str:
    """Two ranks of karst hills over the whole width."""
    out = []
    for k, (tone, size) in enumerate(zip(tones, (1.0, 0.68), strict=True)):
        x = -120.0 + k * 140
        while x < w + 200:
            hw = rng.uniform(360, 560) * scale * (0.8 + 0.2 * size)
            out.append(hill(x, base, hw * rng.choice((1, 1, -1)), rng.uniform(190, 330) * scale * size, tone))
            x += hw * rng.uniform(0.5, 0.9) * (1.0 + 0.7 * k)
    return join(out)


def wave(x: float, y: float, s: float, colour: str, width: float = 6) -> str:
    """One short crest."""
    return curve(f"M{n(x)} {n(y)}q{n(14 * s)} {n(-9 * s)} {n(30 * s)} 0t{n(34 * s)} 0", colour, width)


def sea(w: float, top: float, low: float, rng: Random, *, count: int = 30, left: float = 0) -> str:
    """Bands of sea from the horizon down, with crests."""
    d = low - top
    out = [
        rect(left, top, w - left, d * 0.2 + 1, SEA4),
        rect(left, top + d * 0.2, w - left, d * 0.4 + 1, SEA5),
        rect(left, top + d * 0.6, w - left, d * 0.4, SEA8),
    ]
    for _ in range(count):
        y = rng.uniform(top + 14, low - 10)
        t = (y - top) / d
        out.append(wave(rng.uniform(left + 10, w - 70), y, 0.7 + t * 0.9, SEA3 if t < 0.2 else SEA4, 4 + 3 * t))
    return join(out)


def bush(x: float, base: float, w: float, fill: str = LEAF2) -> str:
    """Low bush."""
    return path(
        f"M{n(x - w / 2)} {n(base)}C{n(x - w * 0.6)} {n(base - w * 0.35)} {n(x - w * 0.25)} {n(base - w * 0.5)} "
        f"{n(x - w * 0.12)} {n(base - w * 0.36)}C{n(x)} {n(base - w * 0.62)} {n(x + w * 0.3)} {n(base - w * 0.5)} "
        f"{n(x + w * 0.26)} {n(base - w * 0.32)}C{n(x + w * 0.55)} {n(base - w * 0.4)} {n(x + w * 0.6)} {n(base - w * 0.1)} "
        f"{n(x + w / 2)} {n(base)}Z",
        fill,
    )


def blossom(x: float, y: float, r: float, fill: str) -> str:
    """Small round flower."""
    return join(
        *(
            circle(x + r * 0.62 * math.cos(a), y + r * 0.62 * math.sin(a), r * 0.5, fill)
            for a in (0, 1.257, 2.513, 3.77, 5.027)
        ),
        circle(x, y, r * 0.34, GOLD),
    )


def flowerbed(x: float, y: float, w: float, rng: Random, *, pot: str = "#B5522F") -> str:
    """Long trough of flowers; y is its foot."""
    out = []
    k = int(w / 34)
    for i in range(k):
        cx = x + (i + 0.5) * w / k
        top = y - 62 - rng.uniform(0, 22)
        out += [
            ellipse(cx, y - 48, 19, 30, rng.choice((LEAF, LEAF2))),
            blossom(cx, top, 13, rng.choice((CORAL, GOLD, WHITE, RED))),
        ]
    out.append(poly([(x - 8, y - 36), (x + w + 8, y - 36), (x + w, y), (x, y)], pot))
    out.append(rect(x - 12, y - 42, w + 24, 12, mix(pot, WHITE, 0.15)))
    return join(out)


def pot_plant(x: float, base: float, s: float, fill: str = LEAF2) -> str:
    """Plant in a pot, about 200 high."""
    out = [
        ellipse(x + u * s, base - v * s, 17 * s, 52 * s, f, t)
        for u, v, t, f in (
            (-38, 140, -32, LEAF),
            (38, 140, 32, LEAF),
            (-14, 160, -10, fill),
            (16, 158, 12, fill),
            (-50, 100, -62, fill),
            (50, 100, 62, fill),
        )
    ]
    out.append(
        poly(
            [(x - 44 * s, base - 80 * s), (x + 44 * s, base - 80 * s), (x + 32 * s, base), (x - 32 * s, base)],
            "#B5522F",
        )
    )
    out.append(rect(x - 50 * s, base - 90 * s, 100 * s, 18 * s, CORAL))
    return join(out)


def bird(x: float, y: float, s: float, colour: str = WHITE) -> str:
    """Gull far away."""
    return curve(
        f"M{n(x - 26 * s)} {n(y - 8 * s)}Q{n(x - 10 * s)} {n(y - 16 * s)} {n(x)} {n(y)}"
        f"Q{n(x + 10 * s)} {n(y - 16 * s)} {n(x + 26 * s)} {n(y - 8 * s)}",
        colour,
        5 * s,
    )


def grass(w: float, top: float, low: float, fill: str = LEAF3) -> str:
    """Lawn with a slightly curved edge."""
    return path(f"M0 {n(top)}Q{n(w * 0.5)} {n(top - 26)} {n(w)} {n(top)}V{n(low)}H0Z", fill)


def tufts(x0: float, x1: float, y0: float, y1: float, count: int, rng: Random, colour: str = LEAF2) -> str:
    """Blades of grass."""
    out = []
    for _ in range(count):
        x, y = rng.uniform(x0, x1), rng.uniform(y0, y1)
        out.append(
            curve(
                f"M{n(x - 8)} {n(y - 12)}L{n(x)} {n(y)}L{n(x + 3)} {n(y - 16)}M{n(x)} {n(y)}L{n(x + 11)} {n(y - 10)}",
                colour,
                3.5,
            )
        )
    return join(out)
