"""Crossing the road in front of the school."""

from __future__ import annotations

from random import Random

from ..nature import bush, cloud, sky
from ..palette import CORAL, GOLD, INK, LEAF2, RED, SAND2, SEA4, SEA5, SEA7, SEA8, SEA9, SNOW, WHITE
from ..people import Person, pupil, row
from ..pose import WALK, Hand
from ..shapes import circle, join, line, mirror, path, rect
from ..town import school
from ..traffic import bus, car
from ..trees import flame_tree
from . import W, scene


@scene(
    "an-toan-giao-thong",
    "Chú cảnh sát giao thông dắt học sinh qua vạch sang đường trước cổng trường, các xe dừng lại nhường đường.",
    (880, 800, 1200, 560),
)
def road_safety(rng: Random) -> str:
    """Draw `an-toan-giao-thong`."""
    out = [
        sky(W, 560, warm=False),
        cloud(300, 170, 0.9, WHITE),
        cloud(1400, 140, 1, WHITE),
        school(480, 640, 860, 1.0, cols=7, rng=rng),
        flame_tree(180, 690, 0.9, rng, shadow=False),
        flame_tree(1640, 690, 0.9, rng, shadow=False),
        rect(0, 630, W, 110, SAND2),
        *(rect(20 + i * 54, 600, 10, 70, SEA8) for i in range(8)),
        rect(20, 612, 390, 8, SEA8),
        bush(1440, 660, 150),
        rect(0, 730, W, 26, SNOW),
        rect(0, 756, W, 444, "#5D6872"),
        *(rect(x, 965, 110, 14, GOLD) for x in (40, 240, 1480, 1680)),
    ]
    out += [path(f"M{470 + i * 150} 780h92l{(i - 2.5) * 18 + 10:.0f} 400h-{112}Z", WHITE) for i in range(6)]
    sign = join(
        rect(1446, 380, 14, 380, SEA4),
        path("M1390 300h126v126h-126Z", SEA7),
        path("M1453 316L1506 410H1400Z", WHITE),
        circle(1452, 350, 8, INK),
        line([(1452, 360), (1448, 384), (1436, 402)], INK, 7),
        line([(1448, 384), (1464, 402)], INK, 7),
        line([(1438, 372), (1464, 376)], INK, 6),
    )
    lights = join(
        rect(356, 420, 14, 340, SEA9),
        rect(332, 300, 62, 160, INK, 12),
        circle(363, 330, 20, RED),
        circle(363, 380, 20, "#39424B"),
        circle(363, 430, 20, "#39424B"),
    )
    kids = [
        pupil(
            740 + i * 135,
            1010 + (i % 2) * 50,
            330,
            girl=i % 2 == 1,
            look=1,
            legs=WALK,
            bag=(CORAL, SEA5, GOLD, LEAF2)[i],
            cover="cap" if i == 2 else "",
            cover_colour=RED,
            hair=("short", "pigtails", "short", "bob")[i],
            arm_r=(140, 160) if i == 0 else (30, 50),
        )
        for i in range(4)
    ]
    man = Person(
        590,
        1080,
        500,
        look=1,
        top="#D9B45F",
        sleeve="long",
        bottom="#8A6A2E",
        cover="cap",
        cover_colour="#D9B45F",
        arm_l=Hand(440, 790),
        arm_r=Hand(700, 900),
        front="l",
        over=line([(440, 790), (412, 690)], WHITE, 14) + line([(434, 768), (424, 732)], RED, 15),
    )
    return join(
        out, lights, sign, bus(160, 930, 1.0, GOLD), mirror(car(1640, 900, 1.2, CORAL), 1640), row([*kids, man])
    )
