"""The swimming pool and the ride along the dyke."""

from __future__ import annotations

from random import Random

from ..nature import bird, cloud, hills, sea, sky, sun, tufts
from ..palette import CORAL, GOLD, LEAF2, LEAF3, RED, SAND3, SEA2, SEA3, SEA4, SEA5, SEA7, SEA8, SNOW, WHITE, shade
from ..people import Person, pupil, teen
from ..pose import Hand
from ..shapes import curve, ellipse, join, line, path, rect
from ..town import school
from ..traffic import bicycle, sailboat
from ..trees import flame_tree, palm, round_tree
from . import W, scene


@scene("be-boi", "Thầy giáo dạy học sinh tập bơi với ván và phao trong bể bơi của trường.", (900, 760, 1100, 600))
def pool(rng: Random) -> str:
    """Draw `be-boi`."""
    out = [
        sky(W, 420, warm=False),
        cloud(420, 160, 0.9, WHITE),
        hills(W, 420, rng, scale=0.8),
        rect(0, 400, W, 60, LEAF2),
        palm(150, 470, 0.9),
        palm(1690, 470, 1.0),
        school(560, 450, 640, 0.72, cols=7, rng=rng),
        rect(0, 440, W, 170, "#EFE6D2"),
        *(rect(x, 440, 4, 170, SAND3) for x in range(0, W, 120)),
        rect(0, 520, W, 4, SAND3),
        rect(0, 600, W, 26, SNOW),
        rect(0, 626, W, 600, SEA4),
        rect(0, 626, W, 40, SEA5),
    ]
    for y in (730, 890, 1070):
        out += [
            line([(0, y), (W, y)], WHITE, 4),
            *(ellipse(x, y, 22, 9, (RED, WHITE, SEA8)[i % 3]) for i, x in enumerate(range(20, W, 62))),
        ]
    for _ in range(34):
        x, y = rng.uniform(0, W), rng.uniform(690, 1180)
        out.append(curve(f"M{x:.0f} {y:.0f}q18-10 36 0t40 0", SEA2, 5))

    def swimmer(x: float, y: float, s: float, cap: str, *, girl: bool = False) -> str:
        p = Person(
            x,
            y,
            480 * s,
            age="child",
            cut=True,
            seated=True,
            look=1,
            top=cap,
            sleeve="none",
            cover="swim",
            cover_colour=cap,
            hair="short",
            arm_l=(62, 96),
            arm_r=(70, 96),
            nod=6,
        )
        water = join(
            ellipse(x, y + 6, 150 * s, 24 * s, SEA3),
            ellipse(x + 10, y + 10, 118 * s, 15 * s, "#F3F7F9"),
            rect(x - 200 * s, y + 14, 400 * s, 60 * s, SEA4),
        )
        ring_ = (
            ellipse(x, y - 8 * s, 112 * s, 36 * s, CORAL) + ellipse(x, y - 4 * s, 70 * s, 16 * s, shade(CORAL))
            if girl
            else ""
        )
        hx, hy = p.joints["hand_r"]
        board = path(
            f"M{hx - 50 * s:.0f} {hy - 8 * s:.0f}h{120 * s:.0f}q{44 * s:.0f} {14 * s:.0f} 0 {30 * s:.0f}h{-130 * s:.0f}Z",
            GOLD if cap != GOLD else CORAL,
        )
        return board + p.svg() + ring_ + water

    out += [
        Person(
            1450,
            612,
            420,
            look=-1,
            top=WHITE,
            wear="shorts",
            bottom=SEA8,
            cover="cap",
            cover_colour=RED,
            arm_l=(-95, -100),
            arm_r=(16, -40),
        ).svg(),
        pupil(
            330,
            610,
            300,
            scarf=False,
            top=SEA7,
            sleeve="none",
            wear="shorts",
            bottom=SEA7,
            cover="swim",
            cover_colour=GOLD,
            look=1,
            arm_l=(-12, 20),
            arm_r=(140, 165),
        ).svg(),
        pupil(
            520,
            610,
            290,
            scarf=False,
            top=CORAL,
            sleeve="none",
            wear="shorts",
            bottom=CORAL,
            cover="swim",
            cover_colour=WHITE,
            look=1,
        ).svg(),
    ]
    out += [
        swimmer(760, 780, 1, RED),
        swimmer(1180, 830, 1.1, GOLD, girl=True),
        swimmer(330, 930, 1.25, SEA8, girl=True),
        swimmer(860, 1070, 1.4, LEAF2),
        swimmer(1370, 1090, 1.35, CORAL),
    ]
    return join(out)


@scene("dap-xe-tren-de", "Học sinh đạp xe tới trường trên con đê ven sông buổi sớm.", (900, 780, 1200, 520))
def cycling(rng: Random) -> str:
    """Draw `dap-xe-tren-de`."""
    out = [
        sky(W, 620),
        sun(1350, 330, 120),
        cloud(420, 190, 1.1),
        hills(W, 560, rng, scale=0.95),
        sea(W, 550, 860, rng, count=16),
        sailboat(420, 680, 0.8),
        sailboat(1520, 650, 0.6, GOLD),
        bird(720, 260, 1),
        bird(800, 220, 0.8),
        path("M0 820Q900 760 1800 800V1200H0Z", LEAF3),
        path("M0 940Q900 890 1800 920V1060Q900 1020 0 1080Z", SAND3),
        path("M0 1080Q900 1020 1800 1060V1200H0Z", LEAF2),
        tufts(20, 1780, 1090, 1190, 40, rng, LEAF3),
        tufts(20, 1780, 840, 900, 26, rng),
        flame_tree(130, 900, 0.9, rng, shadow=False),
        round_tree(1690, 850, 0.7),
    ]
    for x, y, s, girl, bike in (
        (420, 1010, 1.35, True, SEA8),
        (880, 1000, 1.4, False, RED),
        (1370, 1014, 1.4, True, LEAF2),
    ):
        hip = (x - 52 * s, y - 166 * s)
        h = 400 * s * 0.92
        b = bicycle(x, y, s, bike)
        p = teen(
            hip[0],
            hip[1] + 6,
            h,
            girl=girl,
            look=1,
            seated=True,
            lean=14,
            legs=((52, -22), (80, 0)),
            arm_l=Hand(x + 30 * s, y - 172 * s),
            arm_r=Hand(x + 40 * s, y - 174 * s),
            front="lr",
            bag=(CORAL, SEA5, GOLD)[int(x) % 3],
            hair=("long", "short", "ponytail")[int(x) % 3] if girl else "short",
            cover="" if girl else "cap",
            cover_colour=SEA5,
        )
        far = p.far_leg()
        out += [far, b, p.svg()]
    return join(out)
