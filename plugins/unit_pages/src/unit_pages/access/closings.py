"""The boundary as a list: what is closed, by which function, and how a test opens it.

Nothing in the running portal reads this. A test of the whole opens one closing after
another and must see its bait; a closing that can be opened unnoticed protects nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Closing:
    """One closing.

    Args:
        name: what is closed.
        places: dotted paths of the functions that decide; where the callers look them up.
        opened: what stands in their place when the closing is open.
        behind: names of closings in front of it; open them too, or nobody gets that far.
    """

    name: str
    places: tuple[str, ...]
    opened: Callable[..., Any]
    behind: tuple[str, ...] = ()


def _yes(*args: Any, **kwargs: Any) -> bool:
    return True


def _nothing(*args: Any, **kwargs: Any) -> None:
    return None


def _all_rows(rows: Any, *args: Any, **kwargs: Any) -> Any:
    return rows


CLOSINGS: tuple[Closing, ...] = (
    Closing("addresses off the list", ("unit_pages.access.middleware.is_open_to_staff",), _yes),
    Closing("pictures, files and uploads in an address", ("unit_pages.access.middleware.is_within_reach",), _yes),
    Closing("screens of foreign pages", ("unit_pages.access.page_views.is_allowed",), _yes),
    Closing("the page chooser", ("unit_pages.access.page_choosers.choosable_pages",), _all_rows),
    Closing("bulk actions", ("unit_pages.access.bulk.narrow",), _nothing),
    Closing(
        "suggestions of tags",
        ("unit_pages.access.tags.own_tags", "unit_pages.access.reports.own_tags"),
        lambda model, user: model.objects.all(),
    ),
    Closing(
        "records of units",
        ("unit_pages.access.unit_owned.own_records", "unit_pages.admin.records.own_records"),
        _all_rows,
    ),
    Closing("forged references", ("unit_pages.access.references.foreign_among",), lambda user, targets: set()),
    Closing(
        "the admin's API of pictures and files",
        ("unit_pages.access.admin_api.WithinPolicy.get_queryset",),
        lambda view: view.model.objects.order_by("id"),
    ),
    Closing(
        "people, groups, sites and redirects",
        (
            "unit_pages.access.central.CentralOnlyPolicy.user_has_permission",
            "unit_pages.access.central.CentralOnlyPolicy.user_has_any_permission",
        ),
        _yes,
        behind=("addresses off the list",),
    ),
    Closing("files of drafts", ("unit_pages.media.access.may_read",), _yes),
    Closing("sizes of withdrawn pictures", ("unit_pages.media.public_use.drop_renditions",), _nothing),
)
