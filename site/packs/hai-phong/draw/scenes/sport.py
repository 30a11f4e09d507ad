"""Sport: running and football."""

from __future__ import annotations

from random import Random

from ..nature import cloud, hills, sky, tufts
from ..palette import CORAL, GOLD, INK, LEAF2, LEAF3, RED, SEA4, SEA5, SEA8, SEA9, SNOW, TRACK, WHITE
from ..people import Person, row, teen
from ..pose import RUN
from ..shapes import circle, ellipse, join, line, path, poly, rect
from ..town import bunting, school
from ..trees import flame_tree, round_tree
from . import W, scene

CROWD = (WHITE, GOLD, SEA4, WHITE, CORAL, SEA5)


def crowd(y: float, h: float, rng: Random, *, x0: float = 0, x1: float = W, step: float = 84) -> str:
    """Row of spectators seen down to the waist, some with raised arms."""
    out = []
    x = x0 + 20
    while x < x1:
        up = rng.random() < 0.4
        p = Person(
            x,
            y,
            h,
            age="teen",
            cut=True,
            seated=True,
            hair=rng.choice(("short", "short", "long", "bob", "bun")),
            top=rng.choice(CROWD),
            look=rng.choice((-1, 0, 1)),
            arm_l=(-150, -170) if up else (-12, -4),
            arm_r=(150, 170) if up else (12, 4),
        )
        out.append(p.svg())
        x += step * rng.uniform(0.8, 1.15)
    return join(out)


def runner(x: float, y: float, h: float, top: str, **kw: object) -> Person:
    """Runner heading right."""
    base: dict[str, object] = {
        "age": "teen",
        "look": 1,
        "legs": RUN,
        "lean": 10,
        "top": top,
        "wear": "shorts",
        "arm_l": (-58, 30),
        "arm_r": (48, 138),
    }
    return Person(x, y, h, **{**base, **kw})  # type: ignore[arg-type]


@scene("dien-kinh", "Bốn học sinh chạy nước rút trên đường chạy sân trường, các bạn đứng cổ vũ.", (960, 780, 1200, 640))
def athletics(rng: Random) -> str:
    """Draw `dien-kinh`."""
    out = [
        sky(W, 560, warm=False),
        cloud(330, 220, 0.9, WHITE),
        school(420, 560, 960, 1.06, cols=9, rng=rng, flagged=False),
        bunting(0, 60, 900, 130, 70),
        bunting(900, 130, 1800, 40, 70),
        rect(0, 540, W, 40, LEAF2),
        flame_tree(190, 600, 1.0, rng, shadow=False),
        flame_tree(1640, 600, 0.95, rng, shadow=False),
        crowd(600, 300, rng),
        rect(0, 586, W, 130, LEAF3),
        rect(0, 586, W, 16, LEAF2),
        rect(0, 700, W, 500, TRACK),
    ]
    out += [rect(0, y, W, 6 + i * 2, "#F6E9DC") for i, y in enumerate((700, 800, 920, 1060))]
    out += [
        *(
            rect(1560 + i * 26 + k * 26, 706 + k * 25 - 0, 26, 25, WHITE if (i + k) % 2 else INK)
            for i in range(2)
            for k in range(0)
        ),
        line([(1530, 704), (1640, 1200)], WHITE, 16),
    ]
    people = row(
        [
            runner(1240, 790, 330, SEA5),
            runner(860, 908, 400, LEAF2, hair="bun", bottom=SEA9),
            runner(380, 1046, 480, GOLD, bottom=SEA8),
            runner(1270, 1180, 500, WHITE, hair="ponytail", bottom=RED),
            Person(
                1690,
                1000,
                440,
                look=-1,
                top=SEA8,
                cover="cap",
                cover_colour=RED,
                bottom=INK,
                arm_l=(-120, -160),
                arm_r=(14, -20),
            ),
        ]
    )
    return join(out, people)


