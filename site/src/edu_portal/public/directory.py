"""The directory of units: by level, kind, district and letter, without JavaScript too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from edu_portal.public.links import NavLink, absolute
from edu_portal.public.meta import Meta
from unit_pages.enums import Origin, Ownership
from unit_pages.models import EducationLevel, Publication, Unit, UnitKind
from unit_pages.units.models import UnitQuerySet
from unit_pages.vietnamese import first_letter, fold, sort_key

PAGE_SIZE = 100


def directory(request: HttpRequest) -> HttpResponse:
    """Show the units that match the reader's choice, grouped by letter."""
    today = timezone.localdate()
    everything = Unit.objects.active_on(today).with_open_site()
    found = filtered(everything, request.GET)
    shown_count = _shown(request.GET)
    units = list(found.with_identity().prefetch_related("levels")[:shown_count])
    newest = _newest(units)
    total = found.count()
    groups = [
        {"letter": letter, "units": [_row(unit, newest) for unit in group]}
        for letter, group in groupby(units, key=lambda unit: first_letter(unit.proper_name))
    ]
    filters = choices(everything, request.GET)
    present = {str(group["letter"]) for group in groups}
    context = {
        "q": request.GET.get("q", "").strip()[:100],
        "groups": groups,
        "letters": [
            {"letter": letter, "url_anchor": f"#chu-{letter}", "empty": letter not in present}
            for letter in sorted(present, key=lambda name: (sort_key(name), name))
        ],
        "filters": filters,
        "districts": filters["districts"],
        "chips": _chips(request.GET),
        "clear_url": request.path,
        "total": total,
        "shown": len(units),
        "more_url": _more_url(request.GET, shown_count) if total > shown_count else "",
        "breadcrumb": [NavLink(_("Home"), "/")],
        "meta": Meta(
            title=_("Schools and units"),
            description=_("All units of the sector, each with its own site."),
            canonical=absolute(request.path),
        ),
    }
    return render(request, "portal/unit_directory.html", context)


def filtered(units: UnitQuerySet, query: QueryDict) -> UnitQuerySet:
    """Return the units that a query string asks for; unknown values find nothing."""
    words = fold(query.get("q", "")[:100]).split()[:8]
    if words:
        names = Unit.objects.values_list("pk", "name", "short_name", "code", "slug")
        hits = [pk for pk, *texts in [*names, *_former_names()] if all(word in fold(" ".join(texts)) for word in words)]
        units = units.filter(pk__in=hits)
    if levels := query.getlist("cap")[:12]:
        units = units.filter(Q(levels__code__in=levels))
    if kinds := query.getlist("loai")[:12]:
        units = units.filter(kind__code__in=kinds)
    if ownership := query.getlist("so-huu")[:3]:
        units = units.filter(ownership__in=ownership)
    if district := query.get("dia-ban", "")[:80]:
        units = units.filter(district=district)
    return units.distinct().order_by("name_key", "pk")


def choices(everything: QuerySet[Unit], query: QueryDict) -> dict[str, Any]:
    """Return the filters with their counts over all units."""
    chosen_levels, chosen_kinds, chosen_owners = query.getlist("cap"), query.getlist("loai"), query.getlist("so-huu")
    levels = EducationLevel.objects.filter(units__in=everything).annotate(count=Count("units")).order_by("position")
    kinds = UnitKind.objects.filter(units__in=everything).annotate(count=Count("units")).order_by("position")
    owners = everything.exclude(ownership="").values_list("ownership").annotate(Count("pk")).order_by("-ownership")
    districts = everything.exclude(district="").values_list("district", flat=True).distinct().order_by("district")
    return {
        "levels": [_choice(item.code, item.name, item.count, chosen_levels) for item in levels],
        "kinds": [_choice(item.code, item.name, item.count, chosen_kinds) for item in kinds],
        "ownership": [_choice(code, str(Ownership(code).label), count, chosen_owners) for code, count in owners],
        "districts": [
            {"value": name, "label": name, "selected": name == query.get("dia-ban", "")} for name in districts
        ],
    }


def _choice(value: str, label: str, count: int, chosen: list[str]) -> dict[str, Any]:
    return {"value": value, "label": label, "count": count, "selected": value in chosen}


def _former_names() -> Iterable[tuple[Any, ...]]:
    from unit_pages.models import UnitFormerName

    return UnitFormerName.objects.values_list("unit_id", "name", "code", "slug")


def _newest(units: list[Unit]) -> dict[int, dt.datetime]:
    rows = Publication.objects.filter(unit__in=units, origin=Origin.OWN, ended_at__isnull=True, site_is_open=True)
    return dict(rows.values_list("unit_id").annotate(Max("starts_at")))


def _row(unit: Unit, newest: dict[int, dt.datetime]) -> dict[str, Any]:
    levels = ", ".join(level.name for level in unit.levels.all()) or unit.kind.name
    return {
        "unit": unit,
        "level_line": f"{levels} · {unit.district}" if unit.district else levels,
        "newest": newest.get(unit.pk),
    }


def _chips(query: QueryDict) -> list[dict[str, str]]:
    names = {
        "cap": dict(EducationLevel.objects.values_list("code", "name")),
        "loai": dict(UnitKind.objects.values_list("code", "name")),
        "so-huu": {str(value): str(label) for value, label in Ownership.choices},
    }
    chips = [
        {"label": known[value], "remove_url": _without(query, key, value)}
        for key, known in names.items()
        for value in query.getlist(key)
        if value in known
    ]
    if district := query.get("dia-ban", ""):
        chips.append({"label": district[:80], "remove_url": _without(query, "dia-ban", district)})
    return chips


def _without(query: QueryDict, key: str, value: str) -> str:
    copy = query.copy()
    copy.setlist(key, [other for other in copy.getlist(key) if other != value])
    return f"?{copy.urlencode()}"


def _shown(query: QueryDict) -> int:
    text = query.get("hien", "")
    pages = int(text) if text.isdigit() and len(text) < 4 else 1
    return PAGE_SIZE * max(1, min(pages, 50))


def _more_url(query: QueryDict, shown: int) -> str:
    copy = query.copy()
    copy["hien"] = str(shown // PAGE_SIZE + 1)
    return f"?{copy.urlencode()}"
