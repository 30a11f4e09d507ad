"""Dashboards: the whole sector, a branch, one unit; each one page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.admin.auth import require_admin_access

from comms_plan.coverage.attention import notes_of, overdue_orders, queue_of
from comms_plan.coverage.counts import theme_counts_of, themes_of
from comms_plan.coverage.progress import RuleProgress, progress_of, running_on
from comms_plan.coverage.scope import Scope
from comms_plan.coverage.tables import month_table
from comms_plan.desk.coverage.asking import (
    day_asked,
    file_of,
    number_asked,
    scope_asked,
    sorted_as_asked,
    window_asked,
)
from comms_plan.desk.coverage.nudge_views import reminds
from comms_plan.desk.coverage.rows import Filter, as_table, narrowed, silence, unit_rows
from comms_plan.desk.coverage.unit_story import story_of
from comms_plan.quotas.counting import Counter, begun
from comms_plan.quotas.explaining import period_name
from unit_pages.days import local_day

PAGE = 50
#: Entries of the short lists below the table of units.
SHOWN = 6


@require_admin_access  # type: ignore[untyped-decorator]
def progress(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show how the units stand in a period; ``?ky=`` names it by any of its days, ``?quy-dinh=`` the rule."""
    scope, now, day = scope_asked(request, slug), timezone.now(), day_asked(request)
    found = progress_of(scope, running_on(day), now)
    chosen = _chosen(request, found)
    context: dict[str, Any] = {
        "scope": scope,
        "progress": found,
        "chosen": chosen,
        "day": day,
        "now": now,
        "queue": queue_of(scope, now),
        "orders": overdue_orders(scope, local_day(now), SHOWN),
        "place": {"unit": scope.head},
        "current": "progress",
        **_neighbours(chosen, day),
        **_matrix(request, scope),
    }
    if not scope.is_wide:
        return render(request, "comms_desk/progress_unit.html", {**context, **story_of(scope, found, now)})
    notes = notes_of(scope, now)
    silent = sorted((note for note in notes if note.is_silent), key=lambda note: -silence(note))
    people = [note for note in notes if note.lacks_people]
    wanted = _filter(request, chosen)
    page = Paginator(narrowed(unit_rows(chosen, notes), wanted), PAGE).get_page(number_asked(request, "trang"))
    context |= {
        "page": page,
        "wanted": wanted,
        "left_out": _left_out(chosen, page.object_list, now),
        "kinds": sorted({(note.kind_name, note.kind) for note in notes}),
        "silent": silent[:SHOWN],
        "silent_count": len(silent),
        "people": people[:SHOWN],
        "people_count": len(people),
        "units_count": len(notes),
        "may_remind": reminds() and bool(chosen and chosen.days_left),
    }
    return render(request, "comms_desk/progress.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
def download(request: HttpRequest, slug: str, code: str, format: str) -> HttpResponse:
    """Give the list of units as CSV or workbook, narrowed and sorted as on the screen."""
    scope, now = scope_asked(request, slug), timezone.now()
    found = progress_of(scope, running_on(day_asked(request)), now)
    chosen = next((one for one in found if one.quota.code == code), None)
    rows = narrowed(unit_rows(chosen, notes_of(scope, now)), _filter(request, chosen))
    title = period_name(chosen.span) if chosen else scope.head.short_name
    name = f"tien-do-{scope.head.slug}-{chosen.span.key if chosen else local_day(now)}"
    return file_of(as_table(rows, title), format, name)


def _chosen(request: HttpRequest, found: list[RuleProgress]) -> RuleProgress | None:
    code = request.GET.get("quy-dinh", "")
    return next((one for one in found if one.quota.code == code), found[0] if found else None)


def _filter(request: HttpRequest, chosen: RuleProgress | None) -> Filter:
    kind = request.GET.get("loai", "")
    return Filter(
        show=request.GET.get("loc") or ("owing" if chosen else "all"),
        kind=int(kind) if kind.isascii() and kind.isdigit() and len(kind) < 9 else 0,
        name=request.GET.get("ten", "").strip()[:80],
        order=request.GET.get("xep", "") or "state",
    )


def _neighbours(chosen: RuleProgress | None, day: dt.date) -> dict[str, Any]:
    """Return the periods before and after the shown one, as far as they have begun."""
    if chosen is None:
        return {"earlier": None, "later": None}
    spans = begun(chosen.quota, timezone.now())
    place = next((n for n, span in enumerate(spans) if span.key == chosen.span.key), 0)
    return {
        "earlier": spans[place - 1] if place else None,
        "later": spans[place + 1] if place + 1 < len(spans) else None,
    }


def _matrix(request: HttpRequest, scope: Scope) -> dict[str, Any]:
    """Return themes by month of the plan in force."""
    window = window_asked(request)
    if window is None:
        return {"matrix": None}
    themes = themes_of(window)
    kept = theme_counts_of(scope, window, themes)
    return {
        "matrix": sorted_as_asked(request, month_table(themes, kept.value, window)),
        "counts": kept.value,
        "counted_at": kept.at,
        "window": window,
    }


def _left_out(chosen: RuleProgress | None, rows: Any, now: dt.datetime) -> dict[int, int]:
    """Return how many items of the shown units do not count; five queries."""
    if chosen is None:
        return {}
    units = [row.line.unit for row in rows if row.line]
    tallies = Counter(chosen.quota, chosen.span, now).tallies(units) if units else {}
    found = {}
    for pk, tally in tallies.items():
        counted = {verdict.item.key for verdict in tally.counted}
        found[pk] = len({verdict.item.key for verdict in tally.left_out} - counted)
    return found
