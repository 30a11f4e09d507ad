"""The registry of units, and who holds which post."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from unit_pages.access.references import GuardedModelForm
from unit_pages.admin.bases import CentralViewSet, DayColumn, FoldedSearchIndexView
from unit_pages.admin.choosers import PERSON_FIELDS
from unit_pages.admin.menus import UNITS
from unit_pages.days import local_day
from unit_pages.subsites.provisioning import NoPortalError, provision
from unit_pages.units.appointments import Appointment, Post
from unit_pages.units.models import EducationLevel, Unit, UnitKind


class UnitFilterSet(WagtailFilterSet):
    """Kind, level, and whether the unit still exists."""

    kind = django_filters.ModelMultipleChoiceFilter(
        label=_("Kind of unit"), queryset=UnitKind.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    levels = django_filters.ModelMultipleChoiceFilter(
        label=_("Education levels"), queryset=EducationLevel.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    ended = django_filters.BooleanFilter(label=_("Ended"), field_name="ends_on", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = []


class UnitIndexView(FoldedSearchIndexView):
    """All units; the registry of a city has two thousand."""

    related = ("kind", "parent", "home")
    slug_field = "slug"
    empty_text = _("No unit yet. Begin with the department itself, the unit without a superior one.")

    def get_base_queryset(self) -> QuerySet[Any]:
        """Leave out what the columns do not show."""
        return super().get_base_queryset().defer("home__owner_lines", "home__search_description")


class UnitCreateView(generic.CreateView):
    """Adds a unit and makes its site in the same transaction."""

    def save_instance(self) -> Unit:
        """Save and provision; a province without its department gets the site later."""
        unit: Unit = super().save_instance()
        try:
            provision(unit)
        except NoPortalError:
            messages.warning(self.request, _("The unit has no site yet: the department's own must be made first."))
        return unit


def site_of(unit: Unit) -> str:
    """Return the path of the unit's site, empty before there is one."""
    return unit.url_path if getattr(unit, "home", None) else ""


class UnitViewSet(CentralViewSet):
    """Units."""

    model = Unit
    name = "units"
    icon = "group"
    menu_hook = UNITS
    menu_order = 10
    index_view_class = UnitIndexView
    add_view_class = UnitCreateView
    filterset_class = UnitFilterSet
    list_display: ClassVar[list[Any]] = [
        "name",
        "code",
        Column("kind", label=_("Kind of unit"), accessor="kind", sort_key="kind__position"),
        "district",
        Column("site", label=_("Address of the site"), accessor=site_of),
        DayColumn("ends_on", label=_("Ended on"), accessor="ends_on", sort_key="ends_on"),
    ]
    search_fields: ClassVar[list[str]] = ["name", "short_name", "code", "district"]
    list_export: ClassVar[list[str]] = [
        "code",
        "name",
        "short_name",
        "slug",
        "kind",
        "district",
        "address",
        "phone",
        "email",
        "starts_on",
        "ends_on",
    ]

    identity_panels: ClassVar[list[Any]] = [
        FieldPanel("name", help_text=_("In full, for example Trường THPT Ngô Quyền.")),
        FieldRowPanel(
            [
                FieldPanel("short_name", help_text=_("For lists, for example THPT Ngô Quyền.")),
                FieldPanel("slug", help_text=_("Part of the address, for example thpt-ngo-quyen.")),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("code", help_text=_("The code in official lists, for example HP-THPT-01.")),
                FieldPanel("kind", help_text=_("Decides which pages a new site holds.")),
            ]
        ),
        FieldPanel("parent", help_text=_("The unit that leads it. Only the department has none.")),
        FieldPanel("levels", widget=forms.CheckboxSelectMultiple),
        FieldPanel("ownership", heading=_("Public or private"), help_text=_("Who runs the unit: the state or others.")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])], heading=_("Time of existence")
        ),
    ]
    contact_panels: ClassVar[list[Any]] = [
        FieldPanel("address", help_text=_("For example 39 Lạch Tray, quận Ngô Quyền.")),
        FieldRowPanel(
            [
                FieldPanel("district", help_text=_("For example Ngô Quyền.")),
                FieldPanel("commune_code", help_text=_("From the official list, for example 11296.")),
            ]
        ),
        FieldRowPanel([FieldPanel("phone", help_text=_("For example 0225 3847 123.")), FieldPanel("email")]),
        FieldPanel("website", help_text=_("The address of the site that the unit had before.")),
        FieldRowPanel(
            [
                FieldPanel("latitude", help_text=_("For example 20.85678.")),
                FieldPanel("longitude", help_text=_("For example 106.68345.")),
            ]
        ),
    ]
    look_panels: ClassVar[list[Any]] = [
        FieldPanel("colour", help_text=_("From the tested list. Empty: one is proposed.")),
        FieldPanel("flag", help_text=_("Stands before the unit's name in lists. Empty: one is proposed.")),
        FieldPanel("emblem", help_text=_("A square picture of at least 192 × 192 pixels.")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(identity_panels, heading=_("Unit")),
            ObjectList(contact_panels, heading=_("Address and contact")),
            ObjectList(look_panels, heading=_("Colour and flag")),
        ],
        base_form_class=GuardedModelForm,
    )


