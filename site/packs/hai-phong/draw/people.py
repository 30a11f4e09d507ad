"""People: a jointed flat figure with clothes, hair and pose."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from . import clothes, heads
from .palette import HAIR, INK, SEA8, SKIN, SNOW, WHITE, shade
from .pose import ARM_L, ARM_R, BODIES, LEGS, Arm, Body, Hand
from .shapes import Point, between, circle, ellipse, join, line, n, path, polar, poly, rect


@dataclass
class Person:
    """One figure; (x, y) is the ground under the feet, or the seat if seated."""

    x: float
    y: float
    h: float
    age: str = "adult"
    look: float = 0
    back: bool = False
    hair: str = "short"
    hair_colour: str = HAIR
    skin: str = SKIN
    top: str = WHITE
    sleeve: str = "short"
    wear: str = "trousers"
    bottom: str = SEA8
    shoe: str = INK
    arm_l: Arm = ARM_L
    arm_r: Arm = ARM_R
    legs: tuple[tuple[float, float], tuple[float, float]] = LEGS
    lean: float = 0
    nod: float = 0
    seated: bool = False
    cut: bool = False
    scarf: bool = False
    tie: str = ""
    apron: str = ""
    vest: str = ""
    bag: str = ""
    badge: bool = False
    mask: bool = False
    glasses: bool = False
    down: bool = False
    cover: str = ""
    cover_colour: str = SEA8
    hide: str = ""
    front: str = ""
    held: str = ""
    over: str = ""
    joints: dict[str, Point] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out the joints, so that scenes can hang things on them."""
        b = self.body
        drop = 0.0
        if not self.seated:
            drop = max(self._reach(a) for a in self.legs)
        hip = (self.x, self.y - drop)
        neck = polar(hip, b.torso * self.h, 180 + self.lean)
        self.joints["hip"], self.joints["neck"] = hip, neck
        wide = b.shoulder * self.h * (0.8 if abs(self.look) >= 1 else 1)
        for s, k in ((-1, "l"), (1, "r")):
            a = math.radians(self.lean)
            self.joints["shoulder_" + k] = (
                neck[0] + s * wide * math.cos(a) * 0.84,
                neck[1] - s * wide * math.sin(-a) * 0.84 + 0.035 * self.h,
            )
            self.joints["elbow_" + k], self.joints["hand_" + k] = self._arm(k)
        up = polar(neck, (b.head * 1.0 + 0.022) * self.h, 180 + self.lean + self.nod * 0.5)
        self.joints["head"] = (up[0] + self.look * b.head * self.h * 0.12, up[1])

    @property
    def body(self) -> Body:
        """Proportions of this age."""
        return BODIES[self.age]

    def _reach(self, leg: tuple[float, float]) -> float:
        half = self.body.leg * self.h / 2
        return half * (math.cos(math.radians(leg[0])) + math.cos(math.radians(leg[1])))

    def _arm(self, side: str) -> tuple[Point, Point]:
        want = self.arm_l if side == "l" else self.arm_r
        start = self.joints["shoulder_" + side]
        a = self.body.arm * self.h * 0.5
        if not isinstance(want, Hand):
            elbow = polar(start, a, want[0])
            return elbow, polar(elbow, a, want[1])
        dx, dy = want.x - start[0], want.y - start[1]
        d = math.hypot(dx, dy) or 1
        if d >= 2 * a:
            mid = (start[0] + dx / d * a, start[1] + dy / d * a)
            return mid, (start[0] + dx / d * a * 2, start[1] + dy / d * a * 2)
        rise = math.sqrt(a * a - d * d / 4)
        mx, my = start[0] + dx / 2, start[1] + dy / 2
        one = (mx - dy / d * rise, my + dx / d * rise)
        two = (mx + dy / d * rise, my - dx / d * rise)
        out = -1 if side == "l" else 1
        low, high = sorted((one, two), key=lambda q: -(q[1] + 0.5 * out * q[0]))
        return (high if want.up else low), (want.x, want.y)

    def near_arms(self, sides: str = "lr") -> str:
        """Draw arms once more, over something the hands hold."""
        return join(self._draw_arm(c, far=False) for c in sides)

    def far_leg(self) -> str:
        """Draw the far leg alone, behind a bicycle."""
        return self._draw_leg(1 if self.look > 0 else 0, far=True)

    # -- parts ------------------------------------------------------------
    def _draw_arm(self, side: str, *, far: bool) -> str:
        j, w = self.joints, self.body.limb * self.h
        s, e, hnd = j["shoulder_" + side], j["elbow_" + side], j["hand_" + side]
        skin = shade(self.skin) if far else self.skin
        cloth = shade(self.top) if far else self.top
        parts = []
        if not far and self.sleeve != "none":
            end = between(e, hnd, 0.86) if self.sleeve == "long" else between(s, e, 0.8)
            mid = [s, e, end] if self.sleeve == "long" else [s, end]
            parts.append(line(mid, shade(self.top), w * 1.16 + self.h * 0.008))
        parts.append(line([s, e, hnd], skin, w * 0.82))
        parts.append(circle(hnd[0], hnd[1], w * 0.6, skin))
        if self.sleeve == "long":
            parts.append(line([s, e, between(e, hnd, 0.86)], cloth, w * 1.15))
        elif self.sleeve == "short":
            parts.append(line([s, between(s, e, 0.8)], cloth, w * 1.16))
        return join(parts)

    def _draw_leg(self, i: int, *, far: bool) -> str:
        b, w = self.body, self.body.limb * self.h * 1.25
        side = -1 if i == 0 else 1
        narrow = 0.35 if abs(self.look) >= 1 or (self.seated and abs(self.legs[0][0]) > 60) else 0.55
        hip = (self.joints["hip"][0] + side * b.shoulder * self.h * narrow, self.joints["hip"][1])
        half = b.leg * self.h / 2
        knee = polar(hip, half, self.legs[i][0])
        foot = polar(knee, half - self.h * 0.012, self.legs[i][1])
        cloth = shade(self.bottom) if far else self.bottom
        skin = shade(self.skin) if far else self.skin
        way = 1 if self.look > 0 else -1 if self.look < 0 else side * 0.7
        turn = -self.legs[i][1] * (0.6 if abs(self.legs[i][1]) > 30 else 0)
        sw, sh = w * 0.72, w * 0.36
        sole = path(
            f"M{n(-sw * 0.75)} {n(sh)}V0Q{n(-sw * 0.7)} {n(-sh * 1.2)} 0 {n(-sh * 0.9)}"
            f"Q{n(sw * 1.3)} {n(-sh * 0.6)} {n(sw * 1.35)} {n(sh)}Z",
            self.shoe,
        )
        shoe = (
            f'<g transform="translate({n(foot[0])} {n(foot[1])}) rotate({n(turn)}) '
            f'scale({1 if way > 0 else -1} 1)">{sole}</g>'
        )
        if self.wear in ("trousers", "aodai"):
            tone = cloth if self.wear == "trousers" else (shade(WHITE) if far else SNOW)
            ankle = between(knee, foot, 0.95)
            return line([hip, between(hip, knee, 0.5)], tone, w) + line([hip, knee, ankle], tone, w, flat=True) + shoe
        legs = line([hip, knee, foot], skin, w * 0.72) + shoe
        if self.wear == "shorts":
            legs += line([hip, between(hip, knee, 0.75)], cloth, w * 1.2)
        elif self.seated and self.wear in ("skirt", "dress"):
            legs += line([hip, between(hip, knee, 0.9)], cloth, w * 1.25)
        return legs

    def _bag(self) -> str:
        if not self.bag:
            return ""
        x, y = self.joints["neck"]
        h, sw = self.h, self.body.shoulder * self.h
        if self.back:
            return ""
        dx = -self.look * sw * 0.9
        return rect(x + dx - sw * 1.02, y + h * 0.05, sw * 2.04, h * 0.25, self.bag, h * 0.04)

    def svg(self) -> str:
        """Draw the figure."""
        j, r = self.joints, self.body.head * self.h
        hide = self.hide or ("r" if self.look > 0 else "l" if self.look < 0 else "")
        if self.front:
            hide = "".join(c for c in hide if c not in self.front)
        far_leg = 1 if self.look > 0 else 0
        out = [self._bag()]
        out += [self._draw_arm(c, far=True) for c in "lr" if c in hide]
        out.append(
            heads.behind(self.hair, self.hair_colour, self.look, back=self.back)
            and f'<g transform="translate({n(j["head"][0])} {n(j["head"][1])}) scale({r:.2f})">'
            + heads.behind(self.hair, self.hair_colour, self.look, back=self.back)
            + "</g>"
        )
        if not self.cut:
            out.append(self._draw_leg(far_leg, far=bool(self.look)))
            out.append(self._draw_leg(1 - far_leg, far=False))
        nk, hd = j["neck"], j["head"]
        neck = line([(nk[0], nk[1] + self.h * 0.012), between(nk, hd, 0.75)], shade(self.skin), r * 0.72, flat=True)
        out.append("" if self.cut else clothes.skirt(self))
        out += [
            neck,
            clothes.torso(self),
            ""
            if self.scarf or self.back
            else ellipse(nk[0] + self.look * r * 0.1, nk[1], r * 0.42, r * 0.26, shade(self.skin))
            if self.wear != "aodai"
            else rect(nk[0] - r * 0.42, nk[1] - r * 0.2, r * 0.84, r * 0.4, shade(self.top), r * 0.1),
        ]
        if self.back and self.bag:
            sw = self.body.shoulder * self.h
            out.append(
                rect(nk[0] - sw * 0.75, nk[1] + self.h * 0.04, sw * 1.5, self.h * 0.24, self.bag, self.h * 0.035)
                + rect(nk[0] - sw * 0.5, nk[1] + self.h * 0.16, sw, self.h * 0.1, shade(self.bag), self.h * 0.015)
            )
        out.append(
            heads.head(
                hd[0],
                hd[1],
                r,
                hair=self.hair,
                colour=self.hair_colour,
                skin=self.skin,
                look=self.look,
                back=self.back,
                big=r > 26,
                mask=self.mask,
                glasses=self.glasses,
                down=self.down,
                cover=self.cover,
                cover_colour=self.cover_colour,
                turn=self.nod + self.lean * 0.6,
            )
        )
        out.append(self.held)
        out += [self._draw_arm(c, far=False) for c in "lr" if c not in hide]
        out.append(self.over)
        return join(out)


