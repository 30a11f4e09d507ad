"""The bridge over the river and the gate of an exam site."""

from __future__ import annotations

from random import Random

from ..nature import bush, cloud, hills, sea, sky
from ..palette import (
    BRICK,
    CORAL,
    GOLD,
    LEAF2,
    LEAF3,
    RED,
    SAND2,
    SAND3,
    SAND4,
    SEA2,
    SEA3,
    SEA5,
    SEA7,
    SEA8,
    SEA9,
    WHITE,
    WOOD1,
)
from ..people import Person, aodai, row, teen
from ..pose import WALK, Hand
from ..shapes import join, path, rect
from ..tools import sheet
from ..town import bridge, fence, gate, lamp, school
from ..traffic import bicycle, sailboat, ship
from ..trees import flame_tree
from . import H, W, scene
from .harbour import paving


@scene(
    "cau-qua-song",
    "Học sinh dắt xe đạp trên bờ sông, bên cây cầu dây văng mới bắc qua hai bờ.",
    (900, 800, 1200, 520),
)
def new_bridge(rng: Random) -> str:
    """Draw `cau-qua-song`."""
    out = [
        sky(W, 640, warm=False),
        cloud(340, 170, 1, WHITE),
        cloud(1340, 230, 1.1, WHITE),
        hills(W, 640, rng, scale=0.9),
        *(
            rect(x, 640 - h, w, h, c)
            for x, w, h, c in (
                (60, 70, 120, SEA3),
                (140, 50, 170, SEA2),
                (200, 80, 90, SEA3),
                (1500, 80, 150, SEA2),
                (1590, 60, 110, SEA3),
                (1660, 90, 190, SEA2),
            )
        ),
        sea(W, 630, 1000, rng, count=30),
        bridge(-40, W + 40, 560, 780, 150),
        ship(1200, 800, 0.42, rng),
        sailboat(420, 830, 0.9, GOLD),
        sailboat(760, 770, 0.6),
    ]
    out += [
        path("M0 930Q900 880 1800 930V1200H0Z", SAND3),
        path("M0 930Q900 880 1800 930V944Q900 894 0 944Z", SAND4),
        fence(0, 960, W, 90),
        bush(120, 965, 160),
        bush(1660, 965, 190, LEAF3),
        lamp(240, 1000, 1.2),
        lamp(1560, 1000, 1.2),
    ]
    people = []
    for x, girl, c in ((480, True, RED), (930, False, SEA8), (1370, True, LEAF2)):
        out.append(bicycle(x + 150, 1150, 1.35, c))
        people.append(
            teen(
                x,
                1150,
                440,
                girl=girl,
                look=1,
                legs=WALK,
                arm_r=Hand(x + 190, 940),
                arm_l=Hand(x + 130, 945),
                front="lr",
                bag=SEA5 if not girl else "",
                hair="long" if x < 900 else "ponytail" if girl else "short",
            )
        )
    return join(out, row(people))


@scene(
    "cong-diem-thi",
    "Thí sinh kiểm tra giấy báo dự thi rồi vào cổng điểm thi, thanh niên tình nguyện đưa nước và chỉ đường.",
    (900, 800, 1200, 600),
)
def exam_gate(rng: Random) -> str:
    """Draw `cong-diem-thi`."""
    out = [
        sky(W, 760, warm=False),
        cloud(1480, 180, 0.9, WHITE),
        school(480, 780, 840, 1.1, cols=7, rng=rng),
        rect(0, 760, W, 80, LEAF2),
        gate(900, 850, 760, 360),
        paving(W, 845, H, rng),
        path("M560 848H1240L1520 1200H280Z", SAND2),
        flame_tree(130, 900, 0.95, rng),
        flame_tree(1690, 900, 0.95, rng),
    ]
    tent = join(
        rect(1320, 560, 12, 460, SEA9),
        rect(1660, 560, 12, 460, SEA9),
        path("M1290 570L1496 450L1702 570Z", SEA5),
        path("M1420 570L1496 450L1572 570Z", WHITE),
        rect(1330, 900, 330, 24, WOOD1),
        rect(1344, 924, 302, 110, SEA7),
        *(rect(1370 + i * 44, 846, 20, 54, SEA3, 5) + rect(1374 + i * 44, 838, 12, 10, SEA8) for i in range(6)),
    )
    vol = dict(top=SEA5, bottom=SEA9, cover="cap", cover_colour=SEA7)
    people = [
        Person(1500, 990, 400, age="teen", look=-1, arm_l=Hand(1400, 860), **vol),
        teen(1230, 1130, 450, look=1, arm_r=Hand(1345, 870), bag=SEA8),
        Person(440, 1060, 450, age="teen", look=1, arm_r=Hand(590, 830), arm_l=(-14, 10), hair="ponytail", **vol),
        teen(
            640,
            1140,
            460,
            girl=True,
            look=1,
            legs=WALK,
            held=sheet(742, 950, 60, 80, 3, 6),
            arm_r=Hand(728, 970),
            front="r",
            bag=CORAL,
        ),
        teen(820, 1010, 380, back=True, bag=SEA5),
        teen(940, 1000, 375, back=True, girl=True),
        Person(
            1060,
            1020,
            410,
            look=-1,
            top=WHITE,
            badge=True,
            bottom=SEA8,
            held=sheet(975, 860, 60, 80, 3),
            arm_l=Hand(985, 880),
            front="l",
        ),
        aodai(250, 1150, 450, BRICK, look=1, hair="bun", arm_r=(40, 120)),
    ]
    return join(out, row([people[0]]), tent, row(people[1:]))
