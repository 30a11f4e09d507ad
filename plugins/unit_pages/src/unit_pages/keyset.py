"""Pages of a list by key, not by offset: the thousandth page costs what the first does."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
LONGEST = 60  # characters of a cursor
LONGEST_KEY = 18  # digits of a primary key that every database takes
LONGEST_TEXT = 600  # characters of a cursor that holds a text


class BadCursorError(ValueError):
    """Raised for a cursor that no list of ours gave."""


def encode_cursor(moment: dt.datetime | dt.date, pk: int) -> str:
    """Return the key of a row: its time and primary key."""
    return f"{moment.isoformat()}~{pk}"


def decode_cursor(text: str) -> tuple[dt.datetime | dt.date, int]:
    """Return the time and primary key of a cursor.

    Raises:
        BadCursorError: for anything that `encode_cursor` does not make.
    """
    moment, separator, pk = text[:LONGEST].partition("~")
    try:
        if not separator or not pk.isascii() or not pk.isdigit() or len(pk) > LONGEST_KEY:
            raise ValueError(text)
        parsed = dt.datetime.fromisoformat(moment) if "T" in moment else dt.date.fromisoformat(moment)
        if isinstance(parsed, dt.datetime) and parsed.tzinfo is None:
            raise ValueError(text)
        return parsed, int(pk)
    except ValueError as error:
        raise BadCursorError(text) from error


def older_than(rows: QuerySet[Row], cursor: str, field: str) -> QuerySet[Row]:
    """Return the rows behind ``cursor`` in the order of ``-field, -pk``."""
    moment, pk = decode_cursor(cursor)
    found = rows.filter(Q(**{f"{field}__lt": moment}) | Q(**{field: moment, "pk__lt": pk}))
    return found.order_by(f"-{field}", "-pk")


def newer_than(rows: QuerySet[Row], cursor: str, field: str) -> QuerySet[Row]:
    """Return the rows before ``cursor`` in the order of ``-field, -pk``, the nearest first."""
    moment, pk = decode_cursor(cursor)
    found = rows.filter(Q(**{f"{field}__gt": moment}) | Q(**{field: moment, "pk__gt": pk}))
    return found.order_by(field, "pk")


def encode_text_cursor(text: str, pk: int) -> str:
    """Return the key of a row in an order by text: its text, readable by nobody, and primary key."""
    return f"{base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')}~{pk}"


def decode_text_cursor(cursor: str) -> tuple[str, int]:
    """Return the text and primary key of a cursor.

    Raises:
        BadCursorError: for anything that `encode_text_cursor` does not make.
    """
    encoded, separator, pk = cursor[:LONGEST_TEXT].partition("~")
    try:
        if not separator or not pk.isascii() or not pk.isdigit() or len(pk) > LONGEST_KEY:
            raise ValueError(cursor)
        text = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True).decode()
        if "\x00" in text:
            raise ValueError(cursor)
        return text, int(pk)
    except (ValueError, binascii.Error) as error:
        raise BadCursorError(cursor) from error


def behind_text(rows: QuerySet[Row], cursor: str, field: str) -> QuerySet[Row]:
    """Return the rows behind ``cursor`` in the order of ``field, pk``.

    Raises:
        BadCursorError: for a cursor whose key is none of this field.
    """
    text, pk = decode_text_cursor(cursor)
    try:
        found = rows.filter(Q(**{f"{field}__gt": text}) | Q(**{field: text, "pk__gt": pk}))
    except ValueError as error:  # a text where the field holds numbers
        raise BadCursorError(cursor) from error
    return found.order_by(field, "pk")