def pupil(x: float, y: float, h: float, *, girl: bool = False, **kw: object) -> Person:
    """Primary or lower-secondary pupil: white shirt, red scarf, blue skirt or trousers."""
    base: dict[str, object] = {
        "age": "child",
        "scarf": True,
        "wear": "skirt" if girl else "trousers",
        "hair": "ponytail" if girl else "short",
    }
    return Person(x, y, h, **{**base, **kw})  # type: ignore[arg-type]


def teen(x: float, y: float, h: float, *, girl: bool = False, **kw: object) -> Person:
    """Upper-secondary pupil: white shirt, dark trousers, no scarf."""
    base: dict[str, object] = {"age": "teen", "hair": "long" if girl else "short"}
    return Person(x, y, h, **{**base, **kw})  # type: ignore[arg-type]


def tot(x: float, y: float, h: float, *, girl: bool = False, **kw: object) -> Person:
    """Child of the nursery school."""
    base: dict[str, object] = {
        "age": "tot",
        "wear": "dress" if girl else "shorts",
        "hair": "pigtails" if girl else "short",
    }
    return Person(x, y, h, **{**base, **kw})  # type: ignore[arg-type]


def aodai(x: float, y: float, h: float, colour: str = WHITE, **kw: object) -> Person:
    """Woman in the long dress."""
    base: dict[str, object] = {"top": colour, "wear": "aodai", "sleeve": "long", "hair": "long", "shoe": SNOW}
    return Person(x, y, h, **{**base, **kw})  # type: ignore[arg-type]


def row(people: list[Person]) -> str:
    """Draw figures, those further up first."""
    return join(p.svg() for p in sorted(people, key=lambda p: p.y))


def open_book(x: float, y: float, w: float, colour: str) -> str:
    """Open book seen from outside, as a reader holds it."""
    h = w * 0.42
    return join(
        poly([(x, y + h * 0.12), (x - w * 0.5, y - h * 0.2), (x - w * 0.5, y + h * 0.8), (x, y + h * 1.12)], colour),
        poly(
            [(x, y + h * 0.12), (x + w * 0.5, y - h * 0.2), (x + w * 0.5, y + h * 0.8), (x, y + h * 1.12)],
            shade(colour),
        ),
    )
