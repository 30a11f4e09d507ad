"""Exam room and council meeting."""

from __future__ import annotations

from random import Random

from ..indoor import board, chalk_lines, fan, room, screen, table, window
from ..nature import pot_plant
from ..palette import (
    BRICK,
    CORAL,
    GOLD,
    LEAF2,
    RED,
    RED_DARK,
    SEA3,
    SEA4,
    SEA5,
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
from ..shapes import circle, ellipse, join, line, path, poly, rect
from ..tools import laptop
from ..town import clock
from ..trees import flame_branch
from . import H, W, scene


@scene(
    "phong-thi",
    "Thí sinh làm bài thi, mỗi bạn một bàn, cô giám thị đứng đầu lớp quan sát phòng thi.",
    (900, 720, 1200, 620),
)
def exam_room(rng: Random) -> str:
    """Draw `phong-thi`."""
    out = [
        room(W, H, 640, "#EFE9DA", "#DECBA0"),
        board(520, 120, 760, 290, chalk_lines(600, 200, (300, 460, 220), 64)),
        clock(1420, 200, 62),
        window(90, 120, 300, 320, flame_branch(430, 150, 0.42, rng)),
        window(1520, 300, 230, 190),
        fan(420, 50),
        fan(1400, 50),
    ]
    out += [
        aodai(360, 740, 420, LEAF2, look=1, hair="bun", badge=True, arm_l=(-8, 40)).svg(),
        table(1240, 500, 260, 160, panel=True),
        rect(1290, 478, 90, 22, SNOW),
        rect(1300, 462, 80, 16, GOLD),
    ]
    for k, (y, hh) in enumerate(((790, 370), (960, 460), (1160, 560))):
        for i, x in enumerate((300, 700, 1100, 1500)):
            x = 900 + (x - 900) * (0.78 + 0.16 * k)
            w = hh * 0.56
            p = teen(
                x,
                y - hh * 0.02,
                hh,
                seated=True,
                cut=True,
                girl=(i + k) % 2 == 0,
                hair=("long", "short", "bob", "short", "ponytail", "short", "bun", "short")[(i + 2 * k) % 8],
                look=0,
                down=True,
                nod=(-3, 2, 3, -2)[i],
                mask=(i + k) % 3 == 0,
                arm_l=Hand(x - hh * 0.12, y - hh * 0.075),
                arm_r=Hand(x + hh * 0.06, y - hh * 0.075),
                glasses=(i, k) == (1, 2),
            )
            hx, hy = p.joints["hand_r"]
            out += [
                p.svg(),
                rect(x - w / 2, y - hh * 0.06, w, hh * 0.05, WOOD1),
                rect(x - w / 2 + 8, y - hh * 0.01, w - 16, hh * 0.16, WOOD2),
                rect(x - w / 2 + 10, y + hh * 0.15, 12, hh * 0.16, shade(WOOD2)),
                rect(x + w / 2 - 22, y + hh * 0.15, 12, hh * 0.16, shade(WOOD2)),
                poly(
                    [
                        (x - hh * 0.1, y - hh * 0.058),
                        (x + hh * 0.12, y - hh * 0.058),
                        (x + hh * 0.09, y - hh * 0.085),
                        (x - hh * 0.08, y - hh * 0.085),
                    ],
                    WHITE,
                ),
                p.near_arms(),
                line([(hx - hh * 0.01, hy + hh * 0.01), (hx + hh * 0.03, hy - hh * 0.06)], RED, hh * 0.012),
            ]
    return join(out)


@scene(
    "hop-hoi-dong",
    "Hội đồng nhà trường họp quanh bàn dài, một cô trình bày số liệu trên màn hình.",
    (900, 640, 1200, 620),
)
def council(rng: Random) -> str:
    """Draw `hop-hoi-dong`."""
    bars = join(
        *(
            rect(760 + i * 76, 420 - h, 48, h, c)
            for i, (h, c) in enumerate(((90, SEA4), (140, SEA4), (120, SEA5), (190, SEA5), (230, GOLD)))
        ),
        rect(740, 424, 400, 6, SEA3),
        line([(770, 300), (860, 250), (930, 270), (1010, 200), (1090, 160)], CORAL, 8),
    )
    out = [
        room(W, H, 720, "#F0E8D6", "#C9A674"),
        screen(700, 120, 480, 330, bars),
        window(110, 130, 420, 310),
        pot_plant(1660, 740, 1.7),
        rect(1330, 180, 190, 190, SEA9),
        path("M1350 330L1400 260L1440 300L1480 230L1500 330Z", SEA4),
        circle(1470, 220, 16, GOLD),
    ]
    out += [
        aodai(
            1270,
            830,
            520,
            "#7A2E6A",
            look=-1,
            hair="bun",
            arm_l=Hand(1130, 420),
            arm_r=(16, -20),
            over=line([(1130, 420), (1060, 360)], WOOD2, 7),
        ).svg()
    ]
    far = []
    for i, x in enumerate((330, 560, 790, 1020)):
        far.append(
            Person(
                x,
                830,
                540,
                seated=True,
                cut=True,
                hair=("short", "bob", "short", "long")[i],
                look=(1, 1, 0, 1)[i],
                top=(WHITE, LEAF2, SEA5, CORAL)[i],
                sleeve="long" if i else "short",
                tie=RED_DARK if i == 0 else "",
                glasses=i == 2,
                arm_l=Hand(x - 62, 822),
                arm_r=Hand(x + 66, 824),
                hair_colour="#7E848C" if i == 2 else "#20242C",
                wear="trousers",
            )
        )
    tab = join(
        path("M180 850L270 790H1500L1640 850L1760 1010H60Z", WOOD1),
        path("M60 1010H1760V1050H60Z", WOOD2),
        path("M260 1050H1560V1200H260Z", shade(WOOD2)),
    )
    things = join(
        *(
            path(f"M{x - 70} 846L{x - 56} 812H{x + 60}L{x + 72} 846Z", WHITE) + rect(x + 90, 800, 26, 40, SEA3, 5)
            for x in (340, 570, 800, 1040)
        ),
        ellipse(900, 920, 120, 24, LEAF2),
        *(circle(840 + i * 28, 900 - (i % 2) * 14, 20, (RED, GOLD, CORAL, WHITE, RED)[i]) for i in range(5)),
        laptop(1420, 900, 0.9),
    )
    near = [
        Person(x, 1215, 620, seated=True, cut=True, back=True, hair=h, top=t, sleeve="long", hair_colour=c)
        for x, h, t, c in (
            (260, "short", SEA8, "#20242C"),
            (600, "bun", BRICK, "#20242C"),
            (1200, "short", SEA4, "#7E848C"),
            (1540, "long", LEAF2, "#20242C"),
        )
    ]
    return join(out, row(far), tab, things, *(p.near_arms() for p in far), row(near))
