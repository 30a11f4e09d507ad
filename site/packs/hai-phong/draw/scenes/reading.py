"""Reading: the library and the shade of a flame tree."""

from __future__ import annotations

from random import Random

from ..indoor import book_pile, bookcase, books_row, pendant, room, rug
from ..nature import cloud, grass, pot_plant, sky, tufts
from ..palette import CORAL, GOLD, INK, LEAF2, RED, SEA5, SEA8, SKIN, WHITE, WOOD2, shade
from ..people import Person, open_book
from ..pose import Hand
from ..shapes import circle, ellipse, join, line, rect
from ..town import school
from ..trees import flame_tree, petals
from . import H, W, scene


@scene("thu-vien", "Ba học sinh ngồi trên thảm đọc sách giữa các giá sách của thư viện trường.", (880, 850, 900, 600))
def library(rng: Random) -> str:
    """Draw `thu-vien`."""
    out = [
        room(W, H, 900, "#EFE6D2", "#C79A63"),
        *(bookcase(x, 110, 460, 790, rng) for x in (70, 590, 1110)),
        rug(900, 1040, 760, 130),
    ]
    out += [rect(1640, 110, 200, 790, WOOD2), rect(1660, 130, 180, 750, "#5E3E26")]
    out += [pendant(560, 200), pendant(1080, 200)]
    for i in range(4):
        out.append(books_row(1666, 300 + i * 192, 150, 150, rng) + rect(1650, 300 + i * 192, 200, 20, WOOD2))
    kids = []
    for x, y, girl, hair, tone, look in (
        (500, 1040, True, "bun", RED, 1),
        (860, 1090, False, "short", SEA5, 0),
        (1210, 1040, True, "long", LEAF2, -1),
    ):
        kids.append(reader(x, y, 560, tone, girl=girl, hair=hair, look=look))
    out += kids
    out += [book_pile(1530, 1100, 5, rng, 170), book_pile(220, 1120, 3, rng, 160), pot_plant(1700, 930, 1.3)]
    return join(out)


def reader(
    x: float,
    y: float,
    h: float,
    tone: str,
    *,
    girl: bool = False,
    hair: str = "short",
    look: float = 0,
    age: str = "teen",
    scarf: bool = False,
    bottom: str = SEA8,
    top: str = WHITE,
) -> str:
    """Someone who sits cross-legged and reads."""
    cx, cy = x + look * h * 0.05, y - h * 0.17
    book = open_book(cx, cy, h * 0.36, tone)
    hands = circle(cx - h * 0.155, cy + h * 0.1, h * 0.028, SKIN) + circle(
        cx + h * 0.155, cy + h * 0.1, h * 0.028, SKIN
    )
    p = Person(
        x,
        y,
        h,
        age=age,
        seated=True,
        cut=True,
        look=look,
        hair=hair,
        scarf=scarf,
        top=top,
        down=True,
        front="lr",
        nod=look * 4,
        arm_l=Hand(cx - h * 0.15, cy + h * 0.1),
        arm_r=Hand(cx + h * 0.15, cy + h * 0.1),
        over=book + hands,
    )
    legs = join(
        ellipse(x, y + h * 0.05, h * 0.15, h * 0.065, shade(bottom)),
        line(
            [(x - h * 0.08, y + h * 0.02), (x - h * 0.23, y + h * 0.075), (x + h * 0.02, y + h * 0.115)],
            shade(bottom),
            h * 0.085,
        ),
        line(
            [(x + h * 0.08, y + h * 0.02), (x + h * 0.23, y + h * 0.075), (x - h * 0.02, y + h * 0.115)],
            bottom,
            h * 0.085,
        ),
        ellipse(x - h * 0.06, y + h * 0.12, h * 0.05, h * 0.03, INK),
    )
    return legs + p.svg()


@scene("doc-sach", "Học sinh ngồi dưới gốc phượng đọc sách trong giờ ra chơi.", (900, 840, 1100, 560))
def reading_outside(rng: Random) -> str:
    """Draw `doc-sach`."""
    out = [
        sky(W, 760, warm=False),
        cloud(380, 180, 1, WHITE),
        school(1080, 760, 760, 1.0, cols=7, rng=rng),
        rect(0, 740, W, 60, LEAF2),
        grass(W, 780, H),
        tufts(40, 1760, 830, 1180, 30, rng),
        flame_tree(700, 960, 1.5, rng, flowers=5, shadow=False),
        petals(250, 1500, 960, 1180, 36, rng),
    ]
    out += [
        reader(370, 1000, 470, CORAL, girl=True, hair="pigtails", look=1, age="child", scarf=True),
        reader(980, 1010, 470, SEA5, look=-1, age="child", scarf=True),
        reader(640, 1090, 500, GOLD, girl=True, hair="bob", age="child", scarf=True),
        reader(1310, 1060, 490, LEAF2, hair="short", look=-1, age="child", scarf=True),
    ]
    out += [book_pile(1520, 1120, 4, rng, 150), book_pile(190, 1090, 3, rng, 140)]
    return join(out)
