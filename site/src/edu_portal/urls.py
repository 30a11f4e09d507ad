"""Addresses of the portal; the Wagtail pages come last."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from comms_plan.desk.landing.views import home
from edu_portal.api.v1 import api
from edu_portal.branding import views as branding
from edu_portal.feeds import rss, sitemaps
from edu_portal.public import directory, machines, progress, search, serving, switches, views
from edu_search.public.click_view import ClickView
from unit_pages.subsites import hosts

urlpatterns = [
    # Before Wagtail's own, whose name it keeps: unit staff land on their desk.
    path("admin/", home, name="wagtailadmin_home"),
    path("admin/", include("unit_pages.review.urls")),
    path("admin/", include("unit_pages.access.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("loi-moi/", include("unit_pages.people.urls")),
    path("api/v1/", api.urls),
    path("don-vi/", directory.directory, name="unit_directory"),
    path("chu-de/", views.theme_index, name="themes"),
    path("chu-de/<slug:slug>/", views.theme_detail, name="theme"),
    path("ke-hoach/", views.plan_page, name="plan"),
    path("ke-hoach/tien-do/", progress.progress, name="plan_progress"),
    path("ke-hoach/<slug:code>/", views.plan_page, name="plan_of"),
    path("tim-kiem/", search.PortalSearch.as_view(), name="search"),
    path("tim-kiem/goi-y/", search.PortalSuggest.as_view(), name="search_suggest"),
    path("tim-kiem/da-mo/", ClickView.as_view(), name="search_opened"),
    path("tim-kiem/rss/", search.PortalFeed.as_view(), name="search_feed"),
    path("opensearch.xml", search.PortalDescription.as_view(), name="opensearch"),
    path("so-do-trang/", views.site_map, name="site_map"),
    path("display/", switches.display, name="display"),
    path("rss/", rss.UnitFeed(), name="rss"),
    path("rss/chu-de/<slug:slug>/", rss.ThemeFeed(), name="rss_theme"),
    path("rss/<slug:slug>/", rss.UnitFeed(), name="rss_unit"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/<slug:slug>.xml", sitemaps.unit_sitemap, name="sitemap_unit"),
    path("qr/", machines.qr, name="qr"),
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("hosts/ask", hosts.ask, name="hosts_ask"),
    path("robots.txt", machines.robots, name="robots"),
    path("theme.css", branding.stylesheet, name="theme_css"),
    path("hinh-ve/<slug:name>-<slug:digest>.svg", branding.drawing, name="drawing"),
]
if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
urlpatterns += [
    path("", include([url for url in wagtail_urls.urlpatterns if url.name != "wagtail_serve"])),
    re_path(wagtail_urls.serve_pattern, serving.serve, name="wagtail_serve"),
]
