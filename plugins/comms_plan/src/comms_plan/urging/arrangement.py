"""How reminders go out: data that a province writes, checked when it is read."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from comms_plan.quotas.periods import DAY, Span, yearly

#: A reminder is moved at most so many days past days of rest.
FURTHEST = 31


class Role(StrEnum):
    """Who hears of a unit that lacks something, from the bottom up."""

    OFFICER = "officer"
    LEADER = "leader"
    COORDINATOR = "coordinator"


LADDER = tuple(Role)


class ArrangementError(ValueError):
    """Raised when an arrangement contradicts itself; its words say what to do."""


def _day_or_yearly_day(value: str) -> str:
    """Take ``2026-02-14`` for one year and ``04-30`` for every year."""
    try:
        if re.fullmatch(r"\d\d-\d\d", value):
            dt.date.fromisoformat(f"2024-{value}")  # a leap year, so that 29 February is a day
        else:
            dt.date.fromisoformat(value)
    except ValueError:
        raise ArrangementError(
            _("“%(day)s” is no day. Write 2026-02-14 for one year or 04-30 for every year.") % {"day": value}
        ) from None
    return value


HolidayDay = Annotated[str, AfterValidator(_day_or_yearly_day)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Part(BaseModel):
    """An unknown key is an error: a typing error would change who is reminded."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Holiday(Part):
    """Days on which no reminder goes out: of one year, or of every year.

    Args:
        first, last: both counted; without ``last`` it is one day.
        name: what is celebrated.
    """

    name: str = ""
    first: HolidayDay
    last: HolidayDay = ""

    @model_validator(mode="before")
    @classmethod
    def _one_day(cls, data: object) -> object:
        return {**data, "last": data.get("last") or data.get("first")} if isinstance(data, dict) else data

    @model_validator(mode="after")
    def _has_an_order(self) -> Holiday:
        if len(self.first) != len(self.last):
            raise ArrangementError(
                _("“%(name)s”: write both days with the year or both without.") % {"name": self.name}
            )
        if len(self.first) > 5 and self.last < self.first:
            raise ArrangementError(_("“%(name)s” ends before it begins.") % {"name": self.name})
        return self

    def holds(self, day: dt.date) -> bool:
        """Whether ``day`` is one of its days."""
        if len(self.first) > 5:
            return dt.date.fromisoformat(self.first) <= day <= dt.date.fromisoformat(self.last)
        first, last = ((int(text[:2]), int(text[3:])) for text in (self.first, self.last))
        return yearly(day, first, last) is not None


class Urging(Part):
    """An arrangement, whole.

    Args:
        escalation: who is told so many days before the end of a period (negative: after it). A warning day of a rule
            that stands not here is treated like the next larger one that does.
        coordinators: codes of posts in the department; without one, or while nobody holds it, all who publish for it.
        hour: hour of the day at which people get their mail who chose none.
        quiet_from, quiet_until: hours in which no mail goes out.
        rest_days: days of the week without mails.
        holidays: days of the year without mails. What is due then goes out on the last day before it,
            what concerns a period that is over on the first day after it.
    """

    escalation: dict[int, tuple[Role, ...]] = {
        10: (Role.OFFICER,),
        5: (Role.OFFICER,),
        1: (Role.OFFICER, Role.LEADER),
        -1: (Role.OFFICER, Role.LEADER, Role.COORDINATOR),
    }
    coordinators: tuple[str, ...] = ()
    hour: int = Field(default=7, ge=0, le=23)
    quiet_from: int = Field(default=21, ge=0, le=23)
    quiet_until: int = Field(default=6, ge=0, le=23)
    rest_days: tuple[Weekday, ...] = ()
    holidays: tuple[Holiday, ...] = ()

    @model_validator(mode="after")
    def _is_possible(self) -> Urging:
        if set(self.rest_days) >= set(WEEKDAYS):
            raise ArrangementError(_("No day of the week is left on which reminders could go out."))
        if self.is_quiet(self.hour):
            raise ArrangementError(
                _("Mails go out at %(hour)s o'clock, which is in the quiet hours.") % {"hour": self.hour}
            )
        return self

    def is_quiet(self, hour: int) -> bool:
        """Whether no mail goes out in this hour."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    def hours(self) -> list[int]:
        """Return the hours that a person may choose."""
        return [hour for hour in range(24) if not self.is_quiet(hour)]

    def rests_on(self, day: dt.date) -> bool:
        """Whether no mail goes out on this day."""
        return WEEKDAYS[day.weekday()] in self.rest_days or any(holiday.holds(day) for holiday in self.holidays)

    def roles_for(self, warning: int) -> tuple[Role, ...]:
        """Return who is told on a warning day of a rule."""
        same = [days for days in self.escalation if (days < 0) == (warning < 0)]
        if not same:
            return (Role.OFFICER,)
        return self.escalation[min((days for days in same if days >= warning), default=max(same))]

    def sending_day(self, warning: int, span: Span, grace_days: int) -> dt.date | None:
        """Return the day on which a warning of a period goes out, None when it would stand before the period.

        Args:
            warning: days before the last day, negative: after it (after the days of grace).
            span: the period.
            grace_days: days after the period in which items still count.
        """
        if warning < 0:
            return self._moved(span.judged.last + (grace_days - warning) * DAY, DAY)
        wanted = span.judged.last - warning * DAY
        if wanted < span.judged.first:
            return None
        earlier = self._moved(wanted, -DAY)
        if earlier is not None and earlier >= span.judged.first:
            return earlier
        later = self._moved(wanted, DAY)
        return later if later is not None and later <= span.judged.last else None

    def _moved(self, day: dt.date, step: dt.timedelta) -> dt.date | None:
        return next((day + n * step for n in range(FURTHEST) if not self.rests_on(day + n * step)), None)
