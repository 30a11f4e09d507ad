"""The screens on which a unit's administrator manages the unit's own people.

A unit, person or post that is not the administrator's answers 404, as if it did not exist.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from unit_pages.days import local_day
from unit_pages.people import services
from unit_pages.people.accounts import email_of, name_of
from unit_pages.people.forms import EndForm, GiveForm, InviteForm
from unit_pages.people.invitations import InvitationClosedError, invite, resend, revoke
from unit_pages.people.models import Invitation
from unit_pages.people.powers import administered_units, giveable_posts, is_central, may_give, may_manage
from unit_pages.units.appointments import Appointment, Delegation
from unit_pages.units.models import Unit


class UnitScreenMixin(WagtailAdminTemplateMixin):
    """A screen about one unit that the person administers."""

    header_icon = "group"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def unit(self) -> Unit:
        """The unit, which 404s for everybody else."""
        return get_object_or_404(administered_units(self.request.user), pk=self.kwargs["unit_id"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look the unit up before anything else happens."""
        self.unit  # noqa: B018 - raises Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the unit's people."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": people_url(self.unit), "label": _("People of the unit")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the unit and the way back."""
        return super().get_context_data(unit=self.unit, back_url=people_url(self.unit), **kwargs)  # type: ignore[no-any-return]


def people_url(unit: Unit) -> str:
    """Return the address of the list of a unit's people."""
    return reverse("unit_people:unit", args=[unit.pk])


def choose_unit(request: HttpRequest) -> HttpResponse:
    """Go to the one unit that the person administers, or offer several."""
    if is_central(request.user):
        return redirect("units:index")
    units = list(administered_units(request.user))
    if not units:
        raise Http404
    if len(units) == 1:
        return redirect(people_url(units[0]))
    return ChooseUnitView.as_view()(request, units=units)


class ChooseUnitView(WagtailAdminTemplateMixin, TemplateView):
    """The units of somebody who administers several."""

    template_name = "unit_pages/people/choose_unit.html"
    page_title = _("People of the unit")
    header_icon = "group"


