"""Vector art of the theme: mark, skyline, the pictures of lost and empty pages."""

from __future__ import annotations

import math
from random import Random

from .nature import hill
from .shapes import n

NS = 'xmlns="http://www.w3.org/2000/svg"'
RED, SEA, DEEP = "#B8261B", "#0B4A76", "#0A2D47"
PETAL = "M0-2L-5.6-9.2C-8.4-12.8-6-16.6 0-16.6S8.4-12.8 5.6-9.2Z"


def _flower(x: float, y: float, fill: str, scale: float = 1) -> str:
    s = f" scale({scale})" if scale != 1 else ""
    petals = "".join(
        f'<path transform="rotate({72 * i})" d="{PETAL}"/>' if i else f'<path d="{PETAL}"/>' for i in range(5)
    )
    return f'<g fill="{fill}" transform="translate({n(x)} {n(y)}){s}">{petals}</g>'


def _waves(colour: str) -> str:
    return (
        f'<path d="M4 38.6q4.9-4.4 10 0t10 0 10 0 10 0M9.5 44.6q3.6-3.4 7.2 0t7.3 0 7.3 0 7.2 0" fill="none" '
        f'stroke="{colour}" stroke-width="2.5" stroke-linecap="round"/>'
    )


def mark(flower: str, waves: str, drop: str = "") -> str:
    """Flame-tree flower over two waves."""
    tear = (
        f'<path d="M24 11.6c-1.5-2.2-2.1-3.6-2.1-4.7a2.1 2.1 0 0 1 4.2 0c0 1.1-.6 2.5-2.1 4.7z" fill="{drop}"/>'
        if drop
        else ""
    )
    return f'<svg {NS} viewBox="0 0 48 48">{_flower(24, 18.4, flower)}{tear}{_waves(waves)}</svg>'


def favicon() -> str:
    """White flower on a sea-blue ground, for the tab of a browser."""
    return (
        f'<svg {NS} viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="{SEA}"/>'
        f'{_flower(16, 13.6, "#fff", 0.69)}<path d="M5 27.4q2.8-2.6 5.5 0t5.5 0 5.5 0 5.5 0" fill="none" '
        'stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>'
    )


def _canopy(x: float, y: float, w: float, h: float, rng: Random, count: int) -> str:
    out = []
    for i in range(count):
        a = math.pi * (i + 0.5) / count
        rx, ry = rng.uniform(0.15, 0.22) * w, rng.uniform(0.16, 0.22) * h
        q = rng.uniform(0.55, 1) if i % 2 else rng.uniform(0.1, 0.5)
        cx, cy = x - math.cos(a) * w * 0.42 * q**0.5, y - math.sin(a) * h * 0.7 * q
        out.append(f"M{n(cx - rx)} {n(cy)}a{n(rx)} {n(ry)} 0 1 0 {n(2 * rx)} 0a{n(rx)} {n(ry)} 0 1 0 {n(-2 * rx)} 0")
    return "".join(out)


