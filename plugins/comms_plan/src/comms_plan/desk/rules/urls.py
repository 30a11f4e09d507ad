"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.rules import periods, views, writing

app_name = "comms_rules"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.show, name="show"),
    path("moi/<int:plan_id>/", writing.add, name="add"),
    path("<int:pk>/sua/", writing.edit, name="edit"),
    path("<int:pk>/mien/", views.add_exemption, name="exempt"),
    path("mien/<int:pk>/bo/", views.remove_exemption, name="end_exemption"),
    path("<int:pk>/ky/", periods.index, name="periods"),
    path("<int:pk>/ky/dong/", periods.close, name="close"),
    path("ky/<int:pk>/", periods.show, name="closed"),
    path("ky/<int:pk>/mo/", periods.reopen, name="reopen"),
]
