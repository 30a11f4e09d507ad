"""Lessons: classroom, laboratory, computers."""

from __future__ import annotations

from random import Random

from ..indoor import board, book_pile, chalk_lines, fan, room, screen, shelf, table, window
from ..palette import (
    CORAL,
    GOLD,
    INK,
    LEAF2,
    LEAF3,
    RED,
    SEA1,
    SEA3,
    SEA4,
    SEA5,
    SEA8,
    SEA9,
    WHITE,
    WOOD1,
    WOOD2,
    shade,
)
from ..people import Person, aodai, pupil, row, teen
from ..pose import Hand
from ..shapes import circle, curve, join, line, path, poly, rect
from ..tools import computer, flask, globe, microscope, poster, test_tubes
from ..trees import flame_branch
from . import H, W, scene

HAIRS = ("ponytail", "short", "pigtails", "short", "bob", "short", "bun", "short")


@scene("lop-hoc", "Cô giáo giảng hình học trên bảng, học sinh ngồi theo dãy bàn nghe giảng.", (1060, 520, 900, 700))
def classroom(rng: Random) -> str:
    """Draw `lop-hoc`."""
    fig = join(
        line([(700, 460), (800, 280), (910, 460), (700, 460)], "#E9F0EA", 7),
        line([(800, 280), (800, 460)], "#E9F0EA", 5),
        line([(700, 460), (845, 430), (910, 460)], "#9DB5A8", 4),
        line([(845, 430), (800, 280)], "#9DB5A8", 4),
        curve("M880 290q-30 50 0 100", GOLD, 7),
    )
    back = join(
        room(W, H, 800),
        board(130, 190, 860, 400, chalk_lines(190, 270, (230, 330, 190)) + fig),
        window(1270, 190, 420, 400, flame_branch(1740, 230, 0.55, rng)),
        poster(1060, 200, 120, 150, "flower"),
        fan(560, 70),
        fan(1240, 70),
    )
    teacher = aodai(
        1120,
        850,
        520,
        SEA5,
        look=-1,
        arm_l=Hand(965, 425),
        arm_r=(16, -20),
        over=line([(965, 425), (900, 372)], WOOD2, 7),
    )
    desk = join(table(1230, 640, 380, 180, panel=True), book_pile(1330, 640, 3, rng), globe(1500, 640, 0.8))
    out = [back, desk, teacher.svg()]
    for k, (y, hh, step) in enumerate(((890, 330, 250), (1060, 430, 300))):
        i = 0
        x = 110 - k * 20
        kids = []
        while x < W + 40:
            arm = (165, 178) if (k, i) in ((0, 2), (1, 4)) else (14, 8)
            kids.append(
                pupil(x, y + hh * 0.18, hh, back=True, cut=True, seated=True, hair=HAIRS[(i + 3 * k) % 8], arm_r=arm)
            )
            x += step / 1.75 if i % 2 == 0 else step * 2 - step / 1.75 - step * 0.62
            i += 1
        out.append(
            join(rect(-20, y - hh * 0.16, W + 40, 26, WOOD1), rect(-20, y - hh * 0.16 + 26, W + 40, 14, shade(WOOD1)))
        )
        out.append(row(kids))
        out.append(
            join(
                *(
                    rect(bx, y + hh * 0.02, step * 1.15, hh * 0.11, WOOD2, 6)
                    + rect(bx + 12, y + hh * 0.02, 16, H, shade(WOOD2))
                    + rect(bx + step * 1.15 - 28, y + hh * 0.02, 16, H, shade(WOOD2))
                    for bx in _steps(110 - k * 20 - step * 0.3, step * 1.38)
                )
            )
        )
    return join(out)


def _steps(start: float, step: float) -> list[float]:
    return [start + i * step for i in range(-1, 9) if start + i * step < W]


