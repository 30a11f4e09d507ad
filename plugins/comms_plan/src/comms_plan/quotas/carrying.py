"""What is above the target is taken to the next periods: pure, from the figures of the periods alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Account:
    """One period of a unit.

    Args:
        own: what it counted in the period itself.
        goal: what makes the period good: the target, else the minimum.
        most: so much of what is above the goal is kept at most; 0 keeps nothing and takes nothing.
        periods: for so many periods after this one.
    """

    own: Decimal
    goal: Decimal
    most: Decimal = Decimal(0)
    periods: int = 1


@dataclass
class _Kept:
    left: Decimal
    until: int


def carried_in(accounts: Sequence[Account]) -> list[Decimal]:
    """Return what each period takes from those before it.

    A period takes what it lacks to its goal and no more, the oldest first; what nobody took is lost after
    ``periods`` periods.

    Args:
        accounts: the periods in order, without a gap.
    """
    kept: list[_Kept] = []
    taken = []
    for number, account in enumerate(accounts):
        if account.most <= 0:
            kept = []  # a rule amended to carry nothing
        kept = [one for one in kept if one.left > 0 and one.until >= number]
        taken.append(_take(kept, max(account.goal - account.own, Decimal(0))))
        above = min(account.own - account.goal, account.most)
        if above > 0:
            kept.append(_Kept(above, number + account.periods))
    return taken


def _take(kept: Sequence[_Kept], lacks: Decimal) -> Decimal:
    found = Decimal(0)
    for one in kept:
        part = min(one.left, lacks - found)
        one.left -= part
        found += part
    return found
