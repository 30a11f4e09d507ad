"""Closings of the admin, each with how to switch it off and where the leak must then show.

A door may have more than one lock; then all locks of that door are switched off together
and ``locks`` names them. What is replaced is always a function or an attribute of ours,
never Wagtail's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ACCESS = "unit_pages.access"


def yes(*args: Any, **kwargs: Any) -> bool:
    """Agree to everything."""
    return True


def nothing(*args: Any, **kwargs: Any) -> None:
    """Do nothing."""


def first(rows: Any, *args: Any, **kwargs: Any) -> Any:
    """Return the rows unfiltered."""
    return rows


def all_tags(model: Any, user: Any) -> Any:
    """Return every tag."""
    return model._default_manager.all()


def all_rows(self: Any, *args: Any, **kwargs: Any) -> Any:
    """Return every row of a policy's model."""
    return self.model._default_manager.all()


def every_page_right(self: Any, user: Any) -> Any:
    """Return all rights over the root of the tree."""
    from wagtail.models import Page

    from unit_pages.access.pages import PageRight

    root = Page.objects.get(depth=1)
    return [PageRight(root, f"{action}_page") for action in ("add", "change", "publish", "lock", "unlock")]


def every_unit(user: Any) -> Any:
    """Return every unit."""
    from unit_pages.models import Unit

    return Unit.objects.all()


def every_notice(user: Any) -> Any:
    """Return the notices to all units."""
    from unit_pages.models import StaffNotice

    return StaffNotice.objects.all()


def every_log_entry(user: Any) -> Any:
    """Return the log of all units."""
    from unit_pages.audit.models import UnitLogEntry

    return UnitLogEntry.objects.select_related("content_type")


def every_import(self: Any) -> Any:
    """Return the imports of all people."""
    from unit_pages.imports.models import UnitImport

    return UnitImport.objects.select_related("by", "parent", "kind")


def every_unit_to_change(user: Any, **kwargs: Any) -> Any:
    """Return every unit."""
    return every_unit(user)


def every_draft(user: Any, unit: Any) -> Any:
    """Return what everybody in every unit is writing."""
    from comms_plan.articles.models import Article

    return Article.objects.filter(live=False).select_related("latest_revision__user").order_by("-pk")


def every_place(user: Any) -> Any:
    """Return every unit as a place to write."""
    from comms_plan.articles.places import Place, _news_sections
    from unit_pages.models import Unit

    units = list(Unit.objects.select_related("home", "kind", "colour"))
    sections = _news_sections(units)
    return [Place(unit=unit, home_id=unit.home.pk, section_id=sections.get(unit.pk)) for unit in units]


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
            "wagtail.admin.views.reports.workflows.get_editable_page_ids_query": lambda request: _all_page_ids(),
            "unit_pages.review.reports.page_ids": lambda request: _all_page_ids(),
            "unit_pages.review.reports.get_editable_page_ids_query": lambda request: _all_page_ids(),
        },
        at=("unit_review:",),
        modes=("own",),
        role="leader",
    ),
}


def _all_page_ids() -> Any:
    from django.db.models import CharField
    from django.db.models.functions import Cast
    from wagtail.models import Page

    return Page.objects.annotate(key=Cast("pk", CharField())).values_list("key", flat=True)
