"""The school by the harbour: hero, gate, yard."""

from __future__ import annotations

from random import Random

from ..nature import (
    bird, cloud, flame_tree, flowerbed, hills, petals, round_tree, sea, sky, sun, wave,
)
from ..palette import (
    CORAL, GOLD, LEAF2, LEAF3, LEAF4, SAND2, SAND3, SAND4, SEA2, SEA3, SEA4, SEA5, SEA7, SEA8, WHITE, BRICK,
)
from ..people import WALK, Hand, Person, aodai, pupil, row, teen
from ..shapes import ellipse, join, path, rect
from ..town import bicycle, bunting, crane, fence, flag, gate, lamp, school, ship
from . import HERO, H, W, scene


def paving(w: float, top: float, low: float, rng: Random, ground: str = SAND3) -> str:
    """Sandy ground with short darker strokes."""
    out = [rect(0, top, w, low - top, ground), rect(0, top, w, 12, SAND4)]
    for _ in range(int((low - top) / 14)):
        out.append(rect(rng.uniform(0, w - 120), rng.uniform(top + 40, low - 20), rng.uniform(60, 130), 5, SAND4))
    return join(out)


@scene("cang-bien-hoa-phuong", "Học sinh và cô giáo đi qua sân trường bên bến cảng, dưới những cây phượng nở đỏ.",
       (1280, 760, 1300, 700), HERO)
def harbour(rng: Random) -> str:
    w, h = HERO
    back = join(sky(w, 640), sun(330, 360, 110), cloud(900, 190, 1.1), cloud(1520, 120, .8), hills(w, 620, rng, scale=1.15),
                sea(w, 610, 930, rng, count=34), bird(620, 240, 1, WHITE), bird(700, 210, .8), bird(1180, 270, .8))
    port = join(rect(0, 700, 470, 30, SEA8), crane(120, 702, .95, SEA7), crane(350, 702, .82, SEA5), ship(330, 800, .86, rng))
    house = school(1010, 950, 800, 1.12, cols=7, rng=rng)
    ground = join(fence(0, 950, w, 118), paving(w, 940, h, rng))
    people = row([
        pupil(330, 1092, 190, girl=True, look=1, bag=GOLD, legs=WALK), pupil(450, 1100, 205, look=1, bag=CORAL, legs=WALK),
        aodai(1150, 1150, 300, look=1, hair="long", cover="non", held=rect(1170, 975, 44, 56, SEA5, 3), arm_r=Hand(1196, 1015)),
        aodai(1290, 1156, 300, look=1, arm_r=Hand(1392, 1010), arm_l=(6, 20)),
        pupil(1660, 1120, 200, look=-1, bag=SEA5, legs=WALK), pupil(1760, 1126, 186, girl=True, look=-1, bag=LEAF2, hair="bun"),
        teen(880, 1080, 235, look=1, legs=WALK, bag=SEA8), teen(800, 1076, 225, girl=True, look=1, legs=WALK),
    ])
    return join(back, port, ground, house, flame_tree(690, 1000, .74, rng), lamp(120, 1010, .9),
                flame_tree(1960, 1080, 1.28, rng, flowers=4), petals(1560, 2090, 1080, 1190, 26, rng), petals(560, 840, 995, 1040, 12, rng),
                bicycle(1450, 1158, 1.0), people)


