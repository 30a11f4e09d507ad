"""Screens of organisation changes: choose, fill in, look at the effects, decide, undo."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from unit_pages.admin.bases import DayColumn, FoldedSearchIndexView
from unit_pages.admin.change_forms import FORMS, ChangeForm
from unit_pages.admin.change_rights import changes_of, may_change, may_change_units, may_see, units_to_change
from unit_pages.admin.menus import UNITS
from unit_pages.changes.models import OrganisationChange
from unit_pages.changes.services import cancel_change, confirm_change, plan_change
from unit_pages.changes.undo import obstacles_of, undo_change
from unit_pages.days import local_day
from unit_pages.enums import ChangeKind, ChangeState
from unit_pages.units.models import Unit

LISTED = 12
KIND_TEXTS = (
    (ChangeKind.RENAME, _("A new name, code or address. Old addresses lead to the new ones.")),
    (ChangeKind.MERGE, _("This unit and others go into one, new or existing.")),
    (ChangeKind.SPLIT, _("The unit ends, and two or more take over.")),
    (ChangeKind.MOVE, _("Another superior unit. No address changes.")),
    (ChangeKind.END, _("The unit ends without a successor. Its site becomes an archive.")),
)


class ChangeIndexView(FoldedSearchIndexView):
    """All changes, the latest day first."""

    model = OrganisationChange
    page_title = _("Organisation changes")
    header_icon = "resubmit"
    any_permission_required = None
    index_url_name = "unit_pages_changes"
    index_results_url_name = "unit_pages_changes_results"
    results_template_name = "unit_pages/admin/index_results.html"
    paginate_by = 25
    default_ordering = "-effective_on"
    related = ("unit",)
    search_fields: ClassVar[list[str]] = ["unit__name", "unit__code", "decision_number"]
    slug_field = "unit__slug"
    empty_text = _("No change yet. Open a unit in the registry and choose “Organisation change”.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who changes units."""
        if not may_change_units(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Column]:
        """What, of whom, from when and how far."""
        return [
            TitleColumn("unit", label=_("Unit"), sort_key="unit__name_key", get_url=change_url),
            Column("kind", label=_("Kind of change"), accessor="get_kind_display"),
            DayColumn("effective_on", label=_("In force from"), sort_key="effective_on"),
            Column("decision_number", label=_("Number of the decision")),
            Column("state", label=_("State of the change"), accessor="get_state_display"),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Keep the person's branch."""
        return changes_of(self.request.user).select_related("unit")

    def get_edit_url(self, instance: Any) -> str:
        """Rows lead to the change."""
        return change_url(instance)


def change_url(change: OrganisationChange) -> str:
    """Return the address of a change's screen."""
    return reverse("unit_pages_change", args=[change.pk])


class ChangeScreen(WagtailAdminTemplateMixin, FormView):
    """What all screens of one change share."""

    header_icon = "resubmit"
    form_class: Any = forms.Form

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("unit_pages_changes"), "label": _("Organisation changes")},
            {"url": "", "label": self.get_page_title()},
        ]

    @cached_property
    def change(self) -> OrganisationChange:
        """The change; 404 outside the person's branch, as if it were not there."""
        change = get_object_or_404(OrganisationChange.objects.select_related("unit", "target"), pk=self.kwargs["pk"])
        if not may_see(self.request.user, change):
            raise Http404
        return change

    def back(self) -> HttpResponse:
        """Go to the change's screen."""
        return redirect("unit_pages_change", self.change.pk)


class ChooseKindView(ChangeScreen):
    """Choose what happens to a unit: a list of links, nothing is sent."""

    http_method_names = ["get", "head", "options"]
    template_name = "unit_pages/admin/change_kinds.html"

    @cached_property
    def unit(self) -> Unit:
        """The unit; 404 outside the person's branch."""
        return get_object_or_404(units_to_change(self.request.user), pk=self.kwargs["unit_id"])

    def get_page_title(self) -> str:
        """Name the unit."""
        return f"{gettext('Organisation change')}: {self.unit.name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the kinds that the unit can undergo."""
        offered = KIND_TEXTS[:1] if self.unit.is_root else KIND_TEXTS
        kinds = [
            {"label": kind.label, "text": text, "url": reverse("unit_pages_change_new", args=[self.unit.pk, kind])}
            for kind, text in offered
        ]
        back_url = reverse("unit_pages_changes")
        return super().get_context_data(unit=self.unit, kinds=kinds, back_url=back_url, **kwargs)


