"""Lists by keyset: no counts, no offsets, the same number of queries for 1 and 100 items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import BaseModel, Field

from unit_pages.api.addresses import next_address
from unit_pages.api.answers import json_answer
from unit_pages.api.fields import chosen_fields, dump
from unit_pages.api.parameters import ListQuery
from unit_pages.api.problems import bad_parameter
from unit_pages.keyset import (
    BadCursorError,
    behind_text,
    decode_cursor,
    encode_cursor,
    encode_text_cursor,
    newer_than,
    older_than,
)

Item = TypeVar("Item", bound=BaseModel)


class Listing(BaseModel, Generic[Item]):
    """One page of a list."""

    items: list[Item] = Field(description=gettext_noop("The items of this page."))
    next: str | None = Field(description=gettext_noop("Absolute address of the next page; null on the last one."))


class Order(Protocol):
    """An order of a list with the cursor that goes on behind a row."""

    def first(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return all rows in this order."""

    def behind(self, rows: QuerySet[Any], cursor: str) -> QuerySet[Any]:
        """Return the rows behind ``cursor`` in this order."""

    def cursor(self, row: Any) -> str:
        """Return the cursor of a row."""


@dataclass(frozen=True)
class NewestFirst:
    """By a time or day, the newest first.

    Args:
        field: lookup of the time or day.
        type: what it holds; a cursor of the other type is none of this list.
    """

    field: str
    type: type[dt.date] = dt.datetime

    def first(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return all rows, the newest first."""
        return rows.order_by(f"-{self.field}", "-pk")

    def behind(self, rows: QuerySet[Any], cursor: str) -> QuerySet[Any]:
        """Return the older rows."""
        return older_than(rows, self.checked(cursor), self.field)

    def checked(self, cursor: str) -> str:
        """Return ``cursor`` if it can be one of this order.

        Raises:
            BadCursorError: when it holds a day in place of a time, or the end of all time.
        """
        moment, _pk = decode_cursor(cursor)
        if type(moment) is not self.type or not dt.MINYEAR < moment.year < dt.MAXYEAR:
            raise BadCursorError(cursor)
        return cursor

    def cursor(self, row: Any) -> str:
        """Return time and primary key."""
        return encode_cursor(_value(row, self.field), row.pk)


@dataclass(frozen=True)
class OldestFirst(NewestFirst):
    """By a time or day, the oldest first."""

    def first(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return all rows, the oldest first."""
        return rows.order_by(self.field, "pk")

    def behind(self, rows: QuerySet[Any], cursor: str) -> QuerySet[Any]:
        """Return the newer rows."""
        return newer_than(rows, self.checked(cursor), self.field)


@dataclass(frozen=True)
class ByKey:
    """By a text or number, rising."""

    field: str

    def first(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return all rows in rising order."""
        return rows.order_by(self.field, "pk")

    def behind(self, rows: QuerySet[Any], cursor: str) -> QuerySet[Any]:
        """Return the rows with a greater key."""
        return behind_text(rows, cursor, self.field)

    def cursor(self, row: Any) -> str:
        """Return key and primary key."""
        return encode_text_cursor(str(_value(row, self.field)), row.pk)


def answer_list(
    request: HttpRequest,
    query: ListQuery,
    rows: QuerySet[Any],
    order: Order,
    model: type[Item],
    serialize: Callable[[Sequence[Any]], Sequence[Item]],
) -> HttpResponse:
    """Answer with one page of ``rows``.

    Args:
        request: as it came.
        query: limit, cursor and fields.
        rows: what matches the filters, in no order.
        order: the order of the list.
        model: of one item.
        serialize: turns all rows of the page into items at once, with its own few queries.

    Raises:
        Problem: 400 for a cursor that no list gave and for unknown fields.
    """
    fields = chosen_fields(model, query.fields)
    try:
        ordered = order.behind(rows, query.after) if query.after else order.first(rows)
        found = list(ordered[: query.limit + 1])
    except BadCursorError as error:
        raise bad_parameter("after", _("This is no cursor of this list. Follow “next” from its first page.")) from error
    shown = found[: query.limit]
    more = next_address(request, order.cursor(shown[-1])) if len(found) > query.limit else None
    items = [dump(item, fields) for item in serialize(shown)]
    return json_answer(request, {"items": items, "next": more}, next_page=more)


def _value(row: Any, field: str) -> dt.datetime | dt.date | Any:
    return reduce(getattr, field.split("__"), row)
