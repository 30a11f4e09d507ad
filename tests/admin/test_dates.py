"""Dates are written and read as people here write them: 24/11/2026."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from unit_pages.models import CalendarEvent


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_day_of_an_admin_form_is_day_month_year(client, world, language):
    profile = UserProfile.get_for_user(world.officer)
    profile.preferred_language = language
    profile.save()
    client.force_login(world.officer)
    data = {
        "unit": world.one.pk, "title": "Ngày hội đọc sách", "starts_on": "24/11/2026", "ends_on": "05/12/2026",
        "place": "", "text": "", "time": "", "priority": "",
    }  # fmt: skip
    answer = client.post(reverse("calendar_events:add"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    event = CalendarEvent.objects.get(title="Ngày hội đọc sách")
    assert (event.starts_on, event.ends_on) == (dt.date(2026, 11, 24), dt.date(2026, 12, 5))
    page = client.get(reverse("calendar_events:edit", args=[event.pk])).content.decode()
    assert 'value="24/11/2026"' in page
    assert "d/m/Y" in page  # what the calendar of the field writes


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_format_of_the_fields_is_one_that_is_read(settings, language):
    from django.utils.formats import get_format

    with translation.override(language):
        assert settings.WAGTAIL_DATE_FORMAT in get_format("DATE_INPUT_FORMATS")
        assert settings.WAGTAIL_DATETIME_FORMAT in get_format("DATETIME_INPUT_FORMATS")
        assert settings.WAGTAIL_TIME_FORMAT in get_format("TIME_INPUT_FORMATS")
