"""Trees: flame trees in flower, shade trees, palms."""

from __future__ import annotations

import math
from random import Random

from .palette import CORAL, LEAF, LEAF2, LEAF3, RED, RED_DARK, REDS, SAND4, WOOD2, mix, shade
from .shapes import at, circle, curve, ellipse, join, n, path


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
        out.append(
            ellipse(
                cx + rx * 0.95 * math.cos(a),
                cy + ry * (0.35 + 0.6 * math.sin(a)),
                rng.uniform(26, 44) * s,
                rng.uniform(11, 17) * s,
                rng.choice((LEAF, LEAF, LEAF2)),
                rng.uniform(-12, 12),
            )
        )
    for _ in range(26):
        a, q = rng.uniform(0, 2 * math.pi), math.sqrt(rng.random())
        out.append(
            ellipse(
                cx + rx * q * math.cos(a),
                cy + ry * 0.8 * q * math.sin(a) - ry * 0.18,
                rng.uniform(22, 40) * s,
                rng.uniform(11, 18) * s,
                rng.choice(REDS),
                rng.uniform(-14, 14),
            )
        )
    for _ in range(flowers):
        a, q = rng.uniform(0, 2 * math.pi), rng.uniform(0, 0.8)
        out.append(
            flower(
                cx + rx * q * math.cos(a),
                cy + ry * 0.7 * q * math.sin(a) - ry * 0.1,
                rng.uniform(17, 26) * s,
                rng.uniform(0, 72),
            )
        )
    return join(out)


def flame_tree(x: float, base: float, s: float, rng: Random, *, flowers: int = 3, shadow: bool = True) -> str:
    """Flame tree in flower, about 620 wide and 600 high at scale 1."""

    def p(u: float, v: float) -> str:
        return f"{n(x + u * s)} {n(base - v * s)}"

    trunk = path(
        f"M{p(-44, 0)}C{p(-26, 60)} {p(-28, 150)} {p(-40, 210)}L{p(-150, 360)}L{p(-118, 372)}L{p(-14, 250)}"
        f"L{p(-12, 390)}L{p(22, 390)}L{p(20, 250)}L{p(140, 384)}L{p(170, 366)}L{p(42, 200)}"
        f"C{p(30, 140)} {p(30, 60)} {p(50, 0)}Z",
        WOOD2,
    )
    out = [ellipse(x, base, 210 * s, 20 * s, SAND4) if shadow else "", trunk]
    pads = (
        (-215, 370, 120, 58),
        (215, 380, 120, 56),
        (-95, 420, 140, 66),
        (105, 430, 140, 66),
        (0, 385, 130, 50),
        (-130, 495, 120, 56),
        (135, 500, 115, 54),
        (0, 540, 130, 58),
    )
    for u, v, rx, ry in pads:
        out.append(_cluster(x + u * s, base - v * s, rx * s, ry * s, rng, s, flowers=flowers))
    return join(out)


def flame_branch(x: float, y: float, s: float, rng: Random, *, flip: bool = False, flowers: int = 5) -> str:
    """Branch that hangs in from the upper right (or left) corner, about 620 wide."""
    k = -1 if flip else 1
    out = [
        curve(
            f"M{n(x)} {n(y - 20 * s)}Q{n(x - k * 240 * s)} {n(y + 10 * s)} {n(x - k * 470 * s)} {n(y + 60 * s)}",
            WOOD2,
            16 * s,
        )
    ]
    for u, v, rx, ry in (
        (40, 0, 140, 70),
        (190, 10, 130, 62),
        (330, 50, 120, 54),
        (450, 70, 90, 40),
        (110, 90, 130, 54),
    ):
        out.append(_cluster(x - k * u * s, y + v * s, rx * s, ry * s, rng, s, flowers=flowers // 2 + 1))
    return join(out)


def petals(x0: float, x1: float, y0: float, y1: float, count: int, rng: Random) -> str:
    """Fallen petals on the ground."""
    return join(
        ellipse(rng.uniform(x0, x1), rng.uniform(y0, y1), 10, 5, rng.choice((RED, CORAL))) for _ in range(count)
    )


def round_tree(x: float, base: float, s: float, fill: str = LEAF2, dark: str = LEAF) -> str:
    """Plain shade tree, about 260 wide and 380 high."""
    return join(
        path(
            f"M{n(x - 16 * s)} {n(base)}L{n(x - 10 * s)} {n(base - 200 * s)}H{n(x + 10 * s)}L{n(x + 16 * s)} {n(base)}Z",
            WOOD2,
        ),
        ellipse(x, base - 240 * s, 130 * s, 110 * s, dark),
        ellipse(x - 14 * s, base - 270 * s, 108 * s, 92 * s, fill),
        ellipse(x - 40 * s, base - 300 * s, 48 * s, 34 * s, mix(fill, LEAF3, 0.5)),
    )


def palm(x: float, base: float, s: float) -> str:
    """Coconut palm, about 400 high."""
    out = [
        path(
            f"M{n(x - 14 * s)} {n(base)}Q{n(x - 2 * s)} {n(base - 200 * s)} {n(x + 26 * s)} {n(base - 340 * s)}"
            f"H{n(x + 42 * s)}Q{n(x + 22 * s)} {n(base - 200 * s)} {n(x + 16 * s)} {n(base)}Z",
            WOOD2,
        )
    ]
    tx, ty = x + 34 * s, base - 345 * s
    for turn, tone in (
        (200, LEAF),
        (165, LEAF),
        (-20, LEAF),
        (15, LEAF2),
        (225, LEAF2),
        (-50, LEAF2),
        (180, LEAF2),
        (0, LEAF),
    ):
        leaf = path("M0 0Q60-50 150 20Q70-14 0 14Z", tone)
        out.append(at(leaf, tx, ty, s, turn if abs(turn) < 90 else turn))
    out += [circle(tx - 10 * s, ty + 16 * s, 13 * s, WOOD2), circle(tx + 14 * s, ty + 18 * s, 13 * s, shade(WOOD2))]
    return join(out)
