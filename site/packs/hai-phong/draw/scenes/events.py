"""Festive days: teachers' day, the stage."""

from __future__ import annotations

from random import Random

from ..indoor import board, room, table, window
from ..nature import pot_plant
from ..palette import (
    CORAL,
    GOLD,
    LEAF2,
    LEAF3,
    RED,
    RED_DARK,
    SAND2,
    SEA3,
    SEA4,
    SEA5,
    SEA7,
    SEA8,
    SEA9,
    STAR,
    WHITE,
    WOOD1,
    WOOD2,
    WOOD3,
    shade,
)
from ..people import aodai, pupil, row
from ..pose import Hand
from ..shapes import circle, curve, ellipse, join, line, path, poly, rect, star
from ..tools import poster
from ..town import bunting
from ..trees import flame_branch, flower
from . import H, W, scene


def bouquet(x: float, y: float, s: float = 1) -> str:
    """Bunch of flowers; (x, y) is where it is held."""
    return join(
        poly(
            [(x - 12 * s, y + 50 * s), (x + 12 * s, y + 50 * s), (x + 56 * s, y - 40 * s), (x - 56 * s, y - 40 * s)],
            SAND2,
        ),
        ellipse(x - 46 * s, y - 54 * s, 26 * s, 13 * s, LEAF2, -30),
        ellipse(x + 46 * s, y - 54 * s, 26 * s, 13 * s, LEAF2, 30),
        *(
            circle(x + dx * s, y + dy * s, 21 * s, c) + circle(x + dx * s, y + dy * s, 8 * s, shade(c))
            for dx, dy, c in ((-30, -54, CORAL), (0, -76, RED), (32, -56, GOLD), (0, -44, WHITE))
        ),
    )


@scene(
    "ngay-nha-giao", "Học sinh tặng hoa cô giáo trong lớp học trang trí ngày Nhà giáo Việt Nam.", (900, 680, 1100, 680)
)
def teachers_day(rng: Random) -> str:
    """Draw `ngay-nha-giao`."""
    drawn = join(
        *(
            flower(x, y, 46, t, c)
            for x, y, t, c in ((420, 300, 10, CORAL), (520, 400, 30, GOLD), (380, 440, 50, "#E9F0EA"))
        ),
        curve("M420 350Q440 480 400 520M520 450Q480 500 400 520", LEAF3, 7),
        *(line([(680, 290 + i * 66), (680 + w, 290 + i * 66)], "#E9F0EA", 9) for i, w in enumerate((420, 520, 360))),
        star(1270, 330, 34, GOLD),
    )
    out = [
        room(W, H, 840, "#F5E9D2", "#DDBF8A"),
        board(280, 190, 1120, 400, drawn),
        window(1520, 200, 220, 340, flame_branch(1770, 230, 0.4, rng)),
        bunting(0, 60, 900, 50, 60),
        bunting(900, 50, 1800, 60, 60),
        poster(70, 230, 130, 170, "flower"),
    ]
    out += [
        table(1330, 690, 400, 190, panel=True),
        *(bouquet(x, 660, 1.0) for x in (1420, 1530, 1640)),
        pot_plant(120, 880, 1.4),
    ]
    lady = aodai(
        1020, 1010, 640, RED_DARK, look=-1, hair="long", arm_l=Hand(905, 760), arm_r=Hand(940, 770), front="lr"
    )
    give = pupil(
        760, 1050, 470, girl=True, look=1, hair="pigtails", arm_r=Hand(885, 800), arm_l=Hand(860, 810), front="lr"
    )
    rest = [
        pupil(
            560, 1060, 480, look=1, arm_r=Hand(655, 860), arm_l=Hand(620, 880), front="lr", over=bouquet(650, 840, 1.1)
        ),
        pupil(360, 1050, 460, girl=True, look=1, hair="bob", arm_l=Hand(400, 800), arm_r=Hand(430, 800), front="lr"),
        pupil(1260, 1070, 470, look=-1, arm_l=Hand(1200, 810), arm_r=Hand(1225, 810), front="lr"),
        pupil(
            1440,
            1090,
            460,
            girl=True,
            look=-1,
            hair="ponytail",
            arm_l=Hand(1350, 900),
            front="l",
            over=rect(1300, 850, 110, 90, GOLD) + rect(1346, 850, 18, 90, RED) + rect(1300, 886, 110, 16, RED),
        ),
        pupil(200, 1100, 470, look=1, arm_r=(40, 120)),
    ]
    return join(out, row([*rest, lady]), give.svg(), bouquet(900, 775, 1.5), lady.near_arms("l"), give.near_arms("r"))