@scene("bong-da", "Hai đội học sinh tranh bóng trên sân cỏ, thủ môn chờ trước khung thành.", (820, 800, 1000, 560))
def football(rng: Random) -> str:
    """Draw `bong-da`."""
    out = [
        sky(W, 560, warm=False),
        cloud(1330, 190, 1.0, WHITE),
        cloud(420, 250, 0.8, WHITE),
        hills(W, 560, rng, scale=0.9),
        round_tree(120, 600, 0.9),
        round_tree(330, 590, 0.7),
        flame_tree(1660, 610, 0.85, rng, shadow=False),
        crowd(600, 250, rng, step=90),
        rect(0, 570, W, 60, SEA5),
        *(
            rect(x, 584, 130, 32, c)
            for x, c in ((60, WHITE), (340, GOLD), (620, WHITE), (900, CORAL), (1180, WHITE), (1460, GOLD))
        ),
    ]
    out += [
        rect(0, 630, W, 570, LEAF3),
        *(
            path(f"M{x} 630H{x + 150}L{x + 150 + (x - 900) * 0.5 + 80:.0f} 1200H{x + (x - 900) * 0.5:.0f}Z", "#7B9F70")
            for x in range(0, 1800, 320)
        ),
    ]
    net = join(
        *(line([(1330 + i * 40, 420), (1330 + i * 40, 760)], SNOW, 2) for i in range(10)),
        *(line([(1330, 440 + i * 40), (1690, 440 + i * 40)], SNOW, 2) for i in range(8)),
        line([(1320, 770), (1320, 420), (1700, 420), (1700, 770)], WHITE, 16),
    )
    out += [net, path("M1180 760H1800V772H1170L1060 900H1800V914H1030Z", WHITE)]
    ball = join(
        circle(905, 1075, 44, WHITE),
        poly([(905, 1052), (927, 1068), (918, 1094), (892, 1094), (883, 1068)], INK),
        *(
            line([(905, 1075), (905 + dx, 1075 + dy)], INK, 4)
            for dx, dy in ((0, -42), (40, -14), (26, 34), (-26, 34), (-40, -14))
        ),
    )
    people = row(
        [
            Person(
                1510,
                800,
                360,
                age="teen",
                top=GOLD,
                wear="shorts",
                bottom=INK,
                arm_l=(-70, -110),
                arm_r=(70, 110),
                legs=((-16, -6), (16, 6)),
            ),
            teen(
                640,
                1100,
                560,
                look=1,
                top=RED,
                wear="shorts",
                bottom=WHITE,
                legs=((-36, -70), (58, 30)),
                lean=6,
                arm_l=(-70, -30),
                arm_r=(60, 100),
                shoe=INK,
            ),
            teen(
                1110,
                1120,
                560,
                look=-1,
                top=SEA5,
                wear="shorts",
                bottom=SEA8,
                legs=((-50, -10), (24, 60)),
                lean=-6,
                arm_l=(-60, -100),
                arm_r=(70, 20),
            ),
            teen(
                330,
                930,
                420,
                look=1,
                top=RED,
                wear="shorts",
                bottom=WHITE,
                legs=RUN,
                lean=8,
                arm_l=(-58, 30),
                arm_r=(48, 138),
            ),
            teen(
                1320,
                960,
                430,
                look=-1,
                top=SEA5,
                wear="shorts",
                bottom=SEA8,
                legs=((-62, 8), (28, 88)),
                lean=-8,
                arm_l=(-48, -138),
                arm_r=(58, -30),
            ),
            Person(
                860, 840, 400, top=INK, wear="shorts", bottom=INK, look=1, arm_r=(50, 150), legs=((-16, -30), (20, 6))
            ),
        ]
    )
    return join(out, tufts(40, 1760, 960, 1180, 18, rng), people, ellipse(905, 1124, 46, 9, "#6E9163"), ball)
