"""Lessons: classroom, library, laboratory, computers, workshop, robots."""

from __future__ import annotations

from random import Random

from ..indoor import (
    board, book_pile, bookcase, books_row, chalk_lines, computer, fan, flask, globe, microscope, pendant,
    poster, room, rug, screen, shelf, table, test_tubes, window,
)
from ..nature import flame_branch, pot_plant
from ..palette import (
    CORAL, GOLD, INK, LEAF2, LEAF3, RED, SAND3, SEA1, SEA3, SEA4, SEA5, SEA7, SEA8, SEA9, SKIN, SNOW, WHITE,
    WOOD1, WOOD2, shade,
)
from ..people import Hand, Person, aodai, open_book, pupil, row, teen
from ..shapes import circle, curve, ellipse, join, line, path, poly, rect, ring
from . import H, W, scene

HAIRS = ("ponytail", "short", "pigtails", "short", "bob", "short", "bun", "short")


@scene("lop-hoc", "Cô giáo giảng hình học trên bảng, học sinh ngồi theo dãy bàn nghe giảng.", (1060, 520, 900, 700))
def classroom(rng: Random) -> str:
    fig = join(line([(700, 460), (800, 280), (910, 460), (700, 460)], "#E9F0EA", 7), line([(800, 280), (800, 460)], "#E9F0EA", 5),
               line([(700, 460), (840, 420), (910, 460)], "#E9F0EA", 4), curve("M880 290q-30 50 0 100", GOLD, 7))
    back = join(room(W, H, 800), board(130, 190, 860, 400, chalk_lines(190, 270, (230, 330, 190)) + fig),
                window(1270, 190, 420, 400, flame_branch(1740, 230, .55, rng)), poster(1060, 200, 120, 150, "flower"), fan(560, 70), fan(1240, 70))
    teacher = aodai(1120, 850, 520, SEA5, look=-1, arm_l=Hand(965, 425), arm_r=(16, -20), over=line([(965, 425), (900, 372)], WOOD2, 7))
    desk = join(table(1230, 640, 380, 180, panel=True), book_pile(1330, 640, 3, rng), globe(1500, 640, .8))
    out = [back, desk, teacher.svg()]
    for k, (y, hh, step) in enumerate(((890, 330, 250), (1060, 430, 300))):
        i = 0
        x = 110 - k * 20
        kids = []
        while x < W + 40:
            arm = (165, 178) if (k, i) in ((0, 2), (1, 4)) else (14, 8)
            kids.append(pupil(x, y + hh * .18, hh, back=True, cut=True, seated=True, hair=HAIRS[(i + 3 * k) % 8], arm_r=arm))
            x += step / 1.75 if i % 2 == 0 else step * 2 - step / 1.75 - step * .62
            i += 1
        out.append(join(rect(-20, y - hh * .16, W + 40, 26, WOOD1), rect(-20, y - hh * .16 + 26, W + 40, 14, shade(WOOD1))))
        out.append(row(kids))
        out.append(join(*(rect(bx, y + hh * .02, step * 1.15, hh * .11, WOOD2, 6) + rect(bx + 12, y + hh * .02, 16, H, shade(WOOD2)) + rect(bx + step * 1.15 - 28, y + hh * .02, 16, H, shade(WOOD2))
                        for bx in _steps(110 - k * 20 - step * .3, step * 1.38))))
    return join(out)


def _steps(start: float, step: float) -> list[float]:
    return [start + i * step for i in range(-1, 9) if start + i * step < W]


@scene("thu-vien", "Ba học sinh ngồi trên thảm đọc sách giữa các giá sách của thư viện trường.", (880, 850, 900, 600))
def library(rng: Random) -> str:
    out = [room(W, H, 900, "#EFE6D2", "#C79A63"), *(bookcase(x, 110, 460, 790, rng) for x in (70, 590, 1110)), rug(900, 1040, 760, 130)]
    out += [rect(1640, 110, 200, 790, WOOD2), rect(1660, 130, 180, 750, "#5E3E26")]
    out += [pendant(560, 200), pendant(1080, 200)]
    for i in range(4):
        out.append(books_row(1666, 300 + i * 192, 150, 150, rng) + rect(1650, 300 + i * 192, 200, 20, WOOD2))
    kids = []
    for x, y, girl, hair, tone, look in ((500, 1040, True, "bun", RED, 1), (860, 1090, False, "short", SEA5, 0), (1210, 1040, True, "long", LEAF2, -1)):
        kids.append(reader(x, y, 560, tone, girl=girl, hair=hair, look=look))
    out += kids
    out += [book_pile(1530, 1100, 5, rng, 170), book_pile(220, 1120, 3, rng, 160), pot_plant(1700, 930, 1.3)]
    return join(out)


