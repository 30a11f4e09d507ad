"""What the tests of people share: days, posts and how the next request sees somebody."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth import get_user_model

from unit_pages.test.factories import AppointmentFactory, PersonFactory, PostFactory

FIRST_OF_MARCH = dt.date(2026, 3, 1)


def noon(day: dt.date) -> dt.datetime:
    """Noon of a day in Việt Nam."""
    return dt.datetime.combine(day, dt.time(5), tzinfo=dt.UTC)


def again(person):
    """Return the person as the next request sees them: without anything remembered."""
    return get_user_model().objects.get(pk=person.pk)


def administrator_of(unit, *, publishes=False, **values):
    """Return somebody who manages the people of ``unit`` and writes for it."""
    post = PostFactory(
        code=f"quan-tri-{publishes}".lower(),
        name="Quản trị trang của đơn vị",
        can_write=True,
        can_publish=publishes,
        can_administer=True,
    )
    person = PersonFactory(email=f"quantri{unit.pk}-{publishes}@example.vn".lower())
    AppointmentFactory(unit=unit, post=post, person=person, **values)
    return person
