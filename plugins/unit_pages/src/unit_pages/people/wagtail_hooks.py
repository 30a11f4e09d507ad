"""What people's posts add to the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from unit_pages.access.addresses import ADDRESS_HOOK, Addresses
from unit_pages.access.rights import ADMINISTER, rights_of
from unit_pages.admin.menus import UNITS
from unit_pages.people import away, decision_views, views

urlpatterns = [
    path("", views.choose_unit, name="index"),
    path("<int:unit_id>/", views.UnitPeopleView.as_view(), name="unit"),
    path("<int:unit_id>/invite/", views.InviteView.as_view(), name="invite"),
    path("<int:unit_id>/give/", views.GiveView.as_view(), name="give"),
    path("posts/<int:pk>/end/", views.EndView.as_view(), name="end"),
    path("posts/<int:pk>/details/", decision_views.DetailsView.as_view(), name="details"),
    path("posts/<int:pk>/deputy/", away.AwayView.as_view(), name="deputy"),
    path("invitations/<int:pk>/resend/", require_POST(views.answer_invitation), {"action": "resend"}, name="resend"),
    path("invitations/<int:pk>/revoke/", require_POST(views.answer_invitation), {"action": "revoke"}, name="revoke"),
    path("away/", away.AwayView.as_view(), name="away"),
    path("away/<int:pk>/end/", require_POST(away.end_away), name="end_away"),
]


class OwnPeopleItem(MenuItem):
    """For administrators of a unit; superusers have the registers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person manages the people of some unit."""
        return any(right.actions & ADMINISTER for right in rights_of(request.user))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Put the screens into the admin."""
    return [path("unit-people/", include((urlpatterns, "unit_people")))]


@hooks.register(ADDRESS_HOOK)
def addresses() -> Addresses:
    """Open the screens of the unit's people; the registers are for administrators of the installation."""
    return Addresses(
        needed=("unit_people:*", "unit_pages_invitation"), closed=("delegations:*", "appointment_chooser:*")
    )


@hooks.register(UNITS)
def own_people_item() -> MenuItem:
    """Return the way to the unit's people."""
    return OwnPeopleItem(
        _("People of the unit"), reverse("unit_people:index"), name="unit-people", icon_name="group", order=5
    )


@hooks.register("register_account_menu_item")
def away_item(request: HttpRequest) -> dict[str, Any] | None:
    """Return the way to one's own absences on the page of the own account; for everybody with a post."""
    if not rights_of(request.user):
        return None
    text = _("While somebody is away the deputy has the rights of the post, and no longer.")
    return {"url": reverse("unit_people:away"), "label": _("Absence and deputy"), "help_text": text}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to posts in the audit log (L22)."""
    actions.register_action("unit_pages.appoint", _("Give a post"), _("Post given"))
    actions.register_action("unit_pages.change_appointment", _("Change a post"), _("Post changed"))
    actions.register_action("unit_pages.end_appointment", _("End a post"), _("Post ended"))
    actions.register_action("unit_pages.hand_over", _("Hand drafts over"), _("Drafts stay with the unit"))
    actions.register_action("unit_pages.delegate", _("Arrange a deputy"), _("Deputy arranged"))
    actions.register_action("unit_pages.end_delegation", _("End a deputy's rights"), _("Deputy's rights ended"))
    actions.register_action("unit_pages.invite", _("Invite a person"), _("Person invited"))
    actions.register_action("unit_pages.resend_invitation", _("Send an invitation again"), _("Invitation sent again"))
    actions.register_action("unit_pages.revoke_invitation", _("Take an invitation back"), _("Invitation taken back"))
    actions.register_action("unit_pages.accept_invitation", _("Accept an invitation"), _("Invitation accepted"))
