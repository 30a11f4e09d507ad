"""Closing periods: their state, frozen figures beside those of today, opening one again."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from comms_plan.desk.rules.rights import coordinators_only
from comms_plan.quotas import closing
from comms_plan.quotas.counting import begun
from comms_plan.quotas.models import ClosedPeriod, QuotaRule
from comms_plan.quotas.periods import DAY, Span
from unit_pages.days import local_day


@coordinators_only
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """List the periods of a rule that have begun, the latest first."""
    quota = get_object_or_404(QuotaRule, pk=pk)
    now = timezone.now()
    today = local_day(now)
    met = Count("figures", filter=Q(figures__figure__gte=F("figures__minimum"), figures__minimum__gt=0))
    owing = Count("figures", filter=Q(figures__minimum__gt=0))
    closed: dict[dt.date, list[ClosedPeriod]] = {}
    for row in quota.closed_periods.annotate(met=met, owing=owing).select_related("closed_by", "reopened_by"):
        closed.setdefault(row.first, []).append(row)
    running = {
        row["first"]: row
        for row in quota.figures.values("first").annotate(
            met=Count("pk", filter=Q(figure__gte=F("minimum"), minimum__gt=0)),
            owing=Count("pk", filter=Q(minimum__gt=0)),
        )
    }
    rows = [
        {
            "span": span,
            "closed": next((row for row in closed.get(span.key, []) if row.reopened_at is None), None),
            "opened": [row for row in closed.get(span.key, []) if row.reopened_at is not None],
            "running": running.get(span.key),
            "ends": span.judged.last + quota.rule.grace_days * DAY,
            "is_over": today > span.judged.last + quota.rule.grace_days * DAY,
        }
        for span in reversed(begun(quota, now))
    ]
    return render(request, "comms_desk/rules/periods.html", {"quota": quota, "rows": rows, "current": "rules"})


@coordinators_only
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the figures of a period."""
    quota = get_object_or_404(QuotaRule, pk=pk)
    span = _span(quota, request.POST.get("first", ""))
    try:
        with transaction.atomic():
            period = closing.close(quota=quota, span=span, by=request.user, now=timezone.now())
            log(instance=quota, action="comms_quotas.close", user=request.user, data={"first": span.key.isoformat()})
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("comms_rules:periods", pk)
    messages.success(request, _("The period is closed. Its figures stay as they are now."))
    return redirect("comms_rules:closed", period.pk)


@coordinators_only
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the frozen figures of a closed period, with what would be another figure today beside them."""
    period = get_object_or_404(ClosedPeriod.objects.select_related("rule", "closed_by", "reopened_by"), pk=pk)
    span = _span(period.rule, period.first.isoformat())
    today = {row.unit.pk: row.today for row in closing.differences(period, span, now=timezone.now())}
    rows = [(row, today.get(row.unit_id)) for row in period.figures.select_related("unit").order_by("unit__name_key")]
    context = {"period": period, "quota": period.rule, "span": span, "rows": rows, "changed": len(today)}
    return render(request, "comms_desk/rules/closed.html", {**context, "current": "rules"})


@coordinators_only
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed period again, saying why."""
    period = get_object_or_404(ClosedPeriod.objects.select_related("rule"), pk=pk)
    why = request.POST.get("why", "")[:255]
    try:
        with transaction.atomic():
            closing.reopen(period=period, by=request.user, now=timezone.now(), why=why)
            data = {"first": period.first.isoformat(), "why": why}
            log(instance=period.rule, action="comms_quotas.reopen", user=request.user, data=data)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("comms_rules:closed", pk)
    messages.success(request, _("The period is open again."))
    return redirect("comms_rules:periods", period.rule_id)


def _span(quota: QuotaRule, first: str) -> Span:
    """Return the period that begins on a day.

    Raises:
        Http404: when none does.
    """
    for span in quota.rule.spans():
        if span.key.isoformat() == first:
            return span
    raise Http404
