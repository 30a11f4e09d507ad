"""What the plan adds to the Wagtail admin."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from comms_plan.plans import admin

for register in admin.REGISTERS:
    modeladmin_register(register)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Put plans and themes into the admin."""
    return [admin.plans, admin.themes]
