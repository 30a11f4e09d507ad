"""Addresses below the admin, behind its sign-in."""

from __future__ import annotations

from django.urls import path

from comms_plan.desk.writing import views

app_name = "comms_desk"
urlpatterns = [
    path("", views.WriteView.as_view(), name="write"),
    path("anh/", views.upload_photo, name="photo"),
    path("goi-y/", views.suggestions, name="suggest"),
    path("<int:page_id>/", views.WriteView.as_view(), name="write_on"),
    path("<int:page_id>/lay-lai/", views.take_item_back, name="take_back"),
]
