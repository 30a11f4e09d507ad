"""Sport: running, football, swimming, cycling."""

from __future__ import annotations

from random import Random

from ..nature import bird, cloud, flame_tree, hills, palm, round_tree, sea, sky, sun, tufts
from ..palette import (
    CORAL, GOLD, INK, LEAF2, LEAF3, RED, SAND3, SEA2, SEA3, SEA4, SEA5, SEA7, SEA8, SEA9, SNOW, TRACK, WHITE, shade,
)
from ..people import RUN, Hand, Person, pupil, row, teen
from ..shapes import circle, curve, ellipse, join, line, path, poly, rect
from ..town import bicycle, bunting, sailboat, school
from . import W, scene

CROWD = (WHITE, GOLD, SEA4, WHITE, CORAL, SEA5)


def crowd(y: float, h: float, rng: Random, *, x0: float = 0, x1: float = W, step: float = 84) -> str:
    """Row of spectators seen down to the waist, some with raised arms."""
    out = []
    x = x0 + 20
    while x < x1:
        up = rng.random() < .4
        p = Person(x, y, h, age="teen", cut=True, seated=True, hair=rng.choice(("short", "short", "long", "bob", "bun")), top=rng.choice(CROWD), look=rng.choice((-1, 0, 1)),
                   arm_l=(-150, -170) if up else (-12, -4), arm_r=(150, 170) if up else (12, 4))
        out.append(p.svg())
        x += step * rng.uniform(.8, 1.15)
    return join(out)


def runner(x: float, y: float, h: float, top: str, **kw: object) -> Person:
    """Runner heading right."""
    base: dict[str, object] = {"age": "teen", "look": 1, "legs": RUN, "lean": 10, "top": top, "wear": "shorts", "arm_l": (-58, 30), "arm_r": (48, 138)}
    return Person(x, y, h, **{**base, **kw})  # type: ignore[arg-type]


@scene("dien-kinh", "Bốn học sinh chạy nước rút trên đường chạy sân trường, các bạn đứng cổ vũ.", (960, 780, 1200, 640))
def athletics(rng: Random) -> str:
    out = [sky(W, 560, warm=False), cloud(330, 220, .9, WHITE), school(420, 560, 960, 1.06, cols=9, rng=rng), bunting(0, 60, 900, 130, 70), bunting(900, 130, 1800, 40, 70), rect(0, 540, W, 40, LEAF2),
           flame_tree(190, 600, 1.0, rng, shadow=False), flame_tree(1640, 600, .95, rng, shadow=False), crowd(600, 300, rng), rect(0, 586, W, 130, LEAF3), rect(0, 586, W, 16, LEAF2), rect(0, 700, W, 500, TRACK)]
    out += [rect(0, y, W, 6 + i * 2, "#F6E9DC") for i, y in enumerate((700, 800, 920, 1060))]
    out += [*(rect(1560 + i * 26 + k * 26, 706 + k * 25 - 0, 26, 25, WHITE if (i + k) % 2 else INK) for i in range(0, 2) for k in range(0, 0)), line([(1530, 704), (1640, 1200)], WHITE, 16)]
    people = row([runner(1240, 790, 330, SEA5), runner(860, 908, 400, LEAF2, hair="bun", bottom=SEA9), runner(380, 1046, 480, GOLD, bottom=SEA8), runner(1270, 1180, 500, WHITE, hair="ponytail", bottom=RED), Person(1690, 1000, 440, look=-1, top=SEA8, cover="cap", cover_colour=RED, bottom=INK, arm_l=(-120, -160), arm_r=(14, -20))])
    return join(out, people)


