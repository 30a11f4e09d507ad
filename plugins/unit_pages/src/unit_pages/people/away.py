"""“I am away from … until …; my deputy is …”: for oneself, and by administrators for others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from unit_pages.days import local_day
from unit_pages.people.accounts import name_of
from unit_pages.people.deputies import delegate, end_delegation, may_delegate
from unit_pages.people.forms import AwayForm
from unit_pages.people.views import add_errors
from unit_pages.units.appointments import Appointment, Delegation


class AwayView(WagtailAdminTemplateMixin, FormView):
    """The person's absences and deputies; with ``pk`` those of one post that an administrator manages."""

    form_class = AwayForm
    template_name = "unit_pages/people/away.html"
    page_title = _("Absence and deputy")
    header_icon = "user"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Say where this is."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    @property
    def person(self) -> Any:
        """Whoever is signed in."""
        return self.request.user

    @cached_property
    def appointments(self) -> QuerySet[Appointment]:
        """The posts for which a deputy can be arranged here."""
        rows = Appointment.objects.exclude(ends_on__lte=local_day()).select_related("post", "unit", "person")
        if "pk" not in self.kwargs:
            return rows.filter(person=self.person)
        row = get_object_or_404(rows.select_related("unit__kind"), pk=self.kwargs["pk"])
        if not may_delegate(self.request.user, row):
            raise Http404
        return rows.filter(pk=row.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the posts, and the colleagues of their units."""
        today = local_day()
        colleagues = Appointment.objects.exclude(ends_on__lte=today).filter(unit__in=self.appointments.values("unit"))
        people = get_user_model()._default_manager.filter(pk__in=colleagues.values("person"), is_active=True)
        if "pk" in self.kwargs:
            people = people.exclude(pk__in=self.appointments.values("person"))
        else:
            people = people.exclude(pk=self.person.pk)
        return {**super().get_form_kwargs(), "appointments": self.appointments, "people": people}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is arranged already, and for whom the person acts."""
        rows = Delegation.objects.filter(ends_on__gt=local_day()).select_related(
            "deputy", "appointment__person", "appointment__post", "appointment__unit"
        )
        acting = rows.none() if "pk" in self.kwargs else rows.filter(deputy=self.person)
        return super().get_context_data(
            delegations=rows.filter(appointment__in=self.appointments),
            acting=acting,
            has_posts=self.appointments.exists(),
            today=local_day(),
            **kwargs,
        )

    def form_valid(self, form: AwayForm) -> HttpResponse:
        """Arrange it."""
        try:
            delegation = delegate(by=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("%(deputy)s acts for “%(post)s” in these days.")
            % {"deputy": name_of(delegation.deputy), "post": delegation.appointment.post},
        )
        return redirect(self.request.path)


def end_away(request: HttpRequest, pk: int) -> HttpResponse:
    """The holder is back today; only by POST."""
    rows = Delegation.objects.filter(ends_on__gt=local_day()).select_related(
        "appointment__post", "appointment__unit__kind", "appointment__person", "deputy"
    )
    delegation = get_object_or_404(rows, pk=pk)
    if not may_delegate(request.user, delegation.appointment):
        raise Http404
    own = delegation.appointment.person_id == request.user.pk
    end_delegation(delegation=delegation, day=local_day(), by=request.user)
    messages.success(request, _("The deputy's rights end today."))
    if own:
        return redirect("unit_people:away")
    return redirect(reverse("unit_people:unit", args=[delegation.appointment.unit_id]))
