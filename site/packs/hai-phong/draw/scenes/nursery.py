"""Nursery school: painting, playground, garden, kitchen."""

from __future__ import annotations

from random import Random

from ..indoor import poster, room, rug, shelf, window
from ..nature import bush, cloud, flame_branch, flame_tree, flowerbed, grass, round_tree, sky, sun, tufts
from ..palette import (
    BRICK, CORAL, GOLD, INK, LEAF, LEAF2, LEAF3, RED, SAND2, SAND3, SAND4, SEA1, SEA2, SEA3, SEA4, SEA5, SEA7, SEA8, SNOW, WHITE, WOOD1,
    WOOD2, WOOD3, shade,
)
from ..people import WALK, Hand, Person, aodai, row, tot
from ..shapes import circle, curve, ellipse, join, line, path, poly, rect
from ..town import school
from . import H, W, scene

DRESS = (CORAL, GOLD, SEA4, LEAF3, SEA5, RED)


@scene("ve-tranh-mam-non", "Cô giáo mầm non cùng các bé ngồi quanh bàn vẽ tranh thuyền và biển.", (900, 760, 1200, 600))
def painting(rng: Random) -> str:
    out = [room(W, H, 800, "#F6EBD3", "#E0C08C"), window(120, 130, 420, 320, flame_branch(600, 160, .5, rng)), *(poster(660 + i * 190, 150, 150, 180, k) for i, k in enumerate(("boat", "flower", "chart", "boat"))), curve("M620 120Q1000 170 1420 120", WOOD2, 4),
           shelf(1420, 420, 320, join(*(rect(1450 + i * 66, 360 - (i % 2) * 24, 48, 60 + (i % 2) * 24, c, 8) for i, c in enumerate((RED, GOLD, SEA5, LEAF2))))), rect(1440, 560, 300, 250, WOOD1), *(rect(1456 + (i % 2) * 142, 576 + (i // 2) * 118, 126, 102, c) for i, c in enumerate((CORAL, GOLD, SEA4, LEAF3))), rug(860, 1080, 800, 110)]
    kids = [tot(480, 960, 430, girl=True, top=CORAL, look=1, seated=True, cut=True, arm_r=Hand(610, 890), arm_l=Hand(520, 905)), tot(760, 950, 430, top=SEA4, seated=True, cut=True, arm_r=Hand(830, 900), arm_l=Hand(690, 905)), tot(1030, 955, 430, girl=True, top=GOLD, hair="bob", seated=True, cut=True, arm_l=Hand(960, 900), arm_r=Hand(1090, 905)), tot(1290, 960, 430, top=LEAF3, look=-1, seated=True, cut=True, arm_l=Hand(1150, 895), arm_r=Hand(1260, 905))]
    lady = Person(900, 900, 660, top="#7A2E6A", sleeve="long", hair="bun", wear="dress", look=0, arm_l=Hand(740, 700), arm_r=Hand(1060, 690), cut=True)
    papers = join(*(path(f"M{x - 90} 918L{x - 70} 878H{x + 70}L{x + 90} 918Z", WHITE) + path(f"M{x - 50} 902q30 16 100 0l-12 10h-76Z", a) + path(f"M{x} 884v16h28Z", b) for x, a, b in ((590, SEA5, CORAL), (770, BRICK, GOLD), (1010, SEA8, RED), (1190, LEAF2, GOLD))),
                  *(rect(x, 880, 34, 40, c, 6) + line([(x + 10, 880), (x + 4, 846)], d, 7) + line([(x + 24, 880), (x + 30, 840)], e, 7) for x, c, d, e in ((350, SEA5, RED, GOLD), (890, CORAL, SEA8, LEAF2), (1390, GOLD, RED, SEA5))))
    tabl = join(path("M280 916L340 876H1420L1480 916Z", SAND2), rect(280, 916, 1200, 26, SAND4), rect(350, 942, 26, 170, WOOD1), rect(1380, 942, 26, 170, WOOD1))
    front = [tot(640, 1170, 440, girl=True, back=True, top=RED, hair="pigtails", arm_r=(130, 150)), tot(1120, 1175, 430, back=True, top=SEA5, hair="short", arm_l=(-120, -150))]
    return join(out, lady.svg(), row(kids), tabl, papers, *(k.near_arms() for k in kids), row(front))


@scene("san-choi-mam-non", "Các bé mầm non chơi cầu trượt, xích đu và nhảy lò cò trên sân trường.", (900, 760, 1200, 600))
def playground(rng: Random) -> str:
    out = [sky(W, 700, warm=False), sun(220, 180, 80), cloud(620, 170, 1, WHITE), cloud(1500, 150, .9, WHITE), school(700, 700, 760, .95, cols=7, rng=rng, wall="#F3D9A8"), round_tree(560, 720, .9), bush(1600, 720, 200), rect(0, 690, W, 520, LEAF3), path("M0 880Q900 780 1800 880V1200H0Z", SAND3), flame_tree(1640, 800, .85, rng, shadow=False), flowerbed(700, 820, 480, rng)]
    slide = join(rect(180, 560, 22, 440, SEA7), rect(320, 560, 22, 440, SEA7), *(rect(190, y, 140, 14, SEA5) for y in (660, 740, 820, 900)), rect(170, 640, 190, 20, SEA7), poly([(150, 560), (260, 460), (370, 560)], CORAL), path("M340 640C440 660 480 960 640 985L640 1010C440 1000 420 720 330 670Z", GOLD), path("M340 626C450 650 490 940 640 968L640 985C480 960 440 660 340 640Z", shade(GOLD)))
    swing = join(line([(1110, 560), (1030, 1010)], RED, 18), line([(1110, 560), (1180, 1010)], RED, 18), line([(1500, 560), (1420, 1010)], RED, 18), line([(1500, 560), (1580, 1010)], RED, 18), line([(1100, 560), (1510, 560)], RED, 22), line([(1225, 570), (1190, 880)], INK, 5), line([(1265, 570), (1265, 880)], INK, 5) if False else "", line([(1395, 570), (1395, 890)], INK, 5))
    hop = join(*(rect(x, y, 92, 60, c) for x, y, c in ((700, 1090, WHITE), (800, 1090, SEA3), (900, 1056, GOLD), (900, 1122, CORAL), (1000, 1090, WHITE), (1100, 1056, SEA3), (1100, 1122, GOLD))))
    kids = [tot(258, 645, 240, girl=True, top=CORAL, arm_l=(-150, -160), arm_r=(150, 160)), tot(480, 880, 250, look=1, top=SEA5, seated=True, legs=((62, 50), (56, 44)), bottom=SEA8, lean=-12, arm_l=(-120, -150), arm_r=(60, 130)), tot(1190, 890, 260, girl=True, look=1, top=GOLD, seated=True, legs=((80, 40), (74, 34)), arm_l=(30, 168), arm_r=Hand(1205, 740), front="lr"), tot(1395, 900, 260, look=-1, top=LEAF2, bottom=SEA8, seated=True, legs=((-80, -30), (-74, -24)), arm_l=Hand(1390, 760), arm_r=Hand(1400, 770), front="lr"),
            tot(850, 1130, 290, look=1, top=RED, bottom=SEA8, legs=((0, -70), (8, 0)), arm_l=(-80, -110), arm_r=(80, 110)), tot(620, 1160, 290, girl=True, look=1, top=SEA4, hair="bob"), tot(500, 1150, 285, look=1, top=WHITE, bottom=CORAL, arm_r=(60, 130)), tot(1130, 1170, 300, girl=True, look=-1, top=GOLD, legs=WALK[::-1], arm_l=(-130, -160))]
    lady = aodai(1330, 1170, 480, SEA5, look=-1, hair="bun", arm_l=(-50, -120))
    ropes = rect(1150, 884, 90, 14, WOOD2) + rect(1350, 894, 90, 14, WOOD2)
    return join(out, kids[0].svg(), slide, kids[1].svg(), swing, ropes, kids[2].svg(), kids[3].svg(), hop, row([*kids[4:], lady]), tufts(30, 1780, 760, 860, 20, rng))


@scene("vuon-truong", "Học sinh và cô giáo tưới rau, trồng hoa trong vườn trường.", (900, 800, 1200, 560))
def garden(rng: Random) -> str:
    from ..people import pupil
    out = [sky(W, 640, warm=False), cloud(1180, 170, 1, WHITE), school(980, 660, 760, 1.0, cols=7, rng=rng), flame_tree(180, 760, 1.05, rng, shadow=False), rect(0, 650, W, 40, LEAF2), grass(W, 690, H), *(rect(40 + i * 60, 640, 14, 90, WHITE) for i in range(16)), rect(30, 660, 930, 10, WHITE), rect(30, 698, 930, 10, WHITE)]
    for y, h in ((840, 60), (1000, 76), (1170, 90)):
        out.append(path(f"M60 {y}Q900 {y - 40} 1740 {y}L1770 {y + h}Q900 {y + h - 36} 30 {y + h}Z", WOOD3 if y != 1000 else "#6B482C"))
        for i in range(17):
            x = 120 + i * 98 + rng.uniform(-8, 8)
            yy = y - 22 * (1 - ((x - 900) / 860) ** 2) + 16
            s = h / 60
            if y == 1000:
                out.append(join(ellipse(x - 16 * s, yy - 22 * s, 12 * s, 26 * s, LEAF, -30), ellipse(x + 16 * s, yy - 22 * s, 12 * s, 26 * s, LEAF2, 30), ellipse(x, yy - 30 * s, 12 * s, 30 * s, LEAF2), circle(x + 8 * s, yy - 12 * s, 9 * s, RED), circle(x - 12 * s, yy - 24 * s, 8 * s, CORAL)))
            else:
                out.append(join(ellipse(x, yy - 14 * s, 34 * s, 20 * s, LEAF), ellipse(x - 10 * s, yy - 22 * s, 20 * s, 16 * s, LEAF2), ellipse(x + 14 * s, yy - 20 * s, 18 * s, 14 * s, LEAF3)))
    can = lambda x, y: join(path(f"M{x - 34} {y - 40}h68l-6 70h-56Z", SEA5), line([(x + 28, y + 14), (x + 86, y - 34)], SEA5, 14), ellipse(x + 92, y - 38, 20, 10, SEA7, -40), curve(f"M{x - 30} {y - 30}q-50 10-26 50", SEA7, 9), *(line([(x + 100 + i * 10, y - 20 + i * 4), (x + 110 + i * 14, y + 40 + i * 6)], SEA3, 4) for i in range(4)))  # noqa: E731
    people = [pupil(420, 960, 350, girl=True, look=1, hair="pigtails", arm_r=Hand(535, 800), arm_l=Hand(500, 800), front="lr", cover="non"), pupil(1260, 970, 350, look=-1, lean=-16, arm_l=Hand(1160, 890), arm_r=Hand(1180, 900), cover="cap", cover_colour=CORAL), aodai(1520, 1000, 480, LEAF2, look=-1, hair="bun", held=rect(1360, 760, 90, 50, WOOD1, 6) + join(*(ellipse(1375 + i * 20, 756, 14, 20, LEAF2) for i in range(4))), arm_l=Hand(1380, 800), arm_r=Hand(1450, 800), front="lr"),
              pupil(820, 1130, 380, look=1, arm_r=Hand(945, 950), arm_l=Hand(910, 955), front="lr"), pupil(1100, 1150, 370, girl=True, look=-1, hair="bob", lean=-10, arm_l=Hand(1010, 1050), arm_r=Hand(1040, 1070))]
    return join(out, row(people[:3]), can(560, 830), row(people[3:]), can(970, 985), line([(250, 1190), (300, 900)], WOOD1, 16), rect(270, 880, 70, 24, SEA8))


@scene("bep-ban-tru", "Các cô cấp dưỡng chia suất ăn trưa nóng cho học sinh ở bếp ăn bán trú.", (900, 720, 1200, 600))
def kitchen(rng: Random) -> str:
    from ..people import pupil
    tiles = join(*(rect(x, y, 96, 56, SEA1) for y in range(60, 600, 62) for x in range(-40 + ((y // 62) % 2) * 50, W, 102)))
    out = [rect(0, 0, W, 800, SNOW), tiles, rect(0, 780, W, 420, "#D9C9A6"), window(110, 120, 320, 260), rect(620, 90, 620, 110, SEA4), path("M560 260H1300L1240 200H620Z", SEA3), *(rect(x, 300, 6, 90, SEA8) + ellipse(x + 3, 410, 40, 22, SEA5) for x in (520, 1340, 1440, 1540)), rect(1480, 140, 260, 20, WOOD2), *(rect(1500 + i * 60, 90, 44, 50, c, 6) for i, c in enumerate((CORAL, GOLD, LEAF2, WHITE)))]
    cooks = [Person(480, 900, 600, top=WHITE, apron=SEA5, cover="chef", mask=True, hair="bun", cut=True, arm_l=Hand(380, 710), arm_r=Hand(590, 690), wear="skirt"), Person(900, 900, 610, top=WHITE, apron=LEAF2, cover="chef", cut=True, arm_l=Hand(800, 690), arm_r=Hand(1010, 700)), Person(1330, 900, 600, top=WHITE, apron=CORAL, cover="chef", hair="bun", mask=True, cut=True, arm_l=Hand(1220, 700), arm_r=Hand(1430, 690), wear="skirt")]
    steam = join(*(curve(f"M{x} 610q-16-24 0-46t0-46", SEA2, 8) for x in (290, 330, 700, 740, 1090, 1130, 1560)))
    pots = join(*(rect(x - 90, 640, 180, 100, c, 10) + rect(x - 100, 632, 200, 18, shade(c), 6) + ellipse(x, 634, 80, 10, f) for x, c, f in ((310, SEA4, SAND2), (720, SEA3, LEAF3), (1110, SEA4, CORAL), (1560, SEA3, GOLD))))
    bar = join(rect(100, 735, 1600, 34, SEA3), rect(120, 769, 1560, 210, SEA5), *(rect(160 + i * 390, 800, 330, 140, SEA7) for i in range(4)))
    trays = join(*(rect(x - 70, 716, 140, 16, WHITE, 6) + ellipse(x - 34, 712, 26, 9, SNOW) + ellipse(x + 4, 712, 18, 7, CORAL) + ellipse(x + 42, 712, 20, 7, LEAF2) for x in (500, 900, 1330)))
    kids = []
    for i, x in enumerate((360, 640, 900, 1180, 1440)):
        y = 1180 + (i % 2) * 10
        p = pupil(x, y, 400, girl=i % 2 == 0, look=(1, 0, 0, 0, -1)[i], back=i in (1, 2, 3), hair=("bob", "short", "ponytail", "short", "pigtails")[i])
        if i in (0, 4):
            k = 1 if i == 0 else -1
            p = pupil(x, y, 400, girl=True, look=k, hair=p.hair, arm_l=Hand(x - 40 + k * 60, 1010), arm_r=Hand(x + 40 + k * 60, 1010), front="lr", over=rect(x - 70 + k * 70, 990, 140, 16, WHITE, 6) + ellipse(x - 34 + k * 70, 984, 30, 12, SNOW) + ellipse(x + 24 + k * 70, 984, 26, 10, LEAF2))
        kids.append(p)
    return join(out, *(c.svg() for c in cooks), steam, pots, bar, trays, row(kids))


