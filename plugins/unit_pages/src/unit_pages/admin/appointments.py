"""All appointments of the installation: who holds which post in which unit."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from unit_pages.admin.bases import CentralViewSet, DayColumn, FoldedSearchIndexView
from unit_pages.admin.choosers import PERSON_FIELDS
from unit_pages.admin.menus import UNITS
from unit_pages.days import local_day
from unit_pages.people.audit import record
from unit_pages.people.services import settle_end
from unit_pages.units.appointments import Appointment, Post


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


class AppointmentCreateView(generic.CreateView):
    """Gives a post."""

    def save_instance(self) -> Appointment:
        """Save, and say in the log whose people it concerns."""
        row: Appointment = self.form.save()
        record(row, "appoint", unit=row.unit, by=self.request.user, post=row.post.name, person=str(row.person))
        return row


class AppointmentEditView(generic.EditView):
    """Changes or ends an appointment."""

    @transaction.atomic
    def save_instance(self) -> Appointment:
        """Save; an end hands drafts over as it does on the unit's own screen."""
        row: Appointment = self.form.save()
        ended = row.ends_on if "ends_on" in self.form.changed_data else None
        if self.form.has_changed():
            action = "end_appointment" if ended else "change_appointment"
            details: dict[str, Any] = {
                "post": row.post.name,
                "person": str(row.person),
                "changed": self.form.changed_data,
            }
            record(row, action, unit=row.unit, by=self.request.user, **details)
        if ended:
            settle_end(row, ends_on=ended, by=self.request.user)
        return row


class AppointmentDeleteView(generic.DeleteView):
    """Takes back an appointment that was made by mistake."""

    def delete_action(self) -> None:
        """Delete, and say in the log whose people it concerns."""
        row: Appointment = self.object
        details: dict[str, Any] = {"post": row.post.name, "person": str(row.person), "deleted": True}
        record(row, "end_appointment", unit=row.unit, by=self.request.user, **details)
        row.delete()


class AppointmentViewSet(CentralViewSet):
    """Who holds which post in which unit; rights follow from it."""

    model = Appointment
    name = "appointments"
    icon = "user"
    menu_hook = UNITS
    menu_order = 20
    index_view_class = AppointmentIndexView
    add_view_class = AppointmentCreateView
    edit_view_class = AppointmentEditView
    delete_view_class = AppointmentDeleteView
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
        FieldPanel("decision_file", help_text=_("The decision as a file; only staff read an internal one.")),
        FieldPanel("levels", widget=forms.CheckboxSelectMultiple),
    ]


appointments = AppointmentViewSet()
