"""The registry of units."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from unit_pages.access.branches import branches_of
from unit_pages.admin.bases import DayColumn, FoldedSearchIndexView
from unit_pages.admin.branches import BranchFormMixin, BranchUnitForm, BranchViewSetMixin
from unit_pages.admin.menus import UNITS
from unit_pages.days import local_day
from unit_pages.people.missing import MISSING, missing_posts, with_missing_posts
from unit_pages.subsites.provisioning import NoPortalError, provision
from unit_pages.units.models import EducationLevel, Unit, UnitKind, UnitTag


class UnitFilterSet(WagtailFilterSet):
    """Kind, level, and whether the unit still exists."""

    kind = django_filters.ModelMultipleChoiceFilter(
        label=_("Kind of unit"), queryset=UnitKind.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    levels = django_filters.ModelMultipleChoiceFilter(
        label=_("Education levels"), queryset=EducationLevel.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    tags = django_filters.ModelMultipleChoiceFilter(
        label=_("Tags"), queryset=UnitTag.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    missing = django_filters.ChoiceFilter(label=_("Missing posts"), choices=MISSING, method="filter_missing")
    ended = django_filters.BooleanFilter(label=_("Ended"), field_name="ends_on", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = []

    def filter_missing(self, rows: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        """Keep the units of today in which nobody holds such a post."""
        today = local_day()
        return with_missing_posts(rows, today).active_on(today).filter(**{f"has_{value}": False})


class UnitIndexView(FoldedSearchIndexView):
    """All units; the registry of a city has two thousand."""

    related = ("kind", "parent", "home")
    slug_field = "slug"
    empty_text = _("No unit yet. Begin with the department itself, the unit without a superior one.")

    def get_base_queryset(self) -> QuerySet[Any]:
        """Leave out what the columns do not show, and look who is missing in the same query."""
        rows = with_missing_posts(super().get_base_queryset(), local_day())
        rows = rows.defer("home__owner_lines", "home__search_description")
        branches = branches_of(self.request.user)
        return rows if branches is None or branches.is_everything else rows.filter(pk__in=branches.units().values("pk"))


class UnitCreateView(BranchFormMixin, generic.CreateView):
    """Adds a unit and makes its site in the same transaction."""

    def save_instance(self) -> Unit:
        """Save and provision; a province without its department gets the site later."""
        unit: Unit = super().save_instance()
        try:
            provision(unit)
        except NoPortalError:
            messages.warning(self.request, _("The unit has no site yet: the department's own must be made first."))
        return unit


class MissingPostsColumn(Column):
    """What posts nobody holds today, with the way to the unit's people."""

    cell_template_name = "unit_pages/admin/missing_posts_cell.html"

    def get_cell_context_data(self, instance: Unit, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Add the address of the unit's people."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "people_url": reverse("unit_people:unit", args=[instance.pk])}


class UnitEditView(BranchFormMixin, generic.EditView):
    """A unit, with the ways to its organisation changes and to the state of its site.

    A coordinator changes what the centre does not keep to itself.
    """

    @property
    def header_buttons(self) -> list[Any]:
        """Offer what is more than a field of the form."""
        pk = self.object.pk
        return [
            HeaderButton(
                _("Organisation change"), url=reverse("unit_pages_change_kinds", args=[pk]), icon_name="resubmit"
            ),
            HeaderButton(_("State of the site"), url=reverse("unit_pages_site_state", args=[pk]), icon_name="site"),
        ]


def site_of(unit: Unit) -> str:
    """Return the path of the unit's site, empty before there is one."""
    return unit.url_path if getattr(unit, "home", None) else ""


class UnitViewSet(BranchViewSetMixin, ModelViewSet):
    """Units: administrators see all of them, coordinators those below their own unit."""

    model = Unit
    name = "units"
    icon = "group"
    menu_hook = UNITS
    menu_order = 10
    index_view_class = UnitIndexView
    add_view_class = UnitCreateView
    edit_view_class = UnitEditView
    copy_view_enabled = False
    list_per_page = 50
    filterset_class = UnitFilterSet
    list_display: ClassVar[list[Any]] = [
        "name",
        "code",
        Column("kind", label=_("Kind of unit"), accessor="kind", sort_key="kind__position"),
        "district",
        Column("site", label=_("Address of the site"), accessor=site_of),
        MissingPostsColumn("missing", label=_("Missing posts"), accessor=missing_posts),
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
        FieldPanel("approval", help_text=_("Whether a leader approves what the unit's officers write.")),
        FieldPanel("levels", widget=forms.CheckboxSelectMultiple),
        FieldPanel("tags", widget=forms.CheckboxSelectMultiple),
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
        base_form_class=BranchUnitForm,
    )


units = UnitViewSet()
