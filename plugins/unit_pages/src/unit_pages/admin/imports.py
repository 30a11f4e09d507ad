"""Loading units from a file: upload, preview, progress, result, undo.

For administrators, and for whoever holds a post that creates units: they meet their
own imports only, and may write below their own unit only.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from unit_pages.access.branches import Branches, branches_of
from unit_pages.admin.menus import UNITS
from unit_pages.imports.columns import BY_NAME
from unit_pages.imports.forms import UploadForm
from unit_pages.imports.models import WORKING, ImportState, UnitImport
from unit_pages.imports.planning import Deed
from unit_pages.imports.problems import FileError, Trap
from unit_pages.imports.services import NotAllowedError, check_file
from unit_pages.imports.tasks import start_import, start_undo
from unit_pages.imports.template import CONTENT_TYPE, NAME, template_workbook
from unit_pages.imports.undo import why_not

MOST_LISTED = 20
MOST_ERRORS = 500
MOST_NOTICES = 100  # of one sort


class ForUnitMakers:
    """Lets in who may create units somewhere, and shows them their own imports."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else with Wagtail's own message."""
        found = branches_of(request.user)
        if found is None:
            raise PermissionDenied
        self.branches: Branches = found
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def imports(self) -> QuerySet[UnitImport]:
        """Return the imports that the person may see."""
        rows = UnitImport.objects.select_related("by", "parent", "kind")
        return rows if self.branches.is_everything else rows.filter(by_id=self.request.user.pk)

    @cached_property
    def record(self) -> UnitImport:
        """The import of the address; a foreign one is not found."""
        pk = self.kwargs["pk"]  # type: ignore[attr-defined]
        return get_object_or_404(self.imports(), pk=pk)


class ImportScreen(ForUnitMakers, WagtailAdminTemplateMixin):
    """What both screens share."""

    header_icon = "download"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list of imports."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("unit_pages_imports"), "label": _("Load units from a file")},
        ]


class UploadView(ImportScreen, FormView):
    """Load a file; below, what was loaded before."""

    form_class = UploadForm
    page_title = _("Load units from a file")
    template_name = "unit_pages/admin/imports/upload.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer what the person may write."""
        return {**super().get_form_kwargs(), "branches": self.branches}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the latest imports."""
        return super().get_context_data(imports=self.imports()[:MOST_LISTED], **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Check the file and show what it would do."""
        assert isinstance(form, UploadForm)
        file = form.cleaned_data["file"]
        try:
            record = check_file(
                name=file.name,
                content=file.read(),
                mapping=form.cleaned_data["mapping"],
                defaults=form.defaults,
                by=self.request.user,
                now=timezone.now(),
            )
        except FileError as error:
            for problem in error.problems:
                form.add_error("file", str(problem))
            return self.form_invalid(form)
        return redirect("unit_pages_import", record.pk)


class ImportView(ImportScreen, TemplateView):
    """One import, as far as it is: preview, progress or result."""

    template_name = "unit_pages/admin/imports/import.html"

    def get_page_title(self) -> str:
        """Name the file."""
        return self.record.file_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Add the file."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.record.file_name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what can be done now, and why not."""
        record, now = self.record, timezone.now()
        interrupted = record.is_interrupted(now)
        working = record.state in WORKING and not interrupted
        errors = sorted((p for p in record.problems if p["is_error"]), key=lambda problem: problem["row"])
        return super().get_context_data(
            record=record,
            counts=[(deed.label, record.counts.get(deed.value, 0)) for deed in Deed],
            errors=errors[:MOST_ERRORS],
            more_errors=max(0, record.counts.get("errors", 0) - MOST_ERRORS),
            notices=_grouped([problem for problem in record.problems if not problem["is_error"]]),
            preview=[_preview_row(row) for row in record.preview],
            working=working,
            interrupted=interrupted,
            may_start=record.state == ImportState.CHECKED and not errors and record.rows_total,
            may_continue=(interrupted and record.state != ImportState.UNDOING) or record.state == ImportState.FAILED,
            cannot_undo="" if working or record.state == ImportState.CHECKED else why_not(record, now=now),
            States=ImportState,
            **kwargs,
        )


def _preview_row(row: dict[str, Any]) -> dict[str, Any]:
    labels = [str(BY_NAME[name].label) for name in row["fields"] if name in BY_NAME]
    return {**row, "deed": Deed(row["deed"]).label, "labels": labels}


def _grouped(notices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Group notices by what they are about; a group shows its first ones and how many there are."""
    groups: list[dict[str, Any]] = []
    for trap in Trap:
        found = [notice for notice in notices if notice["trap"] == trap]
        if found:
            groups.append({"label": trap.label, "shown": found[:MOST_NOTICES], "count": len(found)})
    return groups


class ProgressView(ForUnitMakers, View):
    """How far an import is, for the progress bar."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Answer the figures."""
        record = self.record
        working = record.state in WORKING and not record.is_interrupted(timezone.now())
        return JsonResponse(
            {"done": record.rows_done, "total": record.rows_total, "percent": record.percent, "working": working}
        )


class StartView(ForUnitMakers, View):
    """Begin, or go on with an import that stopped."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand it to the background."""
        try:
            start_import(self.record)
        except NotAllowedError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("unit_pages_import", pk)


class UndoView(ImportScreen, TemplateView):
    """Take back what an import wrote, once the person has seen what that means."""

    template_name = "unit_pages/admin/imports/undo.html"
    page_title = _("Undo this import")
    header_icon = "warning"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Add the file and what happens."""
        here = {"url": reverse("unit_pages_import", args=[self.record.pk]), "label": self.record.file_name}
        return [*super().get_breadcrumbs_items(), here, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what would be taken back; where nothing can be, the import's own screen says why."""
        if why_not(self.record, now=timezone.now()):
            return redirect("unit_pages_import", self.record.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count the units that would go and those that get their values back."""
        deeds = dict(self.record.rows.values_list("deed").annotate(Count("pk")))
        return super().get_context_data(
            record=self.record, made=deeds.get(Deed.MAKE, 0), changed=deeds.get(Deed.CHANGE, 0), **kwargs
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand it to the background, or say what was written since."""
        try:
            start_undo(self.record, by=request.user)
        except NotAllowedError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("unit_pages_import", pk)


class TemplateFileView(ForUnitMakers, View):
    """The workbook that people fill in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer the file."""
        answer = HttpResponse(template_workbook(self.branches), content_type=CONTENT_TYPE)
        answer["Content-Disposition"] = f'attachment; filename="{NAME}"'
        return answer


class ImportMenuItem(MenuItem):
    """Shown to who may create units somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may."""
        return branches_of(request.user) is not None


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    """Return the addresses of this room."""
    return [
        path("unit-imports/", UploadView.as_view(), name="unit_pages_imports"),
        path("unit-imports/template/", TemplateFileView.as_view(), name="unit_pages_import_template"),
        path("unit-imports/<int:pk>/", ImportView.as_view(), name="unit_pages_import"),
        path("unit-imports/<int:pk>/progress/", ProgressView.as_view(), name="unit_pages_import_progress"),
        path("unit-imports/<int:pk>/start/", StartView.as_view(), name="unit_pages_import_start"),
        path("unit-imports/<int:pk>/undo/", UndoView.as_view(), name="unit_pages_import_undo"),
    ]


@hooks.register(UNITS)
def import_menu_item() -> MenuItem:
    """Put the screen into the group of units."""
    return ImportMenuItem(
        _("Load units from a file"), reverse("unit_pages_imports"), name="unit-imports", icon_name="download", order=15
    )
