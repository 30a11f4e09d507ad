"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.aggregation import views

app_name = "comms_aggregation"
urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.edit, name="add"),
    path("<int:pk>/", views.edit, name="edit"),
    path("<int:pk>/bat-tat/", views.switch, name="switch"),
]