class AppointmentFilterSet(WagtailFilterSet):
    """Post, and whether the appointment holds today."""

    post = django_filters.ModelMultipleChoiceFilter(
        label=_("Post"), queryset=Post.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    current = django_filters.BooleanFilter(label=_("In force today"), method="filter_current")

    class Meta:
        model = Appointment
        fields: ClassVar[list[str]] = []

    def filter_current(self, rows: QuerySet[Appointment], name: str, value: bool) -> QuerySet[Appointment]:
        """Keep appointments in force today, or the others."""
        current = Appointment.objects.current_on(local_day()).values("pk")
        return rows.filter(pk__in=current) if value else rows.exclude(pk__in=current)


class AppointmentIndexView(FoldedSearchIndexView):
    """Appointments, found by the unit or the person."""

    related = ("person", "unit", "post")
    slug_field = "unit__slug"
    empty_text = _("Nobody is appointed yet. An appointment lets a person write for a unit.")

    def _holds(self, word: str) -> Q:
        names = {field.name for field in Appointment._meta.get_field("person").related_model._meta.get_fields()}
        found = super()._holds(word)
        for field in names.intersection(PERSON_FIELDS):
            found |= Q(**{f"person__{field}__icontains": word})
        return found


class AppointmentViewSet(CentralViewSet):
    """Who holds which post in which unit; rights follow from it."""

    model = Appointment
    name = "appointments"
    icon = "user"
    menu_hook = UNITS
    menu_order = 20
    index_view_class = AppointmentIndexView
    filterset_class = AppointmentFilterSet
    search_fields: ClassVar[list[str]] = ["unit__name", "decision_number"]
    list_display: ClassVar[list[Any]] = [
        "person",
        Column("unit", label=_("Unit"), accessor="unit", sort_key="unit__name_key"),
        Column("post", label=_("Post"), accessor="post", sort_key="post__position"),
        DayColumn("starts_on", label=_("From"), accessor="starts_on", sort_key="starts_on"),
        DayColumn("ends_on", label=_("Until"), accessor="ends_on", sort_key="ends_on"),
    ]
    panels: ClassVar[list[Any]] = [
        FieldPanel("person", help_text=_("Somebody without an account: add it first under Settings, Users.")),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("post")]),
        FieldRowPanel(
            [
                FieldPanel("starts_on", help_text=_("The right to write begins on this day.")),
                FieldPanel("ends_on", help_text=_("The first day without the post. Empty: no end is known.")),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("decision_number", help_text=_("For example 128/QĐ-THPTNQ.")),
                FieldPanel("decided_on"),
            ]
        ),
    ]


units = UnitViewSet()
appointments = AppointmentViewSet()
