"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.coverage import views

app_name = "comms_coverage"
urlpatterns = [
    path("", views.coverage, name="home"),
    path("<slug:slug>/", views.coverage, name="of"),
    path("<slug:slug>/don-vi/", views.by_unit, name="units"),
    path("<slug:slug>/bai/", views.items, name="items"),
    path("<slug:slug>/tai/<slug:table>.<slug:format>", views.download, name="download"),
]
