"""School nurse and hand washing."""

from __future__ import annotations

from random import Random

from ..indoor import room, window
from ..nature import cloud, pot_plant, sky
from ..palette import (
    BRICK,
    CORAL,
    GOLD,
    INK,
    LEAF2,
    RED,
    SAND3,
    SEA1,
    SEA2,
    SEA3,
    SEA4,
    SEA5,
    SEA7,
    SEA8,
    SEA9,
    SNOW,
    WHITE,
)
from ..people import Person, aodai, pupil, row
from ..pose import Hand
from ..shapes import circle, curve, join, line, path, rect
from ..tools import poster
from ..town import school
from ..trees import flame_tree
from . import H, W, scene


@scene(
    "y-te-hoc-duong", "Cô y tế học đường đo huyết áp cho học sinh trong phòng y tế của trường.", (860, 700, 1000, 640)
)
def nurse(rng: Random) -> str:
    """Draw `y-te-hoc-duong`."""
    cabinet = join(
        rect(1330, 170, 380, 680, SNOW),
        rect(1330, 170, 380, 18, SEA3),
        *(rect(1350 + (i % 2) * 180, 210 + (i // 2) * 320, 160, 290, SEA2) for i in range(4)),
        *(
            rect(1370 + (i % 5) * 66, 360 - 40 + (i // 5) * 320 - (i % 3) * 14, 40, 80 + (i % 3) * 14, c, 6)
            for i, c in enumerate((WHITE, CORAL, SEA5, GOLD, WHITE, LEAF2, WHITE, SEA5, CORAL, GOLD))
        ),
        rect(1345, 400, 350, 8, SEA3),
        rect(1345, 720, 350, 8, SEA3),
        rect(1490, 110, 60, 60, RED),
        rect(1512, 120, 16, 40, WHITE),
        rect(1500, 132, 40, 16, WHITE),
    )
    bed = join(
        rect(60, 760, 420, 60, WHITE, 10),
        rect(60, 810, 420, 40, SEA4),
        rect(80, 850, 20, 160, SEA7),
        rect(440, 850, 20, 160, SEA7),
        rect(70, 716, 120, 56, SEA2, 20),
        rect(44, 640, 20, 370, SEA7),
    )
    curtain = join(
        rect(40, 120, 500, 12, SEA7),
        *(path(f"M{60 + i * 56} 132h56v520q-28 20-56 0Z", (SEA3, SEA2)[i % 2]) for i in range(4)),
    )
    out = [
        room(W, H, 860, "#E9F0F0", "#D9CFB9"),
        window(640, 140, 430, 320),
        curtain,
        bed,
        cabinet,
        poster(1140, 160, 140, 190, "flower"),
    ]
    scale = join(rect(560, 1000, 150, 26, SEA8, 6), rect(624, 560, 20, 450, SEA4), rect(600, 560, 70, 16, SEA5))
    child = pupil(
        820,
        880,
        430,
        seated=True,
        look=1,
        legs=((84, 4), (78, 8)),
        arm_l=(20, 50),
        arm_r=Hand(990, 770),
        front="r",
        bottom=SEA8,
    )
    lady = Person(
        1180,
        890,
        560,
        seated=True,
        look=-1,
        top=WHITE,
        sleeve="long",
        hair="bun",
        cover="nurse",
        legs=((-84, -2), (-78, -8)),
        bottom=SEA4,
        wear="trousers",
        arm_l=Hand(960, 745),
        arm_r=Hand(1010, 800),
        front="lr",
        shoe=WHITE,
        mask=True,
    )
    chairs = join(
        rect(750, 890, 150, 20, BRICK),
        line([(770, 900), (760, 1060)], BRICK, 14),
        line([(880, 900), (890, 1060)], BRICK, 14),
        rect(1110, 900, 150, 20, SEA7),
        line([(1185, 910), (1185, 1050)], SEA7, 16),
        line([(1130, 1056), (1240, 1056)], SEA7, 16),
    )
    desk = join(
        rect(930, 800, 130, 20, SNOW),
        rect(986, 820, 18, 240, SEA4),
        rect(940, 1050, 110, 14, SEA4),
        rect(1020, 730, 60, 70, SEA9, 8),
        circle(1050, 758, 20, WHITE),
        line([(1050, 758), (1060, 748)], RED, 4),
        curve("M1026 790q-40 30-60-10", INK, 6),
    )
    cuff = rect(930, 744, 50, 44, SEA7, 8)
    wait = [
        pupil(300, 1150, 400, girl=True, look=1, hair="bob", mask=True),
        pupil(450, 1160, 400, look=1, mask=True),
        pupil(
            1480,
            1160,
            400,
            girl=True,
            look=-1,
            hair="pigtails",
            arm_l=Hand(1410, 1020),
            held=rect(1380, 980, 60, 78, WHITE) + rect(1392, 1000, 36, 8, SEA3) + rect(1392, 1018, 36, 8, SEA3),
        ),
    ]
    return join(
        out, scale, chairs, child.svg(), desk, lady.svg(), cuff, lady.near_arms(), row(wait), pot_plant(1700, 1130, 1.3)
    )


@scene("rua-tay", "Học sinh tiểu học xếp hàng rửa tay bằng xà phòng ở bồn rửa ngoài sân trường.", (900, 740, 1200, 560))
def washing(rng: Random) -> str:
    """Draw `rua-tay`."""

    out = [
        sky(W, 600, warm=False),
        cloud(300, 150, 0.9, WHITE),
        school(-120, 700, 700, 1.05, cols=6, rng=rng, tower=False),
        flame_tree(1640, 760, 1.0, rng, shadow=False),
        rect(0, 690, W, 520, SAND3),
        rect(0, 690, W, 20, LEAF2),
    ]
    wall = join(
        rect(300, 330, 1200, 520, "#EAF1F3"),
        *(
            rect(310 + (i % 12) * 99, 340 + (i // 12) * 82, 90, 74, (SEA3 if (i * 7) % 5 == 0 else "#D2E2EA"))
            for i in range(72)
        ),
        rect(270, 296, 1260, 40, BRICK),
        rect(240, 270, 1320, 28, "#9A4425"),
        rect(300, 336, 26, 700, SEA3),
        rect(1474, 336, 26, 700, SEA3),
        *(
            rect(520 + i * 330, 390, 130, 110, WHITE)
            + path(f"M{585 + i * 330} 400q34 42 34 62a34 30 0 0 1-68 0q0-20 34-62Z", c)
            for i, c in enumerate((SEA5, CORAL, SEA4))
        ),
    )
    trough = join(
        rect(300, 888, 1200, 44, WHITE, 8),
        rect(316, 932, 1168, 180, SEA5),
        *(rect(350 + i * 290, 962, 230, 110, SEA7) for i in range(4)),
        rect(300, 1104, 1200, 16, SEA9),
    )
    taps = join(
        *(
            line([(x, 888), (x, 800), (x + 40, 800), (x + 40, 826)], INK, 13)
            + circle(x, 794, 15, RED)
            + rect(x + 33, 830, 14, 60, "#CDE4EE")
            for x in (545, 845, 1145)
        ),
        *(
            rect(x, 836, 44, 54, c, 8) + rect(x + 15, 816, 14, 22, WHITE) + rect(x + 4, 810, 26, 8, WHITE)
            for x, c in ((335, CORAL), (670, LEAF2), (970, GOLD), (1400, SEA4))
        ),
    )
    kids = []
    for i, x in enumerate((460, 770, 1070, 1330)):
        k = (1, -1, 1, -1)[i]
        p = pupil(
            x,
            1120,
            500,
            girl=i % 2 == 0,
            look=k,
            hair=("pigtails", "short", "bob", "short")[i],
            arm_l=Hand(x - 16 + k * 34, 862),
            arm_r=Hand(x + 18 + k * 34, 866),
            front="lr",
            down=True,
        )
        kids.append(p)
    foam = join(
        *(
            circle(x + k * 34 + dx, 858 + dy, r, c)
            for x, k in ((460, 1), (770, -1), (1070, 1), (1330, -1))
            for dx, dy, r, c in (
                (-22, 8, 20, WHITE),
                (18, 2, 22, WHITE),
                (0, -16, 17, SEA1),
                (34, 16, 15, SEA1),
                (-38, -8, 10, WHITE),
                (44, -22, 9, WHITE),
                (10, -44, 8, WHITE),
            )
        )
    )
    wait = [
        pupil(130, 1150, 450, girl=True, look=1, bag=CORAL, hair="ponytail"),
        pupil(1560, 1175, 450, look=-1, arm_l=(-130, -160), arm_r=(14, -20)),
        aodai(1725, 1120, 600, CORAL, look=-1, hair="bun", arm_l=(-30, -110)),
    ]
    return join(
        out,
        wall,
        row(kids),
        trough,
        taps,
        *(p.near_arms() for p in kids),
        foam,
        row(wait),
        *(curve(f"M{x} 1150q20-10 44 0", SEA4, 6) for x in (560, 860, 1230)),
    )
