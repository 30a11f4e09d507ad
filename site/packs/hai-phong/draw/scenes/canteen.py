"""School garden and kitchen."""

from __future__ import annotations

from random import Random

from ..indoor import window
from ..nature import cloud, grass, sky
from ..palette import (
    CORAL,
    GOLD,
    LEAF,
    LEAF2,
    LEAF3,
    RED,
    SAND2,
    SEA1,
    SEA2,
    SEA3,
    SEA4,
    SEA5,
    SEA7,
    SEA8,
    SNOW,
    WHITE,
    WOOD1,
    WOOD2,
    WOOD3,
    shade,
)
from ..people import Person, aodai, pupil, row
from ..pose import Hand
from ..shapes import circle, curve, ellipse, join, line, path, rect
from ..town import school
from ..trees import flame_tree
from . import H, W, scene


def can(x: float, y: float) -> str:
    """Watering can that pours to the right."""
    return join(
        path(f"M{x - 34} {y - 40}h68l-6 70h-56Z", SEA5),
        line([(x + 28, y + 14), (x + 86, y - 34)], SEA5, 14),
        ellipse(x + 92, y - 38, 20, 10, SEA7, -40),
        curve(f"M{x - 30} {y - 30}q-50 10-26 50", SEA7, 9),
        *(line([(x + 100 + i * 10, y - 20 + i * 4), (x + 110 + i * 14, y + 40 + i * 6)], SEA3, 4) for i in range(4)),
    )


@scene("vuon-truong", "Học sinh và cô giáo tưới rau, chăm luống cà chua trong vườn trường.", (900, 800, 1200, 560))
def garden(rng: Random) -> str:
    """Draw `vuon-truong`."""
    out = [
        sky(W, 640, warm=False),
        cloud(1180, 170, 1, WHITE),
        school(980, 660, 760, 1.0, cols=7, rng=rng),
        flame_tree(180, 760, 1.05, rng, shadow=False),
        rect(0, 650, W, 40, LEAF2),
        grass(W, 690, H),
        *(rect(40 + i * 60, 640, 14, 90, WHITE) for i in range(16)),
        rect(30, 660, 930, 10, WHITE),
        rect(30, 698, 930, 10, WHITE),
    ]
    for y, h in ((840, 60), (1000, 76), (1170, 90)):
        out.append(
            path(
                f"M60 {y}Q900 {y - 40} 1740 {y}L1770 {y + h}Q900 {y + h - 36} 30 {y + h}Z",
                WOOD3 if y != 1000 else "#6B482C",
            )
        )
        for i in range(17):
            x = 120 + i * 98 + rng.uniform(-8, 8)
            yy = y - 22 * (1 - ((x - 900) / 860) ** 2) + 16
            s = h / 60
            if y == 1000:
                out.append(
                    join(
                        ellipse(x - 16 * s, yy - 22 * s, 12 * s, 26 * s, LEAF, -30),
                        ellipse(x + 16 * s, yy - 22 * s, 12 * s, 26 * s, LEAF2, 30),
                        ellipse(x, yy - 30 * s, 12 * s, 30 * s, LEAF2),
                        circle(x + 8 * s, yy - 12 * s, 9 * s, RED),
                        circle(x - 12 * s, yy - 24 * s, 8 * s, CORAL),
                    )
                )
            else:
                out.append(
                    join(
                        ellipse(x, yy - 14 * s, 34 * s, 20 * s, LEAF),
                        ellipse(x - 10 * s, yy - 22 * s, 20 * s, 16 * s, LEAF2),
                        ellipse(x + 14 * s, yy - 20 * s, 18 * s, 14 * s, LEAF3),
                    )
                )
    people = [
        pupil(
            420,
            960,
            350,
            girl=True,
            look=1,
            hair="pigtails",
            arm_r=Hand(535, 800),
            arm_l=Hand(500, 800),
            front="lr",
            cover="non",
        ),
        pupil(
            1260,
            970,
            350,
            look=-1,
            lean=-16,
            arm_l=Hand(1160, 890),
            arm_r=Hand(1180, 900),
            cover="cap",
            cover_colour=CORAL,
        ),
        aodai(
            1520,
            1000,
            480,
            LEAF2,
            look=-1,
            hair="bun",
            held=rect(1360, 760, 90, 50, WOOD1, 6)
            + join(*(ellipse(1375 + i * 20, 756, 14, 20, LEAF2) for i in range(4))),
            arm_l=Hand(1380, 800),
            arm_r=Hand(1450, 800),
            front="lr",
        ),
        pupil(700, 1130, 380, look=1, arm_r=Hand(825, 950), arm_l=Hand(790, 955), front="lr"),
        pupil(
            1100, 1150, 370, girl=True, look=-1, hair="bob", lean=-10, arm_l=Hand(1010, 1050), arm_r=Hand(1040, 1070)
        ),
    ]
    return join(
        out,
        row(people[:3]),
        can(560, 830),
        row(people[3:]),
        can(850, 985),
        line([(250, 1190), (300, 900)], WOOD1, 16),
        rect(270, 880, 70, 24, SEA8),
    )


