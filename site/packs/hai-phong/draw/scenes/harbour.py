"""The school by the harbour: hero, gate, flag salute."""

from __future__ import annotations

from random import Random

from ..nature import bird, cloud, flowerbed, hills, sea, sky, sun
from ..palette import BRICK, CORAL, GOLD, LEAF2, LEAF3, SAND2, SAND3, SAND4, SEA5, SEA7, SEA8, WHITE
from ..people import Person, aodai, pupil, row, teen
from ..pose import WALK, Hand
from ..shapes import join, path, rect, star
from ..town import bunting, fence, flag, gate, lamp, school
from ..traffic import bicycle, crane, ship
from ..trees import flame_tree, petals
from . import HERO, H, W, scene


def paving(w: float, top: float, low: float, rng: Random, ground: str = SAND3) -> str:
    """Sandy ground with short darker strokes."""
    out = [rect(0, top, w, low - top, ground), rect(0, top, w, 12, SAND4)]
    for _ in range(int((low - top) / 14)):
        out.append(rect(rng.uniform(0, w - 120), rng.uniform(top + 40, low - 20), rng.uniform(60, 130), 5, SAND4))
    return join(out)


@scene(
    "cang-bien-hoa-phuong",
    "Học sinh và cô giáo đi qua sân trường bên bến cảng, dưới những cây phượng nở đỏ.",
    (1280, 760, 1300, 700),
    HERO,
)
def harbour(rng: Random) -> str:
    """Draw `cang-bien-hoa-phuong`."""
    w, h = HERO
    back = join(
        sky(w, 640),
        sun(330, 360, 110),
        cloud(900, 190, 1.1),
        cloud(1520, 120, 0.8),
        hills(w, 620, rng, scale=1.15),
        sea(w, 610, 930, rng, count=34),
        bird(620, 240, 1, WHITE),
        bird(700, 210, 0.8),
        bird(1180, 270, 0.8),
    )
    port = join(
        rect(0, 700, 470, 30, SEA8), crane(120, 702, 0.95, SEA7), crane(350, 702, 0.82, SEA5), ship(130, 806, 0.74, rng)
    )
    house = school(1010, 950, 800, 1.12, cols=7, rng=rng)
    ground = join(fence(0, 950, w, 118), paving(w, 940, h, rng))
    people = row(
        [
            pupil(330, 1092, 190, girl=True, look=1, bag=GOLD, legs=WALK),
            pupil(450, 1100, 205, look=1, bag=CORAL, legs=WALK),
            aodai(
                1150,
                1150,
                300,
                look=1,
                hair="long",
                cover="non",
                held=rect(1170, 975, 44, 56, SEA5, 3),
                arm_r=Hand(1196, 1015),
            ),
            aodai(1290, 1156, 300, look=1, arm_r=Hand(1392, 1010), arm_l=(6, 20)),
            pupil(1660, 1120, 200, look=-1, bag=SEA5, legs=WALK),
            pupil(1760, 1126, 186, girl=True, look=-1, bag=LEAF2, hair="bun"),
            teen(690, 1080, 235, look=1, legs=WALK, bag=SEA8),
            teen(610, 1076, 225, girl=True, look=1, legs=WALK),
        ]
    )
    return join(
        back,
        port,
        ground,
        house,
        flame_tree(872, 1000, 0.7, rng),
        lamp(120, 1010, 0.9),
        flame_tree(1960, 1080, 1.28, rng, flowers=4),
        petals(1560, 2090, 1080, 1190, 26, rng),
        petals(740, 1000, 995, 1036, 12, rng),
        bicycle(1450, 1158, 1.0),
        people,
    )


