"""Coverage: what is published about each theme, and where nothing is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access

from comms_plan.articles.models import Topic
from comms_plan.coverage import tables
from comms_plan.coverage.counts import Cell, Counts, counts_of, items_of, themes_of, unit_counts_of
from comms_plan.coverage.delays import BUCKETS, bucket_days
from comms_plan.coverage.kept import Kept
from comms_plan.coverage.pictures import bars
from comms_plan.coverage.scope import Scope, scope_at
from comms_plan.coverage.tables import Table
from comms_plan.coverage.unit_table import Wanted, unit_table
from comms_plan.coverage.windows import Window
from comms_plan.desk.coverage.asking import file_of, number_asked, scope_asked, sorted_as_asked, window_asked
from comms_plan.plans.models import Plan
from comms_plan.plans.themes import Theme
from unit_pages.models import UnitKind

PAGE = 50


@require_admin_access  # type: ignore[untyped-decorator]
def coverage(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show themes by month and by kind of unit, their shares, free topics and delays."""
    scope, window = scope_asked(request, slug), window_asked(request)
    if window is None:
        return _no_plan(request)
    themes, kept = themes_of(window), counts_of(scope, window)
    found = {table.key: sorted_as_asked(request, table) for table in _tables(scope, window, themes, kept.value)}
    context = {
        **_frame(scope, window, kept),
        "counts": kept.value,
        "quartiles": kept.value.delays.quartiles(),
        "tables": found,
        "gaps": found["thang"].gaps,
        "share_picture": bars(tables.share_table(themes, kept.value)),
        "delay_picture": bars(tables.delay_table(kept.value)),
        "plans": Plan.objects.filter(parent__isnull=True).select_related("period"),
    }
    return render(request, "comms_desk/coverage.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
def by_unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show themes by unit, 50 units a page."""
    scope, window = scope_asked(request, slug), window_asked(request)
    if window is None:
        return _no_plan(request)
    kept = unit_counts_of(scope, window)
    wanted = _wanted(request)
    table = sorted_as_asked(request, unit_table(scope, window, themes_of(window), kept.value, wanted))
    page = Paginator(table.rows, PAGE).get_page(number_asked(request, "trang"))
    context = {
        **_frame(scope, window, kept),
        "table": replace(table, rows=tuple(page.object_list)),
        "page": page,
        "wanted": wanted,
        "kinds": UnitKind.objects.filter(pk__in=scope.units(window.months[-1]).values("kind")),
    }
    return render(request, "comms_desk/coverage_units.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
def items(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the items behind a cell."""
    scope, window = scope_asked(request, slug), window_asked(request)
    if window is None:
        return _no_plan(request)
    unit = request.GET.get("don-vi", "")
    if unit:
        scope = _inside(request, scope, unit)
    cell, words = _cell(request, window)
    page = Paginator(items_of(scope, window, cell), PAGE).get_page(number_asked(request, "trang"))
    context = {**_frame(scope, window), "page": page, "words": words, "slug": slug}
    return render(request, "comms_desk/coverage_items.html", context)


@require_admin_access  # type: ignore[untyped-decorator]
def download(request: HttpRequest, slug: str, table: str, format: str) -> HttpResponse:
    """Give a table as CSV, workbook or picture, in the order that the address names."""
    scope, window = scope_asked(request, slug), window_asked(request)
    if window is None:
        raise Http404
    themes = themes_of(window)
    if table == "don-vi":
        found = unit_table(scope, window, themes, unit_counts_of(scope, window).value, _wanted(request))
    else:
        counts = counts_of(scope, window).value
        every = {made.key: made for made in _tables(scope, window, themes, counts)}
        if table not in every:
            raise Http404
        found = every[table]
    name = f"do-phu-{table}-{scope.head.slug}-{window.months[0]:%Y-%m}-{window.months[-1]:%Y-%m}"
    return file_of(sorted_as_asked(request, found), format, name)


def _tables(scope: Scope, window: Window, themes: list[Theme], counts: Counts) -> list[Table]:
    found = [
        tables.month_table(themes, counts, window),
        tables.share_table(themes, counts),
        tables.delay_table(counts),
        tables.topic_table(counts),
    ]
    if scope.is_wide:
        kinds = list(UnitKind.objects.filter(pk__in=scope.units(window.months[-1]).values("kind")))
        found += [tables.kind_table(themes, counts, window, kinds), tables.delay_kind_table(counts, kinds)]
    return found


def _frame(scope: Scope, window: Window, kept: Kept[Any] | None = None) -> dict[str, Any]:
    return {
        "scope": scope,
        "window": window,
        "at": kept.at if kept else None,
        "place": {"unit": scope.head},
        "current": "coverage",
    }


def _wanted(request: HttpRequest) -> Wanted:
    return Wanted(request.GET.get("loai", "")[:80], request.GET.get("ten", "").strip()[:80])


def _inside(request: HttpRequest, scope: Scope, slug: str) -> Scope:
    """Return the scope of one unit inside another.

    Raises:
        Http404: when it is not inside.
    """
    found = scope_at(request.user, slug)
    if found is None or not scope.within(type(found.head).objects.filter(pk=found.head.pk), "").exists():
        raise Http404
    return Scope(found.head, "unit")


def _cell(request: HttpRequest, window: Window) -> tuple[Cell, list[str]]:
    """Return what the address asks for, and the same in words.

    Raises:
        Http404: for a theme, kind, topic or bucket that there is not.
    """
    code, kind, topic, bucket = (request.GET.get(name, "") for name in ("noi-dung", "loai", "chu-de", "cham"))
    theme, words = None, []
    if code and code != "khong":
        theme = window.plan.themes.filter(code=code).first()
        words.append(str(theme or ""))
    if code == "khong":
        words.append(_("Without a theme"))
    if kind:
        words.append(UnitKind.objects.filter(code=kind).values_list("name", flat=True).first() or "")
    if topic:
        words.append(Topic.objects.filter(slug=topic).values_list("name", flat=True).first() or "")
    if bucket:
        words.append(next((str(label) for known, _least, _most, label in BUCKETS if known == bucket), ""))
    if not all(words):
        raise Http404
    return Cell(theme, code == "khong", topic, kind, bucket_days(bucket)), words


def _no_plan(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("There is no plan yet. Load the province's pack or enter a plan first."))
    return redirect("wagtailadmin_home")
