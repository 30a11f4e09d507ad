"""Portraits 4:5 for good deeds."""

from __future__ import annotations

from random import Random

from .. import heads
from ..indoor import bookcase
from ..nature import cloud, flame_branch, hills, sea, sky, sun
from ..palette import (
    CORAL, GOLD, GREY_HAIR, HAIR, LEAF2, RED, RED_DARK, SAND3, SEA2, SEA3, SEA4, SEA5, SEA7, SEA8, SEA9, SKIN, SKIN2, WHITE,
    WOOD1, WOOD2, mix, shade,
)
from ..people import open_book
from ..shapes import at, circle, curve, ellipse, join, line, n, path, poly, rect, star
from ..town import wooden_boat
from . import PORTRAIT, scene

PW, PH = PORTRAIT


def bust(x: float, neck: float, s: float, top: str, skin: str, *, wide: float = 1.0, collar: str = "round") -> str:
    """Neck, shoulders and chest; neck is the height of the collar."""
    w = 420 * s * wide
    out = [rect(x - 78 * s, neck - 170 * s, 156 * s, 200 * s, shade(skin))]
    out.append(path(f"M{n(x - w)} {PH}C{n(x - w)} {n(neck + 250 * s)} {n(x - w * .82)} {n(neck + 110 * s)} {n(x - w * .5)} {n(neck + 60 * s)}"
                    f"L{n(x - 104 * s)} {n(neck - 10 * s)}H{n(x + 104 * s)}L{n(x + w * .5)} {n(neck + 60 * s)}C{n(x + w * .82)} {n(neck + 110 * s)} {n(x + w)} {n(neck + 250 * s)} {n(x + w)} {PH}Z", top))
    if collar == "round":
        out.append(path(f"M{n(x - 82 * s)} {n(neck - 14 * s)}Q{n(x)} {n(neck + 90 * s)} {n(x + 82 * s)} {n(neck - 14 * s)}Z", shade(skin)))
    elif collar == "high":
        out.append(rect(x - 90 * s, neck - 66 * s, 180 * s, 80 * s, shade(top), 20 * s))
        out.append(curve(f"M{n(x)} {n(neck + 10 * s)}Q{n(x + 120 * s)} {n(neck + 90 * s)} {n(x + 250 * s)} {n(neck + 190 * s)}", shade(top), 7 * s))
        out += [circle(x + 70 * s, neck + 62 * s, 9 * s, GOLD), circle(x + 170 * s, neck + 138 * s, 9 * s, GOLD)]
    else:
        out.append(path(f"M{n(x - 82 * s)} {n(neck - 14 * s)}L{n(x)} {n(neck + 110 * s)}L{n(x + 82 * s)} {n(neck - 14 * s)}Z", shade(skin)))
        for k in (-1, 1):
            out.append(poly([(x + k * 84 * s, neck - 36 * s), (x + k * 8 * s, neck + 116 * s), (x + k * 96 * s, neck + 120 * s), (x + k * 138 * s, neck + 6 * s)], mix(top, WHITE, .18) if top != WHITE else "#E3EAEE"))
        out += [line([(x, neck + 120 * s), (x, PH)], shade(top), 5 * s), *(circle(x, neck + (190 + i * 110) * s, 9 * s, shade(shade(top))) for i in range(4))]
    for k in (-1, 1):
        out.append(curve(f"M{n(x + k * w * .66)} {PH}Q{n(x + k * w * .62)} {n(neck + 330 * s)} {n(x + k * w * .68)} {n(neck + 270 * s)}", shade(top), 7 * s))
    return join(out)


def face(x: float, y: float, r: float, *, hair: str, colour: str = HAIR, skin: str = SKIN, cover: str = "", cover_colour: str = SEA8, glasses: bool = False, look: float = 0) -> tuple[str, str]:
    """Hair behind the neck, and the head."""
    rear = at(heads.behind(hair, colour, look, back=False), x, y, r)
    return rear, heads.head(x, y, r, hair=hair, colour=colour, skin=skin, look=look, big=True, cover=cover, cover_colour=cover_colour, glasses=glasses)


def wrinkles(x: float, y: float, r: float, skin: str) -> str:
    """Lines of age beside the mouth and eyes."""
    c = shade(skin)
    out = []
    for k in (-1, 1):
        out.append(curve(f"M{n(x + k * r * .36)} {n(y + r * .4)}q{n(k * r * .1)} {n(r * .08)} {n(k * r * .04)} {n(r * .22)}", c, r * .035))
        out.append(curve(f"M{n(x + k * r * .62)} {n(y + r * .02)}l{n(k * r * .13)} {n(-r * .06)}M{n(x + k * r * .62)} {n(y + r * .12)}l{n(k * r * .13)} {n(r * .02)}", c, r * .03))
    return join(out)


