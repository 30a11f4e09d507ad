"""Portraits 4:5 for good deeds."""

from __future__ import annotations

from random import Random

from ..indoor import bookcase
from ..nature import cloud, hills, sea, sky, sun
from ..palette import (
    CORAL,
    GOLD,
    GREY_HAIR,
    LEAF2,
    RED,
    RED_DARK,
    SAND3,
    SEA2,
    SEA3,
    SEA4,
    SEA5,
    SEA7,
    SEA9,
    SKIN,
    SKIN2,
    WHITE,
    WOOD1,
    WOOD2,
    mix,
    shade,
)
from ..people import open_book, pupil, row
from ..shapes import at, circle, curve, ellipse, join, line, path, poly, rect, star
from ..town import school
from ..traffic import wooden_boat
from ..trees import flame_branch
from . import PORTRAIT, scene
from .busts import PH, PW, arm_up, bust, face, hand, wrinkles


@scene(
    "nguoi-lai-do",
    "Bác lái đò đội nón lá cầm mái chèo trên vịnh, phía sau là con đò chở học sinh.",
    (600, 640, 620, 640),
    PORTRAIT,
)
def ferryman(rng: Random) -> str:
    """Draw `nguoi-lai-do`."""
    back = join(
        sky(PW, 700),
        sun(960, 330, 120),
        cloud(250, 190, 1.2),
        hills(PW, 690, rng, scale=1.25),
        sea(PW, 680, PH, rng, count=40),
    )
    rear, fore = wooden_boat(0, 0, 1)
    boat = at(
        join(
            rear,
            row(
                [
                    pupil(
                        -150 + i * 110,
                        -6,
                        200,
                        girl=i % 2 == 0,
                        hair=("pigtails", "short", "bob", "short")[i],
                        seated=False,
                    )
                    for i in range(4)
                ]
            ),
            fore,
        ),
        300,
        850,
        0.52,
    )
    boat2 = at(
        path("M-90-28H96Q80 14 50 14H-50Q-76 10-90-28Z", WOOD2)
        + rect(-3, -150, 6, 130, WOOD2)
        + path("M8-146Q90-80 84-40H8Z", GOLD),
        1060,
        800,
        1,
    )
    r, fc = face(600, 640, 200, hair="short", colour=GREY_HAIR, skin=SKIN2, cover="non")
    oar = join(
        line([(985, 330), (905, 1560)], WOOD1, 34),
        path("M950 340Q930 140 1000 60Q1070 150 1030 350Z", WOOD1),
        line([(1000, 110), (990, 330)], WOOD2, 8),
    )
    cloth = "#6B4A34"
    body = join(
        r, bust(600, 900, 1.02, cloth, SKIN2, collar="shirt"), line([(420, 1000), (360, 1500)], shade(cloth), 6)
    )
    scarf = join(
        path("M478 868Q600 990 722 868L752 940Q600 1070 448 940Z", WHITE),
        *(
            line(
                [
                    (498 + i * 34, 906 + (24 if 0 < i < 6 else 0) + (14 if 1 < i < 5 else 0)),
                    (484 + i * 38, 944 + (30 if 0 < i < 6 else 0) + (16 if 1 < i < 5 else 0)),
                ],
                SEA4,
                6,
            )
            for i in range(7)
        ),
        path("M690 930L760 1180L690 1200L650 970Z", WHITE),
        rect(684, 1130, 70, 8, SEA4),
        rect(688, 1152, 70, 8, SEA4),
    )
    arm = arm_up(960, 1120, 1000, 1420, 938, 1140, cloth, SKIN2, 118)
    return join(
        back, boat2, boat, body, scarf, fc, wrinkles(600, 640, 200, SKIN2), oar, arm, hand(930, 1090, 62, SKIN2)
    )


@scene(
    "co-giao",
    "Cô giáo mặc áo dài ôm sách và bó hoa, đứng dưới cành phượng bên cửa biển.",
    (600, 640, 620, 640),
    PORTRAIT,
)
def teacher(rng: Random) -> str:
    """Draw `co-giao`."""
    back = join(
        rect(0, 0, PW, PH, SEA3),
        cloud(220, 420, 1.1, SEA2),
        hills(PW, 900, rng, scale=1.2, tones=("#B7D0DB", SEA2)),
        rect(0, 895, PW, 700, SEA4),
        *(
            curve(f"M{x} {y}q20-12 40 0t44 0", SEA2, 6)
            for x, y in ((60, 960), (990, 1000), (1080, 940), (90, 1080), (1040, 1120))
        ),
    )
    r, fc = face(600, 640, 205, hair="long")
    top = SEA5
    books = join(
        rect(438, 1200, 330, 54, RED, 6),
        rect(452, 1254, 330, 50, GOLD, 6),
        rect(430, 1304, 340, 56, LEAF2, 6),
        rect(470, 1214, 8, 28, WHITE),
        rect(482, 1266, 8, 26, WHITE),
        rect(460, 1318, 8, 28, WHITE),
    )
    bouquet = join(
        path("M760 1330L700 1080H960L850 1360Z", "#F6EEDF"),
        path("M760 1330L760 1100L850 1360Z", SAND3),
        *(
            ellipse(x, y, 60, 24, LEAF2, t)
            for x, y, t in ((700, 1060, -40), (960, 1070, 40), (760, 1000, -70), (910, 1000, 70))
        ),
        *(
            circle(x, y, q, c) + circle(x, y, q * 0.6, shade(c)) + circle(x, y, q * 0.3, c)
            for x, y, q, c in (
                (750, 1050, 50, CORAL),
                (840, 1010, 54, RED),
                (920, 1060, 48, GOLD),
                (800, 1100, 46, WHITE),
                (880, 1110, 44, CORAL),
            )
        ),
    )
    arms = join(
        arm_up(322, 1150, 340, 1416, 560, 1400, top, SKIN, 124), arm_up(880, 1150, 886, 1440, 740, 1385, top, SKIN, 124)
    )
    return join(
        back,
        flame_branch(1240, 90, 1.25, rng, flowers=8),
        r,
        bust(600, 900, 1.02, top, SKIN, collar="high"),
        fc,
        books,
        bouquet,
        arms,
        hand(560, 1392, 58, SKIN),
        hand(745, 1380, 58, SKIN, left=False),
    )


