"""Good deeds of every day: giving, bringing back a purse."""

from __future__ import annotations

from random import Random

from ..indoor import book_pile
from ..nature import bush, cloud, hills, sea, sky
from ..palette import CORAL, GOLD, LEAF2, RED, SAND3, SAND4, SEA4, SEA5, SEA7, SEA8, WHITE, WOOD1, WOOD2, WOOD3
from ..people import Person, pupil, row
from ..pose import WALK, Hand
from ..shapes import circle, ellipse, join, path, rect
from ..tools import box
from ..town import bunting, fence, lamp, school
from ..traffic import bicycle
from ..trees import flame_tree, petals, round_tree
from . import H, W, scene
from .harbour import paving


@scene(
    "quyen-gop",
    "Học sinh mang sách vở, quần áo ấm đến góp vào các thùng quà tặng bạn vùng khó khăn.",
    (900, 760, 1200, 600),
)
def giving(rng: Random) -> str:
    """Draw `quyen-gop`."""
    heart = "M0 12C-30-10-26-34-8-30-2-28 0-22 0-20 0-22 2-28 8-30 26-34 30-10 0 12Z"
    out = [
        sky(W, 740, warm=False),
        cloud(360, 160, 0.9, WHITE),
        school(380, 740, 1040, 1.15, cols=9, rng=rng),
        paving(W, 730, H, rng),
        flame_tree(120, 830, 0.95, rng),
        flame_tree(1700, 830, 0.9, rng),
        bunting(0, 70, 900, 10, 50),
        bunting(900, 10, 1800, 70, 50),
    ]
    stall = join(
        rect(520, 560, 16, 360, SEA8),
        rect(1270, 560, 16, 360, SEA8),
        *(path(f"M{500 + i * 101} 500h101v60a50 36 0 0 1-101 0Z", (RED, WHITE)[i % 2]) for i in range(8)),
        rect(500, 480, 808, 26, RED),
    )
    behind = [
        Person(700, 960, 460, top=SEA5, look=1, hair="bun", sleeve="long", arm_l=Hand(720, 790), arm_r=Hand(790, 800)),
        Person(1080, 960, 480, top=WHITE, look=-1, tie=SEA8, arm_l=Hand(990, 780), arm_r=Hand(1060, 790)),
    ]
    tab = join(
        rect(540, 830, 720, 30, WOOD1),
        rect(560, 860, 680, 160, WOOD2),
        f'<path transform="translate(900 944) scale(2)" d="{heart}" fill="{RED}"/>',
        box(590, 832, 150, 110),
        book_pile(850, 832, 5, rng, 130),
        box(960, 832, 160, 100, "#B5814D"),
        rect(970, 712, 60, 26, CORAL, 8),
        rect(1030, 706, 70, 30, SEA5, 8),
        rect(1150, 792, 90, 40, LEAF2, 8),
        rect(1158, 762, 76, 32, GOLD, 8),
        rect(610, 706, 40, 20, RED),
        rect(660, 700, 50, 26, GOLD),
    )
    piles = join(
        box(330, 1080, 200, 150),
        box(350, 932, 160, 110, "#B5814D"),
        box(1370, 1080, 210, 160),
        box(1590, 1080, 150, 110, "#B5814D"),
        book_pile(1470, 922, 3, rng, 140),
    )
    kids = [
        pupil(
            640,
            1150,
            400,
            girl=True,
            look=1,
            hair="pigtails",
            arm_l=Hand(680, 950),
            arm_r=Hand(740, 950),
            front="lr",
            held=join(
                *(rect(660 + (i % 2) * 6, 930 - i * 20, 100, 18, c, 3) for i, c in enumerate((RED, GOLD, SEA5, LEAF2)))
            ),
        ),
        pupil(900, 1170, 410, back=True),
        pupil(
            1160,
            1150,
            400,
            look=-1,
            arm_l=Hand(1070, 950),
            arm_r=Hand(1110, 960),
            front="lr",
            held=rect(1030, 880, 120, 84, CORAL, 20) + rect(1078, 880, 20, 84, GOLD),
        ),
        pupil(
            200,
            1150,
            390,
            look=1,
            legs=WALK,
            arm_l=Hand(230, 960),
            arm_r=Hand(270, 960),
            front="lr",
            held=box(200, 980, 110, 90),
        ),
        pupil(
            1680,
            1160,
            400,
            girl=True,
            look=-1,
            legs=WALK,
            hair="bob",
            arm_l=Hand(1610, 980),
            arm_r=Hand(1640, 980),
            front="lr",
            held=rect(1560, 930, 110, 60, SEA4, 18),
        ),
    ]
    return join(out, stall, row(behind), tab, piles, row(kids))


@scene(
    "tra-lai-cua-roi",
    "Hai em học sinh nhặt được chiếc ví trên đường, trả lại tận tay bác bán hàng đánh rơi.",
    (900, 760, 1100, 620),
)
def bring_back(rng: Random) -> str:
    """Draw `tra-lai-cua-roi`."""
    out = [
        sky(W, 620),
        cloud(460, 160, 1.0),
        hills(W, 600, rng, scale=0.9),
        sea(W, 590, 800, rng, count=18),
        fence(0, 830, W, 110),
        rect(0, 820, W, 400, SAND3),
        rect(0, 820, W, 12, SAND4),
        *(
            rect(x, y, 120, 6, SAND4)
            for x, y in ((120, 1130), (520, 1170), (1000, 1140), (1500, 1170), (300, 900), (1650, 930))
        ),
        flame_tree(230, 900, 1.15, rng),
        round_tree(1700, 860, 0.9),
        bush(1560, 870, 150),
        lamp(520, 900, 1.25),
        petals(60, 480, 900, 1150, 24, rng),
    ]
    stall = join(
        rect(1330, 820, 16, 240, WOOD2),
        rect(1640, 820, 16, 240, WOOD2),
        path("M1260 600L1490 500L1720 600Z", CORAL),
        path("M1410 600L1490 500L1570 600Z", WHITE),
        rect(1484, 590, 12, 250, WOOD3),
        rect(1310, 820, 370, 26, WOOD1),
        rect(1326, 846, 340, 150, SEA7),
        *(
            ellipse(1370 + i * 48, 806 - (i % 2) * 8, 26, 22, c)
            for i, c in enumerate((GOLD, RED, LEAF2, CORAL, GOLD, RED))
        ),
        circle(1400, 1040, 0, WHITE),
    )
    woman = Person(
        1130,
        1120,
        570,
        look=-1,
        top="#7A2E6A",
        sleeve="long",
        bottom="#2B333C",
        cover="non",
        hair="bob",
        hair_colour="#4A4F57",
        arm_l=Hand(985, 880),
        arm_r=Hand(1010, 910),
        front="lr",
    )
    boy = pupil(800, 1130, 440, look=1, bag=SEA5, arm_r=Hand(930, 880), arm_l=Hand(905, 890), front="lr")
    girl = pupil(610, 1120, 420, girl=True, look=1, hair="pigtails", bag=CORAL, arm_r=(30, 80), arm_l=(-14, 10))
    purse = (
        rect(915, 836, 92, 60, WOOD2, 10)
        + path("M915 846q46 40 92 0v-2q0-8-10-8h-72q-10 0-10 8Z", WOOD3)
        + circle(961, 868, 8, GOLD)
    )
    return join(
        out,
        stall,
        bicycle(370, 1130, 1.3, SEA8),
        girl.svg(),
        boy.svg(),
        woman.svg(),
        purse,
        boy.near_arms("r"),
        woman.near_arms("l"),
    )
