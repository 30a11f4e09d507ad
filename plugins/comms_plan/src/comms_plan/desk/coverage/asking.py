"""What an address asks for: whose figures, which months, which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from comms_plan.articles.places import Place
from comms_plan.coverage.files import XLSX, as_csv, as_workbook
from comms_plan.coverage.pictures import bars
from comms_plan.coverage.scope import Scope, scope_at, scopes_of
from comms_plan.coverage.tables import Table
from comms_plan.coverage.windows import Window, window_of
from comms_plan.desk.current_unit import HasUnit
from comms_plan.plans.models import Plan
from unit_pages.days import local_day


def scope_asked(request: HttpRequest, slug: str) -> Scope:
    """Return the scope of the address, the person's widest for an address without one.

    Raises:
        Http404: when the person does not see the unit, or none at all.
    """
    scope = scope_at(request.user, slug) if slug else next(iter(scopes_of(request.user)), None)
    if scope is None:
        raise Http404
    return scope


def looked_at(request: HttpRequest, places: Sequence[HasUnit]) -> Any:
    """Return the unit of the address as a place if the person looks after it without a post there, else None."""
    slug = request.GET.get("unit", "")
    if not slug or slug in {place.unit.slug for place in places}:
        return None
    scope = scope_at(request.user, slug)
    return Place(scope.head) if scope else None


def window_asked(request: HttpRequest) -> Window | None:
    """Return the months that the address names, of the plan that it names or the one in force; None without a plan."""
    today = local_day()
    code = request.GET.get("ke-hoach", "")
    named = Plan.objects.select_related("period").filter(code=code).first() if code else None
    plan = named or Plan.objects.in_force(today)
    return window_of(plan, today, request.GET.get("tu", ""), request.GET.get("den", "")) if plan else None


def day_asked(request: HttpRequest) -> dt.date:
    """Return the day that the address names, today when it names none or one to come."""
    try:
        return min(dt.date.fromisoformat(request.GET.get("ky", "")), local_day())
    except ValueError:
        return local_day()


def number_asked(request: HttpRequest, name: str) -> int:
    """Return a number from 1 on."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 else 1


def sorted_as_asked(request: HttpRequest, table: Table) -> Table:
    """Return the table in the order that the address names, as ``key:column`` or ``key:-column``."""
    key, _colon, order = request.GET.get("xep", "").partition(":")
    return table.sorted_by(order) if key == table.key else table


def file_of(table: Table, form: str, name: str) -> HttpResponse:
    """Return a table as a file.

    Args:
        table: the table.
        form: csv, xlsx or svg.
        name: of the file, without its ending.

    Raises:
        Http404: for other forms.
    """
    makers: dict[str, tuple[str, Any]] = {
        "csv": ("text/csv; charset=utf-8", as_csv),
        "xlsx": (XLSX, as_workbook),
        "svg": ("image/svg+xml", lambda found: bars(found).encode()),
    }
    if form not in makers:
        raise Http404
    kind, make = makers[form]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "private, no-store"}
    return HttpResponse(make(table), content_type=kind, headers=headers)
