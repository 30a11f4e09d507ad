"""Trades and clubs: workshop, robots, choosing a trade."""

from __future__ import annotations

from random import Random

from ..indoor import room, shelf, window
from ..nature import sky
from ..palette import (
    CORAL,
    GOLD,
    INK,
    LEAF2,
    LEAF3,
    RED,
    SAND3,
    SEA4,
    SEA5,
    SEA7,
    SEA8,
    SEA9,
    SNOW,
    WHITE,
    WOOD1,
    WOOD2,
    shade,
)
from ..people import Person, aodai, row, teen
from ..pose import Hand
from ..shapes import circle, curve, join, line, path, poly, rect, ring
from ..tools import poster
from ..town import bunting, school
from ..trees import flame_branch
from . import H, W, scene
from .harbour import paving


@scene(
    "xuong-thuc-hanh",
    "Học sinh trường nghề đội mũ bảo hộ thực hành bên máy tiện và bàn nguội cùng thầy hướng dẫn.",
    (860, 640, 1100, 640),
)
def workshop(rng: Random) -> str:
    """Draw `xuong-thuc-hanh`."""
    out = [
        room(W, H, 860, "#E6E1D3", "#BFC7C9"),
        *(window(x, 110, 300, 210) for x in (120, 520, 920)),
        rect(1290, 110, 420, 300, WOOD1),
        rect(1306, 126, 388, 268, shade(WOOD1)),
    ]
    out += [
        line([(1350 + i * 74, 160), (1350 + i * 74, 330 - (i % 2) * 50)], (SEA9, CORAL, SEA5, GOLD, SEA9)[i], 16)
        + circle(1350 + i * 74, 160, 22, SNOW)
        for i in range(5)
    ]
    lathe = join(
        rect(140, 700, 620, 60, SEA5),
        rect(170, 760, 120, 200, SEA7),
        rect(600, 760, 120, 200, SEA7),
        rect(150, 540, 200, 160, LEAF2, 10),
        circle(360, 620, 52, SEA4),
        circle(360, 620, 20, INK),
        rect(380, 606, 190, 28, SNOW),
        rect(560, 570, 110, 130, LEAF2, 8),
        ring(720, 650, 40, 10, INK),
        rect(180, 570, 80, 40, GOLD, 4),
        circle(290, 640, 14, RED),
        circle(250, 640, 14, LEAF3),
        rect(130, 950, 640, 16, SEA9),
    )
    bench = join(
        rect(1000, 740, 700, 36, WOOD1),
        rect(1040, 776, 40, 200, WOOD2),
        rect(1620, 776, 40, 200, WOOD2),
        rect(1090, 800, 520, 110, shade(WOOD1)),
        rect(1300, 690, 130, 50, SEA9),
        rect(1290, 660, 60, 40, SEA8),
        rect(1390, 660, 40, 40, SEA8),
        rect(1340, 640, 70, 24, SNOW),
        line([(1430, 714), (1500, 714)], SNOW, 12),
    )
    people = [
        Person(
            440,
            980,
            560,
            age="teen",
            look=1,
            top=SEA7,
            sleeve="long",
            bottom=SEA8,
            cover="hardhat",
            cover_colour=GOLD,
            arm_l=Hand(590, 690),
            arm_r=Hand(700, 640),
            front="lr",
            glasses=True,
        ),
        Person(
            880,
            1000,
            600,
            look=-1,
            top=SNOW,
            sleeve="long",
            bottom=SEA9,
            cover="hardhat",
            cover_colour=WHITE,
            vest=CORAL,
            arm_l=Hand(730, 720),
            arm_r=(14, 6),
        ),
        Person(
            1200,
            960,
            560,
            age="teen",
            look=1,
            top=SEA7,
            sleeve="long",
            cover="hardhat",
            cover_colour=GOLD,
            hair="bun",
            arm_l=Hand(1340, 655),
            arm_r=Hand(1370, 650),
            front="lr",
        ),
        Person(
            1560,
            970,
            570,
            age="teen",
            look=-1,
            top=SEA7,
            sleeve="long",
            cover="hardhat",
            cover_colour=GOLD,
            arm_l=Hand(1470, 712),
            arm_r=Hand(1500, 715),
            front="lr",
        ),
    ]
    return join(
        out,
        people[0].svg(),
        people[2].svg(),
        people[3].svg(),
        lathe,
        bench,
        people[1].svg(),
        *(p.near_arms() for p in (people[0], people[2], people[3])),
        rect(930, 1060, 260, 90, CORAL, 8),
        rect(930, 1090, 260, 12, shade(CORAL)),
        rect(1020, 1034, 80, 30, INK, 6),
    )


