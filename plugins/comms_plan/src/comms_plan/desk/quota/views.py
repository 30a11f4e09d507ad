"""Why an item counts or not, and the button that offers it to the editorial board."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from comms_plan.desk.coverage.asking import looked_at
from comms_plan.desk.current_unit import choose_place
from comms_plan.desk.landing.queries import landing_places
from comms_plan.desk.quota.standing import standing
from comms_plan.desk.writers import writes_for
from comms_plan.gate import services
from comms_plan.gate.models import Submission
from comms_plan.quotas.counting import begun, owing
from comms_plan.quotas.models import QuotaRule
from unit_pages.days import local_day
from unit_pages.models import AbstractArticlePage, Unit


@require_admin_access  # type: ignore[untyped-decorator]
def explain(request: HttpRequest, code: str) -> HttpResponse:
    """Show a period of a rule for the person's unit, item by item; ``?ky=`` names the period by its first day."""
    places = landing_places(request.user)
    place = looked_at(request, places) or choose_place(request, places)
    if place is None:
        raise Http404
    now = timezone.now()
    first = _first_day(request.GET.get("ky", ""), now)
    quota = get_object_or_404(
        QuotaRule.objects.order_by("-valid_from").filter(code=code, valid_from__lte=first, valid_to__gte=first)[:1]
    )
    spans = begun(quota, now)
    number = next((number for number, span in enumerate(spans) if first in span.judged), None)
    if number is None or not owing(quota.rule, spans[number].judged).filter(pk=place.unit.pk).exists():
        raise Http404
    context = {
        "place": place,
        "standing": standing(quota, spans[number], place.unit, now),
        "earlier": spans[number - 1] if number else None,
        "later": spans[number + 1] if number + 1 < len(spans) else None,
        "current": "home",
        "may_write": writes_for(request.user, place.unit.pk),
    }
    return render(request, "comms_desk/quota.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def offer_item(request: HttpRequest, page_id: int) -> HttpResponse:
    """Offer an own item to the department's editorial board."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, AbstractArticlePage) or not writes_for(request.user, page.unit_id):
        raise Http404
    board = get_object_or_404(Unit, parent__isnull=True)
    try:
        services.offer(page=page, board=board, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("“%(title)s” was sent to the editorial board.") % {"title": page.title})
    return _back(request)


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def withdraw_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an offer back."""
    submission = get_object_or_404(Submission, pk=pk)
    if not writes_for(request.user, submission.unit_id):
        raise Http404
    try:
        services.withdraw(submission=submission, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The offer was taken back."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def _first_day(text: str, now: dt.datetime) -> dt.date:
    """Return the day named in the address, today when it names none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return local_day(now)
