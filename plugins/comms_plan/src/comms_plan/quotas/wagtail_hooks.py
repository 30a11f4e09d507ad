"""What quotas add to the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail_modeladmin.options import modeladmin_register

from comms_plan.quotas import admin
from unit_pages.access.addresses import Addresses

modeladmin_register(admin.ExternalChannelRegister)


@hooks.register("register_admin_viewset")
def register_external_items() -> Any:
    """Put the list of items on channels outside into the admin."""
    return admin.external_items


@hooks.register("register_unit_staff_addresses")
def open_external_items() -> Addresses:
    """Let unit staff enter what appeared outside; the list holds their own."""
    return Addresses(needed=("external_items:*",))


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what is decided about rules in the log."""
    actions.register_action("comms_quotas.rule", _("Save quota rule"), _("Quota rule saved"))
    actions.register_action("comms_quotas.amend", _("Amend quota rule"), _("Quota rule amended"))
    actions.register_action("comms_quotas.exempt", _("Exempt a unit"), _("Unit exempted from a quota"))
    actions.register_action("comms_quotas.end_exemption", _("End an exemption"), _("Exemption from a quota ended"))
    actions.register_action("comms_quotas.units", _("Name units of an item"), _("Units of an item named"))
    actions.register_action("comms_quotas.close", _("Close a period"), _("Period of a quota closed"))
    actions.register_action("comms_quotas.reopen", _("Open a period again"), _("Period of a quota opened again"))
