"""What this package adds to the Wagtail admin; see `unit_pages.admin`."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail_modeladmin.options import modeladmin_register

from unit_pages.access import admin_api, page_choosers
from unit_pages.access.central import register_promotion_policy
from unit_pages.access.page_views import page_views
from unit_pages.admin import (  # noqa: F401
    appointments,
    changes,
    choosers,
    delegations,
    imports,
    menus,
    publications,
    records,
    sites,
    units,
)
from unit_pages.admin.registers import REGISTERS
from unit_pages.audit import admin as audit
from unit_pages.internal import admin as internal
from unit_pages.notices import admin as notices
from unit_pages.notices import reading
from unit_pages.people import wagtail_hooks as people  # noqa: F401
from unit_pages.review import hooks as review_hooks  # noqa: F401
from unit_pages.subsites.doors import guard

hooks.register("on_serve_page", guard)
for group in menus.GROUPS:
    hooks.register("register_admin_menu_item", group)
for register in REGISTERS:
    modeladmin_register(register)
hooks.register(menus.UNITS, audit.unit_log_menu_item)
hooks.register(notices.MENU_HOOK, notices.notices_menu_item)
hooks.register(reading.MENU_HOOK, reading.reading_menu_item)
hooks.register(internal.MENU_HOOK, internal.internal_menu_item)
register_promotion_policy()
hooks.register("construct_page_chooser_queryset", page_choosers.filter_page_chooser)
hooks.register("construct_admin_api", admin_api.limit_endpoints, order=10)


@hooks.register("register_admin_viewset")
def register_page_views() -> Any:
    """Put the guarded page screens in the place of Wagtail's, which register with order -1."""
    return page_views


CHANGE_ACTIONS = (
    ("unit_pages.change_decided", _("Organisation change"), _("Organisation change decided")),
    ("unit_pages.change", _("Organisation change"), _("Organisation change carried out")),
    ("unit_pages.change_undone", _("Organisation change"), _("Organisation change undone")),
    ("unit_pages.change_cancelled", _("Organisation change"), _("Organisation change cancelled")),
)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Put the registry, its choosers and the units' records into the admin."""
    return [
        choosers.unit_chooser,
        choosers.person_chooser,
        units.units,
        appointments.appointments,
        delegations.appointment_chooser,
        delegations.delegations,
        sites.unit_hosts,
        records.documents,
        records.events,
        notices.notices,
    ]


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Mount the screens that are no viewsets."""
    return [*audit.unit_log_urls(), *reading.reading_urls(), *internal.internal_urls()]


@hooks.register("insert_global_admin_css")
def link_stylesheet() -> SafeString:
    """Give the screens of this package their look."""
    names = ("unit_pages/admin/frame.css", "unit_pages/admin/notices.css")
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(name),) for name in names))


@hooks.register("insert_global_admin_js")
def link_script() -> SafeString:
    """Give names to what Wagtail leaves without one."""
    return format_html('<script defer src="{}"></script>', static("unit_pages/js/admin-names.js"))


@hooks.register("construct_homepage_panels")
def add_notices(request: Any, panels: list[Any]) -> None:
    """Put the notices first on the landing page."""
    panels.append(reading.NoticesPanel())


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the actions of the gate by hand in the audit log (L22)."""
    actions.register_action("unit_pages.site_state", _("State of the site"), _("Site given another state"))
    for action, label, message in CHANGE_ACTIONS:
        actions.register_action(action, label, message)
    actions.register_action("unit_pages.invitation", _("New invitation"), _("New invitation link to the site"))
    actions.register_action("unit_pages.accept", _("Take over"), _("Taken over to a superior unit's site"))
    actions.register_action("unit_pages.place", _("Place"), _("Given another place on a site"))
    actions.register_action("unit_pages.notice_send", _("Send notice"), _("Notice sent to units"))
    actions.register_action("unit_pages.notice_withdraw", _("Withdraw notice"), _("Notice withdrawn"))
    actions.register_action("unit_pages.withdraw", _("Withdraw"), _("Taken off a superior unit's site"))


@hooks.register("before_serve_document")
def refuse_internal_document(document: Any, request: Any) -> Any:
    """Answer 404 for a file that is not public, except to staff of its unit."""
    from unit_pages.media.access import may_read

    if not may_read(document, request):
        from django.http import Http404

        raise Http404
