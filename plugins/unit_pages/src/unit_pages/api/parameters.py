"""Parameters that lists share, and the types they are read into."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from unit_pages.conf import get_settings
from unit_pages.units.history import find_unit
from unit_pages.units.models import Unit

LOST_PLUS = re.compile(r"(T[\d:.]+) (\d\d:?\d\d)$")  # "+07:00" that nobody percent-encoded


def parse_moment(value: Any) -> Any:
    """Read an ISO date (its local midnight) or date and time (local unless it tells its zone).

    Raises:
        ValueError: for anything else, in the language of the site.
    """
    if not isinstance(value, str):
        return value
    text = LOST_PLUS.sub(r"\1+\2", value.strip().replace("Z", "+00:00"))
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(get_settings().timezone))
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(_("Write a date such as 2022-05-21 or a time such as 2022-05-21T08:00:00+07:00.")) from error


def parse_codes(value: Any) -> Any:
    """Read ``a,b`` into its parts."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Moment = Annotated[
    dt.datetime,
    BeforeValidator(parse_moment),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}),
]
Codes = Annotated[list[str], BeforeValidator(parse_codes), WithJsonSchema({"type": "string"})]
Word = Annotated[str, Field(max_length=200)]
Address = Annotated[str, Field(max_length=600)]
Whole = Annotated[int, Field(ge=1, le=2**63 - 1)]

FIELDS = gettext_noop("Only these top-level fields, separated by commas. Unknown ones are refused.")
SINCE = gettext_noop("From this day or moment on (ISO 8601; local time where no zone is given).")
UNTIL = gettext_noop("Before this day or moment (ISO 8601): the bound itself is not included.")
UNIT = gettext_noop("Slug or official code of a unit, a former one too.")


class OneQuery(BaseModel):
    """Parameters of one thing."""

    fields: str | None = Field(None, description=FIELDS, examples=["id,title,url"])


class ListQuery(OneQuery):
    """Parameters of every list."""

    limit: int = Field(20, ge=1, le=100, description=gettext_noop("How many items at most."))
    after: str | None = Field(
        None,
        max_length=600,
        description=gettext_noop("Cursor of the next page. Follow ``next`` instead of making one."),
        json_schema_extra={"x-opaque": True},
    )


class PeriodQuery(BaseModel):
    """Parameters of lists in time; the period is half-open."""

    since: Moment | None = Field(None, description=SINCE, examples=["2022-05-01"])
    until: Moment | None = Field(None, description=UNTIL, examples=["2022-06-01"])

    def in_period(self, rows: QuerySet[Any], field: str) -> QuerySet[Any]:
        """Return the rows whose ``field`` lies in the period."""
        if self.since:
            rows = rows.filter(**{f"{field}__gte": self.since})
        return rows.filter(**{f"{field}__lt": self.until}) if self.until else rows


def units_named(text: str) -> QuerySet[Unit]:
    """Return the unit with this slug or code, as a query; an unknown one finds nothing."""
    found = find_unit(text)
    return Unit.objects.filter(pk=found.pk) if found else Unit.objects.none()


def last_segment(path: str) -> str:
    """Return the slug of the page at a path; it is indexed, the path is not."""
    return path.strip("/").rpartition("/")[2]


def as_id(key: str) -> int | None:
    """Return the primary key that a last segment of an address spells, if it is one."""
    return int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None