def reader(x: float, y: float, h: float, tone: str, *, girl: bool = False, hair: str = "short", look: float = 0, age: str = "teen", scarf: bool = False, bottom: str = SEA8, top: str = WHITE) -> str:
    """Someone who sits cross-legged and reads."""
    cx, cy = x + look * h * .05, y - h * .17
    book = open_book(cx, cy, h * .36, tone)
    hands = circle(cx - h * .155, cy + h * .1, h * .028, SKIN) + circle(cx + h * .155, cy + h * .1, h * .028, SKIN)
    p = Person(x, y, h, age=age, seated=True, cut=True, look=look, hair=hair, scarf=scarf, top=top, down=True, front="lr", nod=look * 4,
               arm_l=Hand(cx - h * .15, cy + h * .1), arm_r=Hand(cx + h * .15, cy + h * .1), over=book + hands)
    legs = join(line([(x - h * .08, y + h * .02), (x - h * .23, y + h * .075), (x + h * .02, y + h * .115)], shade(bottom), h * .085),
                line([(x + h * .08, y + h * .02), (x + h * .23, y + h * .075), (x - h * .02, y + h * .115)], bottom, h * .085),
                ellipse(x - h * .06, y + h * .12, h * .05, h * .03, INK))
    return legs + p.svg()


@scene("doc-sach", "Học sinh ngồi dưới gốc phượng đọc sách trong giờ ra chơi.", (900, 840, 1100, 560))
def reading_outside(rng: Random) -> str:
    from ..nature import cloud, flame_tree, grass, petals, sky, tufts
    from ..town import school
    out = [sky(W, 760, warm=False), cloud(380, 180, 1, WHITE), school(1080, 760, 760, 1.0, cols=7, rng=rng), rect(0, 740, W, 60, LEAF2), grass(W, 780, H),
           tufts(40, 1760, 830, 1180, 30, rng), flame_tree(700, 960, 1.5, rng, flowers=5, shadow=False), petals(250, 1500, 960, 1180, 36, rng)]
    out += [reader(370, 1000, 470, CORAL, girl=True, hair="pigtails", look=1, age="child", scarf=True), reader(980, 1010, 470, SEA5, look=-1, age="child", scarf=True),
            reader(640, 1090, 500, GOLD, girl=True, hair="bob", age="child", scarf=True), reader(1310, 1060, 490, LEAF2, hair="short", look=-1, age="child", scarf=True)]
    out += [book_pile(1520, 1120, 4, rng, 150), book_pile(190, 1090, 3, rng, 140)]
    return join(out)


@scene("phong-thi-nghiem", "Nhóm học sinh lắp tấm pin mặt trời cho mô hình thuyền ở phòng thí nghiệm Vật lý.", (920, 720, 1100, 520))
def laboratory(rng: Random) -> str:
    shelves = join(shelf(1010, 300, 700, join(*(rect(1050 + i * 54, 300 - 90 - (i * 37) % 50, 42, 90 + (i * 37) % 50, c) for i, c in enumerate((SEA5, RED, GOLD, LEAF2, SEA8))), globe(1420, 300, .9), test_tubes(1540, 300, .9))),
                   shelf(1010, 520, 700, join(flask(1080, 520, .9, CORAL), flask(1200, 520, .9, LEAF3), flask(1320, 520, .9, GOLD), microscope(1470, 520, .72), rect(1570, 420, 90, 100, SEA3, 8))))
    kids = [teen(330, 900, 620, look=1, cut=True, seated=True, arm_l=(28, 60), arm_r=Hand(470, 850)), teen(610, 930, 600, girl=True, hair="bun", look=1, cut=True, seated=True, arm_l=Hand(740, 815), arm_r=Hand(760, 850)),
            teen(1200, 910, 620, look=-1, cut=True, seated=True, glasses=True, arm_l=Hand(1010, 745), arm_r=Hand(1080, 800), front="lr"), teen(1500, 925, 600, girl=True, look=-1, cut=True, seated=True, arm_l=Hand(1340, 850), arm_r=(10, -30))]
    boat = join(path("M690 800H1130Q1100 890 1010 895H800Q720 890 690 800Z", SEA5), rect(686, 792, 450, 14, SEA8), rect(850, 712, 170, 82, WHITE), rect(870, 732, 40, 32, SEA4), rect(930, 732, 40, 32, SEA4),
                rect(896, 560, 10, 155, INK), poly([(720, 520), (930, 500), (930, 610), (720, 630)], SEA9), *(line([(720 + i * 52, 520 - i * 5), (720 + i * 52, 630 - i * 5)], SEA4, 4) for i in range(1, 4)), line([(720, 574), (930, 556)], SEA4, 4))
    desk = join(rect(0, 890, W, 40, WOOD1), rect(0, 930, W, 300, WOOD2), *(rect(x, 985, 520, 150, shade(WOOD2)) for x in (60, 640, 1220)))
    tools = join(test_tubes(60, 892, 1.3), curve("M1130 880q70 20 120-20t110 10", CORAL, 7), rect(1340, 846, 120, 46, LEAF2, 6), circle(1372, 868, 10, GOLD), circle(1402, 868, 10, RED), rect(1420, 834, 20, 14, INK),
                 rect(560, 866, 80, 26, GOLD, 4), line([(450, 884), (540, 870)], RED, 10))
    hands = join(kids[1].near_arms("l"), kids[2].near_arms())
    return join(rect(0, 0, W, H, SEA1), window(110, 160, 700, 330), shelves, *(k.svg() for k in kids), desk, boat, hands, tools)


