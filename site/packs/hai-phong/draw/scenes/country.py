"""Schools of the village and of the island."""

from __future__ import annotations

from random import Random

from ..nature import bush, cloud, hills, sea, sky, sun, wave
from ..palette import BRICK, CORAL, GOLD, LEAF2, LEAF3, LEAF4, SAND2, SAND3, SAND4, SEA2, SEA3, SEA4, SEA5, SEA8, WHITE
from ..people import Person, aodai, pupil, row
from ..pose import WALK, Hand
from ..shapes import ellipse, join, path, rect
from ..town import house, school
from ..traffic import sailboat
from ..trees import flame_tree, palm, round_tree
from . import H, W, scene


@scene(
    "truong-que",
    "Học sinh đi bộ về trên con đường làng giữa cánh đồng lúa, phía sau là ngôi trường quê mái ngói.",
    (860, 840, 900, 560),
)
def village_school(rng: Random) -> str:
    """Draw `truong-que`."""
    out = [
        sky(W, 600),
        sun(1480, 240, 90),
        cloud(520, 210, 1.1),
        hills(W, 560, rng, scale=0.9, tones=(SEA2, SEA3)),
        rect(0, 550, W, 650, LEAF3),
        round_tree(150, 600, 0.8),
        round_tree(1640, 590, 0.9),
        round_tree(1500, 585, 0.7),
        school(560, 640, 720, 0.86, cols=7, rng=rng),
    ]
    for i, y in enumerate((640, 690, 750, 820, 905, 1010)):
        out.append(rect(0, y, W, 10 + i * 3, (LEAF4, LEAF2)[i % 2]))
        for _ in range(26):
            x = rng.uniform(0, W)
            out.append(
                path(
                    f"M{x:.0f} {y + 30 + i * 6}q-8-{18 + 4 * i}-14-{20 + 4 * i}q12 6 14 {20 + 4 * i}q2-{20 + 4 * i} 16-{22 + 4 * i}q-8 12-12 {22 + 4 * i}Z",
                    LEAF2,
                )
            )
    out += [
        path("M880 640H960C980 760 1180 960 1360 1200H420C640 980 850 780 880 640Z", SAND3),
        path("M900 700L930 700L935 740L898 740Z", SAND4),
        flame_tree(1420, 760, 0.78, rng),
    ]
    grey, dark = "#66707A", "#4A535C"
    buffalo = join(
        *(rect(x, 880, 28, 96, c) for x, c in ((236, dark), (276, grey), (392, dark), (432, grey))),
        path(
            "M216 800C230 760 300 752 360 764C420 750 470 770 478 820C486 880 470 910 440 914H250C216 914 200 860 216 800Z",
            grey,
        ),
        path("M450 780C480 760 520 770 540 800L556 850Q556 878 530 878Q504 878 494 850L460 840Z", grey),
        ellipse(540, 862, 22, 16, dark),
        path(
            "M486 776C470 730 500 700 540 706C514 716 506 740 514 770ZM500 774C520 740 560 736 580 756C552 752 540 770 530 784Z",
            "#2F353C",
        ),
        ellipse(478, 800, 26, 12, dark, 20),
        ellipse(516, 806, 5, 5, "#15222C"),
        path("M214 810Q186 840 196 900L206 900Q204 850 224 826Z", dark),
    )
    people = row(
        [
            pupil(800, 1080, 330, look=1, bag=SEA5, legs=WALK),
            pupil(960, 1110, 335, girl=True, look=-1, bag=CORAL, legs=WALK, hair="pigtails", arm_l=(-60, -140)),
            pupil(1110, 1060, 310, look=-1, bag=GOLD, legs=WALK, cover="cap", cover_colour=CORAL),
            pupil(900, 800, 150, girl=True, back=True, bag=LEAF2),
            pupil(955, 806, 150, back=True, bag=SEA8),
            Person(
                640,
                930,
                270,
                cover="non",
                top=SEA5,
                sleeve="long",
                look=-1,
                hair="short",
                bottom="#3A4550",
                arm_l=Hand(565, 850),
                arm_r=(24, 30),
            ),
        ]
    )
    return join(out, buffalo, people)


@scene(
    "truong-dao",
    "Cô giáo dẫn học sinh lên bậc đá vào ngôi trường nhỏ trên đảo, thuyền cá đậu dưới bến.",
    (1020, 640, 800, 700),
)
def island_school(rng: Random) -> str:
    """Draw `truong-dao`."""
    out = [sky(W, 520), sun(260, 220, 90), hills(W, 500, rng, scale=1.2), sea(W, 490, H, rng, count=40)]
    out += [
        path(
            "M560 760C620 640 720 560 900 540H1800V1200H980C800 1180 620 1060 520 980C470 930 500 840 560 760Z", SAND3
        ),
        path("M700 700C800 600 900 560 1040 548H1800V700C1500 650 1000 640 700 700Z", LEAF3),
        path("M1300 550C1360 380 1480 330 1560 250C1640 190 1720 230 1800 210V560Z", SEA4),
        path("M1300 556C1400 460 1560 400 1800 420V560Z", LEAF2),
        house(1580, 590, 120, 90),
        house(1450, 586, 96, 74, wall=WHITE),
        school(820, 680, 560, 0.95, cols=5, rng=rng),
    ]
    for i in range(6):
        out.append(
            path(
                f"M{900 - i * 40} {720 + i * 56}H{1100 + i * 30}V{776 + i * 56}H{900 - i * 40}Z",
                (SAND2, "#E4D6B8")[i % 2],
            )
            + rect(900 - i * 40, 720 + i * 56, 200 + i * 70, 8, SAND4)
        )
    out += [
        palm(640, 840, 0.95),
        palm(1560, 830, 1.1),
        palm(1690, 880, 1.25),
        bush(1420, 720, 150),
        bush(1320, 700, 110),
        bush(760, 730, 120),
        sailboat(230, 720, 1.1),
        sailboat(420, 620, 0.6, GOLD),
        rect(300, 960, 260, 18, "#8D6138"),
        *(rect(x, 960, 14, 90, "#5E3E26") for x in (320, 420, 520)),
        wave(250, 1060, 2, SEA3),
        path("M120 880H380Q350 950 300 950H190Q140 940 120 880Z", BRICK),
        rect(200, 830, 90, 52, WHITE),
        rect(216, 842, 24, 20, SEA5),
        rect(250, 842, 24, 20, SEA5),
    ]
    people = row(
        [
            aodai(1000, 990, 340, SEA5, look=1, arm_r=Hand(1120, 850), arm_l=(-20, -10), cover="non"),
            pupil(880, 1060, 255, look=1, legs=WALK, bag=CORAL),
            pupil(790, 1110, 260, girl=True, look=1, legs=WALK, bag=SEA5),
            pupil(1110, 1090, 262, girl=True, look=-1, hair="bob", bag=GOLD),
            pupil(930, 756, 150, back=True, bag=LEAF2),
            pupil(1086, 762, 155, back=True, girl=True, bag=CORAL),
            Person(470, 1000, 300, look=-1, top=LEAF2, cover="non", arm_l=(-60, -130)),
        ]
    )
    return join(out, people)
