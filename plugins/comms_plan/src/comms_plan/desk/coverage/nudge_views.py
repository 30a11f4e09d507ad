"""The button that reminds one unit."""

from __future__ import annotations

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.utils import get_valid_next_url_from_request

from comms_plan.coverage.progress import running_on
from comms_plan.coverage.scope import scopes_of
from comms_plan.quotas.counting import owing
from unit_pages.days import local_day
from unit_pages.models import Unit


def reminds() -> bool:
    """Whether this installation sends reminders."""
    return apps.is_installed("comms_plan.urging")


@require_admin_access  # type: ignore[untyped-decorator]
@require_POST
def nudge_unit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Remind the people of a unit below the person's own of what it lacks in the running period of a rule."""
    wide = [scope for scope in scopes_of(request.user) if scope.is_wide]
    found = (scope.within(Unit.objects.exclude(pk=scope.head.pk), "").filter(slug=slug).first() for scope in wide)
    unit = next(filter(None, found), None)
    running = next(((quota, span) for quota, span in running_on(local_day()) if quota.code == code), None)
    if not reminds() or unit is None or running is None:
        raise Http404
    quota, span = running
    if not owing(quota.rule, span.judged).filter(pk=unit.pk).exists():
        raise Http404
    from comms_plan.urging.nudging import NudgeError, nudge

    try:
        nudge(unit=unit, quota=quota, span=span, by=request.user, now=timezone.now())
    except NudgeError as error:
        messages.error(request, error.messages[0])
    else:
        words = _("%(unit)s is being reminded: the mail goes out within the half hour, outside the quiet hours.")
        messages.success(request, words % {"unit": unit.short_name})
    return redirect(get_valid_next_url_from_request(request) or reverse("comms_progress:home"))
