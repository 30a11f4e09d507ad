"""Heads: hair, face, hats. Everything is drawn for a head of radius 1 at the origin."""

from __future__ import annotations

from .palette import CORAL, LIP, RED, SAND3, SAND4, SEA7, WHITE, mix, shade
from .shapes import at, circle, ellipse

FACE_WIDTH, FACE_HEIGHT = 0.92, 1.0


def _two(d: str, fill: str) -> str:
    return f'<path d="{d}" fill="{fill}"/>'


def behind(hair: str, colour: str, look: float, *, back: bool) -> str:
    """Hair that hangs behind the neck and must be drawn before the body."""
    if back:
        return ""
    if hair == "long" and look == 0:
        return _two("M-1.06-.1C-1.25 .9-1.2 1.7-1.12 2.3H1.12C1.2 1.7 1.25 .9 1.06-.1Z", colour)
    if hair == "bob":
        return _two("M-1.08-.1C-1.2 .5-1.12 .9-1 1.12H1C1.12 .9 1.2 .5 1.08-.1Z", colour)
    if hair == "pigtails":
        return _two(
            "M-.85 .1C-1.7 .1-1.6 1.2-1.2 1.6C-1 1.2-.9 .8-.75 .5ZM.85 .1C1.7 .1 1.6 1.2 1.2 1.6C1 1.2 .9 .8 .75 .5Z",
            colour,
        )
    return ""


def _back_head(hair: str, colour: str, skin: str) -> str:
    parts = [ellipse(-0.95, 0.15, 0.2, 0.26, shade(skin)), ellipse(0.95, 0.15, 0.2, 0.26, shade(skin))]
    parts.append(ellipse(0, -0.02, 1, 1.04, colour))
    if hair == "long":
        parts.append(_two("M-1-.1C-1.15 1-.95 2-.7 2.5H.7C.95 2 1.15 1 1-.1Z", colour))
    elif hair == "ponytail":
        parts += [
            _two("M-.22 .3C-.5 1.2-.3 2-.02 2.4C.3 2 .5 1.2 .22 .3Z", colour),
            f'<rect x="-.34" y=".24" width=".68" height=".2" rx=".1" fill="{CORAL}"/>',
        ]
    elif hair == "pigtails":
        parts += [
            _two(
                "M-.8 .2C-1.8 .3-1.5 1.5-1.1 1.8C-.9 1.3-.8 .9-.6 .6ZM.8 .2C1.8 .3 1.5 1.5 1.1 1.8C.9 1.3 .8 .9 .6 .6Z",
                colour,
            ),
            circle(-0.95, 0.3, 0.18, RED),
            circle(0.95, 0.3, 0.18, RED),
        ]
    elif hair == "bun":
        parts.append(f'<circle cx="0" cy="-.85" r=".42" fill="{colour}"/>')
    elif hair == "bob":
        parts.append(_two("M-1.02-.1C-1.15 .5-1.08 .9-.95 1.1H.95C1.08 .9 1.15 .5 1.02-.1Z", colour))
    return "".join(parts)


def _cap(hair: str, colour: str, look: float) -> str:
    if hair == "bald":
        return ""
    if look == 0:
        if hair in ("short", "thin"):
            return _two(
                "M-1.02 .1C-1.25-1.55 1.25-1.55 1.02 .1C.95-.1 .9-.3 .78-.5"
                "C.3-.42-.2-.42-.74-.44C-.88-.3-.95-.1-1.02 .1Z",
                colour,
            )
        return _two("M-1.05 .45C-1.35-1.6 1.35-1.6 1.05 .45C.98 0 .85-.35 .35-.7C-.1-.3-.7-.2-1.05 .45Z", colour)
    if hair in ("short", "thin"):
        return _two(
            "M1-.12C1-.8 .6-1.12 0-1.12C-.75-1.12-1.12-.55-1.06 .42C-.9 .5-.72 .46-.66 .3"
            "C-.6 0-.62-.12-.45-.28C.1-.3 .6-.25 1-.12Z",
            colour,
        )
    return _two(
        "M.98-.1C1.05-.8 .6-1.14 0-1.14C-.8-1.14-1.2-.5-1.06 .5C-.85 .62-.7 .5-.6 .3"
        "C-.5-.1-.2-.4 .3-.5C.55-.35 .8-.2 .98-.1Z",
        colour,
    )


