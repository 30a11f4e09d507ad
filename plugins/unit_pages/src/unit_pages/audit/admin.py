"""The screen of a unit's log: its administrators see their unit's, superusers all."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import registry

from unit_pages.access.rights import ADMINISTER, rights_of
from unit_pages.audit.models import UnitLogEntry


def units_with_log(user: Any) -> list[int] | None:
    """Return the units whose log ``user`` reads today; None for all of them."""
    if user.is_superuser:
        return None
    return sorted({right.unit_id for right in rights_of(user) if right.actions & ADMINISTER})


def log_for(user: Any) -> QuerySet[UnitLogEntry]:
    """Return the entries that ``user`` may read."""
    units = units_with_log(user)
    rows = UnitLogEntry.objects.select_related("content_type")
    return rows if units is None else rows.of_units(units)


def _actions() -> list[tuple[str, str]]:
    return sorted(registry.get_choices(), key=lambda choice: str(choice[1]))


class UnitLogFilterSet(WagtailFilterSet):
    """Days, words, action and, for who has several units, the unit."""

    happened_at = django_filters.DateFromToRangeFilter(label=_("Days"), widget=DateRangePickerWidget)
    label = django_filters.CharFilter(label=_("Words in the name of the object"), lookup_expr="icontains")
    person = django_filters.CharFilter(label=_("Name of the person"), field_name="actor_name", lookup_expr="icontains")
    unit_code = django_filters.CharFilter(label=_("Code of the unit"), field_name="unit__code", lookup_expr="iexact")
    action = django_filters.ChoiceFilter(label=_("Action"), choices=_actions, empty_label=_("All actions"))

    class Meta:
        model = UnitLogEntry
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_with_log(self.request.user)
        if units is not None and len(units) < 2:
            del self.filters["unit_code"]


def as_text(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula, whatever people put into a title."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


class MomentColumn(Column):
    """Day and time as officials write them."""

    def get_value(self, instance: Any) -> str:
        """Return the local time."""
        value: dt.datetime = super().get_value(instance)
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"


class UnitLogView(ReportView):
    """List, filters and export of the log."""

    model = UnitLogEntry
    page_title = _("Log of the unit")
    header_icon = "history"
    filterset_class = UnitLogFilterSet
    index_url_name = "unit_log"
    index_results_url_name = "unit_log_results"
    default_ordering: ClassVar[list[str]] = ["-happened_at", "-pk"]
    columns: ClassVar[list[Any]] = [
        MomentColumn("happened_at", label=_("At")),
        Column("actor_name", label=_("Person"), accessor=lambda row: row.actor_name or _("the system")),
        Column("action_label", label=_("Action")),
        Column("label", label=_("Object")),
        Column("sort_of_object", label=_("Sort")),
        Column("unit_name", label=_("Unit")),
        Column("reason", label=_("Reason")),
    ]
    list_export: ClassVar[list[str]] = [
        "happened_at",
        "actor_name",
        "action_label",
        "label",
        "sort_of_object",
        "unit_name",
        "reason",
    ]
    export_headings: ClassVar[dict[str, Any]] = {
        "happened_at": _("At"),
        "actor_name": _("Person"),
        "action_label": _("Action"),
        "label": _("Object"),
        "sort_of_object": _("Sort"),
        "unit_name": _("Unit"),
        "reason": _("Reason"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        safe = {self.FORMAT_CSV: as_text, self.FORMAT_XLSX: as_text}
        names = ("actor_name", "label", "unit_name", "reason")
        self.custom_field_preprocess: dict[str, Any] = self.custom_field_preprocess | dict.fromkeys(names, safe)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse who administers no unit."""
        if units_with_log(request.user) == []:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get_base_queryset(self) -> QuerySet[UnitLogEntry]:
        """Return the entries of the person's units."""
        return log_for(self.request.user).order_by(*self.default_ordering)

    def get_filename(self) -> str:
        """Name the exported file by the day."""
        return f"nhat-ky-{timezone.localdate():%Y-%m-%d}"


class UnitLogMenuItem(MenuItem):
    """Shown to unit administrators and superusers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may read the log of some unit."""
        return units_with_log(request.user) != []


def unit_log_urls() -> list[Any]:
    """Return the addresses of the screen, below the admin's."""
    return [
        path("unit-log/", UnitLogView.as_view(), name="unit_log"),
        path("unit-log/results/", UnitLogView.as_view(results_only=True), name="unit_log_results"),
    ]


def unit_log_menu_item() -> MenuItem:
    """Return the entry in the group of units."""
    return UnitLogMenuItem(_("Log of the unit"), reverse("unit_log"), name="unit-log", icon_name="history", order=90)
