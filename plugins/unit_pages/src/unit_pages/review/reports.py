"""The reports of the review: rows of the own units only, and filters without the names of all people."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowTasksReportFilterSet,
    WorkflowTasksView,
    WorkflowView,
    get_editable_page_ids_query,
)
from wagtail.models import TaskState, WorkflowState, get_default_page_content_type

from unit_pages.access.rights import rights_of
from unit_pages.days import local_day
from unit_pages.units.appointments import Appointment


def colleagues(request: HttpRequest) -> QuerySet[Any]:
    """Return the people who hold a post in a unit of the asker today."""
    units = {right.unit_id for right in rights_of(request.user)}
    held = Appointment.objects.current_on(local_day()).filter(unit_id__in=units)
    people: QuerySet[Any] = get_user_model()._default_manager.filter(pk__in=held.values("person")).order_by("pk")
    return people


class ReviewReportFilterSet(WorkflowReportFilterSet):
    """Offers colleagues in place of everybody who ever sent an item; there is one workflow only."""

    requested_by = django_filters.ModelChoiceFilter(field_name="requested_by", queryset=colleagues)

    class Meta:
        model = WorkflowState
        fields = ["reviewable", "status", "requested_by", "created_at"]


class ReviewTasksReportFilterSet(WorkflowTasksReportFilterSet):
    """There is one workflow with one task: nothing to choose from."""

    workflow = None
    task = None

    class Meta:
        model = TaskState
        fields = ["reviewable", "status", "started_at", "finished_at"]


def page_ids(request: HttpRequest) -> QuerySet[Any]:
    """Return the ids of the pages that the asker may change, as the text that workflows keep."""
    ids: QuerySet[Any] = get_editable_page_ids_query(request)
    return ids.order_by()


class ReviewReportView(WorkflowView):
    """What was sent for approval in the asker's units, and what became of it."""

    results_template_name = "unit_pages/review/report_results.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Choose the filters: administrators have Wagtail's."""
        if not request.user.is_superuser:
            self.filterset_class = ReviewReportFilterSet
        super().setup(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[WorkflowState]:
        """Return the rows about pages only: other objects are no unit's."""
        rows: QuerySet[WorkflowState] = super().get_queryset()
        if self.request.user.is_superuser:
            return rows
        return rows.filter(base_content_type=get_default_page_content_type(), object_id__in=page_ids(self.request))


class ReviewTasksReportView(WorkflowTasksView):
    """Who approved or returned what, and when, in the asker's units."""

    results_template_name = "unit_pages/review/tasks_report_results.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Choose the filters: administrators have Wagtail's."""
        if not request.user.is_superuser:
            self.filterset_class = ReviewTasksReportFilterSet
        super().setup(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[TaskState]:
        """Return the rows about pages only: other objects are no unit's."""
        rows: QuerySet[TaskState] = super().get_queryset().select_related("workflow_state__requested_by", "finished_by")
        if self.request.user.is_superuser:
            return rows
        return rows.filter(
            workflow_state__base_content_type=get_default_page_content_type(),
            workflow_state__object_id__in=page_ids(self.request),
        )
