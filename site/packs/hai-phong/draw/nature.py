"""Nature: sky, karst hills, sea, flame trees and other plants."""

from __future__ import annotations

import math
from random import Random

from .palette import (
    CORAL, GOLD, LEAF, LEAF2, LEAF3, RED, RED_DARK, REDS, SAND1, SAND2, SAND4, SEA1, SEA2, SEA3, SEA4, SEA5,
    SEA8, WHITE, WOOD2, mix, shade,
)
from .shapes import (
    at, circle, curve, ellipse, join, n, path, poly, rect,
)


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
    return path(f"M{n(x - 90 * s)} {n(y)}A{n(34 * s)} {n(34 * s)} 0 0 1 {n(x - 48 * s)} {n(y - 38 * s)}"
                f"A{n(52 * s)} {n(52 * s)} 0 0 1 {n(x + 44 * s)} {n(y - 44 * s)}"
                f"A{n(32 * s)} {n(32 * s)} 0 0 1 {n(x + 100 * s)} {n(y)}Z", fill)


def hill(x: float, base: float, w: float, h: float, fill: str) -> str:
    """Karst hill with a dome and a shoulder; a negative width mirrors it."""
    def p(u: float, v: float) -> str:
        return f"{n(x + w * u)} {n(base - h * v)}"
    return path(f"M{p(-.5, 0)}C{p(-.46, .3)} {p(-.36, .42)} {p(-.27, .6)}C{p(-.2, .78)} {p(-.12, 1)} {p(0, 1)}"
                f"C{p(.1, 1)} {p(.17, .84)} {p(.22, .64)}C{p(.34, .62)} {p(.44, .3)} {p(.5, 0)}Z", fill)


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
    out = [rect(left, top, w - left, d * .2 + 1, SEA4), rect(left, top + d * .2, w - left, d * .4 + 1, SEA5),
           rect(left, top + d * .6, w - left, d * .4, SEA8)]
    for _ in range(count):
        y = rng.uniform(top + 14, low - 10)
        t = (y - top) / d
        out.append(wave(rng.uniform(left + 10, w - 70), y, 0.7 + t * 0.9,
                        SEA3 if t < .2 else SEA4, 4 + 3 * t))
    return join(out)


def flower(x: float, y: float, r: float, turn: float = 0, fill: str = CORAL) -> str:
    """Flame-tree flower with five petals, one of them marked white."""
    petal = "M0-.12C-.5-.3-.5-1 0-1S.5-.3 0-.12Z"
    inner = "".join(f'<path d="{petal}" fill="{fill}" transform="rotate({72 * i})"/>' for i in range(5))
    inner += '<path d="M0-.35C-.16-.5-.14-.85 0-.85S.16-.5 0-.35Z" fill="#FBEBD2"/>'
    inner += f'<circle r=".13" fill="{RED_DARK}"/>'
    return at(inner, x, y, r, turn)


def _cluster(cx: float, cy: float, rx: float, ry: float, rng: Random, s: float, *, flowers: int = 3) -> str:
    """One cushion of a canopy: leaves below, red on top."""
    out = []
    for _ in range(9):
        a = rng.uniform(0.1, 0.9) * math.pi
        out.append(ellipse(cx + rx * .95 * math.cos(a), cy + ry * (0.35 + .6 * math.sin(a)),
                           rng.uniform(26, 44) * s, rng.uniform(11, 17) * s, rng.choice((LEAF, LEAF, LEAF2)),
                           rng.uniform(-12, 12)))
    for _ in range(26):
        a, q = rng.uniform(0, 2 * math.pi), math.sqrt(rng.random())
        out.append(ellipse(cx + rx * q * math.cos(a), cy + ry * .8 * q * math.sin(a) - ry * .18,
                           rng.uniform(22, 40) * s, rng.uniform(11, 18) * s, rng.choice(REDS),
                           rng.uniform(-14, 14)))
    for _ in range(flowers):
        a, q = rng.uniform(0, 2 * math.pi), rng.uniform(0, .8)
        out.append(flower(cx + rx * q * math.cos(a), cy + ry * .7 * q * math.sin(a) - ry * .1,
                          rng.uniform(17, 26) * s, rng.uniform(0, 72)))
    return join(out)