@scene("cong-truong", "Phụ huynh đưa con đến cổng trường, bác bảo vệ đứng chào các em dưới hàng phượng.", (900, 830, 1200, 620))
def school_gate(rng: Random) -> str:
    back = join(sky(W, 760, warm=False), cloud(360, 170, 1.0, WHITE), cloud(1500, 230, .9, WHITE), hills(W, 700, rng, scale=.9),
                rect(0, 690, W, 120, LEAF3), school(420, 800, 960, 1.15, cols=9, rng=rng))
    walls = join(*(rect(x, 690, 330, 150, "#F2DFA9") + rect(x, 676, 330, 20, BRICK) + rect(x, 824, 330, 20, GOLD) for x in (0, 1470)))
    bars = join(*(rect(x, 600, 7, 240, SEA8) for x in [*range(440, 640, 24), *range(1170, 1370, 24)]),
                rect(430, 640, 205, 8, SEA8), rect(1165, 640, 205, 8, SEA8), rect(430, 800, 205, 8, SEA8), rect(1165, 800, 205, 8, SEA8))
    ground = join(paving(W, 835, H, rng), path("M620 840H1180L1500 1200H300Z", SAND2))
    people = row([
        Person(500, 1000, 390, top=SEA5, look=1, cover="cap", cover_colour=SEA8, bottom=SEA8, arm_r=(70, 150), sleeve="long", hair_colour="#7E848C"),
        aodai(720, 1120, 430, CORAL, look=1, hair="bun", arm_r=Hand(836, 985)),
        pupil(872, 1124, 290, look=1, bag=SEA5, legs=WALK, arm_l=Hand(836, 985), front="l"),
        pupil(1010, 1000, 250, girl=True, back=True, bag=CORAL, legs=((-8, -4), (6, -6))), pupil(1110, 985, 245, back=True, bag=LEAF2),
        Person(1330, 1130, 440, top=LEAF2, look=-1, legs=WALK[::-1], arm_l=Hand(1216, 1010)),
        pupil(1180, 1132, 300, girl=True, look=-1, bag=GOLD, hair="pigtails", arm_r=Hand(1216, 1010), front="r"),
        teen(330, 1100, 380, girl=True, look=1, legs=WALK, bag=SEA8),
    ])
    return join(back, walls, bars, gate(900, 845, 640, 330), ground, flame_tree(170, 905, 1.05, rng), flame_tree(1660, 900, 1.0, rng),
                bicycle(150, 1110, 1.35, SEA5), petals(60, 500, 930, 1170, 16, rng), petals(1450, 1780, 920, 1150, 16, rng), people)


@scene("chao-co", "Học sinh xếp hàng chào cờ sáng thứ Hai trên sân trường, hai bạn kéo cờ lên cột.", (900, 620, 900, 760))
def flag_salute(rng: Random) -> str:
    back = join(sky(W, 700, warm=False), cloud(300, 200, 1, WHITE), hills(W, 640, rng, scale=.8), school(250, 760, 1300, 1.2, cols=11, rng=rng, flagged=False, tower=False))
    stage = join(paving(W, 750, H, rng), path("M680 850H1120L1160 905H640Z", SAND2), rect(640, 905, 520, 24, SAND4), flag(900, 110, 860, 150))
    top = [pupil(850, 884, 250, look=1, arm_r=Hand(894, 690), front="r"), pupil(962, 884, 245, girl=True, look=-1, arm_l=Hand(905, 650), front="l"),
           aodai(520, 880, 330, SEA5, look=1), Person(420, 880, 340, look=1, top=WHITE, tie="#A32016", bottom=SEA8)]
    rows = []
    for k in range(3):
        y, hh = 985 + k * 115, 225 + k * 42
        step = 150 + k * 26
        x = 60 - k * 40
        i = 0
        while x < W + 60:
            if k < 1 or not 760 < x < 0:
                rows.append(pupil(x, y + 40 * k, hh, back=True, girl=(i + k) % 2 == 0, hair=("ponytail", "short", "pigtails", "short", "bob", "short")[(i + 2 * k) % 6]))
            x += step
            i += 1
    return join(back, bunting(0, 250, 900, 300, 60, 12), bunting(900, 300, 1800, 250, 60, 12), stage, flame_tree(80, 800, .8, rng), flame_tree(1720, 800, .85, rng),
                flowerbed(1180, 900, 240, rng), flowerbed(1440, 900, 200, rng), row(top), row(rows))