@scene(
    "van-nghe",
    "Học sinh múa nón và quạt trên sân khấu buổi biểu diễn văn nghệ, khán giả ngồi xem bên dưới.",
    (900, 620, 1200, 560),
)
def show(rng: Random) -> str:
    """Draw `van-nghe`."""
    out = [
        rect(0, 0, W, H, SEA9),
        path("M120 0H1680V860H120Z", SEA8),
        circle(900, 470, 330, SEA5),
        circle(900, 470, 250, SEA4),
        path("M560 640C640 520 720 560 800 470C880 380 960 500 1040 520C1120 540 1180 600 1240 640Z", SEA7),
        *(
            flower(x, y, r, t, c)
            for x, y, r, t, c in (
                (330, 240, 70, 10, CORAL),
                (470, 380, 46, 40, RED),
                (1470, 240, 70, 30, CORAL),
                (1330, 380, 46, 60, RED),
                (260, 430, 40, 20, RED),
                (1540, 430, 40, 50, RED),
            )
        ),
    ]
    for k in (0, 1):
        for i in range(4):
            x = i * 62 if k == 0 else W - 62 - i * 62
            out.append(path(f"M{x} 0h62v{850 - i * 14}q-31 24-62 0Z", (RED_DARK, RED)[i % 2]))
    out += [
        path("M0 0H1800V90" + "".join("q-75 110-150 0" for _ in range(12)) + "Z", RED_DARK),
        path("M60 850H1740L1800 960H0Z", WOOD1),
        rect(0, 960, W, 50, WOOD2),
        *(rect(i * 150 + 30, 972, 90, 26, WOOD3) for i in range(12)),
    ]
    beams = join(*(circle(x, 130, 26, STAR) for x in (360, 720, 1080, 1440)))
    dancers = []
    for i, (x, y, hh, c, kind) in enumerate(
        (
            (420, 905, 400, CORAL, "fan"),
            (660, 925, 430, GOLD, "non"),
            (900, 940, 460, RED, "fan"),
            (1140, 925, 430, GOLD, "non"),
            (1380, 905, 400, CORAL, "fan"),
        )
    ):
        s = 1 if x > 900 else -1 if x < 900 else 0
        p = aodai(
            x,
            y,
            hh,
            c,
            age="teen",
            look=-s,
            hair="bun" if i % 2 else "long",
            arm_l=(-110, -150),
            arm_r=(110, 150),
            front="lr",
        )
        items = []
        for side in "lr":
            hx, hy = p.joints["hand_" + side]
            if kind == "non":
                items.append(
                    poly([(hx - 60, hy + 10), (hx, hy - 50), (hx + 60, hy + 10)], SAND2)
                    + ellipse(hx, hy + 10, 60, 9, "#D8BF8E")
                )
            else:
                items.append(
                    path(
                        f"M{hx:.0f} {hy:.0f}L{hx - 66:.0f} {hy - 40:.0f}A78 78 0 0 1 {hx + 66:.0f} {hy - 40:.0f}Z",
                        (WHITE, GOLD)[i % 2],
                    )
                    + path(
                        f"M{hx - 30:.0f} {hy - 18:.0f}L{hx:.0f} {hy:.0f}L{hx + 30:.0f} {hy - 18:.0f}A36 36 0 0 0 {hx - 30:.0f} {hy - 18:.0f}Z",
                        CORAL,
                    )
                )
        p.over = join(items)
        dancers.append(ellipse(x, y, 90, 10, WOOD2) + p.svg())
    crowd = []
    for k in range(2):
        x, i = 50 + 70 * k, 0
        while x < W + 60:
            crowd.append(
                pupil(
                    x,
                    1185 + k * 80,
                    300 + k * 50,
                    back=True,
                    seated=True,
                    cut=True,
                    scarf=False,
                    top=(WHITE, SEA4, WHITE, SEA3)[i % 4],
                    hair=("short", "ponytail", "short", "bob", "short", "pigtails", "bun")[(i + k * 3) % 7],
                    arm_r=(160, 172) if (i + k) % 5 == 0 else (12, 4),
                )
            )
            x += 128 + k * 24
            i += 1
    return join(out, beams, *dancers, row(crowd))