@scene(
    "cau-lac-bo-robot",
    "Học sinh câu lạc bộ chạy thử rô-bốt tự lắp trên sàn thi đấu, thầy giáo bấm giờ.",
    (900, 760, 1100, 600),
)
def robots(rng: Random) -> str:
    """Draw `cau-lac-bo-robot`."""
    out = [
        room(W, H, 700, "#EAF0F2", SAND3),
        window(120, 140, 460, 300),
        poster(1300, 130, 170, 220, "chart"),
        poster(1510, 130, 170, 220, "boat"),
        shelf(
            700,
            250,
            480,
            join(
                *(
                    rect(730 + i * 90, 180 - (i % 2) * 30, 60, 70 + (i % 2) * 30, c, 6)
                    for i, c in enumerate((CORAL, SEA5, GOLD, LEAF2, SEA8))
                )
            ),
        ),
    ]
    kids = [
        teen(
            420,
            930,
            560,
            look=1,
            arm_l=Hand(560, 700),
            arm_r=Hand(580, 690),
            front="lr",
            held=rect(540, 660, 90, 50, INK, 10) + circle(560, 684, 9, CORAL) + circle(610, 684, 9, GOLD),
        ),
        teen(680, 860, 520, girl=True, hair="bun", look=1, arm_r=(20, -30), arm_l=(-140, -165)),
        teen(1180, 870, 530, girl=True, look=-1, arm_l=(-20, 20), arm_r=(140, 165)),
        Person(
            1430,
            930,
            600,
            look=-1,
            top=SEA5,
            bottom=SEA9,
            arm_l=Hand(1290, 640),
            arm_r=(14, -20),
            over=circle(1288, 628, 30, GOLD) + circle(1288, 628, 22, WHITE) + line([(1288, 628), (1288, 612)], RED, 4),
        ),
        teen(930, 850, 520, look=0, arm_l=(-145, -165), arm_r=(145, 165)),
    ]
    mat = join(
        path("M330 900H1500L1720 1160H110Z", SEA8),
        path("M350 912H1480L1680 1146H150Z", "#F7F4EC"),
        curve("M420 1060C560 940 700 1100 860 1020S1180 940 1420 1080", INK, 22),
        rect(1350, 1050, 120, 60, LEAF3),
        rect(300, 1050, 110, 60, CORAL),
    )

    def bot(x: float, y: float, s: float, c: str) -> str:
        return join(
            circle(x - 60 * s, y - 26 * s, 30 * s, INK),
            circle(x + 60 * s, y - 26 * s, 30 * s, INK),
            circle(x - 60 * s, y - 26 * s, 12 * s, SNOW),
            circle(x + 60 * s, y - 26 * s, 12 * s, SNOW),
            rect(x - 92 * s, y - 100 * s, 184 * s, 66 * s, c, 12 * s),
            rect(x - 46 * s, y - 176 * s, 92 * s, 74 * s, SNOW, 12 * s),
            circle(x - 18 * s, y - 142 * s, 11 * s, SEA8),
            circle(x + 20 * s, y - 142 * s, 11 * s, SEA8),
            line([(x, y - 176 * s), (x, y - 210 * s)], INK, 6 * s),
            circle(x, y - 214 * s, 11 * s, RED),
            line([(x + 90 * s, y - 80 * s), (x + 140 * s, y - 120 * s), (x + 170 * s, y - 96 * s)], SEA4, 14 * s),
        )

    return join(out, row(kids), mat, bot(820, 1060, 1.15, CORAL), bot(1250, 1010, 0.85, SEA5))


