"""On the water: boats to the island, the port, the lighthouse."""

from __future__ import annotations

from random import Random

from ..nature import bird, bush, cloud, hills, sea, sky, sun, wave
from ..palette import CORAL, GOLD, INK, LEAF2, LEAF3, SAND3, SEA3, SEA5, SEA7, SEA8, SEA9, WHITE, WOOD1
from ..people import Person, aodai, pupil, row
from ..pose import Hand
from ..shapes import join, line, path, rect
from ..town import flag, house, lighthouse
from ..traffic import containers, crane, sailboat, ship, wooden_boat
from ..trees import palm
from . import H, W, scene


@scene(
    "thuyen-ra-dao",
    "Con đò mái vòm chở học sinh từ đảo sang trường, bác lái đò đội nón đứng cuối thuyền.",
    (900, 780, 1200, 520),
)
def boat_to_island(rng: Random) -> str:
    """Draw `thuyen-ra-dao`."""
    out = [
        sky(W, 560),
        sun(1420, 330, 130),
        cloud(420, 170, 1.1),
        hills(W, 600, rng, scale=1.5),
        rect(0, 590, W, 12, SEA3),
        sea(W, 600, H, rng, count=46),
        bird(560, 260, 1.1),
        bird(650, 220, 0.8),
        sailboat(1600, 690, 0.6, CORAL),
        sailboat(180, 680, 0.5),
    ]
    rear, fore = wooden_boat(880, 930, 1.35)
    kids = []
    for i, x in enumerate((600, 740, 880, 1020, 1150)):
        kids.append(
            pupil(
                x,
                935,
                290,
                girl=i % 2 == 1,
                look=(1, 1, 0, -1, 1)[i],
                hair=("short", "ponytail", "short", "pigtails", "short")[i],
                bag=(CORAL, SEA5, "", GOLD, LEAF2)[i],
                wear="trousers",
                arm_l=(-150, -160) if i == 0 else (-12, -4),
                front="l",
            )
        )
    man = Person(
        1370,
        925,
        430,
        look=-1,
        top="#6B4A34",
        sleeve="long",
        bottom="#3A2B22",
        cover="non",
        skin="#C98F65",
        arm_l=Hand(1300, 720),
        arm_r=Hand(1420, 760),
        hair="short",
        front="lr",
        lean=-4,
    )
    oar = line([(1250, 660), (1530, 1120)], WOOD1, 15) + path(
        "M1510 1080L1590 1190Q1560 1200 1530 1180L1490 1100Z", WOOD1
    )
    waves = join(
        *(
            wave(x, y, 2, SEA3, 7)
            for x, y in ((300, 1040), (520, 1075), (760, 1085), (1010, 1080), (1290, 1060), (1430, 1030))
        )
    )
    return join(out, rear, flag(290, 560, 900, 120), row(kids), man.svg(), oar, man.near_arms(), fore, waves)


@scene(
    "tham-cang",
    "Học sinh đội mũ bảo hộ tham quan cảng, chú công nhân chỉ cho các em xem cần cẩu bốc hàng.",
    (980, 780, 1100, 600),
)
def port_visit(rng: Random) -> str:
    """Draw `tham-cang`."""
    out = [
        sky(W, 640),
        cloud(1260, 150, 1.1),
        hills(W, 620, rng, scale=0.9),
        sea(W, 610, 800, rng, count=18),
        crane(300, 780, 1.45, SEA7),
        crane(820, 780, 1.3, SEA5),
        ship(860, 790, 1.02, rng),
        rect(0, 780, W, 420, "#D9D3C4"),
        rect(0, 780, W, 22, "#B9B3A4"),
        *(rect(x, 800, 90, 12, GOLD if (x // 90) % 2 else INK) for x in range(0, W, 90)),
        containers(-10, 960, (3, 2, 1), rng, w=150, h=84),
        *(rect(x, 1080, 180, 10, "#C6BFAE") for x in (420, 900, 1400)),
    ]
    out += [*(rect(x - 20, 760, 40, 42, SEA9) + rect(x - 28, 752, 56, 18, SEA9) for x in (620, 1120, 1660))]
    kids = [
        pupil(
            1000 + i * 150,
            1100 + (i % 2) * 45,
            340,
            girl=i % 2 == 0,
            look=-1,
            cover="hardhat",
            cover_colour=GOLD,
            hair=("bob", "short", "pigtails", "short", "bob")[i],
            arm_l=(-110, -140) if i == 1 else (-12, -4),
            arm_r=Hand(1160 + i * 150 - 130, 960) if i == 3 else (12, 4),
        )
        for i in range(5)
    ]
    man = Person(
        680,
        1120,
        520,
        look=1,
        top=SEA5,
        sleeve="long",
        bottom=SEA9,
        cover="hardhat",
        cover_colour=CORAL,
        vest=CORAL,
        arm_l=Hand(560, 560),
        arm_r=(26, 70),
        front="l",
    )
    return join(
        out,
        row([*kids, man, aodai(830, 1090, 450, LEAF2, look=-1, cover="hardhat", cover_colour=WHITE, arm_r=(16, -20))]),
    )


@scene(
    "hai-dang", "Nhóm học sinh nghe người gác đèn kể chuyện dưới chân ngọn hải đăng trên đảo.", (980, 680, 1000, 900)
)
def light(rng: Random) -> str:
    """Draw `hai-dang`."""
    out = [
        sky(W, 620),
        sun(420, 340, 130),
        cloud(1480, 170, 1.0),
        hills(W, 640, rng, scale=1.1),
        sea(W, 630, H, rng, count=40),
        sailboat(240, 760, 1, WHITE),
        sailboat(560, 700, 0.6, CORAL),
        bird(760, 230, 1),
        bird(860, 280, 0.8),
    ]
    out += [
        path("M520 1200C560 1000 760 880 1000 860C1300 830 1600 860 1800 800V1200Z", LEAF3),
        path("M520 1200C540 1080 640 980 760 930C720 1040 700 1120 720 1200Z", "#8E9AA1"),
        path("M720 1200C700 1120 720 1040 760 930L840 900C800 1000 800 1100 830 1200Z", "#A9B3B8"),
        path("M1100 880C1160 960 1150 1080 1080 1200H1320C1330 1080 1280 960 1180 874Z", SAND3),
        lighthouse(1140, 890, 1.28),
        house(1360, 860, 190, 130, WHITE),
        bush(1330, 880, 110),
        bush(1620, 860, 150, LEAF2),
        palm(1700, 870, 0.9),
    ]
    man = Person(
        1290,
        1120,
        440,
        look=-1,
        top=SEA8,
        sleeve="long",
        bottom=SEA9,
        cover="cap",
        cover_colour=WHITE,
        arm_l=Hand(1190, 820),
        arm_r=(16, -20),
        hair_colour="#7E848C",
    )
    kids = [
        pupil(780, 1090, 290, look=1, girl=True, hair="pigtails", bag=CORAL),
        pupil(890, 1130, 310, look=1, bag=SEA5, arm_r=(60, 130)),
        pupil(1010, 1090, 290, look=1, girl=True, hair="bob", bag=GOLD),
        pupil(1110, 1150, 310, look=1, bag=LEAF2),
        pupil(1470, 1130, 300, look=-1, girl=True, bag=SEA5),
    ]
    return join(out, row([man, *kids]))