@scene("phong-may-tinh", "Thầy giáo hướng dẫn hai học sinh lập trình ở phòng máy tính.", (900, 640, 1100, 640))
def computers(rng: Random) -> str:
    code = join(*(rect(620 + (i % 3) * 36, 180 + i * 44, 120 + (i * 67) % 190, 16, c, 4) for i, c in enumerate((GOLD, SEA3, CORAL, SEA3, LEAF3, SEA3))), rect(960, 190, 190, 190, SEA8, 8), circle(1055, 285, 50, GOLD), circle(1040, 275, 7, INK), circle(1072, 275, 7, INK), curve("M1034 300q20 20 42 0", INK, 6))
    out = [room(W, H, 820, SEA1, "#CBD9DF"), screen(570, 140, 640, 300, code), window(110, 160, 300, 300), window(1390, 160, 300, 300)]
    out += [Person(1000, 870, 600, look=-1, top=LEAF2, sleeve="long", bottom=SEA9, arm_l=Hand(830, 640), arm_r=(18, -10), glasses=True).svg()]
    out += [teen(470, 760, 560, seated=True, cut=True, look=1, girl=True, arm_l=Hand(600, 715), arm_r=Hand(620, 720)).svg(), teen(760, 760, 560, seated=True, cut=True, look=-1, hair="short", arm_l=Hand(640, 715), arm_r=Hand(700, 720)).svg(), teen(1390, 770, 560, seated=True, cut=True, look=-1, girl=True, hair="ponytail", arm_l=Hand(1300, 720), arm_r=Hand(1340, 730)).svg(), teen(160, 770, 560, seated=True, cut=True, look=1, arm_l=Hand(230, 720), arm_r=Hand(260, 720)).svg()]
    out += [rect(-10, 762, W + 20, 150, WOOD2), *(rect(x, 790, 380, 96, shade(WOOD2)) for x in (40, 490, 940, 1390)), rect(-10, 730, W + 20, 32, WOOD1), computer(620, 732, .96, back=True), computer(1240, 732, .96, back=True), computer(300, 732, .9, back=True), computer(1600, 732, .9, back=True)]
    for x, hair in ((330, "pigtails"), (900, "short"), (1460, "bob")):
        out.append(join(rect(x - 250, 1060, 500, 200, WOOD2), rect(x - 250, 1030, 500, 34, WOOD1), computer(x, 1032, 1.45, join(*(rect(x - 110 + (i % 2) * 30, 818 + i * 34, 90 + (i * 53) % 90, 12, c, 3) for i, c in enumerate((SEA5, CORAL, LEAF2, SEA5))), circle(x + 76, 870, 26, GOLD)))))
        out.append(teen(x + 10, 1210, 640, back=True, seated=True, cut=True, hair=hair, arm_l=Hand(x - 80, 1040), arm_r=Hand(x + 100, 1040), hide="lr").svg())
    return join(out)


