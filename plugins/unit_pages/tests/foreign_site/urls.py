from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include("unit_pages.review.urls")),
    path("admin/", include("unit_pages.access.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("invitations/", include("unit_pages.people.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
