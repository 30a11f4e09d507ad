"""What the portal adds to Wagtail."""

from __future__ import annotations

from wagtail import hooks

from edu_portal.public.context import add_page_context

hooks.register("construct_unit_page_context", add_page_context)