def arm_up(x0: float, y0: float, ex: float, ey: float, hx: float, hy: float, top: str, skin: str, w: float = 120) -> str:
    """Big arm from shoulder over elbow to hand."""
    return join(line([(x0, y0), (ex, ey), (hx, hy)], shade(top), w + 14), line([(x0, y0), (ex, ey), (hx, hy)], top, w), circle(hx, hy, w * .52, skin))


def hand(x: float, y: float, r: float, skin: str, *, left: bool = True) -> str:
    """Hand that grips something, with four fingers."""
    k = 1 if left else -1
    return join(ellipse(x, y, r, r * .9, skin), *(line([(x + k * r * .2, y + (i - 1.5) * r * .42), (x + k * r * 1.0, y + (i - 1.5) * r * .42)], skin, r * .4) for i in range(4)),
                *(line([(x + k * r * .35, y + (i - 1) * r * .42), (x + k * r * 1.0, y + (i - 1) * r * .42)], shade(skin), r * .06) for i in range(3)))


@scene("nguoi-lai-do", "Bác lái đò đội nón lá cầm mái chèo trên vịnh, phía sau là con đò chở học sinh.", (600, 640, 620, 640), PORTRAIT)
def ferryman(rng: Random) -> str:
    back = join(sky(PW, 700), sun(960, 330, 120), cloud(250, 190, 1.2), hills(PW, 690, rng, scale=1.25), sea(PW, 680, PH, rng, count=40))
    rear, fore = wooden_boat(0, 0, 1)
    from ..people import pupil, row
    boat = at(join(rear, row([pupil(-150 + i * 110, -6, 200, girl=i % 2 == 0, hair=("pigtails", "short", "bob", "short")[i], seated=False) for i in range(4)]), fore), 300, 850, .52)
    boat2 = at(path("M-90-28H96Q80 14 50 14H-50Q-76 10-90-28Z", WOOD2) + rect(-3, -150, 6, 130, WOOD2) + path("M8-146Q90-80 84-40H8Z", GOLD), 1060, 800, 1)
    r, fc = face(600, 640, 200, hair="short", colour=GREY_HAIR, skin=SKIN2, cover="non")
    oar = join(line([(985, 330), (905, 1560)], WOOD1, 34), path("M950 340Q930 140 1000 60Q1070 150 1030 350Z", WOOD1), line([(1000, 110), (990, 330)], WOOD2, 8))
    cloth = "#6B4A34"
    body = join(r, bust(600, 900, 1.02, cloth, SKIN2, collar="shirt"), line([(420, 1000), (360, 1500)], shade(cloth), 6))
    scarf = join(path("M478 868Q600 990 722 868L752 940Q600 1070 448 940Z", WHITE), *(line([(498 + i * 34, 906 + (24 if 0 < i < 6 else 0) + (14 if 1 < i < 5 else 0)), (484 + i * 38, 944 + (30 if 0 < i < 6 else 0) + (16 if 1 < i < 5 else 0))], SEA4, 6) for i in range(7)),
                 path("M690 930L760 1180L690 1200L650 970Z", WHITE), rect(684, 1130, 70, 8, SEA4), rect(688, 1152, 70, 8, SEA4))
    arm = arm_up(960, 1120, 1000, 1420, 938, 1140, cloth, SKIN2, 118)
    return join(back, boat2, boat, body, scarf, fc, wrinkles(600, 640, 200, SKIN2), oar, arm, hand(930, 1090, 62, SKIN2))


