"""The group “Search” of the admin's menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from edu_search.desk.owners import owned_by

HOOK = "register_search_menu_item"


class EditorsItem(MenuItem):
    """For who looks after something."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the screen opens."""
        return not owned_by(request.user).is_nothing


class EverythingItem(MenuItem):
    """For who looks after everything."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the screen opens."""
        return owned_by(request.user).everything


def group() -> SubmenuMenuItem:
    """Return the group; it is shown when one of its items is."""
    menu = Menu(register_hook_name=HOOK)
    return SubmenuMenuItem(_("Searching"), menu, name="searching", icon_name="search", order=450)


def report_item() -> MenuItem:
    """Return the report."""
    return EditorsItem(
        _("What people search"), reverse("search_report"), name="search-report", icon_name="search", order=10
    )


def pins_item() -> MenuItem:
    """Return the pins."""
    return EditorsItem(
        _("Pinned results"), reverse("search_pins:index"), name="search-pins", icon_name="pick", order=20
    )


def why_item() -> MenuItem:
    """Return the explanation of a ranking."""
    return EditorsItem(_("Why is this first?"), reverse("search_why"), name="search-why", icon_name="help", order=30)


def abbreviations_item() -> MenuItem:
    """Return the abbreviations."""
    address = reverse("search_abbreviations:index")
    return EverythingItem(_("Abbreviations"), address, name="search-abbreviations", icon_name="openquote", order=40)


def engine_item() -> MenuItem:
    """Return the state of the engine."""
    return EverythingItem(
        _("Search engine"), reverse("search_engine"), name="search-engine", icon_name="cogs", order=50
    )


ITEMS = (report_item, pins_item, why_item, abbreviations_item, engine_item)
