"""Addresses that stand in front of Wagtail's own, for those of its screens that have no hook.

Include them before Wagtail's::

    path("admin/", include("unit_pages.access.urls")),
    path("admin/", include(wagtailadmin_urls)),

Paths and names are Wagtail's; the views inherit from Wagtail's.
"""

from __future__ import annotations

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import display_custom_404
from wagtail.utils.urlpatterns import decorate_urlpatterns

from unit_pages.access import bulk, page_choosers, reports, tags

_patterns = [
    path("choose-page/", page_choosers.UnitBrowseView.as_view(), name="wagtailadmin_choose_page"),
    path(
        "choose-page/<int:parent_page_id>/",
        page_choosers.UnitBrowseView.as_view(),
        name="wagtailadmin_choose_page_child",
    ),
    path(
        "choose-page/chosen-multiple/",
        page_choosers.UnitChosenMultipleView.as_view(),
        name="wagtailadmin_choose_page_chosen_multiple",
    ),
    path("tag-autocomplete/", tags.autocomplete, name="wagtailadmin_tag_autocomplete"),
    path(
        "tag-autocomplete/<slug:app_name>/<slug:model_name>/",
        tags.autocomplete,
        name="wagtailadmin_tag_model_autocomplete",
    ),
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk.bulk_action, name="wagtail_bulk_action"),
    # These have a name of ours: Django finds the names of a namespace in one place only.
    path("images/", reports.UnitImagesIndexView.as_view(), name="unit_pages_images"),
    path("images/results/", reports.UnitImagesIndexView.as_view(results_only=True), name="unit_pages_images_results"),
    path("images/chooser/", reports.image_chooser.choose_view, name="unit_pages_image_chooser"),
    path("documents/", reports.UnitDocumentsIndexView.as_view(), name="unit_pages_files"),
    path(
        "documents/results/", reports.UnitDocumentsIndexView.as_view(results_only=True), name="unit_pages_files_results"
    ),
    path("reports/locked/", reports.UnitLockedPagesView.as_view(), name="unit_pages_locked"),
    path(
        "reports/locked/results/",
        reports.UnitLockedPagesView.as_view(results_only=True),
        name="unit_pages_locked_results",
    ),
]
urlpatterns = decorate_urlpatterns(
    decorate_urlpatterns(decorate_urlpatterns(_patterns, require_admin_access), display_custom_404), never_cache
)
