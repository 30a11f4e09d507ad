"""Parts of portraits: shoulders, big faces, hands."""

from __future__ import annotations

from .. import heads
from ..palette import GOLD, HAIR, SEA8, SKIN, WHITE, mix, shade
from ..shapes import at, circle, curve, ellipse, join, line, n, path, poly, rect
from . import PORTRAIT

PW, PH = PORTRAIT


def bust(x: float, neck: float, s: float, top: str, skin: str, *, wide: float = 1.0, collar: str = "round") -> str:
    """Neck, shoulders and chest; neck is the height of the collar."""
    w = 420 * s * wide
    out = [rect(x - 78 * s, neck - 170 * s, 156 * s, 200 * s, shade(skin))]
    out.append(
        path(
            f"M{n(x - w)} {PH}C{n(x - w)} {n(neck + 250 * s)} {n(x - w * 0.82)} {n(neck + 110 * s)} {n(x - w * 0.5)} {n(neck + 60 * s)}"
            f"L{n(x - 104 * s)} {n(neck - 10 * s)}H{n(x + 104 * s)}L{n(x + w * 0.5)} {n(neck + 60 * s)}C{n(x + w * 0.82)} {n(neck + 110 * s)} {n(x + w)} {n(neck + 250 * s)} {n(x + w)} {PH}Z",
            top,
        )
    )
    if collar == "round":
        out.append(
            path(
                f"M{n(x - 82 * s)} {n(neck - 14 * s)}Q{n(x)} {n(neck + 90 * s)} {n(x + 82 * s)} {n(neck - 14 * s)}Z",
                shade(skin),
            )
        )
    elif collar == "high":
        out.append(rect(x - 90 * s, neck - 66 * s, 180 * s, 80 * s, shade(top), 20 * s))
        out.append(
            curve(
                f"M{n(x)} {n(neck + 10 * s)}Q{n(x + 120 * s)} {n(neck + 90 * s)} {n(x + 250 * s)} {n(neck + 190 * s)}",
                shade(top),
                7 * s,
            )
        )
        out += [circle(x + 70 * s, neck + 62 * s, 9 * s, GOLD), circle(x + 170 * s, neck + 138 * s, 9 * s, GOLD)]
    else:
        out.append(
            path(
                f"M{n(x - 82 * s)} {n(neck - 14 * s)}L{n(x)} {n(neck + 110 * s)}L{n(x + 82 * s)} {n(neck - 14 * s)}Z",
                shade(skin),
            )
        )
        for k in (-1, 1):
            out.append(
                poly(
                    [
                        (x + k * 84 * s, neck - 36 * s),
                        (x + k * 8 * s, neck + 116 * s),
                        (x + k * 96 * s, neck + 120 * s),
                        (x + k * 138 * s, neck + 6 * s),
                    ],
                    mix(top, WHITE, 0.18) if top != WHITE else "#E3EAEE",
                )
            )
        out += [
            line([(x, neck + 120 * s), (x, PH)], shade(top), 5 * s),
            *(circle(x, neck + (190 + i * 110) * s, 9 * s, shade(shade(top))) for i in range(4)),
        ]
    for k in (-1, 1):
        out.append(
            curve(
                f"M{n(x + k * w * 0.66)} {PH}Q{n(x + k * w * 0.62)} {n(neck + 330 * s)} {n(x + k * w * 0.68)} {n(neck + 270 * s)}",
                shade(top),
                7 * s,
            )
        )
    return join(out)


def face(
    x: float,
    y: float,
    r: float,
    *,
    hair: str,
    colour: str = HAIR,
    skin: str = SKIN,
    cover: str = "",
    cover_colour: str = SEA8,
    glasses: bool = False,
    look: float = 0,
) -> tuple[str, str]:
    """Hair behind the neck, and the head."""
    rear = at(heads.behind(hair, colour, look, back=False), x, y, r)
    return rear, heads.head(
        x,
        y,
        r,
        hair=hair,
        colour=colour,
        skin=skin,
        look=look,
        big=True,
        cover=cover,
        cover_colour=cover_colour,
        glasses=glasses,
    )


def wrinkles(x: float, y: float, r: float, skin: str) -> str:
    """Lines of age beside the mouth and eyes."""
    c = shade(skin)
    out = []
    for k in (-1, 1):
        out.append(
            curve(
                f"M{n(x + k * r * 0.36)} {n(y + r * 0.4)}q{n(k * r * 0.1)} {n(r * 0.08)} {n(k * r * 0.04)} {n(r * 0.22)}",
                c,
                r * 0.035,
            )
        )
        out.append(
            curve(
                f"M{n(x + k * r * 0.62)} {n(y + r * 0.02)}l{n(k * r * 0.13)} {n(-r * 0.06)}M{n(x + k * r * 0.62)} {n(y + r * 0.12)}l{n(k * r * 0.13)} {n(r * 0.02)}",
                c,
                r * 0.03,
            )
        )
    return join(out)


def arm_up(
    x0: float, y0: float, ex: float, ey: float, hx: float, hy: float, top: str, skin: str, w: float = 120
) -> str:
    """Big arm from shoulder over elbow to hand."""
    return join(
        line([(x0, y0), (ex, ey), (hx, hy)], shade(top), w + 14),
        line([(x0, y0), (ex, ey), (hx, hy)], top, w),
        ellipse(x0, y0 - 4, w * 0.6, w * 0.62, top),
        circle(hx, hy, w * 0.52, skin),
    )


def hand(x: float, y: float, r: float, skin: str, *, left: bool = True) -> str:
    """Hand that grips something, with four fingers."""
    k = 1 if left else -1
    return join(
        ellipse(x, y, r, r * 0.9, skin),
        *(
            line(
                [(x + k * r * 0.2, y + (i - 1.5) * r * 0.42), (x + k * r * 1.0, y + (i - 1.5) * r * 0.42)],
                skin,
                r * 0.4,
            )
            for i in range(4)
        ),
        *(
            line(
                [(x + k * r * 0.35, y + (i - 1) * r * 0.42), (x + k * r * 1.0, y + (i - 1) * r * 0.42)],
                shade(skin),
                r * 0.06,
            )
            for i in range(3)
        ),
    )
