"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.quota import item_units, views

app_name = "comms_quota"
urlpatterns = [
    path("<slug:code>/", views.explain, name="explain"),
    path("gui/<int:page_id>/", views.offer_item, name="offer"),
    path("don-vi/<int:page_id>/", item_units.item_units, name="units"),
    path("rut/<int:pk>/", views.withdraw_offer, name="withdraw"),
]
