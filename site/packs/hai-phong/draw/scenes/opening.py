"""Opening day of the school year."""

from __future__ import annotations

from random import Random

from ..nature import cloud, flowerbed, sky
from ..palette import BRICK, CORAL, GOLD, LEAF2, SAND2, SEA4, SEA5, SEA8, WHITE
from ..people import Person, aodai, pupil, row
from ..pose import Hand
from ..shapes import circle, curve, ellipse, join, line, path, rect
from ..town import bunting, school
from ..trees import flame_tree
from . import H, W, scene
from .harbour import _star, paving


@scene(
    "khai-giang",
    "Thầy hiệu trưởng đánh trống khai giảng, học sinh vẫy cờ và thả bóng bay trên sân trường.",
    (820, 700, 900, 640),
)
def opening_day(rng: Random) -> str:
    """Draw `khai-giang`."""
    out = [
        sky(W, 760, warm=False),
        cloud(250, 200, 0.9, WHITE),
        school(300, 790, 1200, 1.2, cols=9, rng=rng),
        paving(W, 780, H, rng),
        rect(180, 860, 1440, 60, BRICK),
        rect(180, 852, 1440, 14, GOLD),
        bunting(0, 120, 900, 60, 70),
        bunting(900, 60, 1800, 120, 70),
    ]
    for i in range(13):
        x, y = rng.uniform(120, 1700), rng.uniform(150, 480)
        out.append(
            curve(f"M{x:.0f} {y + 50:.0f}q14 60-6 110", SEA4, 3)
            + ellipse(x, y, 40, 50, (CORAL, GOLD, SEA5, LEAF2, "#C92E1F")[i % 5])
            + ellipse(x - 13, y - 18, 8, 12, "#F6EEDF", 20)
        )
    drum = join(
        rect(690, 836, 16, 40, "#5E3E26"),
        rect(874, 836, 16, 40, "#5E3E26"),
        path("M680 700Q640 770 680 846H900Q940 770 900 700Z", "#A32016"),
        ellipse(790, 700, 112, 30, SAND2),
        rect(660, 716, 262, 8, GOLD),
        rect(664, 822, 254, 8, GOLD),
        circle(790, 770, 22, GOLD),
    )
    out += [
        flame_tree(110, 850, 0.85, rng),
        flame_tree(1700, 850, 0.85, rng),
        flowerbed(1120, 862, 360, rng),
        flowerbed(250, 862, 260, rng),
        drum,
    ]
    man = Person(
        590,
        862,
        420,
        look=1,
        top=WHITE,
        tie="#A32016",
        sleeve="long",
        bottom=SEA8,
        arm_r=Hand(700, 610),
        arm_l=Hand(690, 650),
        front="r",
        held=line([(690, 640), (770, 690)], "#5E3E26", 12) + line([(700, 605), (790, 640)], "#5E3E26", 12),
    )
    crowd = []
    for k in range(2):
        x, i = 40 + k * 50, 0
        while x < W:
            p = pupil(
                x,
                1100 + k * 140,
                260 + k * 60,
                back=True,
                girl=i % 2 == k,
                hair=("ponytail", "short", "pigtails", "short")[(i + k) % 4],
                arm_r=(150, 172) if (i + k) % 2 else (12, 4),
            )
            hx, hy = p.joints["hand_r"]
            if (i + k) % 2:
                p.over = (
                    rect(hx - 3, hy - 60, 6, 70, "#15222C")
                    + rect(hx + 3, hy - 58, 54, 36, "#C92E1F")
                    + _star(hx + 30, hy - 40)
                )
            crowd.append(p)
            x += 165 + k * 30
            i += 1
    return join(
        out, man.svg(), aodai(1030, 862, 380, SEA5, look=-1, arm_l=(-30, -120), arm_r=(20, -60)).svg(), row(crowd)
    )
