"""Nursery school: painting, playground."""

from __future__ import annotations

from random import Random

from ..indoor import room, rug, shelf, window
from ..nature import bush, cloud, flowerbed, sky, sun, tufts
from ..palette import (
    BRICK,
    CORAL,
    GOLD,
    INK,
    LEAF2,
    LEAF3,
    RED,
    SAND3,
    SEA3,
    SEA4,
    SEA5,
    SEA7,
    SEA8,
    WHITE,
    WOOD1,
    WOOD2,
    shade,
)
from ..people import Person, aodai, row, tot
from ..pose import WALK, Hand
from ..shapes import curve, group, join, line, path, poly, rect
from ..tools import poster
from ..town import school
from ..trees import flame_branch, flame_tree, round_tree
from . import H, W, scene

DRESS = (CORAL, GOLD, SEA4, LEAF3, SEA5, RED)


@scene("ve-tranh-mam-non", "Cô giáo mầm non cùng các bé ngồi quanh bàn vẽ tranh thuyền và biển.", (900, 760, 1200, 600))
def painting(rng: Random) -> str:
    """Draw `ve-tranh-mam-non`."""
    out = [
        room(W, H, 800, "#F6EBD3", "#E0C08C"),
        window(120, 130, 420, 320, flame_branch(600, 160, 0.5, rng)),
        *(poster(660 + i * 190, 150, 150, 180, k) for i, k in enumerate(("boat", "flower", "chart", "boat"))),
        curve("M620 120Q1000 170 1420 120", WOOD2, 4),
        shelf(
            1420,
            420,
            320,
            join(
                *(
                    rect(1450 + i * 66, 360 - (i % 2) * 24, 48, 60 + (i % 2) * 24, c, 8)
                    for i, c in enumerate((RED, GOLD, SEA5, LEAF2))
                )
            ),
        ),
        rect(1440, 560, 300, 250, WOOD1),
        *(
            rect(1456 + (i % 2) * 142, 576 + (i // 2) * 118, 126, 102, c)
            for i, c in enumerate((CORAL, GOLD, SEA4, LEAF3))
        ),
        rug(860, 1080, 800, 110),
    ]
    kids = [
        tot(
            400,
            942,
            430,
            girl=True,
            top=CORAL,
            look=1,
            seated=True,
            cut=True,
            arm_r=Hand(490, 900),
            arm_l=Hand(450, 905),
        ),
        tot(665, 942, 430, top=LEAF2, seated=True, cut=True, arm_r=Hand(712, 905), arm_l=Hand(618, 905)),
        tot(
            1132,
            942,
            430,
            girl=True,
            top=GOLD,
            hair="bob",
            seated=True,
            cut=True,
            arm_l=Hand(1086, 905),
            arm_r=Hand(1178, 905),
        ),
        tot(1400, 942, 430, top=LEAF3, look=-1, seated=True, cut=True, arm_l=Hand(1310, 900), arm_r=Hand(1350, 905)),
    ]
    lady = Person(
        898,
        930,
        700,
        top="#7A2E6A",
        sleeve="long",
        hair="bun",
        wear="dress",
        look=0,
        arm_l=Hand(850, 880),
        arm_r=Hand(945, 884),
        cut=True,
        seated=True,
    )
    papers = join(
        *(
            path(f"M{x - 90} 918L{x - 70} 878H{x + 70}L{x + 90} 918Z", WHITE)
            + path(f"M{x - 50} 902q30 16 100 0l-12 10h-76Z", a)
            + path(f"M{x} 884v16h28Z", b)
            for x, a, b in ((500, SEA5, CORAL), (690, BRICK, GOLD), (1110, SEA8, RED), (1300, LEAF2, GOLD))
        ),
        *(
            rect(x, 880, 34, 40, c, 6)
            + line([(x + 10, 880), (x + 4, 846)], d, 7)
            + line([(x + 24, 880), (x + 30, 840)], e, 7)
            for x, c, d, e in ((330, GOLD, RED, SEA5), (880, CORAL, SEA8, LEAF2), (1420, GOLD, RED, SEA5))
        ),
    )
    tabl = join(
        path("M250 926L350 846H1430L1530 926Z", SEA4),
        rect(250, 926, 1280, 26, SEA5),
        rect(330, 952, 28, 170, SEA7),
        rect(1422, 952, 28, 170, SEA7),
    )
    front = [
        tot(532, 1168, 420, girl=True, back=True, top=RED, hair="pigtails", arm_r=(130, 150)),
        tot(1266, 1168, 410, back=True, top=SEA5, hair="short", arm_l=(-120, -150)),
    ]
    scene_ = join(lady.svg(), row(kids), tabl, papers, lady.near_arms(), *(k.near_arms() for k in kids), row(front))
    return join(out, group(scene_, "translate(890 1200) scale(1.18) translate(-890 -1190)"))


@scene(
    "san-choi-mam-non", "Các bé mầm non chơi cầu trượt, xích đu và nhảy lò cò trên sân trường.", (900, 760, 1200, 600)
)
def playground(rng: Random) -> str:
    """Draw `san-choi-mam-non`."""
    out = [
        sky(W, 700, warm=False),
        sun(220, 180, 80),
        cloud(620, 170, 1, WHITE),
        cloud(1500, 150, 0.9, WHITE),
        school(700, 700, 760, 0.95, cols=7, rng=rng, wall="#F3D9A8"),
        round_tree(560, 720, 0.9),
        bush(1600, 720, 200),
        rect(0, 690, W, 520, LEAF3),
        path("M0 880Q900 780 1800 880V1200H0Z", SAND3),
        flame_tree(1640, 800, 0.85, rng, shadow=False),
        flowerbed(700, 820, 480, rng),
    ]
    slide = join(
        rect(180, 380, 22, 620, SEA7),
        rect(320, 380, 22, 620, SEA7),
        *(rect(190, y, 140, 14, SEA5) for y in (660, 740, 820, 900)),
        rect(170, 640, 190, 20, SEA7),
        poly([(140, 400), (260, 280), (380, 400)], CORAL),
        path("M340 640C440 660 480 960 640 985L640 1010C440 1000 420 720 330 670Z", GOLD),
        path("M340 626C450 650 490 940 640 968L640 985C480 960 440 660 340 640Z", shade(GOLD)),
    )
    swing = join(
        line([(1110, 560), (1030, 1010)], RED, 18),
        line([(1110, 560), (1180, 1010)], RED, 18),
        line([(1500, 560), (1420, 1010)], RED, 18),
        line([(1500, 560), (1580, 1010)], RED, 18),
        line([(1100, 560), (1510, 560)], RED, 22),
        line([(1225, 570), (1228, 888)], INK, 5),
        line([(1380, 570), (1385, 895)], INK, 5),
    )
    hop = join(
        *(
            rect(x, y, 92, 60, c)
            for x, y, c in (
                (700, 1090, WHITE),
                (800, 1090, SEA3),
                (900, 1056, GOLD),
                (900, 1122, CORAL),
                (1000, 1090, WHITE),
                (1100, 1056, SEA3),
                (1100, 1122, GOLD),
            )
        )
    )
    kids = [
        tot(258, 645, 240, girl=True, top=CORAL, arm_l=(-150, -160), arm_r=(150, 160)),
        tot(
            480,
            880,
            250,
            look=1,
            top=SEA5,
            seated=True,
            legs=((62, 50), (56, 44)),
            bottom=SEA8,
            lean=-12,
            arm_l=(-120, -150),
            arm_r=(60, 130),
        ),
        tot(
            1190,
            890,
            260,
            girl=True,
            look=1,
            top=GOLD,
            seated=True,
            legs=((80, 40), (74, 34)),
            arm_l=Hand(1226, 812),
            arm_r=Hand(1230, 806),
            front="lr",
        ),
        tot(
            1412,
            900,
            260,
            look=-1,
            top=LEAF2,
            bottom=SEA8,
            seated=True,
            legs=((-80, -30), (-74, -24)),
            arm_l=Hand(1386, 815),
            arm_r=Hand(1388, 808),
            front="lr",
        ),
        tot(850, 1130, 290, look=1, top=RED, bottom=SEA8, legs=((0, -70), (8, 0)), arm_l=(-80, -110), arm_r=(80, 110)),
        tot(620, 1160, 290, girl=True, look=1, top=SEA4, hair="bob"),
        tot(500, 1150, 285, look=1, top=WHITE, bottom=CORAL, arm_r=(60, 130)),
        tot(1130, 1170, 300, girl=True, look=-1, top=GOLD, legs=WALK[::-1], arm_l=(-130, -160)),
    ]
    lady = aodai(1680, 1150, 480, SEA5, look=-1, hair="bun", arm_l=(-50, -120))
    ropes = rect(1150, 884, 90, 14, WOOD2) + rect(1366, 894, 90, 14, WOOD2)
    return join(
        out,
        kids[0].svg(),
        slide,
        kids[1].svg(),
        swing,
        ropes,
        kids[2].svg(),
        kids[3].svg(),
        hop,
        row([*kids[4:], lady]),
        tufts(30, 1780, 760, 860, 20, rng),
    )