@scene(
    "phong-thi-nghiem",
    "Nhóm học sinh lắp tấm pin mặt trời cho mô hình thuyền ở phòng thí nghiệm Vật lý.",
    (920, 720, 1100, 520),
)
def laboratory(rng: Random) -> str:
    """Draw `phong-thi-nghiem`."""
    shelves = join(
        shelf(
            1010,
            300,
            700,
            join(
                *(
                    rect(1050 + i * 54, 300 - 90 - (i * 37) % 50, 42, 90 + (i * 37) % 50, c)
                    for i, c in enumerate((SEA5, RED, GOLD, LEAF2, SEA8))
                ),
                globe(1420, 300, 0.9),
                test_tubes(1540, 300, 0.9),
            ),
        ),
        shelf(
            1010,
            520,
            700,
            join(
                flask(1080, 520, 0.9, CORAL),
                flask(1200, 520, 0.9, LEAF3),
                flask(1320, 520, 0.9, GOLD),
                microscope(1470, 520, 0.72),
                rect(1570, 420, 90, 100, SEA3, 8),
            ),
        ),
    )
    kids = [
        teen(330, 900, 620, look=1, cut=True, seated=True, arm_l=(28, 60), arm_r=Hand(470, 850)),
        teen(
            610,
            930,
            600,
            girl=True,
            hair="bun",
            look=1,
            cut=True,
            seated=True,
            arm_l=Hand(740, 815),
            arm_r=Hand(760, 850),
        ),
        teen(
            1200,
            910,
            620,
            look=-1,
            cut=True,
            seated=True,
            glasses=True,
            arm_l=Hand(1010, 745),
            arm_r=Hand(1080, 800),
            front="lr",
        ),
        teen(1500, 925, 600, girl=True, look=-1, cut=True, seated=True, arm_l=Hand(1340, 850), arm_r=(10, -30)),
    ]
    boat = join(
        path("M690 800H1130Q1100 890 1010 895H800Q720 890 690 800Z", SEA5),
        rect(686, 792, 450, 14, SEA8),
        rect(850, 712, 170, 82, WHITE),
        rect(870, 732, 40, 32, SEA4),
        rect(930, 732, 40, 32, SEA4),
        rect(896, 560, 10, 155, INK),
        poly([(720, 520), (930, 500), (930, 610), (720, 630)], SEA9),
        *(line([(720 + i * 52, 520 - i * 5), (720 + i * 52, 630 - i * 5)], SEA4, 4) for i in range(1, 4)),
        line([(720, 574), (930, 556)], SEA4, 4),
    )
    desk = join(
        rect(0, 890, W, 40, WOOD1),
        rect(0, 930, W, 300, WOOD2),
        *(rect(x, 985, 520, 150, shade(WOOD2)) for x in (60, 640, 1220)),
    )
    tools = join(
        test_tubes(60, 892, 1.3),
        curve("M1130 880q70 20 120-20t110 10", CORAL, 7),
        rect(1340, 846, 120, 46, LEAF2, 6),
        circle(1372, 868, 10, GOLD),
        circle(1402, 868, 10, RED),
        rect(1420, 834, 20, 14, INK),
        rect(560, 866, 80, 26, GOLD, 4),
        line([(450, 884), (540, 870)], RED, 10),
    )
    hands = join(kids[1].near_arms("l"), kids[2].near_arms())
    return join(
        rect(0, 0, W, H, SEA1), window(110, 160, 700, 330), shelves, *(k.svg() for k in kids), desk, boat, hands, tools
    )


@scene("phong-may-tinh", "Thầy giáo hướng dẫn học sinh lập trình ở phòng máy tính.", (900, 640, 1100, 640))
def computers(rng: Random) -> str:
    """Draw `phong-may-tinh`."""
    code = join(
        *(
            rect(620 + (i % 3) * 36, 180 + i * 44, 120 + (i * 67) % 190, 16, c, 4)
            for i, c in enumerate((GOLD, SEA3, CORAL, SEA3, LEAF3, SEA3))
        ),
        rect(960, 190, 190, 190, SEA8, 8),
        circle(1055, 285, 50, GOLD),
        circle(1040, 275, 7, INK),
        circle(1072, 275, 7, INK),
        curve("M1034 300q20 20 42 0", INK, 6),
    )
    out = [
        room(W, H, 820, SEA1, "#CBD9DF"),
        screen(570, 140, 640, 300, code),
        window(110, 160, 300, 300),
        window(1390, 160, 300, 300),
    ]
    out += [
        Person(
            1000,
            870,
            600,
            look=-1,
            top=LEAF2,
            sleeve="long",
            bottom=SEA9,
            arm_l=Hand(830, 640),
            arm_r=(18, -10),
            glasses=True,
        ).svg()
    ]
    out += [
        teen(470, 760, 560, seated=True, cut=True, look=1, girl=True, arm_l=Hand(600, 715), arm_r=Hand(620, 720)).svg(),
        teen(
            760, 760, 560, seated=True, cut=True, look=-1, hair="short", arm_l=Hand(640, 715), arm_r=Hand(700, 720)
        ).svg(),
        teen(
            1390,
            770,
            560,
            seated=True,
            cut=True,
            look=-1,
            girl=True,
            hair="ponytail",
            arm_l=Hand(1300, 720),
            arm_r=Hand(1340, 730),
        ).svg(),
        teen(160, 770, 560, seated=True, cut=True, look=1, arm_l=Hand(230, 720), arm_r=Hand(260, 720)).svg(),
    ]
    out += [
        rect(-10, 762, W + 20, 150, WOOD2),
        *(rect(x, 790, 380, 96, shade(WOOD2)) for x in (40, 490, 940, 1390)),
        rect(-10, 730, W + 20, 32, WOOD1),
        computer(620, 732, 0.96, back=True),
        computer(1240, 732, 0.96, back=True),
        computer(300, 732, 0.9, back=True),
        computer(1600, 732, 0.9, back=True),
    ]
    for x, hair in ((330, "pigtails"), (900, "short"), (1460, "bob")):
        out.append(
            join(
                rect(x - 250, 1060, 500, 200, WOOD2),
                rect(x - 250, 1030, 500, 34, WOOD1),
                computer(
                    x,
                    1032,
                    1.45,
                    join(
                        *(
                            rect(x - 110 + (i % 2) * 30, 818 + i * 34, 90 + (i * 53) % 90, 12, c, 3)
                            for i, c in enumerate((SEA5, CORAL, LEAF2, SEA5))
                        ),
                        circle(x + 76, 870, 26, GOLD),
                    ),
                ),
            )
        )
        out.append(
            teen(
                x + 10,
                1210,
                640,
                back=True,
                seated=True,
                cut=True,
                hair=hair,
                arm_l=Hand(x - 80, 1040),
                arm_r=Hand(x + 100, 1040),
                hide="lr",
            ).svg()
        )
    return join(out)