def skyline() -> str:
    """Silhouette above the footer: currentColor with red trees, flat at the bottom."""
    rng = Random(11)
    hills = "".join(
        hill(x, 88, w, h, "").split('"')[1]
        for x, w, h in ((14, 160, 50), (105, 66, 28), (168, 40, 14), (842, 74, 38), (945, 94, 57), (1010, 60, 24))
    )
    fills = [
        hills,
        "M0 86H1280V90H0Z",
        "M246 84H388V88H246Z",
        # ship: hull, bridge, containers
        "M426 79H566L582 79 574 88H432Z",
        "M552 45h16v34h-16zM556 38h8v7h-8z",
        # school
        "M1071 88V52H1170V88ZM1064 49H1177V53H1064ZM1098 38H1142V49H1098ZM1090 38 1120 24 1150 38Z",
        "M1119 8h1.6v18h-1.6z",
    ]
    boxes = ""
    for i, k in enumerate((1, 2, 2, 3, 2, 3, 3, 2, 1, 2)):
        boxes += "".join(f"M{n(434 + i * 11.4)} {78 - (j + 1) * 8.6:.1f}h10.4v7.6h-10.4z" for j in range(k))
    trees, trunks = "", ""
    for x, w, h in ((700, 92, 34), (1040, 54, 22), (1216, 76, 30), (800, 44, 18)):
        foot = 88
        trees += _canopy(x, foot - h * 0.62, w, h, rng, 11)
        trunks += (
            f"M{x} {foot}V{n(foot - h * 0.34)}L{n(x - w * 0.2)} {n(foot - h * 0.8)}M{x} {n(foot - h * 0.34)}"
            f"L{n(x + w * 0.2)} {n(foot - h * 0.8)}"
        )
    cranes = ""
    for x in (272, 342):
        cranes += f"M{x - 9} 86 {x - 6} 30M{x + 17} 86 {x + 14} 30M{x - 9} 70H{x + 17}M{x - 8} 50H{x + 16}M{x - 24} 30H{x + 44}M{x + 4} 30V14L{x + 40} 29M{x + 4} 14 {x - 22} 29M{x + 36} 30V44"
    hooks = "".join(f"M{x + 31} 44h10v5h-10z" for x in (272, 342))
    return (
        f'<svg {NS} viewBox="0 0 1280 90" preserveAspectRatio="xMidYMax slice"><g fill="currentColor"><path d="{"".join(fills)}{boxes}{hooks}"/>'
        f'<path d="{cranes}{trunks}" fill="none" stroke="currentColor" stroke-width="3"/></g>'
        f'<path d="{trees}M1121 8h14v9h-14z" fill="{RED}"/></svg>'
    )


def lost() -> str:
    """Paper boat in the beam of a lighthouse, at night."""
    rng = Random(5)
    stars = "".join(f"M{n(rng.uniform(10, 1270))} {n(rng.uniform(8, 240))}h0" for _ in range(46))
    big = "".join(f"M{n(rng.uniform(10, 1270))} {n(rng.uniform(8, 220))}h0" for _ in range(16))
    crest = ""
    for _ in range(15):
        x, y = rng.uniform(10, 760), rng.uniform(374, 440)
        crest += f"M{n(x)} {n(y)}q{n(18)}-9 38 0t42 0"
    hills = "".join(
        hill(x, 358, w, h, "").split('"')[1]
        for x, w, h in ((115, 150, 88), (330, 420, 142), (585, 250, 76), (1110, 300, 60))
    )
    a = "M882 420 896 112H950L968 420Z"
    red1 = "M891.4 197H955L958.9 272H887.9Z"
    red2 = "M885.2 336H963L966.2 400H882.6Z"
    return (
        f'<svg {NS} viewBox="0 0 1280 448" preserveAspectRatio="xMidYMax slice"><path fill="#0A2D47" d="M0 0h1280v448H0z"/>'
        f'<g stroke="#C9DBE3" stroke-linecap="round"><path stroke-width="3" d="{stars}"/><path stroke-width="5.5" d="{big}"/></g>'
        '<path fill="#2A4650" d="M905 70 0-30V174Z"/><path fill="#526566" d="M905 70 0 28V128Z"/>'
        f'<path fill="#143F5E" d="{hills}"/><path fill="#0F3D5E" d="M0 358h1280v90H0z"/>'
        f'<path d="{crest}" fill="none" stroke="#2C6C90" stroke-width="3.5" stroke-linecap="round"/>'
        '<path fill="#071D2F" d="M830 448q90-42 150-36 70 4 120 36z"/>'
        f'<path fill="#EDF1F3" d="{a}"/><path fill="#C92E1F" d="{red1}{red2}"/><path fill="#071D2F" d="M885 97h77v15h-77zM913 388h20v32h-20z"/>'
        '<path fill="#0A2D47" d="M916 140h14v22h-14zM917 292h14v22h-14z"/>'
        '<path fill="#F6DF9B" d="M902 46h43v51h-43z"/><path fill="#071D2F" d="M921 46h4v51h-4z"/><path fill="#A32016" d="M894 46 923.5 16 953 46Z"/>'
        '<g transform="rotate(-4 380 360)"><path fill="#fff" d="M378 268 442 366 490 366 456 418H324L286 366 328 366Z"/>'
        '<path fill="#DCE5EB" d="M378 268 328 366 286 366 324 418 380 362Z"/><path fill="#C9DBE3" d="M380 362 324 418H392Z"/></g>'
        '<path d="M270 424q22-10 46 0t50 0 48 0 50 0" fill="none" stroke="#5F97AF" stroke-width="4" stroke-linecap="round"/></svg>'
    )


