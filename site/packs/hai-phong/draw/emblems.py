"""Invented round emblems of schools."""

from __future__ import annotations

from .theme import PETAL

NS = 'xmlns="http://www.w3.org/2000/svg"'
WAVE = '<path d="M24 66q6-5 12 0t12 0 12 0 12 0" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/>'


def _emblem(unit: str, dark: str, glyph: str) -> str:
    return (
        f'<svg {NS} viewBox="0 0 96 96"><circle cx="48" cy="48" r="48" fill="{dark}"/><circle cx="48" cy="48" r="43.5" fill="#fff"/>'
        f'<circle cx="48" cy="48" r="41" fill="{unit}"/>{glyph}</svg>'
    )


def files() -> dict[str, str]:
    """All emblems by name."""
    flower = "".join(f'<path transform="rotate({72 * i})" d="{PETAL}"/>' for i in range(5))
    return {
        "thuyen-buom": _emblem(
            "#175A47",
            "#0D3B2E",
            '<g fill="#fff"><path d="M45 18v38H26q14-16 19-38zM50 24q18 12 20 32H50z"/>'
            '<path d="M22 60h52q-6 12-16 12H38q-10 0-16-12z"/></g>',
        ),
        "quyen-sach": _emblem(
            "#0B4A76",
            "#0A2D47",
            '<g fill="#fff"><path d="M46 32Q34 24 20 27V64q14-3 26 5z"/><path d="M50 32q12-8 26-5V64q-14-3-26 5z"/></g>'
            '<path d="M26 37q8-1 14 3M26 46q8-1 14 3M70 37q-8-1-14 3M70 46q-8-1-14 3" fill="none" stroke="#0B4A76" stroke-width="3"/>',
        ),
        "bong-hoa": _emblem(
            "#7A2E6A",
            "#501945",
            f'<g fill="#fff" transform="translate(48 49) scale(1.65)">{flower}</g><circle cx="48" cy="49" r="3.5" fill="#FFD34D"/>',
        ),
        "hai-dang": _emblem(
            "#23408E",
            "#142A66",
            '<path fill="#fff" d="M43 38h10l4 32H39zM40 33h16v4H40zM43 24h10v8H43zM48 16l8 7H40z"/>'
            '<path fill="#FFD34D" d="M38 27 18 20v14zM58 27l20-7v14z"/><path fill="#23408E" d="M41.6 50h12.8l.9 7H40.7z"/>'
            '<path d="M24 72q6-5 12 0t12 0 12 0 12 0" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/>',
        ),
        "cay-xanh": _emblem(
            "#2F5B1E",
            "#1D3C11",
            '<g fill="#fff"><circle cx="48" cy="34" r="14"/><circle cx="34" cy="44" r="12"/><circle cx="62" cy="44" r="12"/>'
            '<path d="M45 44h6v28h-6z"/><path d="M30 70h36v4H30z"/></g><path d="M48 50v-16M48 44l-8-7M48 48l9-8" fill="none" stroke="#2F5B1E" stroke-width="2.5"/>',
        ),
        "cay-cau": _emblem(
            "#9A450F",
            "#662C07",
            '<g fill="none" stroke="#fff" stroke-width="3.5"><path d="M16 56q16 0 17-26 3 22 15 22t15-22q1 26 17 26M33 28v38M63 28v38M41 50v8M48 52v6M55 50v8M25 50v8M71 50v8"/>'
            '<path d="M16 59h64" stroke-width="5"/></g>'
            + '<path d="M26 72q5.5-4.5 11 0t11 0 11 0 11 0" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/>',
        ),
        "mo-neo": _emblem(
            "#0B6266",
            "#064245",
            '<g fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"><circle cx="48" cy="26" r="6"/><path d="M48 32v40M37 42h22M24 54q2 18 24 18t24-18"/></g>'
            '<path fill="#fff" d="M18 58l6-12 8 11zM78 58l-6-12-8 11z"/>',
        ),
        "canh-chim": _emblem(
            "#5B3B86",
            "#3B2459",
            '<path fill="#fff" d="M20 30q18 0 28 14Q58 24 78 24q-6 8-10 18-6 16-24 18l-16 10 4-14q-10-8-12-26z"/><circle cx="70" cy="29" r="1.8" fill="#5B3B86"/>',
        ),
        "ngon-den": _emblem(
            "#8C1D2F",
            "#5C0F1D",
            '<path fill="#FFD34D" d="M48 16q12 14 8 24-2 6-8 6t-8-6q-4-10 8-24z"/><path fill="#fff" d="M26 48h44q-2 14-14 16v4h8v5H32v-5h8v-4q-12-2-14-16z"/>',
        ),
        "ngoi-but": _emblem(
            "#6A3A1C",
            "#45230E",
            '<path fill="#fff" d="M48 72 36 50 43 22h10l7 28z"/><path d="M48 70V50" stroke="#6A3A1C" stroke-width="2.5"/><circle cx="48" cy="47" r="4" fill="#6A3A1C"/>'
            '<path fill="#FFD34D" d="M42 18h12v5H42z"/>'
            + WAVE.replace("M24 66", "M24 76").replace('stroke-width="3.5"', 'stroke-width="3"'),
        ),
        "con-song": _emblem(
            "#2C6C90",
            "#0A2D47",
            '<path fill="#fff" d="M16 62Q22 30 48 27q20-1 25 16-8-8-17-5-8 4-5 12 3 10 16 12 6 0 11-4-7 14-30 14Q26 72 16 62z"/>'
            '<circle cx="30" cy="27" r="6" fill="#FFD34D"/>',
        ),
    }