@scene(
    "tu-van-huong-nghiep",
    "Học sinh lớp 12 hỏi thầy cô tư vấn hướng nghiệp ở các bàn trong ngày hội trên sân trường.",
    (900, 720, 1100, 620),
)
def careers(rng: Random) -> str:
    """Draw `tu-van-huong-nghiep`."""

    out = [
        sky(W, 760, warm=False),
        school(300, 740, 1200, 1.1, cols=9, rng=rng),
        paving(W, 730, H, rng),
        flame_branch(1820, 60, 0.9, rng),
        bunting(0, 200, 1300, 60, 70),
    ]
    for x, c, icon in ((330, SEA5, "gear"), (900, CORAL, "cross"), (1470, LEAF2, "ship")):
        out += [
            rect(x - 240, 420, 14, 500, SEA9),
            rect(x + 226, 420, 14, 500, SEA9),
            *(
                path(f"M{x - 260 + i * 104} 400h104v70a52 40 0 0 1-104 0Z", c if i % 2 == 0 else WHITE)
                for i in range(5)
            ),
            rect(x - 260, 380, 520, 30, c),
        ]
        tone = (SEA7, "#2E5B41", "#7A2E6A")[(x // 570) % 3]
        out.append(
            aodai(
                x + 60,
                930,
                430,
                tone,
                look=-1,
                hair=("long", "bun", "bob")[(x // 570) % 3],
                arm_l=Hand(x - 60, 750),
                arm_r=(20, -30),
            ).svg()
            if x != 900
            else Person(
                x + 60, 930, 450, top=WHITE, tie=SEA8, look=-1, glasses=True, arm_l=Hand(x - 60, 740), arm_r=(20, -30)
            ).svg()
        )
        out += [rect(x - 220, 800, 440, 150, c), rect(x - 236, 784, 472, 24, shade(c)), circle(x, 878, 44, WHITE)]
        if icon == "gear":
            out += [
                circle(x, 878, 26, c),
                circle(x, 878, 10, WHITE),
                *(
                    line([(x, 878), (x + dx, 878 + dy)], c, 8)
                    for dx, dy in ((34, 0), (-34, 0), (0, 34), (0, -34), (24, 24), (-24, -24), (24, -24), (-24, 24))
                ),
                circle(x, 878, 10, WHITE),
            ]
        elif icon == "cross":
            out += [rect(x - 9, 850, 18, 56, c), rect(x - 28, 869, 56, 18, c)]
        else:
            out += [
                path(f"M{x - 30} 884h60l-12 20h-36Z", c),
                path(f"M{x + 2} 846v34h26Z", c),
                path(f"M{x - 4} 850v30h-22Z", c),
            ]
        out += [
            poly([(x - 150, 786), (x - 80, 786), (x - 70, 772), (x - 140, 772)], WHITE),
            poly([(x + 90, 786), (x + 160, 786), (x + 170, 772), (x + 100, 772)], WHITE),
        ]
    kids = [
        teen(180, 1130, 480, look=1, arm_r=(60, 120), bag=SEA8),
        teen(420, 1160, 470, girl=True, back=True),
        teen(760, 1140, 480, girl=True, look=1, hair="ponytail", arm_r=Hand(880, 790)),
        teen(1000, 1170, 490, back=True, bag=CORAL),
        teen(1330, 1150, 480, look=1, arm_r=Hand(1430, 780)),
        teen(1580, 1160, 470, girl=True, look=-1, arm_l=Hand(1500, 870), held=rect(1470, 830, 60, 76, WHITE)),
    ]
    return join(out, row(kids))
