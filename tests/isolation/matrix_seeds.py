"""Closings of the admin, each with how to switch it off and where the leak must then show.

A door may have more than one lock; then all locks of that door are switched off together
and ``locks`` names them. What is replaced is always a function or an attribute of ours,
never Wagtail's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matrix_openings import (
    all_page_ids,
    all_rows,
    all_tags,
    every_draft,
    every_import,
    every_log_entry,
    every_notice,
    every_page_right,
    every_place,
    every_unit,
    every_unit_to_change,
    first,
    nothing,
    yes,
)

ACCESS = "unit_pages.access"


@dataclass(frozen=True)
class Seed:
    """A leak to plant.

    Args:
        locks: dotted name of what is replaced → its replacement.
        at: beginnings of the names of the addresses to ask.
        how: ``read`` asks, ``send`` sends the forms, ``forge`` forges references.
        modes: whose rows the addresses name.
        role: who asks.
        finds: what one of the findings must say.
    """

    locks: dict[str, Callable[..., Any]]
    at: tuple[str, ...]
    how: str = "read"
    modes: tuple[str, ...] = ("foreign",)
    role: str = "officer"
    finds: str = "shows"


SEEDS = {
    "the list of addresses": Seed(
        {f"{ACCESS}.middleware.is_open_to_staff": yes},
        at=("wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:site_history"),
        modes=("own",),
    ),
    "the policy of users, groups and redirects": Seed(
        # The list of addresses guards the same door.
        {f"{ACCESS}.middleware.is_open_to_staff": yes, f"{ACCESS}.central.CentralOnlyPolicy.user_has_permission": yes},
        at=("wagtailusers_users:index", "wagtailredirects:index"),
        modes=("own",),
    ),
    "the policy of pages": Seed(
        {f"{ACCESS}.pages.UnitPagePolicy.get_all_permissions_for_user": every_page_right},
        at=("wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_pages:view_draft"),
    ),
    "the wrapper of page screens": Seed(
        {f"{ACCESS}.page_views.is_allowed": yes},
        at=("wagtailadmin_pages:move_confirm", "wagtailadmin_pages:workflow_action"),
        modes=("mixed", "foreign"),
    ),
    "the page chooser": Seed(
        {f"{ACCESS}.page_choosers.choosable_pages": first},
        at=("wagtailadmin_choose_page",),
    ),
    "the suggestions of tags": Seed(
        {f"{ACCESS}.tags.own_tags": all_tags}, at=("wagtailadmin_tag_autocomplete",), modes=("own",)
    ),
    "the selection of bulk actions": Seed(
        {f"{ACCESS}.bulk.narrow": nothing}, at=("wagtail_bulk_action",), modes=("own", "mixed", "foreign")
    ),
    "the policy of pictures and files": Seed(
        # The middleware asks the same policy for the object in the address.
        {
            f"{ACCESS}.collections.UnitCollectionPolicy.instances_user_has_any_permission_for": all_rows,
            f"{ACCESS}.collections.UnitCollectionPolicy.user_has_any_permission_for_instance": yes,
        },
        at=("wagtailimages_chooser:chosen", "wagtailimages:edit", "wagtaildocs:edit", "wagtaildocs_chooser:chosen"),
    ),
    "the tags of the image and document lists": Seed(
        {f"{ACCESS}.reports.own_tags": all_tags}, at=("unit_pages_image_chooser",), modes=("own",)
    ),
    "the records of units": Seed(
        {f"{ACCESS}.unit_owned.own_records": first, "unit_pages.admin.records.own_records": first},
        at=("official_documents:", "calendar_events:"),
        modes=("own", "foreign"),
    ),
    "the units of a form": Seed(
        {f"{ACCESS}.unit_owned.units_to_write": every_unit}, at=("calendar_events:add",), modes=("own",)
    ),
    "the references of forms": Seed(
        {f"{ACCESS}.references.refuse_foreign": lambda *args, **kwargs: False},
        at=("wagtailadmin_pages:edit",),
        how="forge",
        modes=("own",),
        finds="now refers to",
    ),
    "files that nothing public offers": Seed(
        {"unit_pages.media.access.may_read": yes}, at=("wagtaildocs_serve",), finds="sends a file", role="reader"
    ),
    "notices of other units": Seed(
        {"unit_pages.notices.reading.notices_for": every_notice}, at=("staff_notice",), modes=("foreign",)
    ),
    "the log of the unit": Seed(
        {"unit_pages.audit.admin.log_for": every_log_entry},
        at=("unit_log",),
        modes=("own",),
        role="administrator",
    ),
    "the people of a unit": Seed(
        {"unit_pages.people.views.administered_units": every_unit},
        at=("unit_people:unit", "unit_people:give", "unit_people:invite"),
        role="administrator",
    ),
    "the posts of a unit": Seed(
        {
            "unit_pages.people.views.administered_units": every_unit,
            "unit_pages.people.views.may_manage": yes,
            "unit_pages.people.decisions.require_may_manage": nothing,
        },
        at=("unit_people:end", "unit_people:details"),
        how="send",
        role="administrator",
        finds="changes unit_pages_appointment",
    ),
    "the landing page": Seed(
        {"comms_plan.desk.landing.views.drafts_of": every_draft},
        at=("wagtailadmin_home",),
        modes=("own",),
        role="leader",
    ),
    "the quick editor": Seed(
        {
            "comms_plan.desk.writing.screen.places_of": every_place,
            f"{ACCESS}.pages.UnitPagePolicy.get_all_permissions_for_user": every_page_right,
        },
        at=("comms_desk:write_on",),
    ),
    "the imports of units": Seed(
        {"unit_pages.admin.imports.ForUnitMakers.imports": every_import},
        at=("unit_pages_import",),
        role="administrator",
    ),
    "the changes of organisations": Seed(
        {"unit_pages.admin.changes.may_see": yes, "unit_pages.admin.changes.units_to_change": every_unit_to_change},
        at=("unit_pages_change",),
        role="administrator",
    ),
    "the reports of approvals": Seed(
        {
            # Wagtail's own lock on pages, and ours on what is no page.
            "wagtail.admin.views.reports.workflows.get_editable_page_ids_query": lambda request: all_page_ids(),
            "unit_pages.review.reports.page_ids": lambda request: all_page_ids(),
            "unit_pages.review.reports.get_editable_page_ids_query": lambda request: all_page_ids(),
        },
        at=("unit_review:",),
        modes=("own",),
        role="leader",
    ),
}
