"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.tips import views

app_name = "comms_tips"
urlpatterns = [
    path("", views.box, name="box"),
    path("ban-bien-tap/", views.received, name="received"),
    path("<int:pk>/tra-loi/", views.answer, name="answer"),
]