def _extra(hair: str, colour: str, look: float) -> str:
    if hair == "bun":
        x, y = (-0.72, -0.85) if look else (0, -1.2)
        return f'<circle cx="{x}" cy="{y}" r=".42" fill="{colour}"/>'
    if hair == "ponytail":
        if look:
            return (
                _two("M-.8-.5C-1.7-.6-1.75 .5-1.5 1.3C-1.2 .9-1 .3-.85 0Z", colour)
                + f'<circle cx="-.93" cy="-.4" r=".18" fill="{RED}"/>'
            )
        return _two("M.5-.9C1.5-1.1 1.7 .1 1.4 .8C1.2 .3 1-.2 .8-.4Z", colour)
    if hair == "long" and look:
        return _two("M-1.05 .1C-1.3 1-1.2 2-.75 2.75C-.35 2.1-.25 1.2-.5 .3Z", colour)
    if hair == "pigtails" and look:
        return (
            _two("M-.75 .1C-1.6 .2-1.5 1.2-1.1 1.6C-.85 1.2-.7 .8-.55 .5Z", colour)
            + f'<circle cx="-.85" cy=".25" r=".17" fill="{RED}"/>'
        )
    return ""


def _face(look: float, skin: str, *, big: bool, mask: bool, glasses: bool, down: bool, fine: bool) -> str:
    k = 0.3 * look
    eye, blush, lip = (".078", 0.2, ".062") if fine else (".095", 0.35, ".1")
    y = 0.2 if down else 0.1
    dark = "#1B1F26"
    parts = []
    for s in (-1, 1):
        ex = k + s * 0.36
        parts.append(f'<circle cx="{ex:.2f}" cy="{y}" r="{eye}" fill="{dark}"/>')
        if big:
            parts.append(
                f'<path d="M{ex - 0.17:.2f} {y - 0.25:.2f}q.17-.12 .34 0" fill="none" '
                f'stroke="{dark}" stroke-width=".075" stroke-linecap="round"/>'
            )
            parts.append(
                ""
                if mask or (look and s > 0)
                else f'<ellipse cx="{k + s * 0.56:.2f}" cy="{y + 0.3:.2f}" rx=".15" ry=".1" '
                f'fill="{mix(skin, CORAL, blush)}"/>'
            )
    if mask:
        parts.append(
            f'<path d="M{k - 0.62:.2f} .3Q{k:.2f} .16 {k + 0.62:.2f} .3V.62Q{k:.2f} 1.15 '
            f'{k - 0.62:.2f} .62Z" fill="#BFD8E4"/>'
        )
    else:
        if big:
            parts.append(
                f'<path d="M{k + 0.03:.2f} {y + 0.02:.2f}q{0.1 if look >= 0 else -0.1} .3-.02 .3" '
                f'fill="none" stroke="{shade(skin)}" stroke-width=".07" stroke-linecap="round"/>'
            )
        parts.append(
            f'<path d="M{k - 0.24:.2f} {y + 0.43:.2f}q.24 .2 .48 0" fill="none" '
            f'stroke="{LIP}" stroke-width="{lip}" stroke-linecap="round"/>'
        )
    if glasses:
        for s in (-1, 1):
            parts.append(
                f'<circle cx="{k + s * 0.36:.2f}" cy="{y}" r=".27" fill="none" stroke="{dark}" stroke-width=".07"/>'
            )
        parts.append(f'<path d="M{k - 0.09:.2f} {y}h.18" stroke="{dark}" stroke-width=".07"/>')
    return "".join(parts)


