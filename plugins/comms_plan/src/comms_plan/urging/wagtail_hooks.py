"""What the reminders add to the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from comms_plan.urging import views
from unit_pages.access.addresses import ADDRESS_HOOK, Addresses


class RemindersItem(MenuItem):
    """Shown to everybody with a post: the own mails; to coordinators all."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the list can hold anything for the person."""
        return views.has_reminders(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Put the screens below the admin."""
    return [path("nhac-viec/", include("comms_plan.urging.views"))]


@hooks.register(ADDRESS_HOOK)
def addresses() -> Addresses:
    """Open the screens to unit staff; they show each person the own mails only."""
    return Addresses(needed=("comms_urging:*",))


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what is done about reminders in the log."""
    actions.register_action("comms_urging.nudge", _("Remind a unit"), _("Unit reminded of its quota"))


@hooks.register("register_reports_menu_item")
def reminders_item() -> MenuItem:
    """Return the way to the list."""
    return RemindersItem(
        _("Reminders sent"), reverse("comms_urging:list"), name="quota-reminders", icon_name="mail", order=90
    )


@hooks.register("register_account_menu_item")
def hour_item(request: HttpRequest) -> dict[str, Any] | None:
    """Return the way to the own hour on the page of the own account; for everybody with a post."""
    if not views.has_reminders(request.user):
        return None
    return {
        "url": reverse("comms_urging:hour"),
        "label": _("Hour of the reminders"),
        "help_text": _("At what hour the mail comes that reminds you of quotas. It cannot be cancelled."),
    }
