"""The groups of the menu, named by what people do; other packages add to them by hook.

A group is shown when one of its items is. An item registers with the hook of its group,
for example ``menu_hook = UNITS``.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem

WRITING = "register_writing_menu_item"
UNITS = "register_units_menu_item"
PLANS = "register_plans_menu_item"
RECORDS = "register_records_menu_item"
FILES = "register_files_menu_item"
LOOK = "register_look_menu_item"


def writing_menu() -> SubmenuMenuItem:
    """Return the group of what units write."""
    return _group(_("Writing"), WRITING, name="writing", icon_name="edit", order=100)


def records_menu() -> SubmenuMenuItem:
    """Return the group of documents and events."""
    return _group(_("Documents and calendar"), RECORDS, name="records", icon_name="doc-full", order=200)


def files_menu() -> SubmenuMenuItem:
    """Return the group of pictures and files."""
    return _group(_("Pictures and files"), FILES, name="files", icon_name="image", order=300)


def units_menu() -> SubmenuMenuItem:
    """Return the group of the registry."""
    return _group(_("Units"), UNITS, name="units", icon_name="group", order=400)


def plans_menu() -> SubmenuMenuItem:
    """Return the group of the plan and its words; empty, and hidden, without a plan package."""
    return _group(_("Plan"), PLANS, name="plans", icon_name="clipboard-list", order=500)


def look_menu() -> SubmenuMenuItem:
    """Return the group of how the portal looks."""
    return _group(_("Look"), LOOK, name="look", icon_name="view", order=600)


GROUPS = (writing_menu, records_menu, files_menu, units_menu, plans_menu, look_menu)


def _group(label: object, hook: str, **kwargs: object) -> SubmenuMenuItem:
    return SubmenuMenuItem(label, Menu(register_hook_name=hook), **kwargs)
