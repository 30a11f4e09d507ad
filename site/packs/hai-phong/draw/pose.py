"""Proportions and poses of the figures."""

from __future__ import annotations

from typing import NamedTuple


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


RUN = ((-28, -88), (62, -8))


WALK = ((-20, -28), (22, 12))
