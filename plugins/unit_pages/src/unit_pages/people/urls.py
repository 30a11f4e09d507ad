"""Addresses of invitations; a host includes them outside of the admin, for example below ``loi-moi/``."""

from __future__ import annotations

from django.urls import path

from unit_pages.people.public import InvitationView

urlpatterns = [path("<str:token>/", InvitationView.as_view(), name="unit_pages_invitation")]
