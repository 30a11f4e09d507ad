"""On the water: boats to the island, the port, the bridge, the lighthouse."""

from __future__ import annotations

from random import Random

from ..nature import bird, bush, cloud, flame_tree, hills, palm, sea, sky, sun, wave
from ..palette import (
    BRICK, CORAL, GOLD, INK, LEAF2, LEAF3, RED, SAND2, SAND3, SAND4, SEA2, SEA3, SEA5, SEA7, SEA8, SEA9, WHITE, WOOD1,
)
from ..people import WALK, Hand, Person, aodai, pupil, row, teen
from ..shapes import join, line, path, rect
from ..town import bicycle, bridge, containers, crane, fence, flag, house, lamp, lighthouse, sailboat, school, ship, wooden_boat
from . import H, W, scene


@scene("thuyen-ra-dao", "Con đò mái vòm chở học sinh từ đảo sang trường, bác lái đò đội nón đứng cuối thuyền.", (900, 780, 1200, 520))
def boat_to_island(rng: Random) -> str:
    out = [sky(W, 560), sun(1420, 330, 130), cloud(420, 170, 1.1), hills(W, 600, rng, scale=1.5), rect(0, 590, W, 12, SEA3), sea(W, 600, H, rng, count=46), bird(560, 260, 1.1), bird(650, 220, .8), sailboat(1600, 690, .6, CORAL), sailboat(180, 680, .5)]
    rear, fore = wooden_boat(880, 930, 1.35)
    kids = []
    for i, x in enumerate((600, 740, 880, 1020, 1150)):
        kids.append(pupil(x, 935, 290, girl=i % 2 == 1, look=(1, 1, 0, -1, 1)[i], hair=("short", "ponytail", "short", "pigtails", "short")[i], bag=(CORAL, SEA5, "", GOLD, LEAF2)[i], wear="trousers", arm_l=(-150, -160) if i == 0 else (-12, -4), front="l"))
    man = Person(1370, 925, 430, look=-1, top="#6B4A34", sleeve="long", bottom="#3A2B22", cover="non", skin="#C98F65", arm_l=Hand(1300, 720), arm_r=Hand(1420, 760), hair="short", front="lr", lean=-4)
    oar = line([(1250, 660), (1530, 1120)], WOOD1, 15) + path("M1510 1080L1590 1190Q1560 1200 1530 1180L1490 1100Z", WOOD1)
    waves = join(*(wave(x, y, 2, SEA3, 7) for x, y in ((300, 1040), (520, 1075), (760, 1085), (1010, 1080), (1290, 1060), (1430, 1030))))
    return join(out, rear, flag(290, 560, 900, 120), row(kids), man.svg(), oar, man.near_arms(), fore, waves)


