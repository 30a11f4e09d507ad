"""The page behind the link of an invitation: choose a password, or sign in, and have the post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from unit_pages.access.backend import may_enter_admin
from unit_pages.access.rights import forget_rights
from unit_pages.conf import get_settings
from unit_pages.people.accounts import AmbiguousAddressError, account_with, email_of, name_of, new_account
from unit_pages.people.forms import NewAccountForm, OwnPasswordForm
from unit_pages.people.invitations import InvitationClosedError, accept, require_open
from unit_pages.people.models import Invitation
from unit_pages.units.appointments import Appointment

BACKEND = "unit_pages.access.backend.AppointmentBackend"


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class InvitationView(View):
    """Accept an invitation.

    Only who has the link sees anything. It tells whether the invited address has an account,
    since that person must choose a password or type the one they have; of others it tells nothing.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse what is not open before anything else."""
        self.now = timezone.now()
        if self.invitation is None:
            return self.closed(_("This link is not complete or was never valid. Open it from the mail again."), 404)
        try:
            require_open(self.invitation, self.now)
            self.account = account_with(self.invitation.email)
        except (InvitationClosedError, AmbiguousAddressError) as error:
            return self.closed(str(error), 410)
        if self.account is not None and not self.account.is_active:
            return self.closed(_("The account of this address is closed. Ask the administrator of the portal."), 410)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    @cached_property
    def invitation(self) -> Invitation | None:
        """The invitation of the link."""
        rows = Invitation.objects.select_related("unit__kind", "post", "invited_by")
        return rows.with_token(self.kwargs["token"]).first()

    @property
    def is_somebody_else(self) -> bool:
        """Whether the browser is signed in to another account than the invited one."""
        user = self.request.user
        assert self.invitation is not None
        return user.is_authenticated and email_of(user).lower() != self.invitation.email.lower()

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show who invites to what, and the form that this person needs."""
        return self.page(self.form())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Sign the other account out, or accept."""
        if "sign_out" in request.POST:
            logout(request)
            return redirect(request.path)
        if self.is_somebody_else:
            return self.page(None)
        form = self.form(request.POST)
        if form is not None and not form.is_valid():
            return self.page(form)
        return self.accept(form)

    def form(self, data: Any = None) -> forms.Form | None:
        """Return the form for a new account, for the password of the account, or none when signed in to it."""
        assert self.invitation is not None
        if self.request.user.is_authenticated:
            return None
        if self.account is not None:
            return OwnPasswordForm(data)
        person = new_account(email=self.invitation.email, name="")
        return NewAccountForm(person, data, initial={"name": self.invitation.name})

    def accept(self, form: Any) -> HttpResponse:
        """Find or make the person, accept, sign in."""
        assert self.invitation is not None
        person = self.person(form)
        if person is None:
            form.add_error("password", _("The password is not right."))
            return self.page(form)
        try:
            appointment = accept(invitation=self.invitation, person=person, now=self.now)
        except (InvitationClosedError, ValidationError) as error:
            text = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            return self.closed(text, 409)
        if not self.request.user.is_authenticated:
            login(self.request, person, backend=BACKEND)
        return self.welcome(person, appointment)

    def person(self, form: Any) -> Any | None:
        """Return the account that takes the post; a new one is saved by the service."""
        assert self.invitation is not None
        if self.request.user.is_authenticated:
            return self.request.user
        if self.account is not None:
            return authenticate(
                self.request, username=self.account.get_username(), password=form.cleaned_data["password"]
            )
        person = new_account(email=self.invitation.email, name=form.cleaned_data["name"])
        person.set_password(form.cleaned_data["new_password1"])
        return person

    def welcome(self, person: Any, appointment: Appointment) -> HttpResponse:
        """Go on to the admin, or say from which day it is open."""
        forget_rights(person)
        text = _("Welcome, %(name)s. You hold the post “%(post)s” of %(unit)s.") % {
            "name": name_of(person),
            "post": appointment.post,
            "unit": appointment.unit,
        }
        if may_enter_admin(person):
            messages.success(self.request, text)
            return redirect("wagtailadmin_home")
        return self.render("unit_pages/people/later.html", {"appointment": appointment, "text": text}, 200)

    def page(self, form: Any) -> HttpResponse:
        """Show the invitation."""
        context = {
            "form": form,
            "account": self.account,
            "is_somebody_else": self.is_somebody_else,
            "inviter": name_of(self.invitation.invited_by) if self.invitation else "",
        }
        return self.render("unit_pages/people/invitation.html", context, 200)

    def closed(self, reason: Any, status: int) -> HttpResponse:
        """Say why nothing can be accepted here."""
        return self.render("unit_pages/people/closed.html", {"reason": reason}, status)

    def render(self, template: str, context: dict[str, Any], status: int) -> HttpResponse:
        """Answer with a page that no search engine keeps and whose address no other site learns."""
        base = {"base_template": get_settings().base_template, "invitation": self.invitation}
        response = TemplateResponse(self.request, template, {**base, **context}, status=status).render()
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"
        return response