@scene("truong-que", "Học sinh đi bộ về trên con đường làng giữa cánh đồng lúa, phía sau là ngôi trường quê mái ngói.", (860, 840, 900, 560))
def village_school(rng: Random) -> str:
    out = [sky(W, 600), sun(1480, 240, 90), cloud(520, 210, 1.1), hills(W, 560, rng, scale=.9, tones=(SEA2, SEA3)), rect(0, 550, W, 650, LEAF3),
           round_tree(150, 600, .8), round_tree(1640, 590, .9), round_tree(1500, 585, .7), school(560, 640, 720, .86, cols=7, rng=rng)]
    for i, y in enumerate((640, 690, 750, 820, 905, 1010)):
        out.append(rect(0, y, W, 10 + i * 3, (LEAF4, LEAF2)[i % 2]))
        for _ in range(26):
            x = rng.uniform(0, W)
            out.append(path(f"M{x:.0f} {y + 30 + i * 6}q-8-{18 + 4 * i}-14-{20 + 4 * i}q12 6 14 {20 + 4 * i}q2-{20 + 4 * i} 16-{22 + 4 * i}q-8 12-12 {22 + 4 * i}Z", LEAF2))
    out += [path("M880 640H960C980 760 1180 960 1360 1200H420C640 980 850 780 880 640Z", SAND3), path("M900 700L930 700L935 740L898 740Z", SAND4),
            flame_tree(1420, 760, .78, rng)]
    grey, dark = "#66707A", "#4A535C"
    buffalo = join(*(rect(x, 880, 28, 96, c) for x, c in ((236, dark), (276, grey), (392, dark), (432, grey))),
                   path("M216 800C230 760 300 752 360 764C420 750 470 770 478 820C486 880 470 910 440 914H250C216 914 200 860 216 800Z", grey),
                   path("M450 780C480 760 520 770 540 800L556 850Q556 878 530 878Q504 878 494 850L460 840Z", grey), ellipse(540, 862, 22, 16, dark),
                   path("M486 776C470 730 500 700 540 706C514 716 506 740 514 770ZM500 774C520 740 560 736 580 756C552 752 540 770 530 784Z", "#2F353C"), ellipse(478, 800, 26, 12, dark, 20),
                   ellipse(516, 806, 5, 5, "#15222C"), path("M214 810Q186 840 196 900L206 900Q204 850 224 826Z", dark))
    people = row([pupil(800, 1080, 330, look=1, bag=SEA5, legs=WALK), pupil(960, 1110, 335, girl=True, look=-1, bag=CORAL, legs=WALK, hair="pigtails", arm_l=(-60, -140)),
                  pupil(1110, 1060, 310, look=-1, bag=GOLD, legs=WALK, cover="cap", cover_colour=CORAL), pupil(900, 800, 150, girl=True, back=True, bag=LEAF2), pupil(955, 806, 150, back=True, bag=SEA8),
                  Person(640, 930, 270, cover="non", top=SEA5, sleeve="long", look=-1, hair="short", bottom="#3A4550", arm_l=Hand(565, 850), arm_r=(24, 30))])
    return join(out, buffalo, people)


@scene("truong-dao", "Cô giáo dẫn học sinh lên bậc đá vào ngôi trường nhỏ trên đảo, thuyền cá đậu dưới bến.", (1020, 640, 800, 700))
def island_school(rng: Random) -> str:
    from ..town import house, sailboat
    from ..nature import bush, palm
    out = [sky(W, 520), sun(260, 220, 90), hills(W, 500, rng, scale=1.2), sea(W, 490, H, rng, count=40)]
    out += [path("M560 760C620 640 720 560 900 540H1800V1200H980C800 1180 620 1060 520 980C470 930 500 840 560 760Z", SAND3),
            path("M700 700C800 600 900 560 1040 548H1800V700C1500 650 1000 640 700 700Z", LEAF3), path("M1300 550C1360 380 1480 330 1560 250C1640 190 1720 230 1800 210V560Z", SEA4),
            path("M1300 556C1400 460 1560 400 1800 420V560Z", LEAF2), house(1580, 590, 120, 90), house(1450, 586, 96, 74, wall=WHITE), school(820, 680, 560, .95, cols=5, rng=rng)]
    for i in range(6):
        out.append(path(f"M{900 - i * 40} {720 + i * 56}H{1100 + i * 30}V{776 + i * 56}H{900 - i * 40}Z", (SAND2, "#E4D6B8")[i % 2]) + rect(900 - i * 40, 720 + i * 56, 200 + i * 70, 8, SAND4))
    out += [palm(640, 840, .95), palm(1560, 830, 1.1), palm(1690, 880, 1.25), bush(1420, 720, 150), bush(1320, 700, 110), bush(760, 730, 120),
            sailboat(230, 720, 1.1), sailboat(420, 620, .6, GOLD), rect(300, 960, 260, 18, "#8D6138"), *(rect(x, 960, 14, 90, "#5E3E26") for x in (320, 420, 520)), wave(250, 1060, 2, SEA3),
            path("M120 880H380Q350 950 300 950H190Q140 940 120 880Z", BRICK), rect(200, 830, 90, 52, WHITE), rect(216, 842, 24, 20, SEA5), rect(250, 842, 24, 20, SEA5)]
    people = row([aodai(1000, 990, 340, SEA5, look=1, arm_r=Hand(1120, 850), arm_l=(-20, -10), cover="non"), pupil(880, 1060, 255, look=1, legs=WALK, bag=CORAL), pupil(790, 1110, 260, girl=True, look=1, legs=WALK, bag=SEA5),
                  pupil(1110, 1090, 262, girl=True, look=-1, hair="bob", bag=GOLD), pupil(1000, 770, 170, back=True, bag=LEAF2), pupil(1060, 800, 180, back=True, girl=True, bag=CORAL), Person(470, 1000, 300, look=-1, top=LEAF2, cover="non", arm_l=(-60, -130))])
    return join(out, people)