@scene(
    "cong-truong",
    "Phụ huynh đưa con đến cổng trường, bác bảo vệ đứng chào các em dưới hàng phượng.",
    (900, 830, 1200, 620),
)
def school_gate(rng: Random) -> str:
    """Draw `cong-truong`."""
    back = join(
        sky(W, 760, warm=False),
        cloud(360, 170, 1.0, WHITE),
        cloud(1500, 230, 0.9, WHITE),
        hills(W, 700, rng, scale=0.9),
        rect(0, 690, W, 120, LEAF3),
        school(420, 800, 960, 1.15, cols=9, rng=rng),
    )
    walls = join(
        *(
            rect(x, 690, 330, 150, "#F2DFA9") + rect(x, 676, 330, 20, BRICK) + rect(x, 824, 330, 20, GOLD)
            for x in (0, 1470)
        )
    )
    bars = join(
        *(rect(x, 600, 7, 240, SEA8) for x in [*range(440, 640, 24), *range(1170, 1370, 24)]),
        rect(430, 640, 205, 8, SEA8),
        rect(1165, 640, 205, 8, SEA8),
        rect(430, 800, 205, 8, SEA8),
        rect(1165, 800, 205, 8, SEA8),
    )
    ground = join(paving(W, 835, H, rng), path("M620 840H1180L1500 1200H300Z", SAND2))
    people = row(
        [
            Person(
                500,
                1000,
                390,
                top=SEA5,
                look=1,
                cover="cap",
                cover_colour=SEA8,
                bottom=SEA8,
                arm_r=(70, 150),
                sleeve="long",
                hair_colour="#7E848C",
            ),
            aodai(720, 1120, 430, CORAL, look=1, hair="bun", arm_r=Hand(836, 985)),
            pupil(872, 1124, 290, look=1, bag=SEA5, legs=WALK, arm_l=Hand(836, 985), front="l"),
            pupil(1010, 1000, 250, girl=True, back=True, bag=CORAL, legs=((-8, -4), (6, -6))),
            pupil(1110, 985, 245, back=True, bag=LEAF2),
            Person(1330, 1130, 440, top=LEAF2, look=-1, legs=WALK[::-1], arm_l=Hand(1216, 1010)),
            pupil(1180, 1132, 300, girl=True, look=-1, bag=GOLD, hair="pigtails", arm_r=Hand(1216, 1010), front="r"),
            teen(330, 1100, 380, girl=True, look=1, legs=WALK, bag=SEA8),
        ]
    )
    return join(
        back,
        walls,
        bars,
        gate(900, 845, 640, 330),
        ground,
        flame_tree(170, 905, 1.05, rng),
        flame_tree(1660, 900, 1.0, rng),
        bicycle(150, 1110, 1.35, SEA5),
        petals(60, 500, 930, 1170, 16, rng),
        petals(1450, 1780, 920, 1150, 16, rng),
        people,
    )


@scene(
    "chao-co", "Học sinh xếp hàng chào cờ sáng thứ Hai trên sân trường, hai bạn kéo cờ lên cột.", (900, 620, 900, 760)
)
def flag_salute(rng: Random) -> str:
    """Draw `chao-co`."""
    back = join(
        sky(W, 700, warm=False),
        cloud(300, 200, 1, WHITE),
        hills(W, 640, rng, scale=0.8),
        school(250, 760, 1300, 1.2, cols=11, rng=rng, flagged=False, tower=False),
    )
    stage = join(
        paving(W, 750, H, rng),
        path("M680 850H1120L1160 905H640Z", SAND2),
        rect(640, 905, 520, 24, SAND4),
        flag(900, 110, 860, 150),
    )
    top = [
        pupil(850, 884, 250, look=1, arm_r=Hand(894, 690), front="r"),
        pupil(962, 884, 245, girl=True, look=-1, arm_l=Hand(905, 650), front="l"),
        aodai(520, 880, 330, SEA5, look=1),
        Person(420, 880, 340, look=1, top=WHITE, tie="#A32016", bottom=SEA8),
    ]
    rows = []
    for k in range(3):
        y, hh = 985 + k * 115, 225 + k * 42
        step = 150 + k * 26
        x = 60 - k * 40
        i = 0
        while x < W + 60:
            if k or not 800 < x < 1010:
                rows.append(
                    pupil(
                        x,
                        y + 40 * k,
                        hh,
                        back=True,
                        girl=(i + k) % 2 == 0,
                        hair=("ponytail", "short", "pigtails", "short", "bob", "short")[(i + 2 * k) % 6],
                    )
                )
            x += step
            i += 1
    return join(
        back,
        bunting(0, 250, 900, 300, 60, 12),
        bunting(900, 300, 1800, 250, 60, 12),
        stage,
        flame_tree(80, 800, 0.8, rng),
        flame_tree(1720, 800, 0.85, rng),
        flowerbed(1180, 900, 240, rng),
        flowerbed(1440, 900, 200, rng),
        row(top),
        row(rows),
    )


def _star(x: float, y: float) -> str:
    return star(x, y, 11, "#FFD34D")
