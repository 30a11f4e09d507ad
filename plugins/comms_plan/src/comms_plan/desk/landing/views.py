"""The landing page at the admin's first address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.home import HomeView

from comms_plan.articles.places import Place
from comms_plan.desk.current_unit import choose_place
from comms_plan.desk.landing.panels import FIRST, is_card, new_count, order_of, panels_of
from comms_plan.desk.landing.queries import SHOWN, Staff, Work, drafts_of, landing_places, month_of


@require_admin_access  # type: ignore[untyped-decorator]
def home(request: HttpRequest) -> HttpResponse:
    """Show unit staff their landing page, administrators of the installation Wagtail's own."""
    if request.user.is_superuser:
        return HomeView.as_view()(request)  # type: ignore[no-any-return]
    places = landing_places(request.user)
    place = choose_place(request, places)
    if place is None:
        return render(request, "comms_desk/no_unit.html", {"place": None})
    return render(request, "comms_desk/home.html", landing_context(request, place, places))


def landing_context(request: HttpRequest, place: Place, places: list[Place]) -> dict[str, Any]:
    """Return what the template shows for one of the person's units."""
    work = Work.of(request.user)
    panels = panels_of(request, place.unit)
    drafts = list(drafts_of(request.user, place.unit)[: SHOWN + 1])
    origin = settings.WAGTAILADMIN_BASE_URL.rstrip("/").partition("://")[2]
    return {
        "place": place,
        "switch": [(other, work.in_unit(other.unit).urgent) for other in places] if len(places) > 1 else [],
        "address": f"{origin}{place.unit.url_path}",
        "work": work.in_unit(place.unit),
        "drafts": drafts[:SHOWN],
        "has_more_drafts": len(drafts) > SHOWN,
        "month": month_of(place.unit, timezone.now()),
        "staff": Staff.of(place.unit),
        "cards": [panel for panel in panels if is_card(panel)],
        "first_panels": [panel for panel in panels if order_of(panel) <= FIRST and not is_card(panel)],
        "panels": [panel for panel in panels if order_of(panel) > FIRST and not is_card(panel)],
        "new_count": new_count(panels),
        "current": "home",
    }
