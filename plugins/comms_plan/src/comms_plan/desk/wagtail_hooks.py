"""What the desk adds to the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import RecentEditsPanel

from comms_plan.articles.places import places_of
from comms_plan.desk.board.offers import offers_panel
from comms_plan.desk.board.panel import board_panel
from comms_plan.desk.coverage.panel import progress_panel
from comms_plan.desk.orders.panel import given_orders_card, orders_panel, tip_panel
from comms_plan.desk.quota.panel import quota_panel
from comms_plan.desk.rules.rights import coordinates
from unit_pages.access.addresses import Addresses
from unit_pages.access.rights import WRITE, rights_of
from unit_pages.admin.menus import WRITING


class WriteMenuItem(MenuItem):
    """Leads to the quick editor; shown to who writes for a unit."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person writes for some unit, or for the department."""
        return request.user.is_superuser or any(right.actions & WRITE for right in rights_of(request.user))


class WritePanel(Component):
    """On Wagtail's own first page: own sites and the button to write."""

    name = "desk"
    template_name = "comms_desk/write_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the person's units."""
        return {"places": places_of(parent_context["request"].user)}


@hooks.register("register_admin_urls")
def register_quick_editor() -> list[Any]:
    """Put the quick editor and the unit's quotas below the admin."""
    return [
        path("viet-tin/", include("comms_plan.desk.urls")),
        path("chi-tieu/", include("comms_plan.desk.quota.urls")),
        path("ban-bien-tap/quy-tac/", include("comms_plan.desk.aggregation.urls")),
        path("ban-bien-tap/", include("comms_plan.desk.board.urls")),
        path("dat-bai/", include("comms_plan.desk.orders.urls")),
        path("hop-tin/", include("comms_plan.desk.tips.urls")),
        path("quy-tac-chi-tieu/", include("comms_plan.desk.rules.urls")),
        path("tien-do/", include("comms_plan.desk.coverage.progress_urls")),
        path("do-phu/", include("comms_plan.desk.coverage.urls")),
    ]


@hooks.register("register_unit_staff_addresses")
def open_quick_editor() -> Addresses:
    """Let unit staff into the quick editor and their quotas, which show them their own items only."""
    return Addresses(
        needed=(
            *("comms_desk:*", "comms_quota:*", "comms_board:*"),
            *("comms_aggregation:*", "comms_orders:*", "comms_tips:*", "comms_rules:*"),
            *("comms_progress:*", "comms_coverage:*"),
        )
    )


@hooks.register(WRITING)
def register_write_item() -> WriteMenuItem:
    """Put the shortest way to a new item first."""
    return WriteMenuItem(_("Write news"), reverse("comms_desk:write"), name="write-news", icon_name="edit", order=10)


class RulesMenuItem(MenuItem):
    """Leads to the quota rules; shown to who coordinates the department's plan."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person decides for the department."""
        return coordinates(request.user)


@hooks.register(WRITING)
def register_rules_item() -> RulesMenuItem:
    """Put the quota rules below what is written."""
    return RulesMenuItem(
        _("Quota rules"), reverse("comms_rules:index"), name="quota-rules", icon_name="list-ol", order=80
    )


hooks.register("register_desk_panel", quota_panel)
hooks.register("register_desk_panel", board_panel)
hooks.register("register_desk_panel", offers_panel)
hooks.register("register_desk_panel", orders_panel)
hooks.register("register_desk_panel", given_orders_card)
hooks.register("register_desk_panel", tip_panel)
hooks.register("register_desk_panel", progress_panel)


@hooks.register("register_reports_menu_item")
def register_progress_item() -> MenuItem:
    """Lead to the quotas of all units of the person."""
    return MenuItem(_("Progress of units"), reverse("comms_progress:home"), name="progress", icon_name="tasks", order=5)


@hooks.register("register_reports_menu_item")
def register_coverage_item() -> MenuItem:
    """Lead to what is published about each theme."""
    address = reverse("comms_coverage:home")
    return MenuItem(_("Coverage of themes"), address, name="coverage", icon_name="table", order=6)


@hooks.register("construct_homepage_panels")
def put_desk_first(request: HttpRequest, panels: list[Any]) -> None:
    """Show the way to write in place of the list of own edits."""
    panels[:] = [panel for panel in panels if not isinstance(panel, RecentEditsPanel)]
    panels.append(WritePanel())


@hooks.register("construct_homepage_summary_items")
def spare_unit_staff_the_counts(request: HttpRequest, items: list[Any]) -> None:
    """Leave out counts of pages and files, which tell an officer nothing."""
    if not request.user.is_superuser:
        items.clear()
