"""Reports in the place of Wagtail's.

Wagtail's own addresses come before those of any hook, so a project includes these before
Wagtail's admin, at the same prefix::

    path("admin/", include("unit_pages.review.urls")),
    path("admin/", include(wagtailadmin_urls)),
"""

from __future__ import annotations

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from unit_pages.review.reports import ReviewReportView, ReviewTasksReportView

app_name = "unit_review"
urlpatterns = decorate_urlpatterns(
    decorate_urlpatterns(
        [
            path("reports/workflow/", ReviewReportView.as_view(), name="report"),
            path("reports/workflow/results/", ReviewReportView.as_view(results_only=True), name="report_results"),
            path("reports/workflow_tasks/", ReviewTasksReportView.as_view(), name="tasks_report"),
            path(
                "reports/workflow_tasks/results/",
                ReviewTasksReportView.as_view(results_only=True),
                name="tasks_report_results",
            ),
        ],
        require_admin_access,
    ),
    never_cache,
)