class NewChangeView(ChooseKindView):
    """Fill in a change of one kind."""

    http_method_names = ["get", "post", "head", "options"]
    template_name = "unit_pages/admin/change_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Know the kind."""
        if kwargs["kind"] not in FORMS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Name kind and unit."""
        return f"{ChangeKind(self.kwargs['kind']).label}: {self.unit.name}"

    def get_form_class(self) -> type[ChangeForm]:
        """Return the form of the kind."""
        return FORMS[self.kwargs["kind"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the unit and the person to the form."""
        return {**super().get_form_kwargs(), "unit": self.unit, "user": self.request.user}

    def form_valid(self, form: ChangeForm) -> HttpResponse:
        """Keep it as something that is being prepared, and show its effects."""
        return redirect("unit_pages_change", form.save().pk)


class EditChangeView(ChangeScreen):
    """Fill in a change again that nobody decided on yet."""

    template_name = "unit_pages/admin/change_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only what is being prepared can be edited."""
        if not self.change.is_open:
            return self.back()
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Name kind and unit."""
        return str(self.change)

    def get_form_class(self) -> type[ChangeForm]:
        """Return the form of the kind."""
        return FORMS[self.change.kind]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what was filled in."""
        return {
            **super().get_form_kwargs(),
            "unit": self.change.unit,
            "user": self.request.user,
            "change": self.change,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lead back to the effects."""
        return super().get_context_data(back_url=change_url(self.change), **kwargs)

    def form_valid(self, form: ChangeForm) -> HttpResponse:
        """Save and show the effects again."""
        form.save()
        return self.back()


class ReasonForm(forms.Form):
    """Why; written to the log of every unit."""

    reason = forms.CharField(label=_("Reason"), max_length=255, widget=forms.Textarea(attrs={"rows": 2}))


class ChangeView(ChangeScreen):
    """The effects of a change and the decision, or what came of it."""

    template_name = "unit_pages/admin/change.html"
    form_class = ReasonForm

    def get_page_title(self) -> str:
        """Name kind and unit."""
        return str(self.change)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the effects before, the result after."""
        change = self.change
        pending = change.state in (ChangeState.DRAFT, ChangeState.WAITING)
        return super().get_context_data(
            change=change,
            effects=plan_change(change) if pending else None,
            obstacles=obstacles_of(change) if change.state == ChangeState.APPLIED else [],
            created=Unit.objects.filter(pk__in=change.effects.get("created", [])),
            redirects=change.addresses.count(),  # type: ignore[attr-defined]
            examples=change.addresses.select_related("page").order_by("pk")[:LISTED],  # type: ignore[attr-defined]
            is_due=change.effective_on <= local_day(),
            **kwargs,
        )

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """Decide."""
        if not may_change(self.request.user, [self.change.unit, *self.change.parts.all()]):
            raise PermissionDenied
        try:
            confirm_change(
                self.change,
                self.request.user,
                reason=form.cleaned_data["reason"],
                today=local_day(),
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        done = self.change.state == ChangeState.APPLIED
        messages.success(self.request, _("Carried out.") if done else _("Decided. It will be carried out on its day."))
        return self.back()


class UndoChangeView(ChangeScreen):
    """Undo a change that was carried out, or give up one that was not."""

    http_method_names = ["post"]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, or say what stands in the way."""
        change, user = self.change, self.request.user
        if not may_change(user, [change.unit, *change.parts.all()]):
            raise PermissionDenied
        try:
            if change.state == ChangeState.APPLIED:
                undo_change(change, user, now=timezone.now())
                messages.success(self.request, _("Undone. Everything is as it was."))
            else:
                cancel_change(change, user)
                messages.success(self.request, _("Cancelled. Nothing was changed."))
        except ValidationError as error:
            for message in error.messages:
                messages.error(self.request, message)
        return self.back()


class ChangesMenuItem(MenuItem):
    """Shown to who changes units."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person does."""
        return may_change_units(request.user)


@hooks.register("register_admin_urls")
def change_urls() -> list[URLPattern]:
    """Return the addresses of this room."""
    here = "organisation-changes/"
    return [
        path(here, ChangeIndexView.as_view(), name="unit_pages_changes"),
        path(f"{here}results/", ChangeIndexView.as_view(results_only=True), name="unit_pages_changes_results"),
        path(f"{here}new/<int:unit_id>/", ChooseKindView.as_view(), name="unit_pages_change_kinds"),
        path(f"{here}new/<int:unit_id>/<slug:kind>/", NewChangeView.as_view(), name="unit_pages_change_new"),
        path(f"{here}<int:pk>/", ChangeView.as_view(), name="unit_pages_change"),
        path(f"{here}<int:pk>/edit/", EditChangeView.as_view(), name="unit_pages_change_edit"),
        path(f"{here}<int:pk>/undo/", UndoChangeView.as_view(), name="unit_pages_change_undo"),
    ]


@hooks.register(UNITS)
def changes_menu_item() -> MenuItem:
    """Put the list into the group of the registry."""
    label = _("Organisation changes")
    return ChangesMenuItem(label, reverse("unit_pages_changes"), name="changes", icon_name="resubmit", order=15)
