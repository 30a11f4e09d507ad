"""The addresses of the admin that unit staff need; everything else is closed to them.

Names are those of Django's addresses (``namespace:name``), with ``*`` for any letters.
Another package adds its own by the hook ``register_unit_staff_addresses``, a function
that returns `Addresses`; a name that stands in no list is closed and fails a test.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache

from wagtail import hooks

ADDRESS_HOOK = "register_unit_staff_addresses"


@dataclass(frozen=True)
class Addresses:
    """Patterns of names of addresses.

    Args:
        needed: open to unit staff; the screen itself shows its people what is theirs.
        closed: known, and for administrators of the installation only.
    """

    needed: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


WAGTAIL = Addresses(
    needed=(
        # The frame: entrance, own account, icons, words of scripts.
        *("wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_login", "wagtailadmin_logout"),
        *("wagtailadmin_password_reset*", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"),
        *("wagtailadmin_dismissibles", "wagtailadmin_block_preview", "wagtail_modeladmin:javascript_catalog"),
        # Pages of the own unit.
        *("wagtailadmin_explore", "wagtailadmin_explore_root", "wagtailadmin_explore_results"),
        *("wagtailadmin_pages:add", "wagtailadmin_pages:add_subpage", "wagtailadmin_pages:choose_parent"),
        *("wagtailadmin_pages:edit", "wagtailadmin_pages:delete", "wagtailadmin_pages:copy"),
        *("wagtailadmin_pages:move", "wagtailadmin_pages:move_confirm", "wagtailadmin_pages:unpublish"),
        *("wagtailadmin_pages:lock", "wagtailadmin_pages:unlock", "wagtailadmin_pages:usage"),
        *("wagtailadmin_pages:view_draft", "wagtailadmin_pages:preview_on_add", "wagtailadmin_pages:preview_on_edit"),
        *("wagtailadmin_pages:history*", "wagtailadmin_pages:revisions_*", "wagtailadmin_pages:search*"),
        *("wagtailadmin_pages:workflow_*", "wagtailadmin_pages:collect_workflow_action_data"),
        "wagtailadmin_pages:confirm_workflow_cancellation",
        *("wagtailadmin_editing_sessions:*", "wagtail_bulk_action"),
        *("wagtailadmin_reports:aging_pages*", "wagtailadmin_reports:locked_pages*"),
        # Choosers and suggestions.
        *("wagtailadmin_choose_page*", "wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"),
        *("wagtailadmin_api:pages:listing", "wagtailadmin_api:pages:detail"),
        *("wagtailadmin_api:images:listing", "wagtailadmin_api:images:detail"),
        *("wagtailadmin_api:documents:listing", "wagtailadmin_api:documents:detail"),
        "wagtailembeds:*",
        # Pictures and files of the own unit and of the library.
        *("wagtailimages:index*", "wagtailimages:add*", "wagtailimages:edit*", "wagtailimages:delete*"),
        *("wagtailimages:create_multiple_from_uploaded_image", "wagtailimages:preview", "wagtailimages:image_usage"),
        *("wagtailimages_chooser:*", "wagtaildocs_chooser:*"),
        *("wagtaildocs:index*", "wagtaildocs:add*", "wagtaildocs:edit*", "wagtaildocs:delete*"),
        *("wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:document_usage"),
    ),
    closed=(
        # People, groups, sites and what else belongs to the whole installation.
        *("wagtailusers_users:*", "wagtailusers_groups:*", "wagtailsites:*", "wagtaillocales:*"),
        *("wagtailadmin_collections:*", "wagtailadmin_workflows:*", "wagtailredirects:*", "wagtailsearchpromotions:*"),
        *("wagtailforms:*", "wagtailsettings:*", "wagtailsnippets:*", "wagtailstyleguide"),
        # Reports about all units. The room of approval opens its own ones.
        *("wagtailadmin_reports:site_history*", "wagtailadmin_reports:page_types_usage*"),
        "wagtailadmin_reports:workflow*",
        # Lists of a type, dialogs with the names of all groups, rights that nobody needs.
        *("wagtailadmin_pages:type_use*", "wagtailadmin_pages:set_privacy", "wagtailadmin_pages:set_page_position"),
        *("wagtailadmin_pages:convert_alias", "wagtailimages:url_generator*"),
        *("wagtailadmin_api:*:find", "wagtailadmin_api:pages:action", "wagtailadmin_error_test"),
        # Addresses without a name: Wagtail's test page, and what no screen answers to.
        *("django.views.generic.base.*", "django.views.generic.base:*", "wagtail.admin.views.home.default"),
    ),
)

OWN = Addresses(
    needed=(
        *("official_documents:*", "calendar_events:*"),
        *("unit_pages_gate*", "unit_pages_accept", "unit_pages_withdraw"),
        *("staff_notice", "staff_notices", "notices:*", "internal_item*", "unit_log*"),
        *("unit_review:*", "unit_people:*"),
        *("unit_pages_change*", "unit_pages_site_state", "unit_pages_site_invitation"),
        # Who holds no post that creates units is refused by the screens themselves.
        *("units:*", "unit_pages_import*"),
        *("unit_pages_images*", "unit_pages_image_chooser", "unit_pages_files*", "unit_pages_locked*"),
    ),
    closed=(
        "unit_chooser:*",
        "person_chooser:*",
        "appointment_chooser:*",
        "delegations:*",
        "unit_hosts:*",
        "appointments:*",
        "*_modeladmin_*",
    ),
)


def all_addresses() -> Addresses:
    """Return Wagtail's names, ours and those that other packages register."""
    parts = [WAGTAIL, OWN, *(register() for register in hooks.get_hooks(ADDRESS_HOOK))]
    return Addresses(
        needed=tuple(pattern for part in parts for pattern in part.needed),
        closed=tuple(pattern for part in parts for pattern in part.closed),
    )


def is_open_to_staff(view_name: str) -> bool:
    """Whether unit staff may ask for the address with this name; unknown names are closed."""
    return _pattern(_hooked())[0].match(view_name) is not None


def is_classified(view_name: str) -> bool:
    """Whether somebody has decided about the address with this name."""
    needed, closed = _pattern(_hooked())
    return needed.match(view_name) is not None or closed.match(view_name) is not None


def _hooked() -> tuple[Callable[[], Addresses], ...]:
    return tuple(hooks.get_hooks(ADDRESS_HOOK))


@lru_cache(maxsize=8)
def _pattern(registered: tuple[Callable[[], Addresses], ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    addresses = all_addresses()
    return _regex(addresses.needed), _regex(addresses.closed)


def _regex(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in patterns))
