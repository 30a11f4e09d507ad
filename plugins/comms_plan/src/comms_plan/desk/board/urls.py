"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.board import views

app_name = "comms_board"
urlpatterns = [
    path("", views.board, name="queue"),
    path("nhan/", views.accept_many, name="accept_many"),
    path("<int:pk>/<slug:step>/", views.decide, name="decide"),
]