@scene(
    "bep-ban-tru", "Các cô chú cấp dưỡng chia suất ăn trưa nóng cho học sinh ở bếp ăn bán trú.", (900, 720, 1200, 600)
)
def kitchen(rng: Random) -> str:
    """Draw `bep-ban-tru`."""
    tiles = join(
        *(rect(x, y, 96, 56, SEA1) for y in range(60, 600, 62) for x in range(-40 + ((y // 62) % 2) * 50, W, 102))
    )
    out = [
        rect(0, 0, W, 800, SNOW),
        tiles,
        rect(0, 780, W, 420, "#D9C9A6"),
        window(110, 120, 320, 260),
        rect(620, 90, 620, 110, SEA4),
        path("M560 260H1300L1240 200H620Z", SEA3),
        *(rect(x, 300, 6, 90, SEA8) + ellipse(x + 3, 410, 40, 22, SEA5) for x in (1500, 1600, 1700)),
        rect(1480, 140, 260, 20, WOOD2),
        *(rect(1500 + i * 60, 90, 44, 50, c, 6) for i, c in enumerate((CORAL, GOLD, LEAF2, WHITE))),
    ]
    cooks = [
        Person(
            480,
            900,
            600,
            top=WHITE,
            apron=SEA5,
            cover="chef",
            mask=True,
            hair="bun",
            cut=True,
            arm_l=Hand(380, 710),
            arm_r=Hand(590, 690),
            wear="skirt",
        ),
        Person(
            900, 900, 610, top=WHITE, apron=LEAF2, cover="chef", cut=True, arm_l=Hand(800, 690), arm_r=Hand(1010, 700)
        ),
        Person(
            1330,
            900,
            600,
            top=WHITE,
            apron=CORAL,
            cover="chef",
            hair="bun",
            mask=True,
            cut=True,
            arm_l=Hand(1220, 700),
            arm_r=Hand(1430, 690),
            wear="skirt",
        ),
    ]
    steam = join(*(curve(f"M{x} 610q-16-24 0-46t0-46", SEA2, 8) for x in (290, 330, 700, 740, 1090, 1130, 1560)))
    pots = join(
        *(
            rect(x - 90, 640, 180, 100, c, 10) + rect(x - 100, 632, 200, 18, shade(c), 6) + ellipse(x, 634, 80, 10, f)
            for x, c, f in ((310, SEA4, SAND2), (720, SEA3, LEAF3), (1110, SEA4, CORAL), (1560, SEA3, GOLD))
        )
    )
    bar = join(
        rect(100, 735, 1600, 34, SEA3),
        rect(120, 769, 1560, 210, SEA5),
        *(rect(160 + i * 390, 800, 330, 140, SEA7) for i in range(4)),
    )
    trays = join(
        *(
            rect(x - 70, 716, 140, 16, WHITE, 6)
            + ellipse(x - 34, 712, 26, 9, SNOW)
            + ellipse(x + 4, 712, 18, 7, CORAL)
            + ellipse(x + 42, 712, 20, 7, LEAF2)
            for x in (500, 900, 1330)
        )
    )
    kids = []
    for i, x in enumerate((360, 640, 900, 1180, 1440)):
        y = 1180 + (i % 2) * 10
        p = pupil(
            x,
            y,
            400,
            girl=i % 2 == 0,
            look=(1, 0, 0, 0, -1)[i],
            back=i in (1, 2, 3),
            hair=("bob", "short", "ponytail", "short", "pigtails")[i],
        )
        if i in (0, 4):
            k = 1 if i == 0 else -1
            p = pupil(
                x,
                y,
                400,
                girl=True,
                look=k,
                hair=p.hair,
                arm_l=Hand(x - 40 + k * 60, 1010),
                arm_r=Hand(x + 40 + k * 60, 1010),
                front="lr",
                over=rect(x - 70 + k * 70, 990, 140, 16, WHITE, 6)
                + ellipse(x - 34 + k * 70, 984, 30, 12, SNOW)
                + ellipse(x + 24 + k * 70, 984, 26, 10, LEAF2),
            )
        kids.append(p)
    return join(out, *(c.svg() for c in cooks), steam, pots, bar, trays, row(kids))
