"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.board import changes, presenting, statistics, views

app_name = "comms_board"
urlpatterns = [
    path("", views.board, name="queue"),
    path("nhan/", views.accept_many, name="accept_many"),
    path("thong-ke/", statistics.statistics, name="statistics"),
    path("<int:pk>/trinh-bay/", presenting.present, name="present"),
    path("<int:pk>/thay-doi/", changes.changes, name="changes"),
    path("<int:pk>/<slug:step>/", views.decide, name="decide"),
]