@dataclass
class Holder:
    """One person of the unit with all posts, as the list shows them.

    Args:
        person: the account.
        posts: current posts and those to come, with whether they may be ended.
    """

    person: Any
    posts: list[tuple[Appointment, bool]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Full name."""
        return name_of(self.person)

    @property
    def email(self) -> str:
        """Address, "" when it is unknown."""
        return email_of(self.person)


class UnitPeopleView(UnitScreenMixin, TemplateView):
    """Who holds which post, who is invited, what is missing."""

    template_name = "unit_pages/people/unit.html"

    def get_page_title(self) -> str:
        """Return what the list is about."""
        return str(_("People of the unit"))

    def get_page_subtitle(self) -> str:
        """Return the unit."""
        return self.unit.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add people, former people, deputies, invitations and what is missing."""
        today, user = local_day(), self.request.user
        rows = (
            Appointment.objects.filter(unit=self.unit)
            .select_related("person", "post", "unit__kind", "decision_file")
            .prefetch_related("levels")
            .order_by("post__position", "starts_on")
        )
        open_rows = [row for row in rows if row.ends_on is None or row.ends_on > today]
        current = [row for row in open_rows if row.starts_on <= today]
        now = timezone.now()
        invitations = Invitation.objects.unanswered().filter(unit=self.unit).select_related("post", "invited_by")
        return super().get_context_data(
            today=today,
            holders=_by_person(open_rows, user),
            former=[row for row in rows if row.ends_on and row.ends_on <= today][-20:][::-1],
            deputies=Delegation.objects.filter(appointment__unit=self.unit, ends_on__gt=today)
            .select_related("deputy", "appointment__person", "appointment__post")
            .order_by("starts_on"),
            invitations=[(row, row.state_at(now), may_give(user, row.post, self.unit)) for row in invitations],
            lacks_leader=not any(row.post.is_leader for row in current),
            lacks_officer=not any(_is_officer(row) for row in current),
            may_invite=bool(giveable_posts(user, self.unit)),
            **kwargs,
        )


def _is_officer(row: Appointment) -> bool:
    return (row.post.can_write or row.post.can_publish) and not row.post.is_leader


def _by_person(rows: list[Appointment], user: Any) -> list[Holder]:
    holders: dict[int, Holder] = {}
    for row in rows:
        holders.setdefault(row.person_id, Holder(row.person)).posts.append((row, may_manage(user, row)))
    return list(holders.values())


class UnitFormView(UnitScreenMixin, FormView):
    """A form whose service speaks of mistakes in words."""

    template_name = "unit_pages/people/form.html"
    submit_label: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the button."""
        return super().get_context_data(submit_label=self.submit_label, **kwargs)

    def get_success_url(self) -> str:
        """Go back to the list."""
        return people_url(self.unit)

    def form_valid(self, form: Any) -> HttpResponse:
        """Call the service; what it refuses stands in the form."""
        try:
            self.carry_out(form)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        return super().form_valid(form)

    def carry_out(self, form: Any) -> None:
        """Call the service and tell the person."""
        raise NotImplementedError


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what a service refused beside the fields that the form has, and above it otherwise."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class InviteView(UnitFormView):
    """Invite somebody by e-mail."""

    form_class = InviteForm
    header_icon = "mail"
    submit_label = _("Send the invitation")

    def get_page_title(self) -> str:
        """Say what happens."""
        return str(_("Invite a person"))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the posts that the person may give."""
        return {**super().get_form_kwargs(), "posts": giveable_posts(self.request.user, self.unit)}

    def carry_out(self, form: InviteForm) -> None:
        """Invite."""
        invitation = invite(unit=self.unit, by=self.request.user, now=timezone.now(), **_given(form.cleaned_data))
        messages.success(
            self.request,
            _("The invitation is on its way to %(email)s. The link is valid for 7 days.") % {"email": invitation.email},
        )


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


class GiveView(UnitFormView):
    """Give a post to somebody of the unit."""

    form_class = GiveForm
    header_icon = "key"
    submit_label = _("Give the post")

    def get_page_title(self) -> str:
        """Say what happens."""
        return str(_("Give one more post"))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the unit's own people and the posts that the person may give."""
        user = self.request.user
        return {
            **super().get_form_kwargs(),
            "posts": giveable_posts(user, self.unit),
            "people": people_of(self.unit),
            "unit": self.unit,
        }

    def carry_out(self, form: GiveForm) -> None:
        """Appoint."""
        appointment = services.appoint(unit=self.unit, by=self.request.user, **_given(form.cleaned_data))
        messages.success(
            self.request,
            _("%(person)s holds the post “%(post)s” now.")
            % {"person": name_of(appointment.person), "post": appointment.post},
        )


def people_of(unit: Unit) -> QuerySet[Any]:
    """Return those who hold a post of the unit now or later; superusers are nobody's people."""
    today = local_day()
    rows = Appointment.objects.filter(unit=unit).exclude(ends_on__lte=today)
    people: QuerySet[Any] = get_user_model()._default_manager.filter(pk__in=rows.values("person"))
    return people.filter(is_superuser=False, is_active=True)


class PostFormView(UnitFormView):
    """A form about a post of somebody of the unit."""

    @cached_property
    def appointment(self) -> Appointment:
        """The appointment, which 404s for a foreign unit and for who may not end it."""
        rows = Appointment.objects.select_related("person", "post", "unit__kind").exclude(ends_on__lte=local_day())
        row = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not administered_units(self.request.user).filter(pk=row.unit_id).exists():
            raise Http404
        if not may_manage(self.request.user, row):
            raise Http404
        return row

    @cached_property
    def unit(self) -> Unit:
        """The unit of the appointment."""
        return self.appointment.unit


class EndView(PostFormView):
    """End a post of somebody of the unit."""

    form_class = EndForm
    header_icon = "cross"
    submit_label = _("End the post")
    template_name = "unit_pages/people/end.html"

    def get_page_title(self) -> str:
        """Say what happens."""
        return str(_("End a post"))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask twice before somebody locks themselves out."""
        alone = services.administers_alone(self.appointment, self.request.user)
        return {**super().get_form_kwargs(), "warn": alone and not is_central(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what ends and what stays."""
        return super().get_context_data(
            appointment=self.appointment,
            drafts=services.drafts_of(self.appointment.person, self.unit).count(),
            is_last=services.is_last_administrator(self.appointment, local_day()),
            **kwargs,
        )

    def get_success_url(self) -> str:
        """Go back to the list, or home when the person does not manage it any more."""
        if administered_units(self.request.user).filter(pk=self.unit.pk).exists():
            return people_url(self.unit)
        return reverse("wagtailadmin_home")

    def carry_out(self, form: EndForm) -> None:
        """End the post and tell what stays."""
        day: dt.date = form.cleaned_data["ends_on"]
        drafts = services.end_appointment(
            appointment=self.appointment, ends_on=day, by=self.request.user, reason=form.cleaned_data["reason"]
        )
        messages.success(
            self.request,
            _("%(person)s: the post “%(post)s” ends.")
            % {"person": name_of(self.appointment.person), "post": self.appointment.post},
        )
        if drafts:
            text = ngettext(
                "%(number)d draft stays with the unit; its leader sees and edits it.",
                "%(number)d drafts stay with the unit; its leader sees and edits them.",
                drafts,
            )
            messages.info(self.request, text % {"number": drafts})


def answer_invitation(request: HttpRequest, pk: int, *, action: str) -> HttpResponse:
    """Send an invitation again or take it back; only by POST."""
    invitation = get_object_or_404(
        Invitation.objects.select_related("unit__kind", "post"), pk=pk, unit__in=administered_units(request.user)
    )
    if not may_give(request.user, invitation.post, invitation.unit):
        raise Http404
    try:
        if action == "resend":
            resend(invitation=invitation, by=request.user, now=timezone.now())
            text = _("The invitation is on its way to %(email)s. The link is valid for 7 days.")
        else:
            revoke(invitation=invitation, by=request.user, now=timezone.now())
            text = _("The invitation to %(email)s is taken back; its link does not work any more.")
        messages.success(request, text % {"email": invitation.email})
    except InvitationClosedError as error:
        messages.error(request, str(error))
    return redirect(people_url(invitation.unit))