@scene("xuong-thuc-hanh", "Học sinh trường nghề đội mũ bảo hộ thực hành bên máy tiện và bàn nguội cùng thầy hướng dẫn.", (860, 640, 1100, 640))
def workshop(rng: Random) -> str:
    out = [room(W, H, 860, "#E6E1D3", "#BFC7C9"), *(window(x, 110, 300, 210) for x in (120, 520, 920)), rect(1290, 110, 420, 300, WOOD1), rect(1306, 126, 388, 268, shade(WOOD1))]
    out += [line([(1350 + i * 74, 160), (1350 + i * 74, 330 - (i % 2) * 50)], (SEA9, CORAL, SEA5, GOLD, SEA9)[i], 16) + circle(1350 + i * 74, 160, 22, SNOW) for i in range(5)]
    lathe = join(rect(140, 700, 620, 60, SEA5), rect(170, 760, 120, 200, SEA7), rect(600, 760, 120, 200, SEA7), rect(150, 540, 200, 160, LEAF2, 10), circle(360, 620, 52, SEA4), circle(360, 620, 20, INK), rect(380, 606, 190, 28, SNOW), rect(560, 570, 110, 130, LEAF2, 8),
                 ring(720, 650, 40, 10, INK), rect(180, 570, 80, 40, GOLD, 4), circle(290, 640, 14, RED), circle(250, 640, 14, LEAF3), rect(130, 950, 640, 16, SEA9))
    bench = join(rect(1000, 740, 700, 36, WOOD1), rect(1040, 776, 40, 200, WOOD2), rect(1620, 776, 40, 200, WOOD2), rect(1090, 800, 520, 110, shade(WOOD1)), rect(1300, 690, 130, 50, SEA9), rect(1290, 660, 60, 40, SEA8), rect(1390, 660, 40, 40, SEA8), rect(1340, 640, 70, 24, SNOW), line([(1430, 714), (1500, 714)], SNOW, 12))
    people = [Person(440, 980, 560, age="teen", look=1, top=SEA7, sleeve="long", bottom=SEA8, cover="hardhat", cover_colour=GOLD, arm_l=Hand(590, 690), arm_r=Hand(700, 640), front="lr", glasses=True),
              Person(880, 1000, 600, look=-1, top=SNOW, sleeve="long", bottom=SEA9, cover="hardhat", cover_colour=WHITE, vest=CORAL, arm_l=Hand(730, 720), arm_r=(14, 6)),
              Person(1200, 960, 560, age="teen", look=1, top=SEA7, sleeve="long", cover="hardhat", cover_colour=GOLD, hair="bun", arm_l=Hand(1340, 655), arm_r=Hand(1370, 650), front="lr"),
              Person(1560, 970, 570, age="teen", look=-1, top=SEA7, sleeve="long", cover="hardhat", cover_colour=GOLD, arm_l=Hand(1470, 712), arm_r=Hand(1500, 715), front="lr")]
    return join(out, people[0].svg(), people[2].svg(), people[3].svg(), lathe, bench, people[1].svg(), *(p.near_arms() for p in (people[0], people[2], people[3])), rect(930, 1060, 260, 90, CORAL, 8), rect(930, 1090, 260, 12, shade(CORAL)), rect(1020, 1034, 80, 30, INK, 6))


@scene("cau-lac-bo-robot", "Học sinh câu lạc bộ chạy thử rô-bốt tự lắp trên sàn thi đấu, thầy giáo bấm giờ.", (900, 760, 1100, 600))
def robots(rng: Random) -> str:
    out = [room(W, H, 700, "#EAF0F2", SAND3), window(120, 140, 460, 300), poster(1300, 130, 170, 220, "chart"), poster(1510, 130, 170, 220, "boat"), shelf(700, 250, 480, join(*(rect(730 + i * 90, 180 - (i % 2) * 30, 60, 70 + (i % 2) * 30, c, 6) for i, c in enumerate((CORAL, SEA5, GOLD, LEAF2, SEA8)))))]
    kids = [teen(420, 930, 560, look=1, arm_l=Hand(560, 700), arm_r=Hand(580, 690), front="lr", held=rect(540, 660, 90, 50, INK, 10) + circle(560, 684, 9, CORAL) + circle(610, 684, 9, GOLD)), teen(680, 860, 520, girl=True, hair="bun", look=1, arm_r=(40, 120), arm_l=(-10, 30)),
            teen(1180, 870, 530, girl=True, look=-1, arm_l=(-60, -150), arm_r=(20, -10)), Person(1430, 930, 600, look=-1, top=SEA5, bottom=SEA9, arm_l=Hand(1290, 640), arm_r=(14, -20), over=circle(1288, 628, 30, GOLD) + circle(1288, 628, 22, WHITE) + line([(1288, 628), (1288, 612)], RED, 4)), teen(930, 850, 520, look=0, arm_l=(-40, -130), arm_r=(40, 130))]
    mat = join(path("M330 900H1500L1720 1160H110Z", SEA8), path("M350 912H1480L1680 1146H150Z", "#F7F4EC"), curve("M420 1060C560 940 700 1100 860 1020S1180 940 1420 1080", INK, 22), rect(1350, 1050, 120, 60, LEAF3), rect(300, 1050, 110, 60, CORAL))

    def bot(x: float, y: float, s: float, c: str) -> str:
        return join(circle(x - 60 * s, y - 26 * s, 30 * s, INK), circle(x + 60 * s, y - 26 * s, 30 * s, INK), circle(x - 60 * s, y - 26 * s, 12 * s, SNOW), circle(x + 60 * s, y - 26 * s, 12 * s, SNOW), rect(x - 92 * s, y - 100 * s, 184 * s, 66 * s, c, 12 * s),
                    rect(x - 46 * s, y - 176 * s, 92 * s, 74 * s, SNOW, 12 * s), circle(x - 18 * s, y - 142 * s, 11 * s, SEA8), circle(x + 20 * s, y - 142 * s, 11 * s, SEA8), line([(x, y - 176 * s), (x, y - 210 * s)], INK, 6 * s), circle(x, y - 214 * s, 11 * s, RED),
                    line([(x + 90 * s, y - 80 * s), (x + 140 * s, y - 120 * s), (x + 170 * s, y - 96 * s)], SEA4, 14 * s))
    return join(out, row(kids), mat, bot(820, 1060, 1.15, CORAL), bot(1250, 1010, .85, SEA5), rect(660, 1086, 1, 1, INK))