@scene("bong-da", "Hai đội học sinh tranh bóng trên sân cỏ, thủ môn chờ trước khung thành.", (820, 800, 1000, 560))
def football(rng: Random) -> str:
    out = [sky(W, 560, warm=False), cloud(1330, 190, 1.0, WHITE), cloud(420, 250, .8, WHITE), hills(W, 560, rng, scale=.9), round_tree(120, 600, .9), round_tree(330, 590, .7), flame_tree(1660, 610, .85, rng, shadow=False), crowd(600, 250, rng, step=90), rect(0, 570, W, 60, SEA5), *(rect(x, 584, 130, 32, c) for x, c in ((60, WHITE), (340, GOLD), (620, WHITE), (900, CORAL), (1180, WHITE), (1460, GOLD)))]
    out += [rect(0, 630, W, 570, LEAF3), *(path(f"M{x} 630H{x + 150}L{x + 150 + (x - 900) * .5 + 80:.0f} 1200H{x + (x - 900) * .5:.0f}Z", "#7B9F70") for x in range(0, 1800, 320))]
    net = join(*(line([(1330 + i * 40, 420), (1330 + i * 40, 760)], SNOW, 2) for i in range(10)), *(line([(1330, 440 + i * 40), (1690, 440 + i * 40)], SNOW, 2) for i in range(8)), line([(1320, 770), (1320, 420), (1700, 420), (1700, 770)], WHITE, 16))
    out += [net, path("M1180 760H1800V772H1170L1060 900H1800V914H1030Z", WHITE)]
    ball = join(circle(905, 1075, 44, WHITE), poly([(905, 1052), (927, 1068), (918, 1094), (892, 1094), (883, 1068)], INK), *(line([(905, 1075), (905 + dx, 1075 + dy)], INK, 4) for dx, dy in ((0, -42), (40, -14), (26, 34), (-26, 34), (-40, -14))))
    people = row([Person(1510, 800, 360, age="teen", top=GOLD, wear="shorts", bottom=INK, arm_l=(-70, -110), arm_r=(70, 110), legs=((-16, -6), (16, 6))),
                  teen(640, 1100, 560, look=1, top=RED, wear="shorts", bottom=WHITE, legs=((-36, -70), (58, 30)), lean=6, arm_l=(-70, -30), arm_r=(60, 100), shoe=INK),
                  teen(1110, 1120, 560, look=-1, top=SEA5, wear="shorts", bottom=SEA8, legs=((-50, -10), (24, 60)), lean=-6, arm_l=(-60, -100), arm_r=(70, 20)),
                  teen(330, 930, 420, look=1, top=RED, wear="shorts", bottom=WHITE, legs=RUN, lean=8, arm_l=(-58, 30), arm_r=(48, 138)), teen(1320, 960, 430, look=-1, top=SEA5, wear="shorts", bottom=SEA8, legs=((-62, 8), (28, 88)), lean=-8, arm_l=(-48, -138), arm_r=(58, -30)),
                  Person(860, 840, 400, top=INK, wear="shorts", bottom=INK, look=1, arm_r=(50, 150), legs=((-16, -30), (20, 6)))])
    return join(out, tufts(40, 1760, 960, 1180, 18, rng), people, ellipse(905, 1124, 46, 9, "#6E9163"), ball)