def hat(kind: str, look: float, colour: str) -> str:
    """Hats: non (conical), cap, helmet, chef, swim, hardhat, army."""
    k = 0.15 * look
    if kind == "non":
        return _two("M-1.75-.2L0-1.75L1.75-.2Q0 .1-1.75-.2Z", SAND3) + _two(
            "M-1.75-.2Q0 .1 1.75-.2Q0-.42-1.75-.2Z", SAND4
        )
    if kind == "cap":
        brim = 1 if look >= 0 else -1
        return _two("M-1.06-.2C-1.1-1.5 1.1-1.5 1.06-.2Z", colour) + _two(
            f"M{-0.1 * brim}-.36L{1.75 * brim}-.26Q{1.7 * brim}-.04 {1.4 * brim}-.08L{-0.1 * brim}-.14Z", shade(colour)
        )
    if kind == "helmet":
        return (
            _two("M-1.14 .05C-1.3-1.7 1.3-1.7 1.14 .05Q0-.3-1.14 .05Z", colour)
            + _two("M-1.14 .05Q0-.3 1.14 .05L1.12-.14Q0-.5-1.12-.14Z", shade(colour))
            + f'<path d="M{-0.85 + k:.2f} .1Q{-0.6 + k:.2f} .85 {k:.2f} .98Q{0.6 + k:.2f} .85 {0.85 + k:.2f} .1" '
            f'fill="none" stroke="{shade(colour)}" stroke-width=".08"/>'
        )
    if kind == "hardhat":
        return (
            _two("M-1.02-.25C-1.05-1.5 1.05-1.5 1.02-.25Z", colour)
            + _two("M-1.3-.2H1.3V-.36H-1.3Z", shade(colour))
            + _two("M-.16-1.18H.16V-.36H-.16Z", shade(colour))
        )
    if kind == "chef":
        return _two("M-.9-.25V-.8C-1.6-1-1.2-1.9-.5-1.6C-.2-2.1 .5-2 .6-1.6C1.3-1.8 1.5-1 .9-.8V-.25Z", WHITE) + _two(
            "M-.9-.25V-.5H.9V-.25Z", shade(WHITE)
        )
    if kind == "swim":
        return _two("M-1.04 .0C-1.2-1.5 1.2-1.5 1.04 .0Q0-.45-1.04 .0Z", colour)
    if kind == "nurse":
        return _two("M-.8-.75Q0-1.1 .8-.75L.7-1.25Q0-1.5-.7-1.25Z", WHITE) + _two(
            "M-.08-1.28H.08V-.98H-.08ZM-.18-1.18H.18V-1.06H-.18Z", RED
        )
    return ""


def head(
    x: float,
    y: float,
    r: float,
    *,
    hair: str,
    colour: str,
    skin: str,
    look: float,
    back: bool = False,
    big: bool = False,
    mask: bool = False,
    glasses: bool = False,
    down: bool = False,
    cover: str = "",
    cover_colour: str = SEA7,
    turn: float = 0,
) -> str:
    """Draw a whole head with its centre at (x, y) and radius r."""
    if back:
        inner = _back_head(hair, colour, skin)
        if cover:
            inner += hat(cover, 0, cover_colour)
        return at(inner, x, y, r, turn)
    if cover and hair == "bun":
        hair = "bob" if cover == "non" else "long"
    flip = look < 0
    way = abs(look)
    if way:
        ear = f'<ellipse cx="-.5" cy=".2" rx=".17" ry=".24" fill="{mix(skin, shade(skin), 0.5)}"/>'
        ears_under = ""
    else:
        ear = ""
        ears_under = "".join(f'<ellipse cx="{s * 0.93}" cy=".18" rx=".17" ry=".25" fill="{skin}"/>' for s in (-1, 1))
    inner = ears_under
    inner += f'<ellipse cx="0" cy=".02" rx="{FACE_WIDTH}" ry="{FACE_HEIGHT}" fill="{skin}"/>'
    inner += _face(way, skin, big=big, mask=mask, glasses=glasses, down=down, fine=r > 120)
    inner += _cap(hair, colour, way)
    if hair in ("short", "thin", "bun", "ponytail", "bald") and way:
        inner += ear
    inner += _extra(hair, colour, way)
    if cover:
        inner += hat(cover, way, cover_colour)
    if flip:
        inner = f'<g transform="scale(-1 1)">{inner}</g>'
    return at(inner, x, y, r, turn)
