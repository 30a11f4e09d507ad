"""The smallest parts: SVG strings of flat shapes, without outline or gradient."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]


def n(value: float) -> str:
    """Write a number with at most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def join(*parts: str | Iterable[str]) -> str:
    """Join strings and lists of strings into one."""
    return "".join(p if isinstance(p, str) else "".join(p) for p in parts)


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0) -> str:
    """Rectangle, with rounded corners if r is given."""
    rx = f' rx="{n(r)}"' if r else ""
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}"{rx} fill="{fill}"/>'


def circle(x: float, y: float, r: float, fill: str) -> str:
    """Disc."""
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{fill}"/>'


def ring(x: float, y: float, r: float, width: float, colour: str) -> str:
    """Circle line."""
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="none" stroke="{colour}" stroke-width="{n(width)}"/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, turn: float = 0) -> str:
    """Ellipse, turned by some degrees."""
    t = f' transform="rotate({n(turn)} {n(x)} {n(y)})"' if turn else ""
    return f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}"{t}/>'


def path(d: str, fill: str) -> str:
    """Filled path."""
    return f'<path d="{d}" fill="{fill}"/>'


def poly(points: Sequence[Point], fill: str) -> str:
    """Filled polygon."""
    d = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z"
    return path(d, fill)


def line(points: Sequence[Point], colour: str, width: float, *, flat: bool = False) -> str:
    """Thick line through points, with round ends unless flat."""
    d = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)
    return curve(d, colour, width, flat=flat)


def curve(d: str, colour: str, width: float, *, flat: bool = False) -> str:
    """Thick line along a path."""
    cap = "butt" if flat else "round"
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{n(width)}" '
        f'stroke-linecap="{cap}" stroke-linejoin="round"/>'
    )


def group(content: str, transform: str) -> str:
    """Group with a transformation."""
    return f'<g transform="{transform}">{content}</g>'


def at(content: str, x: float, y: float, scale: float = 1, turn: float = 0) -> str:
    """Move a drawing made around the origin to a place, scaled and turned."""
    t = f"translate({n(x)} {n(y)})"
    if turn:
        t += f" rotate({n(turn)})"
    if scale != 1:
        t += f" scale({scale:.3f})"
    return group(content, t)


def mirror(content: str, x: float) -> str:
    """Mirror a drawing at the upright line x."""
    return group(content, f"translate({n(2 * x)} 0) scale(-1 1)")


def clip(content: str, x: float, y: float, w: float, h: float) -> str:
    """Show only what lies in a rectangle."""
    return (
        f'<svg x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" '
        f'viewBox="{n(x)} {n(y)} {n(w)} {n(h)}">{content}</svg>'
    )


def star(x: float, y: float, r: float, fill: str) -> str:
    """Five-pointed star."""
    pts = []
    for i in range(10):
        q = r if i % 2 == 0 else r * 0.4
        a = math.radians(i * 36 - 90)
        pts.append((x + q * math.cos(a), y + q * math.sin(a)))
    return poly(pts, fill)


def polar(p: Point, length: float, angle: float) -> Point:
    """Point at a length from p; angle 0 is down, 90 to the right, 180 up."""
    a = math.radians(angle)
    return p[0] + length * math.sin(a), p[1] + length * math.cos(a)


def between(a: Point, b: Point, t: float) -> Point:
    """Point on the way from a to b."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