@scene("be-boi", "Thầy giáo dạy học sinh bơi, các em mặc phao tập trong bể bơi của trường.", (900, 760, 1100, 600))
def pool(rng: Random) -> str:
    out = [sky(W, 420, warm=False), cloud(420, 160, .9, WHITE), hills(W, 420, rng, scale=.8), rect(0, 400, W, 60, LEAF2), palm(150, 470, .9), palm(1690, 470, 1.0), school(560, 450, 640, .72, cols=7, rng=rng), rect(0, 440, W, 170, "#EFE6D2"), *(rect(x, 440, 4, 170, SAND3) for x in range(0, W, 120)), rect(0, 520, W, 4, SAND3),
           rect(0, 600, W, 26, SNOW), rect(0, 626, W, 600, SEA4), rect(0, 626, W, 40, SEA5)]
    for y in (730, 890, 1070):
        out += [line([(0, y), (W, y)], WHITE, 4), *(ellipse(x, y, 22, 9, (RED, WHITE, SEA8)[i % 3]) for i, x in enumerate(range(20, W, 62)))]
    for _ in range(34):
        x, y = rng.uniform(0, W), rng.uniform(690, 1180)
        out.append(curve(f"M{x:.0f} {y:.0f}q18-10 36 0t40 0", SEA2, 5))

    def swimmer(x: float, y: float, s: float, cap: str, *, girl: bool = False) -> str:
        p = Person(x, y, 480 * s, age="child", cut=True, seated=True, look=1, top=cap, sleeve="none", cover="swim", cover_colour=cap, hair="short", arm_l=(62, 96), arm_r=(70, 96), nod=6)
        water = join(ellipse(x, y + 6, 150 * s, 24 * s, SEA3), ellipse(x + 10, y + 10, 118 * s, 15 * s, "#F3F7F9"), rect(x - 200 * s, y + 14, 400 * s, 60 * s, SEA4))
        ring_ = ellipse(x, y - 8 * s, 112 * s, 36 * s, CORAL) + ellipse(x, y - 4 * s, 70 * s, 16 * s, shade(CORAL)) if girl else ""
        hx, hy = p.joints["hand_r"]
        board = path(f"M{hx - 50 * s:.0f} {hy - 8 * s:.0f}h{120 * s:.0f}q{44 * s:.0f} {14 * s:.0f} 0 {30 * s:.0f}h{-130 * s:.0f}Z", GOLD if cap != GOLD else CORAL)
        return board + p.svg() + ring_ + water
    out += [Person(1450, 612, 420, look=-1, top=WHITE, wear="shorts", bottom=SEA8, cover="cap", cover_colour=RED, arm_l=(-95, -100), arm_r=(16, -40)).svg(), pupil(330, 610, 300, scarf=False, top=SEA7, sleeve="none", wear="shorts", bottom=SEA7, cover="swim", cover_colour=GOLD, look=1, arm_l=(150, 165), arm_r=(155, 170), front="lr").svg(), pupil(520, 610, 290, scarf=False, top=CORAL, sleeve="none", wear="shorts", bottom=CORAL, cover="swim", cover_colour=WHITE, look=1).svg()]
    out += [swimmer(760, 780, 1, RED), swimmer(1180, 830, 1.1, GOLD, girl=True), swimmer(420, 930, 1.25, SEA8, girl=True), swimmer(960, 1060, 1.4, LEAF2), swimmer(1480, 1080, 1.35, CORAL)]
    return join(out)


@scene("dap-xe-tren-de", "Học sinh đạp xe tới trường trên con đê ven sông buổi sớm.", (900, 780, 1200, 520))
def cycling(rng: Random) -> str:
    out = [sky(W, 620), sun(1350, 330, 120), cloud(420, 190, 1.1), hills(W, 560, rng, scale=.95), sea(W, 550, 860, rng, count=16), sailboat(420, 680, .8), sailboat(1520, 650, .6, GOLD), bird(720, 260, 1), bird(800, 220, .8),
           path("M0 820Q900 760 1800 800V1200H0Z", LEAF3), path("M0 940Q900 890 1800 920V1060Q900 1020 0 1080Z", SAND3), path("M0 1080Q900 1020 1800 1060V1200H0Z", LEAF2), tufts(20, 1780, 1090, 1190, 40, rng, LEAF3), tufts(20, 1780, 840, 900, 26, rng), flame_tree(130, 900, .9, rng, shadow=False), round_tree(1690, 850, .7)]
    for x, y, s, girl, top, bike in ((420, 1010, 1.35, True, WHITE, SEA8), (880, 1000, 1.4, False, WHITE, RED), (1370, 1014, 1.4, True, WHITE, LEAF2)):
        hip = (x - 52 * s, y - 166 * s)
        h = 400 * s * .92
        b = bicycle(x, y, s, bike)
        p = teen(hip[0], hip[1] + 6, h, girl=girl, look=1, seated=True, lean=14, legs=((52, -22), (80, 0)), arm_l=Hand(x + 30 * s, y - 172 * s), arm_r=Hand(x + 40 * s, y - 174 * s), front="lr", bag=(CORAL, SEA5, GOLD)[int(x) % 3], hair=("long", "short", "ponytail")[int(x) % 3] if girl else "short", cover="" if girl else "cap", cover_colour=SEA5)
        far = p.far_leg()
        out += [far, b, p.svg()]
    return join(out)