@scene("tham-cang", "Học sinh đội mũ bảo hộ tham quan cảng, chú công nhân chỉ cho các em xem cần cẩu bốc hàng.", (980, 780, 1100, 600))
def port_visit(rng: Random) -> str:
    out = [sky(W, 640), cloud(1260, 150, 1.1), hills(W, 620, rng, scale=.9), sea(W, 610, 800, rng, count=18), crane(300, 780, 1.45, SEA7), crane(820, 780, 1.3, SEA5), ship(860, 790, 1.02, rng), rect(0, 780, W, 420, "#D9D3C4"), rect(0, 780, W, 22, "#B9B3A4"), *(rect(x, 800, 90, 12, GOLD if (x // 90) % 2 else INK) for x in range(0, W, 90)),
           containers(-10, 960, (3, 2, 1), rng, w=150, h=84), *(rect(x, 1080, 180, 10, "#C6BFAE") for x in (420, 900, 1400))]
    out += [*(rect(x - 20, 760, 40, 42, SEA9) + rect(x - 28, 752, 56, 18, SEA9) for x in (620, 1120, 1660))]
    kids = [pupil(1000 + i * 150, 1100 + (i % 2) * 45, 340, girl=i % 2 == 0, look=-1, cover="hardhat", cover_colour=GOLD, hair=("bob", "short", "pigtails", "short", "bob")[i], arm_l=(-110, -140) if i == 1 else (-12, -4), arm_r=Hand(1160 + i * 150 - 130, 960) if i == 3 else (12, 4)) for i in range(5)]
    man = Person(680, 1120, 520, look=1, top=SEA5, sleeve="long", bottom=SEA9, cover="hardhat", cover_colour=CORAL, vest=CORAL, arm_l=Hand(560, 560), arm_r=(26, 70), front="l")
    return join(out, row([*kids, man, aodai(830, 1090, 450, LEAF2, look=-1, cover="hardhat", cover_colour=WHITE, arm_r=(16, -20))]))


@scene("cau-qua-song", "Học sinh dắt xe đạp qua cây cầu dây văng mới bắc qua sông, phía xa là thành phố.", (900, 800, 1200, 520))
def new_bridge(rng: Random) -> str:
    out = [sky(W, 640, warm=False), cloud(340, 170, 1, WHITE), cloud(1340, 230, 1.1, WHITE), hills(W, 640, rng, scale=.9), *(rect(x, 640 - h, w, h, c) for x, w, h, c in ((60, 70, 120, SEA3), (140, 50, 170, SEA2), (200, 80, 90, SEA3), (1500, 80, 150, SEA2), (1590, 60, 110, SEA3), (1660, 90, 190, SEA2))),
           sea(W, 630, 1000, rng, count=30), bridge(-40, W + 40, 560, 780, 150), ship(1200, 800, .42, rng), sailboat(420, 830, .9, GOLD), sailboat(760, 770, .6)]
    out += [path("M0 930Q900 880 1800 930V1200H0Z", SAND3), path("M0 930Q900 880 1800 930V944Q900 894 0 944Z", SAND4), fence(0, 960, W, 90), bush(120, 965, 160), bush(1660, 965, 190, LEAF3), lamp(240, 1000, 1.2), lamp(1560, 1000, 1.2)]
    people = []
    for x, girl, c in ((480, True, RED), (930, False, SEA8), (1370, True, LEAF2)):
        out.append(bicycle(x + 150, 1150, 1.35, c))
        people.append(teen(x, 1150, 440, girl=girl, look=1, legs=WALK, arm_r=Hand(x + 190, 940), arm_l=Hand(x + 130, 945), front="lr", bag=SEA5 if not girl else "", hair="long" if x < 900 else "ponytail" if girl else "short"))
    return join(out, row(people))


@scene("hai-dang", "Nhóm học sinh nghe người gác đèn kể chuyện dưới chân ngọn hải đăng trên đảo.", (980, 680, 1000, 900))
def light(rng: Random) -> str:
    out = [sky(W, 620), sun(420, 340, 130), cloud(1480, 170, 1.0), hills(W, 640, rng, scale=1.1), sea(W, 630, H, rng, count=40), sailboat(240, 760, 1, WHITE), sailboat(560, 700, .6, CORAL), bird(760, 230, 1), bird(860, 280, .8)]
    out += [path("M520 1200C560 1000 760 880 1000 860C1300 830 1600 860 1800 800V1200Z", LEAF3), path("M520 1200C540 1080 640 980 760 930C720 1040 700 1120 720 1200Z", "#8E9AA1"), path("M720 1200C700 1120 720 1040 760 930L840 900C800 1000 800 1100 830 1200Z", "#A9B3B8"), path("M1100 880C1160 960 1150 1080 1080 1200H1320C1330 1080 1280 960 1180 874Z", SAND3),
            lighthouse(1140, 890, 1.28), house(1360, 860, 190, 130, WHITE), bush(1330, 880, 110), bush(1620, 860, 150, LEAF2), palm(1700, 870, .9)]
    man = Person(1290, 1120, 440, look=-1, top=SEA8, sleeve="long", bottom=SEA9, cover="cap", cover_colour=WHITE, arm_l=Hand(1190, 820), arm_r=(16, -20), hair_colour="#7E848C")
    kids = [pupil(780, 1090, 290, look=1, girl=True, hair="pigtails", bag=CORAL), pupil(890, 1130, 310, look=1, bag=SEA5, arm_r=(60, 130)), pupil(1010, 1090, 290, look=1, girl=True, hair="bob", bag=GOLD), pupil(1110, 1150, 310, look=1, bag=LEAF2), pupil(1470, 1130, 300, look=-1, girl=True, bag=SEA5)]
    return join(out, row([man, *kids]))


@scene("cong-diem-thi", "Thí sinh kiểm tra giấy báo dự thi rồi vào cổng điểm thi, thanh niên tình nguyện đưa nước và chỉ đường.", (900, 800, 1200, 600))
def exam_gate(rng: Random) -> str:
    from ..indoor import sheet
    from ..town import gate
    from .harbour import paving
    out = [sky(W, 760, warm=False), cloud(1480, 180, .9, WHITE), school(480, 780, 840, 1.1, cols=7, rng=rng), rect(0, 760, W, 80, LEAF2), gate(900, 850, 760, 360), paving(W, 845, H, rng), path("M560 848H1240L1520 1200H280Z", SAND2), flame_tree(130, 900, .95, rng), flame_tree(1690, 900, .95, rng)]
    tent = join(rect(1320, 660, 12, 360, SEA9), rect(1660, 660, 12, 360, SEA9), path("M1290 670L1496 560L1702 670Z", SEA5), path("M1420 670L1496 560L1572 670Z", WHITE), rect(1330, 900, 330, 24, WOOD1), rect(1344, 924, 302, 110, SEA7), *(rect(1370 + i * 44, 846, 20, 54, SEA3, 5) + rect(1374 + i * 44, 838, 12, 10, SEA8) for i in range(6)))
    vol = dict(top=SEA5, bottom=SEA9, cover="cap", cover_colour=SEA7)
    people = [Person(1500, 990, 400, age="teen", look=-1, arm_l=Hand(1400, 860), **vol), teen(1230, 1130, 450, look=1, arm_r=Hand(1345, 870), bag=SEA8), Person(440, 1060, 450, age="teen", look=1, arm_r=Hand(590, 830), arm_l=(-14, 10), hair="ponytail", **vol),
              teen(640, 1140, 460, girl=True, look=1, legs=WALK, held=sheet(742, 950, 60, 80, 3, 6), arm_r=Hand(728, 970), front="r", bag=CORAL), teen(820, 1010, 380, back=True, bag=SEA5), teen(940, 1000, 375, back=True, girl=True), Person(1060, 1020, 410, look=-1, top=WHITE, badge=True, bottom=SEA8, held=sheet(975, 860, 60, 80, 3), arm_l=Hand(985, 880), front="l"), aodai(250, 1150, 450, BRICK, look=1, hair="bun", arm_r=(40, 120))]
    return join(out, row([people[0]]), tent, row(people[1:]))


