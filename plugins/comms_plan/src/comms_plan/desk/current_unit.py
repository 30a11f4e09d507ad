"""For which of several units a person works right now: asked once, kept in the session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from django.http import HttpRequest

from unit_pages.models import Unit

SESSION_KEY = "comms_desk_unit"


class HasUnit(Protocol):
    """Something that stands for a unit."""

    unit: Unit


T = TypeVar("T", bound=HasUnit)


def choose_place(request: HttpRequest, places: Sequence[T]) -> T | None:
    """Return the place that the address, the form or the last visit names, else the first one."""
    asked = request.POST.get("unit") or request.GET.get("unit") or ""
    by_slug = {place.unit.slug: place for place in places}
    if asked in by_slug:
        if request.session.get(SESSION_KEY) != asked:
            request.session[SESSION_KEY] = asked
        return by_slug[asked]
    return by_slug.get(request.session.get(SESSION_KEY, ""), places[0] if places else None)