def flame_tree(x: float, base: float, s: float, rng: Random, *, flowers: int = 3, shadow: bool = True) -> str:
    """Flame tree in flower, about 620 wide and 600 high at scale 1."""
    def p(u: float, v: float) -> str:
        return f"{n(x + u * s)} {n(base - v * s)}"
    trunk = path(f"M{p(-44, 0)}C{p(-26, 60)} {p(-28, 150)} {p(-40, 210)}L{p(-150, 360)}L{p(-118, 372)}L{p(-14, 250)}"
                 f"L{p(-12, 390)}L{p(22, 390)}L{p(20, 250)}L{p(140, 384)}L{p(170, 366)}L{p(42, 200)}"
                 f"C{p(30, 140)} {p(30, 60)} {p(50, 0)}Z", WOOD2)
    out = [ellipse(x, base, 210 * s, 20 * s, SAND4) if shadow else "", trunk]
    pads = ((-215, 370, 120, 58), (215, 380, 120, 56), (-95, 420, 140, 66), (105, 430, 140, 66),
            (0, 385, 130, 50), (-130, 495, 120, 56), (135, 500, 115, 54), (0, 540, 130, 58))
    for u, v, rx, ry in pads:
        out.append(_cluster(x + u * s, base - v * s, rx * s, ry * s, rng, s, flowers=flowers))
    return join(out)


