"""People: a jointed flat figure with clothes, hair and pose."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from . import heads
from .palette import GOLD, HAIR, INK, RED, RED_DARK, SEA8, SKIN, SNOW, WHITE, shade
from .shapes import (
    Point, between, circle, curve, ellipse, join, line, n, path, polar, poly, rect,
)


class Body(NamedTuple):
    """Proportions as shares of the height."""

    head: float
    leg: float
    torso: float
    shoulder: float
    arm: float
    limb: float


BODIES = {
    "adult": Body(0.080, 0.465, 0.315, 0.093, 0.30, 0.052),
    "teen": Body(0.086, 0.455, 0.305, 0.090, 0.295, 0.051),
    "child": Body(0.107, 0.405, 0.30, 0.100, 0.285, 0.058),
    "tot": Body(0.137, 0.335, 0.29, 0.112, 0.27, 0.068),
}


class Hand(NamedTuple):
    """A place the hand must reach, in picture coordinates; up bends the elbow upwards."""

    x: float
    y: float
    up: bool = False


Arm = tuple[float, float] | Hand
ARM_L: Arm = (-12, -4)
ARM_R: Arm = (12, 4)
LEGS = ((-3, -2), (3, 2))
SIT_R = ((86, 4), (80, 10))
SIT_L = ((-86, -4), (-80, -10))
RUN = ((-28, -88), (62, -8))
WALK = ((-20, -28), (22, 12))


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
        narrow = 0.35 if abs(self.look) >= 1 or self.seated and abs(self.legs[0][0]) > 60 else 0.55
        hip = (self.joints["hip"][0] + side * b.shoulder * self.h * narrow, self.joints["hip"][1])
        half = b.leg * self.h / 2
        knee = polar(hip, half, self.legs[i][0])
        foot = polar(knee, half - self.h * 0.012, self.legs[i][1])
        cloth = shade(self.bottom) if far else self.bottom
        skin = shade(self.skin) if far else self.skin
        way = (1 if self.look > 0 else -1 if self.look < 0 else side * 0.7)
        turn = -self.legs[i][1] * (0.6 if abs(self.legs[i][1]) > 30 else 0)
        sw, sh = w * 0.72, w * 0.36
        sole = path(f"M{n(-sw * .75)} {n(sh)}V0Q{n(-sw * .7)} {n(-sh * 1.2)} 0 {n(-sh * .9)}"
                    f"Q{n(sw * 1.3)} {n(-sh * .6)} {n(sw * 1.35)} {n(sh)}Z", self.shoe)
        shoe = (f'<g transform="translate({n(foot[0])} {n(foot[1])}) rotate({n(turn)}) '
                f'scale({1 if way > 0 else -1} 1)">{sole}</g>')
        if self.wear in ("trousers", "aodai"):
            tone = cloth if self.wear == "trousers" else (shade(WHITE) if far else SNOW)
            ankle = between(knee, foot, 0.95)
            return line([hip, between(hip, knee, .5)], tone, w) + line([hip, knee, ankle], tone, w, flat=True) + shoe
        legs = line([hip, knee, foot], skin, w * 0.72) + shoe
        if self.wear == "shorts":
            legs += line([hip, between(hip, knee, 0.75)], cloth, w * 1.2)
        elif self.seated and self.wear in ("skirt", "dress"):
            legs += line([hip, between(hip, knee, 0.9)], cloth, w * 1.25)
        return legs

    def _skirt(self) -> str:
        h, b = self.h, self.body
        x, y = self.joints["hip"]
        w = b.shoulder * h * 0.85
        if self.wear in ("trousers", "shorts"):
            q = b.shoulder * h * (0.72 if abs(self.look) >= 1 else 0.86)
            return path(f"M{n(x - q)} {n(y - h * .03)}H{n(x + q)}L{n(x + q * .96)} {n(y + h * .035)}"
                        f"Q{n(x)} {n(y + h * .06)} {n(x - q * .96)} {n(y + h * .035)}Z", self.bottom)
        if self.wear in ("skirt", "dress") and not self.seated:
            fill = self.bottom if self.wear == "skirt" else self.top
            low = y + b.leg * h * 0.5
            return path(f"M{n(x - w)} {n(y - h * .03)}L{n(x + w)} {n(y - h * .03)}"
                        f"L{n(x + w * 1.5)} {n(low)}Q{n(x)} {n(low + h * .02)} {n(x - w * 1.5)} {n(low)}Z",
                        fill)
        if self.wear == "aodai" and not self.seated:
            low = y + b.leg * h * 0.86
            k = -1 if self.look > 0 else 1
            rear = poly([(x + k * w * .5, y - h * .02), (x + k * w * 1.05, y - h * .04),
                         (x + k * w * 1.95, low - h * .01), (x + k * w * .6, low)], shade(self.top))
            fore = path(f"M{n(x - w * .84)} {n(y - h * .06)}L{n(x + w * .84)} {n(y - h * .06)}"
                        f"Q{n(x + w * 1.15)} {n(y + h * .2)} {n(x + (1.15 if k < 0 else .85) * w)} {n(low)}"
                        f"L{n(x - (1.15 if k > 0 else .85) * w)} {n(low)}"
                        f"Q{n(x - w * 1.15)} {n(y + h * .2)} {n(x - w * .84)} {n(y - h * .06)}Z", self.top)
            return rear + fore
        return ""

    def _torso(self) -> str:
        h, b = self.h, self.body
        hx, hy = self.joints["hip"]
        narrow = 0.84 if abs(self.look) >= 1 else 1.0
        sw = b.shoulder * h * narrow
        t = b.torso * h
        bw = sw * (0.86 if self.wear != "aodai" else 0.82)
        waist = sw * (0.74 if self.wear in ("aodai", "dress", "skirt") else 0.84)
        low = hy + h * 0.012
        r = sw * 0.55
        d = (f"M{n(hx - bw)} {n(low)}C{n(hx - waist)} {n(hy - t * .3)} {n(hx - waist)} {n(hy - t * .45)} "
             f"{n(hx - sw)} {n(hy - t + r)}Q{n(hx - sw * .95)} {n(hy - t * 1.0)} {n(hx - sw * .4)} {n(hy - t)}"
             f"H{n(hx + sw * .4)}Q{n(hx + sw * .95)} {n(hy - t * 1.0)} {n(hx + sw)} {n(hy - t + r)}"
             f"C{n(hx + waist)} {n(hy - t * .45)} {n(hx + waist)} {n(hy - t * .3)} {n(hx + bw)} {n(low)}Z")
        parts = [path(d, self.top)]
        nx, ny = hx + self.look * sw * 0.18, hy - t
        if self.back:
            if self.scarf:
                parts.append(poly([(nx - sw * .55, ny), (nx + sw * .55, ny), (nx, ny + t * .26)], RED))
        else:
            parts += self._front_wear(nx, ny, sw, t, hy)
        inner = join(parts)
        if self.lean:
            inner = f'<g transform="rotate({n(self.lean)} {n(hx)} {n(hy)})">{inner}</g>'
        return inner

    def _front_wear(self, nx: float, ny: float, sw: float, t: float, hy: float) -> list[str]:
        parts = []
        if self.vest:
            parts.append(path(f"M{n(nx - sw * .95)} {n(ny + t * .1)}L{n(nx - sw * .3)} {n(ny)}L{n(nx)} {n(ny + t * .45)}"
                              f"L{n(nx + sw * .3)} {n(ny)}L{n(nx + sw * .95)} {n(ny + t * .1)}"
                              f"L{n(nx + sw * .82)} {n(hy)}H{n(nx - sw * .82)}Z", self.vest))
        if self.apron:
            parts.append(path(f"M{n(nx - sw * .5)} {n(ny + t * .25)}H{n(nx + sw * .5)}L{n(nx + sw * .85)} "
                              f"{n(hy + t * .35)}H{n(nx - sw * .85)}Z", self.apron))
        if self.tie:
            parts.append(poly([(nx - sw * .12, ny + t * .06), (nx + sw * .12, ny + t * .06),
                               (nx + sw * .16, ny + t * .55), (nx, ny + t * .68), (nx - sw * .16, ny + t * .55)],
                              self.tie))
        if self.badge:
            parts.append(curve(f"M{n(nx - sw * .3)} {n(ny)}L{n(nx)} {n(ny + t * .5)}L{n(nx + sw * .3)} {n(ny)}",
                               RED_DARK, self.h * .008))
            parts.append(rect(nx - sw * .22, ny + t * .48, sw * .44, t * .2, GOLD, 3))
        if self.scarf:
            parts.append(poly([(nx - sw * .62, ny - t * .02), (nx + sw * .62, ny - t * .02),
                               (nx + sw * .1, ny + t * .24), (nx - sw * .1, ny + t * .24)], RED))
            parts.append(poly([(nx - sw * .06, ny + t * .16), (nx + sw * .1, ny + t * .16),
                               (nx + sw * .36, ny + t * .58), (nx + sw * .04, ny + t * .44),
                               (nx - sw * .3, ny + t * .58)], RED))
            parts.append(poly([(nx - sw * .13, ny + t * .13), (nx + sw * .13, ny + t * .13),
                               (nx + sw * .1, ny + t * .25), (nx - sw * .1, ny + t * .25)], RED_DARK))
        return parts

    def _bag(self) -> str:
        if not self.bag:
            return ""
        x, y = self.joints["neck"]
        h, sw = self.h, self.body.shoulder * self.h
        if self.back:
            return ""
        dx = -self.look * sw * 0.9
        return rect(x + dx - sw * 1.02, y + h * .05, sw * 2.04, h * .25, self.bag, h * .04)

    def svg(self) -> str:
        """Draw the figure."""
        j, r = self.joints, self.body.head * self.h
        hide = self.hide or ("r" if self.look > 0 else "l" if self.look < 0 else "")
        if self.front:
            hide = "".join(c for c in hide if c not in self.front)
        far_leg = 1 if self.look > 0 else 0
        out = [self._bag()]
        out += [self._draw_arm(c, far=True) for c in "lr" if c in hide]
        out.append(heads.behind(self.hair, self.hair_colour, self.look, back=self.back) and
                   f'<g transform="translate({n(j["head"][0])} {n(j["head"][1])}) scale({r:.2f})">'
                   + heads.behind(self.hair, self.hair_colour, self.look, back=self.back) + "</g>")
        if not self.cut:
            out.append(self._draw_leg(far_leg, far=bool(self.look)))
            out.append(self._draw_leg(1 - far_leg, far=False))
        nk, hd = j["neck"], j["head"]
        neck = line([(nk[0], nk[1] + self.h * .012), between(nk, hd, 0.75)],
                    shade(self.skin), r * 0.72, flat=True)
        out.append("" if self.cut else self._skirt())
        out += [neck, self._torso(), "" if self.scarf or self.back else
                ellipse(nk[0] + self.look * r * .1, nk[1], r * .42, r * .26, shade(self.skin)) if self.wear != "aodai" else
                rect(nk[0] - r * .42, nk[1] - r * .2, r * .84, r * .4, shade(self.top), r * .1)]
        if self.back and self.bag:
            sw = self.body.shoulder * self.h
            out.append(rect(nk[0] - sw * .75, nk[1] + self.h * .04, sw * 1.5, self.h * .24, self.bag, self.h * .035)
                       + rect(nk[0] - sw * .5, nk[1] + self.h * .16, sw, self.h * .1, shade(self.bag), self.h * .015))
        out.append(heads.head(
            hd[0], hd[1], r, hair=self.hair, colour=self.hair_colour, skin=self.skin, look=self.look,
            back=self.back, big=r > 26, mask=self.mask, glasses=self.glasses, down=self.down,
            cover=self.cover, cover_colour=self.cover_colour, turn=self.nod + self.lean * 0.6))
        out.append(self.held)
        out += [self._draw_arm(c, far=False) for c in "lr" if c not in hide]
        out.append(self.over)
        return join(out)


def pupil(x: float, y: float, h: float, *, girl: bool = False, **kw: object) -> Person:
    """Primary or lower-secondary pupil: white shirt, red scarf, blue skirt or trousers."""
    base: dict[str, object] = {
        "age": "child", "scarf": True, "wear": "skirt" if girl else "trousers",
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
        "age": "tot", "wear": "dress" if girl else "shorts", "hair": "pigtails" if girl else "short",
    }
    return Person(x, y, h, **{**base, **kw})  # type: ignore[arg-type]


def aodai(x: float, y: float, h: float, colour: str = WHITE, **kw: object) -> Person:
    """Woman in the long dress."""
    base: dict[str, object] = {
        "top": colour, "wear": "aodai", "sleeve": "long", "hair": "long", "shoe": SNOW,
    }
    return Person(x, y, h, **{**base, **kw})  # type: ignore[arg-type]


def row(people: list[Person]) -> str:
    """Draw figures, those further up first."""
    return join(p.svg() for p in sorted(people, key=lambda p: p.y))


def open_book(x: float, y: float, w: float, colour: str) -> str:
    """Open book seen from outside, as a reader holds it."""
    h = w * 0.42
    return join(
        poly([(x, y + h * .12), (x - w * .5, y - h * .2), (x - w * .5, y + h * .8), (x, y + h * 1.12)], colour),
        poly([(x, y + h * .12), (x + w * .5, y - h * .2), (x + w * .5, y + h * .8), (x, y + h * 1.12)],
             shade(colour)))
