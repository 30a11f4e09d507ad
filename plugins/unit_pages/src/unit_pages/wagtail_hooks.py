"""What this package adds to the Wagtail admin; see `unit_pages.admin`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail_modeladmin.options import modeladmin_register

from unit_pages.access import page_choosers
from unit_pages.access.central import register_promotion_policy
from unit_pages.access.page_views import page_views
from unit_pages.admin import choosers, menus, publications, records, units  # noqa: F401
from unit_pages.admin.registers import REGISTERS

for group in menus.GROUPS:
    hooks.register("register_admin_menu_item", group)
for register in REGISTERS:
    modeladmin_register(register)
register_promotion_policy()
hooks.register("construct_page_chooser_queryset", page_choosers.filter_page_chooser)


@hooks.register("register_admin_viewset")
def register_page_views() -> Any:
    """Put the guarded page screens in the place of Wagtail's, which register with order -1."""
    return page_views


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Put the registry, its choosers and the units' records into the admin."""
    return [
        choosers.unit_chooser,
        choosers.person_chooser,
        units.units,
        units.appointments,
        records.documents,
        records.events,
    ]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the actions of the gate by hand in the audit log (L22)."""
    actions.register_action("unit_pages.accept", _("Take over"), _("Taken over to a superior unit's site"))
    actions.register_action("unit_pages.place", _("Place"), _("Given another place on a site"))
    actions.register_action("unit_pages.withdraw", _("Withdraw"), _("Taken off a superior unit's site"))


@hooks.register("before_serve_document")
def refuse_internal_document(document: Any, request: Any) -> Any:
    """Answer 404 for a file that is not public, except to staff of its unit."""
    from unit_pages.media.access import may_read

    if not may_read(document, request.user):
        from django.http import Http404

        raise Http404
