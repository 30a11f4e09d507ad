"""Teacher training and the one-stop desk."""

from __future__ import annotations

from random import Random

from ..indoor import room, screen, stool, window
from ..nature import pot_plant
from ..palette import (
    BRICK,
    CORAL,
    GOLD,
    INK,
    LEAF2,
    LEAF3,
    SEA2,
    SEA3,
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
from ..people import Person, pupil, row
from ..pose import Hand
from ..shapes import circle, join, path, poly, rect
from ..tools import computer, laptop, poster, sheet
from ..trees import flame_branch
from . import H, W, scene


@scene(
    "tap-huan",
    "Thầy cô ngồi theo nhóm làm bài tập huấn với máy tính xách tay, báo cáo viên giảng trên bục.",
    (900, 680, 1200, 640),
)
def training(rng: Random) -> str:
    """Draw `tap-huan`."""
    inner = join(
        rect(640, 180, 200, 26, GOLD, 6),
        *(rect(640, 240 + i * 50, w, 16, SEA3, 6) for i, w in enumerate((300, 240, 280, 180))),
        circle(1070, 320, 90, SEA5),
        path("M1070 320V230A90 90 0 0 1 1156 350Z", CORAL),
        path("M1070 320L1156 350A90 90 0 0 1 1040 405Z", GOLD),
    )
    out = [
        room(W, H, 700, "#E9EFF1", "#D3C3A0"),
        screen(600, 130, 620, 350, inner),
        window(100, 140, 360, 300),
        poster(1380, 150, 150, 200, "chart"),
        poster(1570, 150, 150, 200, "flower"),
        path("M1270 560h150l-14 240h-122Z", WOOD1),
        rect(1255, 540, 180, 24, WOOD2),
        rect(1300, 610, 90, 90, shade(WOOD1), 6),
    ]
    speaker = Person(
        1345,
        800,
        500,
        top=WHITE,
        tie=SEA5,
        sleeve="long",
        look=-1,
        hair="short",
        arm_l=Hand(1220, 480),
        arm_r=Hand(1400, 560),
        bottom=SEA9,
    )
    groups = []
    for gx, gy, s, tones in (
        (330, 900, 1.0, (SEA5, CORAL, WHITE)),
        (930, 900, 1.0, (LEAF2, WHITE, "#7A2E6A")),
        (1520, 910, 1.0, (GOLD, SEA8, WHITE)),
    ):
        ps = []
        for i, dx in enumerate((-190, 0, 190)):
            ps.append(
                Person(
                    gx + dx,
                    gy - 6,
                    460 * s,
                    seated=True,
                    cut=True,
                    look=(1, 0, -1)[i],
                    hair=("bun", "short", "long", "short", "bob", "short", "long", "short", "bun")[(i + gx) % 9],
                    top=tones[i],
                    sleeve="long",
                    glasses=i == 1 and gx > 900,
                    down=True,
                    arm_l=Hand(gx + dx - 40 + (50, 0, -60)[i], gy - 30),
                    arm_r=Hand(gx + dx + 50 + (40, 0, -60)[i], gy - 30),
                )
            )
        groups.append(
            join(
                row(ps),
                rect(gx - 280, gy - 26, 560, 30, WOOD1),
                rect(gx - 260, gy + 4, 520, 130, WOOD2),
                laptop(gx, gy - 22, 0.95),
                *(
                    poly(
                        [
                            (gx + dx - 50, gy - 14),
                            (gx + dx + 40, gy - 14),
                            (gx + dx + 30, gy - 30),
                            (gx + dx - 40, gy - 30),
                        ],
                        WHITE,
                    )
                    for dx in (-190, 190)
                ),
            )
        )
    near = []
    for i, x in enumerate((170, 560, 1060, 1450)):
        near.append(
            Person(
                x,
                1240,
                540,
                seated=True,
                cut=True,
                back=True,
                hair=("long", "short", "bun", "short")[i],
                top=(SEA4, WHITE, BRICK, LEAF3)[i],
                sleeve="long",
                arm_r=(150, 175) if i == 1 else (16, 6),
            )
        )
    return join(out[:5], speaker.svg(), out[5:], speaker.near_arms("l"), *groups, row(near))


@scene(
    "dich-vu-cong",
    "Phụ huynh nộp hồ sơ trực tuyến tại bộ phận một cửa, cán bộ hướng dẫn trên máy tính.",
    (820, 680, 1200, 620),
)
def services(rng: Random) -> str:
    """Draw `dich-vu-cong`."""
    out = [
        room(W, H, 820, "#EEF2F3", "#DCCFB2"),
        rect(0, 0, W, 120, SEA8),
        rect(0, 120, W, 12, GOLD),
        window(1330, 220, 340, 290, flame_branch(1700, 250, 0.45, rng)),
        rect(120, 200, 240, 320, WHITE),
        *(sheet(180 + (i % 2) * 120, 280 + (i // 2) * 150, 96, 128) + "" for i in range(4)),
        pot_plant(1690, 860, 1.6),
    ]
    out += [
        *(rect(x, 230, 8, 360, SEA3) for x in (430, 820, 1210)),
        rect(430, 230, 790, 10, SEA3),
        *(rect(x, 180, 110, 56, SEA7, 8) + circle(x + 55, 208, 16, GOLD) for x in (570, 960)),
    ]
    out += [
        Person(
            620,
            790,
            560,
            seated=True,
            cut=True,
            top=WHITE,
            badge=True,
            hair="bun",
            look=1,
            arm_l=Hand(640, 720),
            arm_r=Hand(740, 690),
        ).svg(),
        Person(
            1010,
            790,
            570,
            seated=True,
            cut=True,
            top=SEA4,
            badge=True,
            glasses=True,
            look=1,
            arm_l=Hand(1010, 730),
            arm_r=Hand(1130, 700),
        ).svg(),
    ]
    out += [
        rect(380, 720, 900, 34, WOOD1),
        rect(400, 754, 860, 260, SEA7),
        *(rect(430 + i * 280, 790, 240, 190, SEA8) for i in range(3)),
        computer(500, 722, 0.8, back=True),
        computer(880, 722, 0.8, back=True),
        rect(1170, 690, 60, 30, GOLD),
    ]
    kiosk = join(
        rect(1420, 620, 210, 480, SEA9, 14),
        rect(1440, 646, 170, 220, SEA2, 6),
        *(rect(1460, 672 + i * 44, 130, 26, c, 5) for i, c in enumerate((SEA5, SEA4, LEAF2, CORAL))),
        rect(1460, 900, 130, 16, SNOW),
        rect(1390, 1090, 270, 24, SEA8),
    )
    out += [
        kiosk,
        Person(
            760,
            1130,
            560,
            look=-1,
            top=CORAL,
            sleeve="long",
            hair="long",
            arm_l=Hand(690, 730),
            arm_r=(14, -10),
            held=sheet(690, 720, 90, 110, 4, -6),
            bottom=SEA8,
        ).svg(),
        pupil(890, 1136, 340, girl=True, look=-1, hair="pigtails", arm_l=Hand(815, 940), bag=GOLD).svg(),
        Person(
            1260, 1140, 580, look=1, top=LEAF2, bottom=SEA9, arm_r=Hand(1450, 790), arm_l=(-14, 20), front="lr"
        ).svg(),
    ]
    out += [
        stool(200, 1080, 110, SEA5),
        stool(340, 1080, 110, SEA5),
        Person(
            210,
            960,
            520,
            seated=True,
            look=1,
            top=GOLD,
            legs=((84, 6), (78, 10)),
            hair="bob",
            down=True,
            bottom=SEA8,
            arm_l=Hand(300, 850),
            arm_r=Hand(310, 850),
            front="lr",
            over=rect(292, 800, 44, 76, INK, 6) + rect(297, 806, 34, 62, SEA3, 3),
        ).svg(),
    ]
    return join(out)
