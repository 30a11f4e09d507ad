"""What everybody may read: words and ids of foreign units that are no leak where they stand. Each entry says why."""

from __future__ import annotations

from matrix_fill import Filled
from matrix_world import World

#: Words of foreign sides that the public site itself shows: no leak outside the admin.
ON_THE_SITE = {
    # The directory of units and the head of every subsite.
    "unitcode", "unitname", "unitshort", "unitslug", "unitphone", "unitmail", "unitdistrict",
    # A published article, its picture with caption, its topics and the file below it.
    "live", "liveslug", "livelead", "livebody", "livetopic", "liveattachment",
    "picturetext", "pictureby", "file", "filedisk", "filecontent",
    # A public official document, with the signer, and an event.
    "opendocument", "opendocumentno", "opendocumenttext", "opendocumentsigner", "event",
    # What the home page of a subsite shows.
    "homefigurelabel", "homefigurevalue", "quicklinklabel", "quicklinkstate", "menulinklabel",
    # Who wants to follow an old address must be able to.
    "oldname", "oldslug",
}  # fmt: skip
#: Tables whose ids the public site shows: no leak outside the admin.
TABLES_ON_THE_SITE = {
    "unit_pages_unit", "unit_pages_publication", "unit_pages_calendarevent", "unit_pages_officialdocument",
    "unit_pages_documentfile", "unit_pages_picture", "unit_pages_picturerendition",
}  # fmt: skip
#: What stands in the department's collection is the library, from which all units choose.
LIBRARY = ("picture", "galleryshot", "file", "internalfile")
#: (beginning of the address's name, kind of word or table) that the admin shows on purpose.
IN_THE_ADMIN: dict[tuple[str, str], str] = {}


def is_public(world: World, filled: Filled, found: str) -> bool:
    """Whether a foreign word or id may stand in the answer of this address."""
    kind = world.foreign_ids.get(found) or _kind(world, found)
    if any(kind == shown and filled.name.startswith(name) for name, shown in IN_THE_ADMIN):
        return True
    if filled.path.startswith("/admin/"):
        return _in_library(world, found)
    if found.isdigit():
        return kind in TABLES_ON_THE_SITE or int(found) in _public_pages(world)
    return kind in ON_THE_SITE


def _kind(world: World, word: str) -> str:
    return next(word.removeprefix(side.prefix) for side in (world.foreign, world.department) if word.startswith(side.prefix))


def _in_library(world: World, found: str) -> bool:
    if not found.isdigit():
        return found.startswith(world.department.prefix) and _kind(world, found).startswith(LIBRARY)
    media = [world.department[key] for key in ("picture", "galleryshot", "file", "internalfile")]
    return any(int(found) == row.pk and world.foreign_ids[found] == row._meta.db_table for row in media)


def _public_pages(world: World) -> set[int]:
    """The ids of pages that anybody may open."""
    shown = [side["live"].pk for side in (world.foreign, world.department)]
    home = world.foreign["home"]
    return {*shown, home.pk, *home.get_children().values_list("pk", flat=True)}


def is_expected(filled: Filled, method: str, error: str) -> bool:
    """Whether a failure of the server says nothing about isolation."""
    if filled.name == "wagtailadmin_error_test":
        return True
    # Wagtail stumbles over a form without its hidden fields, after it has asked for the permission.
    return method == "POST" and filled.mode == "own" and error.startswith(("MultiValueDictKeyError", "ValueError"))