def flame_branch(x: float, y: float, s: float, rng: Random, *, flip: bool = False, flowers: int = 5) -> str:
    """Branch that hangs in from the upper right (or left) corner, about 620 wide."""
    k = -1 if flip else 1
    out = [curve(f"M{n(x)} {n(y - 20 * s)}Q{n(x - k * 240 * s)} {n(y + 10 * s)} {n(x - k * 470 * s)} {n(y + 60 * s)}",
                 WOOD2, 16 * s)]
    for u, v, rx, ry in ((40, 0, 140, 70), (190, 10, 130, 62), (330, 50, 120, 54), (450, 70, 90, 40),
                         (110, 90, 130, 54)):
        out.append(_cluster(x - k * u * s, y + v * s, rx * s, ry * s, rng, s, flowers=flowers // 2 + 1))
    return join(out)


def petals(x0: float, x1: float, y0: float, y1: float, count: int, rng: Random) -> str:
    """Fallen petals on the ground."""
    return join(ellipse(rng.uniform(x0, x1), rng.uniform(y0, y1), 10, 5, rng.choice((RED, CORAL)))
                for _ in range(count))


def round_tree(x: float, base: float, s: float, fill: str = LEAF2, dark: str = LEAF) -> str:
    """Plain shade tree, about 260 wide and 380 high."""
    return join(
        path(f"M{n(x - 16 * s)} {n(base)}L{n(x - 10 * s)} {n(base - 200 * s)}H{n(x + 10 * s)}L{n(x + 16 * s)} {n(base)}Z",
             WOOD2),
        ellipse(x, base - 240 * s, 130 * s, 110 * s, dark), ellipse(x - 14 * s, base - 270 * s, 108 * s, 92 * s, fill),
        ellipse(x - 40 * s, base - 300 * s, 48 * s, 34 * s, mix(fill, LEAF3, .5)))


def palm(x: float, base: float, s: float) -> str:
    """Coconut palm, about 400 high."""
    out = [path(f"M{n(x - 14 * s)} {n(base)}Q{n(x - 2 * s)} {n(base - 200 * s)} {n(x + 26 * s)} {n(base - 340 * s)}"
                f"H{n(x + 42 * s)}Q{n(x + 22 * s)} {n(base - 200 * s)} {n(x + 16 * s)} {n(base)}Z", WOOD2)]
    tx, ty = x + 34 * s, base - 345 * s
    for turn, tone in ((200, LEAF), (165, LEAF), (-20, LEAF), (15, LEAF2), (225, LEAF2), (-50, LEAF2), (180, LEAF2), (0, LEAF)):
        leaf = path("M0 0Q60-50 150 20Q70-14 0 14Z", tone)
        out.append(at(leaf, tx, ty, s, turn if abs(turn) < 90 else turn))
    out += [circle(tx - 10 * s, ty + 16 * s, 13 * s, WOOD2), circle(tx + 14 * s, ty + 18 * s, 13 * s, shade(WOOD2))]
    return join(out)


def bush(x: float, base: float, w: float, fill: str = LEAF2) -> str:
    """Low bush."""
    return path(f"M{n(x - w / 2)} {n(base)}C{n(x - w * .6)} {n(base - w * .35)} {n(x - w * .25)} {n(base - w * .5)} "
                f"{n(x - w * .12)} {n(base - w * .36)}C{n(x)} {n(base - w * .62)} {n(x + w * .3)} {n(base - w * .5)} "
                f"{n(x + w * .26)} {n(base - w * .32)}C{n(x + w * .55)} {n(base - w * .4)} {n(x + w * .6)} {n(base - w * .1)} "
                f"{n(x + w / 2)} {n(base)}Z", fill)


def blossom(x: float, y: float, r: float, fill: str) -> str:
    """Small round flower."""
    return join(*(circle(x + r * .62 * math.cos(a), y + r * .62 * math.sin(a), r * .5, fill)
                  for a in (0, 1.257, 2.513, 3.77, 5.027)), circle(x, y, r * .34, GOLD))


def flowerbed(x: float, y: float, w: float, rng: Random, *, pot: str = "#B5522F") -> str:
    """Long trough of flowers; y is its foot."""
    out = []
    k = int(w / 34)
    for i in range(k):
        cx = x + (i + .5) * w / k
        top = y - 62 - rng.uniform(0, 22)
        out += [ellipse(cx, y - 48, 19, 30, rng.choice((LEAF, LEAF2))),
                blossom(cx, top, 13, rng.choice((CORAL, GOLD, WHITE, RED)))]
    out.append(poly([(x - 8, y - 36), (x + w + 8, y - 36), (x + w, y), (x, y)], pot))
    out.append(rect(x - 12, y - 42, w + 24, 12, mix(pot, WHITE, .15)))
    return join(out)


def pot_plant(x: float, base: float, s: float, fill: str = LEAF2) -> str:
    """Plant in a pot, about 200 high."""
    out = [ellipse(x + u * s, base - v * s, 17 * s, 52 * s, f, t)
           for u, v, t, f in ((-38, 140, -32, LEAF), (38, 140, 32, LEAF), (-14, 160, -10, fill), (16, 158, 12, fill),
                              (-50, 100, -62, fill), (50, 100, 62, fill))]
    out.append(poly([(x - 44 * s, base - 80 * s), (x + 44 * s, base - 80 * s), (x + 32 * s, base), (x - 32 * s, base)],
                    "#B5522F"))
    out.append(rect(x - 50 * s, base - 90 * s, 100 * s, 18 * s, CORAL))
    return join(out)


def bird(x: float, y: float, s: float, colour: str = WHITE) -> str:
    """Gull far away."""
    return curve(f"M{n(x - 26 * s)} {n(y - 8 * s)}Q{n(x - 10 * s)} {n(y - 16 * s)} {n(x)} {n(y)}"
                 f"Q{n(x + 10 * s)} {n(y - 16 * s)} {n(x + 26 * s)} {n(y - 8 * s)}", colour, 5 * s)


def grass(w: float, top: float, low: float, fill: str = LEAF3) -> str:
    """Lawn with a slightly curved edge."""
    return path(f"M0 {n(top)}Q{n(w * .5)} {n(top - 26)} {n(w)} {n(top)}V{n(low)}H0Z", fill)


def tufts(x0: float, x1: float, y0: float, y1: float, count: int, rng: Random, colour: str = LEAF2) -> str:
    """Blades of grass."""
    out = []
    for _ in range(count):
        x, y = rng.uniform(x0, x1), rng.uniform(y0, y1)
        out.append(curve(f"M{n(x - 8)} {n(y - 12)}L{n(x)} {n(y)}L{n(x + 3)} {n(y - 16)}M{n(x)} {n(y)}L{n(x + 11)} {n(y - 10)}",
                         colour, 3.5))
    return join(out)