def empty() -> str:
    """Bollard with a loose rope on an empty quay."""
    rng = Random(8)
    crest = ""
    for _ in range(15):
        x, y = rng.choice((rng.uniform(16, 480), rng.uniform(700, 1130))), rng.uniform(90, 142)
        s = rng.uniform(0.6, 1.3)
        crest += f"M{n(x)} {n(y)}q{n(14 * s)}{n(-9 * s)} {n(30 * s)} 0t{n(32 * s)} 0"
    hills = "".join(
        hill(x, 62, w, h, "").split('"')[1]
        for x, w, h in ((150, 180, 34), (330, 240, 48), (960, 260, 50), (1110, 170, 32))
    )
    return (
        f'<svg {NS} viewBox="0 0 1200 240" preserveAspectRatio="xMidYMax slice"><path fill="#C9DBE3" d="M0 0h1200v240H0z"/>'
        f'<path fill="#9DBFCE" d="{hills}"/><path fill="#9DBFCE" d="M0 60h1200v20H0z"/><path fill="#5F97AF" d="M0 74h1200v90H0z"/>'
        f'<path d="{crest}" fill="none" stroke="#C9DBE3" stroke-width="4" stroke-linecap="round"/>'
        '<path fill="#B5522F" d="M180 98h96l-14 24h-66z"/><path fill="#fff" d="M226 92V40q34 18 34 52z"/><path fill="#D5E0E7" d="M220 92V46q-26 20-26 46z"/>'
        '<path fill="#D8BF8E" d="M0 152h1200v12H0z"/><path fill="#EBD9B6" d="M0 162h1200v78H0z"/>'
        '<path fill="#D8BF8E" d="M90 200h110v4H90zM760 214h130v4H760zM1010 190h90v4h-90zM330 228h70v4h-70zM680 186h50v4h-50z"/>'
        '<path d="M560 112C500 130 420 112 360 160 300 204 270 232 330 232c30 0 48-4 70-14" fill="none" stroke="#B5814D" stroke-width="9" stroke-linecap="round"/>'
        '<path fill="#0A2D47" d="M536 164h128v16H536zM556 80h88v86h-88zM556 62h88a16 16 0 0 1 0 32h-88a16 16 0 0 1 0-32z"/>'
        '<path d="M554 116q46 16 92 0" fill="none" stroke="#B5814D" stroke-width="9" stroke-linecap="round"/>'
        '<path fill="#fff" d="M622 58q-6-22 10-30 4-8 12-6l8 6-8 2q-2 20-10 28z"/><path fill="#9DBFCE" d="M622 58q-14-4-18-14 12-2 22 2z"/><path d="M628 57v6M632 57v6" stroke="#C79A63" stroke-width="2"/></svg>'
    )


def files() -> dict[str, str]:
    """All files of the theme by name."""
    return {
        "mark.svg": mark(RED, SEA, "#FFF3D6"),
        "mark-white.svg": mark("#fff", "#fff"),
        "favicon.svg": favicon(),
        "skyline.svg": skyline(),
        "lost.svg": lost(),
        "empty.svg": empty(),
    }
