"""Screen of one unit's site: its state, the invitation link, its host names."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from unit_pages.admin.bases import CentralViewSet, FoldedSearchIndexView
from unit_pages.admin.change_rights import units_to_change
from unit_pages.admin.menus import UNITS
from unit_pages.enums import SiteState
from unit_pages.subsites.doors import invitation_link
from unit_pages.subsites.host_map import canonical_address
from unit_pages.subsites.hosts import UnitHost
from unit_pages.subsites.states import SiteInvitation, SiteStateChange, renew_invitation, set_site_state
from unit_pages.units.models import Unit

STATE_TEXTS = {
    SiteState.DRAFT: _("Only staff of the unit and of its superior units see it. Nothing of it stands in any list."),
    SiteState.INVITED: _("Whoever has the invitation link sees it, and signed-in staff. Nothing stands in any list."),
    SiteState.LIVE: _("Everybody reads it; its people write."),
    SiteState.ARCHIVED: _("Everybody reads it, with a notice on each page; nobody writes any more."),
}


class StateForm(forms.Form):
    """A state and why."""

    state = forms.ChoiceField(
        label=_("State of the site"),
        choices=[(state.value, f"{state.label}: {text}") for state, text in STATE_TEXTS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), max_length=255)


class SiteStateView(WagtailAdminTemplateMixin, FormView):
    """Gives a site another state, with immediate effect."""

    template_name = "unit_pages/admin/site_state.html"
    header_icon = "site"
    form_class = StateForm

    @cached_property
    def unit(self) -> Unit:
        """The unit; 404 outside the person's branch."""
        return get_object_or_404(units_to_change(self.request.user), pk=self.kwargs["unit_id"])

    def get_page_title(self) -> str:
        """Name the unit."""
        return f"{gettext('State of the site')}: {self.unit.name}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the unit."""
        items = [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]
        if self.request.user.is_superuser:
            items.insert(-1, {"url": reverse("units:edit", args=[self.unit.pk]), "label": self.unit.short_name})
        return items

    def get_initial(self) -> dict[str, Any]:
        """Begin with the present state."""
        return {"state": self.unit.site_state}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add link, history and hosts."""
        invitation = SiteInvitation.objects.filter(unit=self.unit).select_related("unit").first()
        shown = invitation is not None and self.unit.site_state == SiteState.INVITED
        return super().get_context_data(
            unit=self.unit,
            link=canonical_address(invitation_link(invitation)) if invitation is not None and shown else "",
            changes=SiteStateChange.objects.filter(unit=self.unit).select_related("by")[:20],
            hosts=UnitHost.objects.filter(unit=self.unit),
            address=canonical_address(self.unit.url_path),
            **kwargs,
        )

    def form_valid(self, form: StateForm) -> HttpResponse:
        """Change the state, or make a new link."""
        unit, now, by = self.unit, timezone.now(), self.request.user
        try:
            set_site_state(
                unit=unit, state=form.cleaned_data["state"], by=by, now=now, reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            form.add_error("state", error)
            return self.form_invalid(form)
        label = SiteState(unit.site_state).label
        messages.success(self.request, _("State of the site: %(state)s.") % {"state": label})
        return redirect("unit_pages_site_state", unit.pk)


class RenewInvitationView(SiteStateView):
    """Makes the old invitation link useless."""

    http_method_names = ["post"]
    form_class = forms.Form  # type: ignore[assignment]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Renew."""
        renew_invitation(unit=self.unit, by=self.request.user, now=timezone.now())
        messages.success(self.request, _("The old link leads nowhere now. Send the new one."))
        return redirect("unit_pages_site_state", self.unit.pk)


class UnitHostForm(WagtailAdminModelForm):
    """Tells administrators who has a name already."""

    def clean_hostname(self) -> str:
        """Refuse what is no host name before it is compared."""
        from unit_pages.subsites.hosts import clean_hostname

        name = clean_hostname(self.cleaned_data["hostname"])
        holder = UnitHost.objects.filter(hostname=name).exclude(pk=self.instance.pk).select_related("unit").first()
        if holder is not None:
            if self.for_user is not None and self.for_user.is_superuser:
                raise ValidationError(_("This host name belongs to %(unit)s.") % {"unit": holder.unit.name})
            raise ValidationError(_("This host name is taken."))
        return name


class HostIndexView(FoldedSearchIndexView):
    """All host names of units."""

    related = ("unit",)
    slug_field = "unit__slug"
    empty_text = _("No unit has a host name of its own yet.")


class UnitHostViewSet(CentralViewSet):
    """Host names of units."""

    model = UnitHost
    name = "unit_hosts"
    icon = "globe"
    menu_hook = UNITS
    menu_order = 40
    menu_label = _("Host names")
    index_view_class = HostIndexView
    search_fields: ClassVar[list[str]] = ["hostname", "unit__name"]
    list_display: ClassVar[list[Any]] = [
        Column("hostname", label=_("Host name"), accessor="readable", sort_key="hostname"),
        Column("unit", label=_("Unit"), accessor="unit", sort_key="unit__name_key"),
        BooleanColumn("is_primary", label=_("Main")),
    ]
    edit_handler = ObjectList(
        [FieldPanel("hostname"), FieldPanel("unit"), FieldPanel("is_primary")], base_form_class=UnitHostForm
    )


unit_hosts = UnitHostViewSet()


@hooks.register("register_admin_urls")
def site_urls() -> list[URLPattern]:
    """Return the addresses of this room."""
    return [
        path("unit-sites/<int:unit_id>/", SiteStateView.as_view(), name="unit_pages_site_state"),
        path("unit-sites/<int:unit_id>/invitation/", RenewInvitationView.as_view(), name="unit_pages_site_invitation"),
    ]
