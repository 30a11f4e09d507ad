"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.orders import views

app_name = "comms_orders"
urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/rut/", views.cancel, name="cancel"),
    path("phan-viec/<int:pk>/<slug:step>/", views.step, name="step"),
]
