"""Pages of a list by key: nothing is shown twice and nothing left out while others write."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit_pages.keyset import (
    BadCursorError,
    behind_text,
    decode_cursor,
    decode_text_cursor,
    encode_cursor,
    encode_text_cursor,
    newer_than,
    older_than,
)
from unit_pages.models import CalendarEvent, Unit
from unit_pages.test.factories import CalendarEventFactory, UnitFactory

DAY = dt.date(2026, 3, 1)
SIZE = 10
KEYS = st.integers(0, 10**18 - 1)


def cursor_of(row):
    return encode_cursor(row.starts_on, row.pk)


@pytest.fixture
def rows(school):
    """45 events on 9 days: many share their key's first half."""
    return [CalendarEventFactory(unit=school, starts_on=DAY + dt.timedelta(days=n % 9)) for n in range(45)]


def walk(school, *, insert=False):
    shown, page = [], list(CalendarEvent.objects.order_by("-starts_on", "-pk")[:SIZE])
    while page:
        shown += page
        if insert:  # somebody writes on the first, a middle and the last day
            for days in (0, 4, 8):
                CalendarEventFactory(unit=school, starts_on=DAY + dt.timedelta(days=days))
        page = list(older_than(CalendarEvent.objects.all(), cursor_of(page[-1]), "starts_on")[:SIZE])
    return shown


@pytest.mark.django_db
class TestWalk:
    def test_forty_five_rows_are_shown_once_each_in_order(self, school, rows):
        shown = walk(school)
        assert [row.pk for row in shown] == [
            row.pk for row in sorted(rows, key=lambda row: (row.starts_on, row.pk), reverse=True)
        ]

    def test_rows_written_meanwhile_make_no_gap_and_no_repeat(self, school, rows):
        shown = [row.pk for row in walk(school, insert=True)]
        assert len(shown) == len(set(shown))
        assert {row.pk for row in rows} <= set(shown)

    def test_the_way_back_shows_the_same_page(self, school, rows):
        first = list(CalendarEvent.objects.order_by("-starts_on", "-pk")[:SIZE])
        second = list(older_than(CalendarEvent.objects.all(), cursor_of(first[-1]), "starts_on")[:SIZE])
        back = list(newer_than(CalendarEvent.objects.all(), cursor_of(second[0]), "starts_on")[:SIZE])
        assert back[::-1] == first

    def test_a_list_by_name_is_walked_to_its_end(self, department):
        for _ in range(23):
            UnitFactory()
        expected = list(Unit.objects.order_by("name_key", "pk"))
        shown, page = [], expected[:SIZE]
        while page:
            shown += page
            last = encode_text_cursor(page[-1].name_key, page[-1].pk)
            page = list(behind_text(Unit.objects.all(), last, "name_key")[:SIZE])
        assert shown == expected

    def test_a_text_where_numbers_are_is_a_bad_cursor(self, department):
        with pytest.raises(BadCursorError):
            list(behind_text(Unit.objects.all(), encode_text_cursor("x", 1), "pk"))


class TestCursors:
    @given(st.datetimes(timezones=st.just(dt.UTC)) | st.dates(), KEYS)
    def test_a_cursor_gives_back_what_went_in(self, moment, pk):
        assert decode_cursor(encode_cursor(moment, pk)) == (moment, pk)

    @given(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60), KEYS)
    def test_a_text_cursor_gives_back_what_went_in(self, text, pk):
        assert decode_text_cursor(encode_text_cursor(text, pk)) == (text, pk)

    @pytest.mark.parametrize(
        "cursor",
        ["", "~", "x", "2026-03-01", "2026-03-01~", "2026-03-01~x", "2026-03-01~-1", "2026-03-01~٣", "2026-02-30~1"]
        + [
            "2026-03-01T10:00:00~1",
            "0~1",
            "'; DROP TABLE x;--~1",
            "9" * 5000 + "~1",
            "2026-03-01~" + "9" * 40,
            "2026-03-01T99:00:00+00:00~1",
        ],
    )
    def test_a_bad_cursor_is_refused(self, cursor):
        with pytest.raises(BadCursorError):
            decode_cursor(cursor)

    @pytest.mark.parametrize(
        "cursor", ["", "~", "x", "*~1", "YQ~", "YQ~x", "YQ~-1", "AA~1", "_w~1", "é~1", "Y~1", "YQ~" + "9" * 40]
    )
    def test_a_bad_text_cursor_is_refused(self, cursor):
        with pytest.raises(BadCursorError):
            decode_text_cursor(cursor)

    @given(st.text(max_size=80))
    def test_no_text_breaks_the_reader(self, text):
        for decode in (decode_cursor, decode_text_cursor):
            with suppress(BadCursorError):
                decode(text)
