"""What the plan adds to the Wagtail admin."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from comms_plan.plans import admin
from unit_pages.access.addresses import Addresses

for register in admin.REGISTERS:
    modeladmin_register(register)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Put plans and themes into the admin."""
    return [admin.plans, admin.themes]


@hooks.register("register_unit_staff_addresses")
def close_plans() -> Addresses:
    """Keep plans and themes for administrators; units read them on the site and tick them in forms."""
    return Addresses(closed=("plans:*", "themes:*"))