@scene("tu-van-huong-nghiep", "Học sinh lớp 12 hỏi thầy cô tư vấn hướng nghiệp ở các bàn trong ngày hội trên sân trường.", (900, 720, 1100, 620))
def careers(rng: Random) -> str:
    from ..nature import flame_branch as branch
    from ..nature import sky
    from ..town import bunting, school
    from .harbour import paving
    out = [sky(W, 760, warm=False), school(300, 740, 1200, 1.1, cols=9, rng=rng), paving(W, 730, H, rng), branch(1820, 60, .9, rng), bunting(0, 200, 1300, 60, 70)]
    for x, c, icon in ((330, SEA5, "gear"), (900, CORAL, "cross"), (1470, LEAF2, "ship")):
        out += [rect(x - 240, 420, 14, 500, SEA9), rect(x + 226, 420, 14, 500, SEA9), *(path(f"M{x - 260 + i * 104} 400h104v70a52 40 0 0 1-104 0Z", c if i % 2 == 0 else WHITE) for i in range(5)), rect(x - 260, 380, 520, 30, c)]
        tone = (SEA7, "#2E5B41", "#7A2E6A")[(x // 570) % 3]
        out.append(aodai(x + 60, 930, 430, tone, look=-1, hair=("long", "bun", "bob")[(x // 570) % 3], arm_l=Hand(x - 60, 750), arm_r=(20, -30)).svg() if x != 900 else Person(x + 60, 930, 450, top=WHITE, tie=SEA8, look=-1, glasses=True, arm_l=Hand(x - 60, 740), arm_r=(20, -30)).svg())
        out += [rect(x - 220, 800, 440, 150, c), rect(x - 236, 784, 472, 24, shade(c)), circle(x, 878, 44, WHITE)]
        if icon == "gear":
            out += [circle(x, 878, 26, c), circle(x, 878, 10, WHITE), *(line([(x, 878), (x + dx, 878 + dy)], c, 8) for dx, dy in ((34, 0), (-34, 0), (0, 34), (0, -34), (24, 24), (-24, -24), (24, -24), (-24, 24))), circle(x, 878, 10, WHITE)]
        elif icon == "cross":
            out += [rect(x - 9, 850, 18, 56, c), rect(x - 28, 869, 56, 18, c)]
        else:
            out += [path(f"M{x - 30} 884h60l-12 20h-36Z", c), path(f"M{x + 2} 846v34h26Z", c), path(f"M{x - 4} 850v30h-22Z", c)]
        out += [poly([(x - 150, 786), (x - 80, 786), (x - 70, 772), (x - 140, 772)], WHITE), poly([(x + 90, 786), (x + 160, 786), (x + 170, 772), (x + 100, 772)], WHITE)]
    kids = [teen(180, 1130, 480, look=1, arm_r=(60, 120), bag=SEA8), teen(420, 1160, 470, girl=True, back=True), teen(760, 1140, 480, girl=True, look=1, hair="ponytail", arm_r=Hand(880, 790)), teen(1000, 1170, 490, back=True, bag=CORAL), teen(1330, 1150, 480, look=1, arm_r=Hand(1430, 780)), teen(1580, 1160, 470, girl=True, look=-1, arm_l=Hand(1490, 800), held=rect(1466, 770, 60, 76, WHITE))]
    return join(out, row(kids))