@scene(
    "hoc-sinh-guong-mau",
    "Em học sinh quàng khăn đỏ cầm giấy khen, đứng trước sân trường có cành phượng.",
    (600, 660, 620, 640),
    PORTRAIT,
)
def good_pupil(rng: Random) -> str:
    """Draw `hoc-sinh-guong-mau`."""
    back = join(
        rect(0, 0, PW, PH, SEA2),
        cloud(880, 330, 1.2, "#DDE8ED"),
        school(120, 1010, 960, 1.35, cols=7, rng=rng),
        rect(0, 990, PW, 600, "#86A87A"),
        rect(0, 990, PW, 24, LEAF2),
    )
    r, fc = face(600, 660, 215, hair="short")
    scarf = join(
        poly([(470, 890), (560, 930), (620, 1000), (590, 1050), (440, 950)], RED),
        poly([(730, 890), (640, 930), (580, 1000), (610, 1050), (760, 950)], RED),
        poly([(590, 1010), (640, 1010), (720, 1240), (626, 1180), (560, 1250), (540, 1150)], RED),
        poly([(556, 968), (644, 968), (650, 1050), (550, 1050)], RED_DARK),
    )
    paper = join(
        rect(390, 1190, 420, 290, GOLD),
        rect(404, 1204, 392, 262, "#FDF8EC"),
        star(600, 1262, 36, RED),
        *(rect(600 - w / 2, 1320 + i * 34, w, 12, SEA3) for i, w in enumerate((240, 300, 200))),
        circle(730, 1420, 26, RED),
    )
    arms = join(
        arm_up(336, 1160, 270, 1420, 390, 1360, WHITE, SKIN, 116),
        arm_up(864, 1160, 930, 1420, 810, 1360, WHITE, SKIN, 116),
    )
    return join(
        back,
        flame_branch(-30, 70, 1.15, rng, flip=True, flowers=8),
        r,
        bust(600, 910, 0.98, WHITE, SKIN, collar="shirt"),
        scarf,
        fc,
        paper,
        arms,
        hand(392, 1350, 52, SKIN),
        hand(808, 1350, 52, SKIN, left=False),
    )


@scene(
    "bac-bao-ve",
    "Bác bảo vệ tóc bạc cầm cuốn sách trước tủ sách bác sưu tầm cho học sinh mượn.",
    (600, 640, 620, 640),
    PORTRAIT,
)
def guard(rng: Random) -> str:
    """Draw `bac-bao-ve`."""
    back = join(
        rect(0, 0, PW, PH, "#E8D5A5"),
        bookcase(-60, 90, 560, 1500, rng, 5),
        bookcase(700, 90, 560, 1500, rng, 5),
        rect(500, 0, 200, PH, "#E8D5A5"),
    )
    r, fc = face(600, 650, 205, hair="short", colour=GREY_HAIR, skin=SKIN2)
    top = SEA4
    extra = join(
        *(
            poly([(600 + k * 300, 985), (600 + k * 396, 1040), (600 + k * 380, 1072), (600 + k * 286, 1018)], SEA9)
            for k in (-1, 1)
        ),
        rect(730, 1130, 150, 14, shade(top)),
        rect(730, 1144, 150, 140, mix(top, SEA7, 0.22), 8),
        rect(790, 1116, 12, 60, SEA9),
    )
    book = open_book(600, 1180, 470, LEAF2)
    arms = join(
        arm_up(326, 1160, 264, 1440, 392, 1330, top, SKIN2, 124),
        arm_up(874, 1160, 936, 1440, 808, 1330, top, SKIN2, 124),
    )
    return join(
        back,
        r,
        bust(600, 905, 1.02, top, SKIN2, collar="shirt"),
        extra,
        fc,
        wrinkles(600, 650, 205, SKIN2),
        book,
        arms,
        hand(398, 1310, 58, SKIN2),
        hand(802, 1310, 58, SKIN2, left=False),
    )
