"""What the portal adds to Wagtail."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from edu_portal.admin import menu  # noqa: F401
from edu_portal.admin.branding import branding
from edu_portal.admin.look import stylesheet_link
from edu_portal.public.context import add_page_context
from edu_search.extraction.services import state_of
from unit_pages.access.addresses import Addresses
from unit_pages.conf import get_settings

hooks.register("construct_unit_page_context", add_page_context)
hooks.register("insert_global_admin_css", stylesheet_link)


@hooks.register("register_admin_viewset")
def register_branding() -> Any:
    """Put the look of the portal into the admin."""
    return branding


@hooks.register("register_unit_staff_addresses")
def close_branding() -> Addresses:
    """Keep the look of the portal for administrators."""
    return Addresses(closed=("branding:*",))


@hooks.register("unit_pages_note_on_file")
def tell_state_of_text(record: Any) -> str:
    """Tell editors whether the text of a document's file can be searched."""
    state = state_of(get_settings().private_storage, str(record.file.file.name))
    return str(state.label) if state else ""


@hooks.register("register_unit_staff_addresses")
def open_search_desk() -> Addresses:
    """Let staff look after the search inside their own site; the screens show each what is theirs."""
    return Addresses(needed=("search_pins:*", "search_abbreviations:*", "search_report", "search_why", "search_engine"))
