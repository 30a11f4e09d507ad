"""All deputies of the installation: who acts for whom, from when until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from unit_pages.admin.bases import CentralMixin, CentralViewSet, DayColumn, FoldedSearchIndexView
from unit_pages.admin.choosers import PERSON_FIELDS, WordsForm
from unit_pages.admin.menus import UNITS
from unit_pages.days import local_day
from unit_pages.people.audit import record
from unit_pages.units.appointments import Appointment, Delegation
from unit_pages.vietnamese import slugify_vi


class HolderWordsForm(WordsForm):
    """Finds appointments by the person and the unit."""

    def holds(self, word: str) -> Q:
        """Look into the names of the person and of the unit."""
        names = {field.name for field in get_user_model()._meta.get_fields()}
        found = Q(unit__name__icontains=word)
        for field in names.intersection(PERSON_FIELDS):
            found |= Q(**{f"person__{field}__icontains": word})
        return found | Q(unit__slug__contains=slugify_vi(word)) if slugify_vi(word) else found


class OpenAppointments:
    """Appointments that have not ended."""

    filter_form_class = HolderWordsForm

    def get_object_list(self) -> QuerySet[Appointment]:
        """Fetch what the titles show in one query."""
        rows = Appointment.objects.exclude(ends_on__lte=local_day())
        return rows.select_related("person", "unit", "post").order_by("unit__name_key", "post__position")


class AppointmentChooseView(OpenAppointments, ChooseView):
    """The chooser of appointments."""


class AppointmentChooseResultsView(OpenAppointments, ChooseResultsView):
    """The results of a search in the chooser of appointments."""


class AppointmentChooserViewSet(CentralMixin, ChooserViewSet):
    """Choose an appointment; for administrators of the installation."""

    model = Appointment
    icon = "user"
    choose_one_text = _("Choose who is away")
    choose_another_text = _("Choose somebody else")
    edit_item_text = _("Edit this appointment")
    per_page = 20
    choose_view_class = AppointmentChooseView
    choose_results_view_class = AppointmentChooseResultsView


class DelegationIndexView(FoldedSearchIndexView):
    """Deputies, found by the unit."""

    related = ("deputy", "appointment__person", "appointment__unit", "appointment__post")
    slug_field = "appointment__unit__slug"
    empty_text = _("Nobody is away. A deputy has the rights of a post while its holder is away.")


class DelegationCreateView(generic.CreateView):
    """Arranges a deputy."""

    def save_instance(self) -> Delegation:
        """Save, and say in the log whose people it concerns."""
        row: Delegation = self.form.save()
        unit = row.appointment.unit
        record(row, "delegate", unit=unit, by=self.request.user, reason=row.reason, deputy=str(row.deputy))
        return row


class DelegationEditView(generic.EditView):
    """Changes the days of a deputy."""

    def save_instance(self) -> Delegation:
        """Save, and say in the log whose people it concerns."""
        row: Delegation = self.form.save()
        if self.form.has_changed():
            unit = row.appointment.unit
            record(row, "delegate", unit=unit, by=self.request.user, reason=row.reason, deputy=str(row.deputy))
        return row


class DelegationDeleteView(generic.DeleteView):
    """Takes a deputy's rights back altogether."""

    def delete_action(self) -> None:
        """Delete, and say in the log whose people it concerns."""
        row: Delegation = self.object
        record(row, "end_delegation", unit=row.appointment.unit, by=self.request.user, deputy=str(row.deputy))
        row.delete()


class DelegationViewSet(CentralViewSet):
    """Who acts for whom."""

    model = Delegation
    name = "delegations"
    icon = "user"
    menu_hook = UNITS
    menu_order = 25
    ordering: ClassVar[list[str]] = ["-starts_on"]
    index_view_class = DelegationIndexView
    add_view_class = DelegationCreateView
    edit_view_class = DelegationEditView
    delete_view_class = DelegationDeleteView
    search_fields: ClassVar[list[str]] = ["appointment__unit__name", "reason"]
    list_display: ClassVar[list[Any]] = [
        "deputy",
        Column("appointment", label=_("Acts for"), accessor="appointment"),
        DayColumn("starts_on", label=_("From"), accessor="starts_on", sort_key="starts_on"),
        DayColumn("ends_on", label=_("Until"), accessor="ends_on", sort_key="ends_on"),
    ]
    panels: ClassVar[list[Any]] = [
        FieldPanel("appointment", heading=_("Who is away")),
        FieldPanel("deputy", help_text=_("Somebody who holds a post of the same unit.")),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("reason", help_text=_("For example nghỉ thai sản, đi công tác.")),
    ]


appointment_chooser = AppointmentChooserViewSet("appointment_chooser")
delegations = DelegationViewSet()