@scene("co-giao", "Cô giáo mặc áo dài ôm sách và bó hoa, đứng dưới cành phượng bên cửa biển.", (600, 640, 620, 640), PORTRAIT)
def teacher(rng: Random) -> str:
    back = join(rect(0, 0, PW, PH, SEA3), cloud(220, 420, 1.1, SEA2), hills(PW, 900, rng, scale=1.2, tones=("#B7D0DB", SEA2)), rect(0, 895, PW, 700, SEA4), *(curve(f"M{x} {y}q20-12 40 0t44 0", SEA2, 6) for x, y in ((60, 960), (990, 1000), (1080, 940), (90, 1080), (1040, 1120))))
    r, fc = face(600, 640, 205, hair="long")
    top = SEA5
    books = join(rect(438, 1200, 330, 54, RED, 6), rect(452, 1254, 330, 50, GOLD, 6), rect(430, 1304, 340, 56, LEAF2, 6), rect(470, 1214, 8, 28, WHITE), rect(482, 1266, 8, 26, WHITE), rect(460, 1318, 8, 28, WHITE))
    bouquet = join(path("M760 1330L700 1080H960L850 1360Z", "#F6EEDF"), path("M760 1330L760 1100L850 1360Z", SAND3), *(ellipse(x, y, 60, 24, LEAF2, t) for x, y, t in ((700, 1060, -40), (960, 1070, 40), (760, 1000, -70), (910, 1000, 70))),
                   *(circle(x, y, q, c) + circle(x, y, q * .6, shade(c)) + circle(x, y, q * .3, c) for x, y, q, c in ((750, 1050, 50, CORAL), (840, 1010, 54, RED), (920, 1060, 48, GOLD), (800, 1100, 46, WHITE), (880, 1110, 44, CORAL))))
    arms = join(arm_up(270, 1110, 330, 1410, 560, 1400, top, SKIN, 124), arm_up(930, 1130, 900, 1440, 740, 1385, top, SKIN, 124))
    return join(back, flame_branch(1240, 90, 1.25, rng, flowers=8), r, bust(600, 900, 1.02, top, SKIN, collar="high"), fc, books, bouquet, arms, hand(560, 1392, 58, SKIN), hand(745, 1380, 58, SKIN, left=False))


@scene("hoc-sinh-guong-mau", "Em học sinh quàng khăn đỏ cầm giấy khen, đứng trước sân trường có cành phượng.", (600, 660, 620, 640), PORTRAIT)
def good_pupil(rng: Random) -> str:
    from ..town import school
    back = join(rect(0, 0, PW, PH, SEA2), cloud(880, 330, 1.2, "#DDE8ED"), school(120, 1010, 960, 1.35, cols=7, rng=rng), rect(0, 990, PW, 600, "#86A87A"), rect(0, 990, PW, 24, LEAF2))
    r, fc = face(600, 660, 215, hair="short")
    scarf = join(poly([(470, 890), (560, 930), (620, 1000), (590, 1050), (440, 950)], RED), poly([(730, 890), (640, 930), (580, 1000), (610, 1050), (760, 950)], RED), poly([(590, 1010), (640, 1010), (720, 1240), (626, 1180), (560, 1250), (540, 1150)], RED), poly([(556, 968), (644, 968), (650, 1050), (550, 1050)], RED_DARK))
    paper = join(rect(390, 1190, 420, 290, GOLD), rect(404, 1204, 392, 262, "#FDF8EC"), star(600, 1262, 36, RED), *(rect(600 - w / 2, 1320 + i * 34, w, 12, SEA3) for i, w in enumerate((240, 300, 200))), circle(730, 1420, 26, RED))
    arms = join(arm_up(300, 1130, 250, 1420, 390, 1360, WHITE, SKIN, 116), arm_up(900, 1130, 950, 1420, 810, 1360, WHITE, SKIN, 116))
    return join(back, flame_branch(-30, 70, 1.15, rng, flip=True, flowers=8), r, bust(600, 910, .98, WHITE, SKIN, collar="shirt"), scarf, fc, paper, arms, hand(392, 1350, 52, SKIN), hand(808, 1350, 52, SKIN, left=False))


@scene("bac-bao-ve", "Bác bảo vệ tóc bạc cầm cuốn sách trước tủ sách bác sưu tầm cho học sinh mượn.", (600, 640, 620, 640), PORTRAIT)
def guard(rng: Random) -> str:
    back = join(rect(0, 0, PW, PH, "#E8D5A5"), bookcase(-60, 90, 560, 1500, rng, 5), bookcase(700, 90, 560, 1500, rng, 5), rect(500, 0, 200, PH, "#E8D5A5"))
    r, fc = face(600, 650, 205, hair="short", colour=GREY_HAIR, skin=SKIN2)
    top = SEA4
    extra = join(*(poly([(600 + k * 300, 985), (600 + k * 396, 1040), (600 + k * 380, 1072), (600 + k * 286, 1018)], SEA9) for k in (-1, 1)), rect(730, 1130, 150, 14, shade(top)), rect(730, 1144, 150, 140, mix(top, SEA7, .22), 8), rect(790, 1116, 12, 60, SEA9))
    book = open_book(600, 1180, 470, LEAF2)
    arms = join(arm_up(280, 1130, 240, 1440, 392, 1330, top, SKIN2, 124), arm_up(920, 1130, 960, 1440, 808, 1330, top, SKIN2, 124))
    return join(back, r, bust(600, 905, 1.02, top, SKIN2, collar="shirt"), extra, fc, wrinkles(600, 650, 205, SKIN2), book, arms, hand(398, 1310, 58, SKIN2), hand(802, 1310, 58, SKIN2, left=False))