@scene("khai-giang", "Thầy hiệu trưởng đánh trống khai giảng, học sinh vẫy cờ và thả bóng bay trên sân trường.", (820, 700, 900, 640))
def opening_day(rng: Random) -> str:
    from ..shapes import circle, curve
    out = [sky(W, 760, warm=False), cloud(250, 200, .9, WHITE), school(300, 790, 1200, 1.2, cols=9, rng=rng), paving(W, 780, H, rng), rect(180, 860, 1440, 60, BRICK), rect(180, 852, 1440, 14, GOLD),
           bunting(0, 120, 900, 60, 70), bunting(900, 60, 1800, 120, 70)]
    for i in range(13):
        x, y = rng.uniform(120, 1700), rng.uniform(150, 480)
        out.append(curve(f"M{x:.0f} {y + 50:.0f}q14 60-6 110", SEA4, 3) + ellipse(x, y, 40, 50, (CORAL, GOLD, SEA5, LEAF2, "#C92E1F")[i % 5]) + ellipse(x - 13, y - 18, 8, 12, "#F6EEDF", 20))
    drum = join(rect(690, 836, 16, 40, "#5E3E26"), rect(874, 836, 16, 40, "#5E3E26"), path("M680 700Q640 770 680 846H900Q940 770 900 700Z", "#A32016"), ellipse(790, 700, 112, 30, SAND2), rect(660, 716, 262, 8, GOLD), rect(664, 822, 254, 8, GOLD), circle(790, 770, 22, GOLD))
    out += [flame_tree(110, 850, .85, rng), flame_tree(1700, 850, .85, rng), flowerbed(1120, 862, 360, rng), flowerbed(250, 862, 260, rng), drum]
    from ..shapes import line
    man = Person(590, 862, 420, look=1, top=WHITE, tie="#A32016", sleeve="long", bottom=SEA8, arm_r=Hand(700, 610), arm_l=Hand(690, 650), front="r", held=line([(690, 640), (770, 690)], "#5E3E26", 12) + line([(700, 605), (790, 640)], "#5E3E26", 12))
    crowd = []
    for k in range(2):
        x, i = 40 + k * 50, 0
        while x < W:
            p = pupil(x, 1100 + k * 140, 260 + k * 60, back=True, girl=i % 2 == k, hair=("ponytail", "short", "pigtails", "short")[(i + k) % 4], arm_r=(150, 172) if (i + k) % 2 else (12, 4))
            hx, hy = p.joints["hand_r"]
            if (i + k) % 2:
                p.over = rect(hx - 3, hy - 60, 6, 70, "#15222C") + rect(hx + 3, hy - 58, 54, 36, "#C92E1F") + _star(hx + 30, hy - 40)
            crowd.append(p)
            x += 165 + k * 30
            i += 1
    return join(out, man.svg(), aodai(1030, 862, 380, SEA5, look=-1, arm_l=(-30, -120), arm_r=(20, -60)).svg(), row(crowd))


def _star(x: float, y: float) -> str:
    from ..shapes import star
    return star(x, y, 11, "#FFD34D")


