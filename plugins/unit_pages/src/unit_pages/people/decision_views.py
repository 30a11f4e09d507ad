"""The screen on which the decision behind a post and its education levels are written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from unit_pages.people.accounts import name_of
from unit_pages.people.decisions import change_details
from unit_pages.people.forms import DetailsForm
from unit_pages.people.views import PostFormView


class DetailsView(PostFormView):
    """Change the decision behind a post; who holds it and since when stay."""

    form_class = DetailsForm
    header_icon = "edit"
    submit_label = _("Save the decision")
    template_name = "unit_pages/people/details.html"

    def get_page_title(self) -> str:
        """Say what happens."""
        return str(_("Decision and levels"))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer levels to offices only, and a file where the unit has a place for it."""
        return {**super().get_form_kwargs(), "unit": self.unit}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is known."""
        row = self.appointment
        known = {"decision_number": row.decision_number, "decided_on": row.decided_on, "levels": row.levels.all()}
        return {**super().get_initial(), **known}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the post."""
        return super().get_context_data(appointment=self.appointment, **kwargs)

    def carry_out(self, form: DetailsForm) -> None:
        """Write it."""
        change_details(appointment=self.appointment, by=self.request.user, **form.cleaned_data)
        messages.success(
            self.request,
            _("%(person)s: the decision about the post “%(post)s” is saved.")
            % {"person": name_of(self.appointment.person), "post": self.appointment.post},
        )
