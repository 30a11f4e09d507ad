"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.quota import views

app_name = "comms_quota"
urlpatterns = [
    path("<slug:code>/", views.explain, name="explain"),
    path("gui/<int:page_id>/", views.offer_item, name="offer"),
    path("rut/<int:pk>/", views.withdraw_offer, name="withdraw"),
]
