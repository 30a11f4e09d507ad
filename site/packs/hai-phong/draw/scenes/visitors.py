"""Visitors from abroad."""

from __future__ import annotations

from random import Random

from ..indoor import bookcase, room, rug, table, window
from ..palette import BANG_LANG, CORAL, GOLD, LEAF2, RED, SAND2, SEA1, SEA4, SEA8, SEA9, WHITE, WOOD2
from ..people import Person, aodai, row, teen
from ..pose import Hand
from ..shapes import circle, ellipse, join, line, path, poly, rect
from ..tools import globe
from ..town import bunting
from . import H, W, scene


@scene(
    "giao-luu-quoc-te",
    "Học sinh Hải Phòng và các bạn quốc tế cùng xoay quả địa cầu, tặng nhau quà lưu niệm trong thư viện.",
    (900, 700, 1200, 620),
)
def exchange(rng: Random) -> str:
    """Draw `giao-luu-quoc-te`."""
    land = join(
        *(
            path(d, SEA4)
            for d in (
                "M570 236L640 204 720 200 770 214 748 244 724 250 716 276 694 300 676 322 690 344 672 340 650 312 630 300 612 262 570 262Z",
                "M700 360L744 366 786 400 776 440 748 470 728 540 712 546 708 490 690 430 688 390Z",
                "M780 196L836 190 828 222 798 240Z",
                "M862 300L904 284 960 292 990 316 1000 352 1026 362 998 406 992 450 962 500 942 502 930 446 918 404 880 396 858 360Z",
                "M876 268L884 238 912 214 950 204 964 226 1010 216 1080 196 1180 200 1278 220 1290 244 1252 258 1240 290 1206 316 1176 322 1164 350 1140 362 1128 400 1116 372 1094 344 1078 350 1060 396 1040 348 1012 330 990 300 950 280 930 290 908 266 890 280Z",
                "M1196 440L1240 426 1284 436 1300 470 1276 508 1236 494 1200 500 1184 470Z",
                "M1130 418L1160 424 1190 414 1196 430 1150 440Z",
                "M1228 300l14-20 12 6-14 30Z",
            )
        )
    )
    out = [
        room(W, H, 820, "#EFE7D6", "#CFA872"),
        bookcase(50, 130, 400, 690, rng),
        rect(540, 150, 790, 440, SEA1),
        rect(540, 150, 790, 12, WOOD2),
        land,
        circle(1132, 356, 13, RED),
        line([(1132, 356), (660, 260)], CORAL, 4),
        line([(1132, 356), (930, 244)], CORAL, 4),
        line([(1132, 356), (1236, 466)], CORAL, 4),
        *(circle(x, y, 9, GOLD) for x, y in ((660, 260), (930, 244), (1236, 466))),
        window(1440, 180, 290, 360),
        bunting(480, 90, 1400, 90, 30, 16),
        rug(900, 1080, 780, 110),
    ]
    out += [table(690, 850, 420, 220), globe(900, 850, 1.9)]
    people = [
        aodai(470, 1090, 540, WHITE, age="teen", look=1, arm_r=(50, 110)),
        teen(660, 1120, 540, look=1, arm_r=Hand(830, 760), bottom=SEA8, front="r"),
        Person(
            1140,
            1120,
            550,
            age="teen",
            look=-1,
            top=LEAF2,
            bottom="#6B5A45",
            hair="short",
            hair_colour="#B5814D",
            skin="#EFC6A6",
            arm_l=Hand(970, 760),
            arm_r=(14, -30),
            front="l",
        ),
        Person(
            1330,
            1100,
            530,
            age="teen",
            look=-1,
            top=BANG_LANG,
            wear="skirt",
            bottom=SEA9,
            hair="ponytail",
            hair_colour="#C08A3E",
            skin="#EFC6A6",
            arm_l=Hand(1250, 860),
            arm_r=Hand(1290, 870),
            front="lr",
            over=rect(1210, 810, 90, 70, CORAL) + rect(1248, 810, 14, 70, GOLD) + rect(1210, 838, 90, 12, GOLD),
        ),
        Person(
            1520, 1130, 560, age="teen", look=-1, top=GOLD, bottom=SEA8, skin="#7A4B30", hair="short", arm_l=(-50, -120)
        ),
        teen(
            280,
            1140,
            530,
            girl=True,
            look=1,
            hair="bob",
            arm_l=Hand(330, 900),
            arm_r=Hand(360, 900),
            front="lr",
            over=poly([(290, 900), (350, 830), (410, 900)], SAND2) + ellipse(350, 900, 60, 9, "#D8BF8E"),
        ),
    ]
    return join(out, row(people))
