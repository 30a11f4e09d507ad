"""Clothes of the body: skirts, long dress, shirt, scarf, apron."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .palette import GOLD, RED, RED_DARK, shade
from .shapes import curve, join, n, path, poly, rect

if TYPE_CHECKING:
    from .people import Person


def skirt(p: Person) -> str:
    """What hangs below the waist."""
    h, b = p.h, p.body
    x, y = p.joints["hip"]
    w = b.shoulder * h * 0.85
    if p.wear in ("trousers", "shorts"):
        q = b.shoulder * h * (0.72 if abs(p.look) >= 1 else 0.86)
        return path(
            f"M{n(x - q)} {n(y - h * 0.03)}H{n(x + q)}L{n(x + q * 0.96)} {n(y + h * 0.035)}"
            f"Q{n(x)} {n(y + h * 0.06)} {n(x - q * 0.96)} {n(y + h * 0.035)}Z",
            p.bottom,
        )
    if p.wear in ("skirt", "dress") and not p.seated:
        fill = p.bottom if p.wear == "skirt" else p.top
        low = y + b.leg * h * 0.5
        return path(
            f"M{n(x - w)} {n(y - h * 0.03)}L{n(x + w)} {n(y - h * 0.03)}"
            f"L{n(x + w * 1.5)} {n(low)}Q{n(x)} {n(low + h * 0.02)} {n(x - w * 1.5)} {n(low)}Z",
            fill,
        )
    if p.wear == "aodai" and not p.seated:
        low = y + b.leg * h * 0.86
        k = -1 if p.look > 0 else 1
        rear = poly(
            [
                (x + k * w * 0.5, y - h * 0.02),
                (x + k * w * 1.05, y - h * 0.04),
                (x + k * w * 1.95, low - h * 0.01),
                (x + k * w * 0.6, low),
            ],
            shade(p.top),
        )
        fore = path(
            f"M{n(x - w * 0.84)} {n(y - h * 0.06)}L{n(x + w * 0.84)} {n(y - h * 0.06)}"
            f"Q{n(x + w * 1.15)} {n(y + h * 0.2)} {n(x + (1.15 if k < 0 else 0.85) * w)} {n(low)}"
            f"L{n(x - (1.15 if k > 0 else 0.85) * w)} {n(low)}"
            f"Q{n(x - w * 1.15)} {n(y + h * 0.2)} {n(x - w * 0.84)} {n(y - h * 0.06)}Z",
            p.top,
        )
        return rear + fore
    return ""


def torso(p: Person) -> str:
    """Shirt or bodice, leaning with the body."""
    h, b = p.h, p.body
    hx, hy = p.joints["hip"]
    narrow = 0.84 if abs(p.look) >= 1 else 1.0
    sw = b.shoulder * h * narrow
    t = b.torso * h
    bw = sw * (0.86 if p.wear != "aodai" else 0.82)
    waist = sw * (0.74 if p.wear in ("aodai", "dress", "skirt") else 0.84)
    low = hy + h * 0.012
    r = sw * 0.55
    d = (
        f"M{n(hx - bw)} {n(low)}C{n(hx - waist)} {n(hy - t * 0.3)} {n(hx - waist)} {n(hy - t * 0.45)} "
        f"{n(hx - sw)} {n(hy - t + r)}Q{n(hx - sw * 0.95)} {n(hy - t * 1.0)} {n(hx - sw * 0.4)} {n(hy - t)}"
        f"H{n(hx + sw * 0.4)}Q{n(hx + sw * 0.95)} {n(hy - t * 1.0)} {n(hx + sw)} {n(hy - t + r)}"
        f"C{n(hx + waist)} {n(hy - t * 0.45)} {n(hx + waist)} {n(hy - t * 0.3)} {n(hx + bw)} {n(low)}Z"
    )
    parts = [path(d, p.top)]
    nx, ny = hx + p.look * sw * 0.18, hy - t
    if p.back:
        if p.scarf:
            parts.append(poly([(nx - sw * 0.55, ny), (nx + sw * 0.55, ny), (nx, ny + t * 0.26)], RED))
    else:
        parts += _front_wear(p, nx, ny, sw, t, hy)
    inner = join(parts)
    if p.lean:
        inner = f'<g transform="rotate({n(p.lean)} {n(hx)} {n(hy)})">{inner}</g>'
    return inner


def _front_wear(p: Person, nx: float, ny: float, sw: float, t: float, hy: float) -> list[str]:
    """What is worn over the shirt, seen from the front."""
    parts = []
    if p.vest:
        parts.append(
            path(
                f"M{n(nx - sw * 0.95)} {n(ny + t * 0.1)}L{n(nx - sw * 0.3)} {n(ny)}L{n(nx)} {n(ny + t * 0.45)}"
                f"L{n(nx + sw * 0.3)} {n(ny)}L{n(nx + sw * 0.95)} {n(ny + t * 0.1)}"
                f"L{n(nx + sw * 0.82)} {n(hy)}H{n(nx - sw * 0.82)}Z",
                p.vest,
            )
        )
    if p.apron:
        parts.append(
            path(
                f"M{n(nx - sw * 0.5)} {n(ny + t * 0.25)}H{n(nx + sw * 0.5)}L{n(nx + sw * 0.85)} "
                f"{n(hy + t * 0.35)}H{n(nx - sw * 0.85)}Z",
                p.apron,
            )
        )
    if p.tie:
        parts.append(
            poly(
                [
                    (nx - sw * 0.12, ny + t * 0.06),
                    (nx + sw * 0.12, ny + t * 0.06),
                    (nx + sw * 0.16, ny + t * 0.55),
                    (nx, ny + t * 0.68),
                    (nx - sw * 0.16, ny + t * 0.55),
                ],
                p.tie,
            )
        )
    if p.badge:
        parts.append(
            curve(
                f"M{n(nx - sw * 0.3)} {n(ny)}L{n(nx)} {n(ny + t * 0.5)}L{n(nx + sw * 0.3)} {n(ny)}",
                RED_DARK,
                p.h * 0.008,
            )
        )
        parts.append(rect(nx - sw * 0.22, ny + t * 0.48, sw * 0.44, t * 0.2, GOLD, 3))
    if p.scarf:
        parts.append(
            poly(
                [
                    (nx - sw * 0.62, ny - t * 0.02),
                    (nx + sw * 0.62, ny - t * 0.02),
                    (nx + sw * 0.1, ny + t * 0.24),
                    (nx - sw * 0.1, ny + t * 0.24),
                ],
                RED,
            )
        )
        parts.append(
            poly(
                [
                    (nx - sw * 0.06, ny + t * 0.16),
                    (nx + sw * 0.1, ny + t * 0.16),
                    (nx + sw * 0.36, ny + t * 0.58),
                    (nx + sw * 0.04, ny + t * 0.44),
                    (nx - sw * 0.3, ny + t * 0.58),
                ],
                RED,
            )
        )
        parts.append(
            poly(
                [
                    (nx - sw * 0.13, ny + t * 0.13),
                    (nx + sw * 0.13, ny + t * 0.13),
                    (nx + sw * 0.1, ny + t * 0.25),
                    (nx - sw * 0.1, ny + t * 0.25),
                ],
                RED_DARK,
            )
        )
    return parts
