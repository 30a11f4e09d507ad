"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.coverage import nudge_views
from comms_plan.desk.coverage import progress_views as views

app_name = "comms_progress"
urlpatterns = [
    path("", views.progress, name="home"),
    path("<slug:slug>/", views.progress, name="of"),
    path("<slug:slug>/nhac/<slug:code>/", nudge_views.nudge_unit, name="nudge"),
    path("<slug:slug>/tai/<slug:code>.<slug:format>", views.download, name="download"),
]
