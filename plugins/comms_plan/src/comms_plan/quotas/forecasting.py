"""Will a period be met? A small formula that everybody can follow, and its parts, which the screen shows.

    expected = counted + scheduled + P(offer) · offers waiting + P(draft) · drafts + rate · days left

``rate`` is what the unit published a day in its last closed periods of this rule, ``P(offer)`` and
``P(draft)`` are the shares of its offers and drafts of that time that were counted in the same period;
a unit without a history has those of all units. Drafts and offers are part of how the rate comes about,
so the rate counts only for the days beyond those in which they usually end: the larger of both is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outlook = Literal["met", "on_track", "at_risk", "will_miss", "missed", "free"]


@dataclass(frozen=True)
class History:
    """What a unit did in closed periods.

    Args:
        per_day: counted items a day.
        offers, drafts: share of those that were counted in the same period, 0 to 1.
    """

    per_day: float = 0.0
    offers: float = 0.5
    drafts: float = 0.25


@dataclass(frozen=True)
class Present:
    """Where a unit stands in a running period.

    Args:
        counted: figure so far.
        minimum: what the period asks.
        scheduled: items accepted that appear later in the period and will count.
        offers, drafts: that would count.
        days_left: days to the end, today among them; 0 after the end.
    """

    counted: float
    minimum: float
    scheduled: int = 0
    offers: int = 0
    drafts: int = 0
    days_left: int = 0


def expected(present: Present, history: History) -> float:
    """Return the figure that is to be expected at the end of the period."""
    in_hand = history.offers * present.offers + history.drafts * present.drafts
    return present.counted + present.scheduled + max(in_hand, history.per_day * present.days_left)


def outlook(present: Present, history: History) -> Outlook:
    """Return how the period will probably end.

    ``on_track`` when at least the minimum is to be expected, ``at_risk`` when it can still be reached with
    what is in hand and one more item a week, else ``will_miss``.
    """
    if present.minimum <= 0:
        return "free"
    if present.counted >= present.minimum:
        return "met"
    if present.days_left <= 0:
        return "missed"
    if expected(present, history) >= present.minimum:
        return "on_track"
    reachable = present.counted + present.scheduled + present.offers + present.drafts + -(-present.days_left // 7)
    return "at_risk" if reachable >= present.minimum else "will_miss"
