"""How far the sector has come with its plan, in numbers that name no unit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comms_plan.coverage.counts import Counts, counts_of, themes_of
from comms_plan.coverage.public import PublicRule, public_progress
from comms_plan.coverage.scope import Scope
from comms_plan.coverage.tables import month_table
from comms_plan.coverage.windows import window_of
from comms_plan.plans.models import Plan
from comms_plan.quotas.explaining import period_name
from edu_portal.page_cache.pieces import LOOK, SECTOR, keep
from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta
from edu_portal.public.views import present_plan
from unit_pages.models import Unit


def progress(request: HttpRequest) -> HttpResponse:
    """Show quotas and coverage of the plan in force; there is no such page where the plan does not say so."""
    plan = present_plan(request)
    if not plan.public_progress:
        raise Http404
    key = f"progress:{plan.pk}:{timezone.localdate()}"
    context = keep(request, (SECTOR, LOOK), key, lambda: _context(plan))
    context = {
        **context,
        "breadcrumb": [NavLink(_("Home"), "/"), NavLink(_("Communication plan"), reverse("plan"))],
        "meta": Meta(title=_("How far the sector has come"), canonical=absolute(request.path)),
    }
    return render(request, "comms_plans/progress.html", context)


def _context(plan: Plan) -> dict[str, Any]:
    now = timezone.now()
    root = Unit.objects.root()
    window = window_of(plan, timezone.localdate(now))
    counts = counts_of(Scope(root, "sector"), window).value
    themes = themes_of(window)
    gaps = month_table(themes, counts, window).gaps
    return {
        "plan_title": plan.title,
        "at": timezone.localtime(now),
        "rules": [_rule(rule) for rule in public_progress(plan, now)],
        "figures": _figures(counts, gaps, Unit.objects.active_on(timezone.localdate(now)).count()),
        "quartiles": counts.delays.quartiles(),
        "themes": [_share(theme, counts) for theme in themes],
        "items": counts.items,
    }


def _rule(rule: PublicRule) -> SimpleNamespace:
    periods = [
        SimpleNamespace(
            name=period_name(period.span),
            owing=period.owing,
            met=period.met,
            share=period.share,
            is_over=period.is_over,
        )
        for period in rule.periods
    ]
    return SimpleNamespace(name=str(rule.quota), source=rule.quota.rule.source, periods=periods)


def _figures(counts: Counts, gaps: int, units: int) -> list[dict[str, Any]]:
    return [
        {"label": _("items published"), "value": counts.items},
        {"label": _("units published something, of %(units)d") % {"units": units}, "value": counts.units},
        {"label": _("empty months of themes"), "value": gaps},
    ]


def _share(theme: Any, counts: Counts) -> SimpleNamespace:
    number = counts.of_theme(theme.pk)
    share = round(100 * number / counts.items) if counts.items else 0
    url = reverse("theme", args=[theme.slug])
    return SimpleNamespace(number=theme.position, name=theme.name, url=url, count=number, share=share)
