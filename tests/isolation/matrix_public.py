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
    "openpicturetext", "openpictureby", "openfile", "openfiledisk", "openfilecontent",
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
    "comms_quotas_itemfacts",  # whose key is the publication's
}  # fmt: skip
#: The form that asks for a page's password is sent to an address with the ids of the page and of its restriction.
ASKS_FOR_PASSWORD = ("wagtail_serve", "wagtailcore_authenticate_with_password")
#: What stands in the department's collection is the library, from which all units choose.
LIBRARY = ("picture", "openpicture", "galleryshot", "file", "openfile", "internalfile")
#: The lists, choosers and screens of pictures and files, and the admin's API of them: nothing else shows the library.
SHOWS_LIBRARY = (
    "wagtailimages", "wagtaildoc", "wagtailadmin_api:images:", "wagtailadmin_api:documents:",
    "unit_pages_image", "unit_pages_files",
)  # fmt: skip
#: (beginning of the address's name, kind of word or table) that the admin shows on purpose.
IN_THE_ADMIN: set[tuple[str, str]] = set()


#: Editors show the id of a public page that an own one links to, and of the page above it.
EDITORS = ("wagtailadmin_pages:add", "wagtailadmin_pages:edit", "wagtailadmin_pages:revisions_revert")


def is_public(world: World, filled: Filled, found: str) -> bool:
    """Whether a foreign word or id may stand in the answer of this address."""
    kind = world.foreign_ids.get(found) or _kind(world, found)
    if any(kind == shown and filled.name.startswith(name) for name, shown in IN_THE_ADMIN):
        return True
    if _is_published_by_department(world, found) and filled.path.startswith("/admin/choose-page/"):
        return True
    if filled.name in EDITORS and is_linkable(world, found):
        return True
    if filled.path.startswith("/admin/"):
        return filled.name.startswith(SHOWS_LIBRARY) and _in_library(world, found)
    if found.isdigit():
        if filled.name.startswith(ASKS_FOR_PASSWORD) and found in _password_form(world):
            return True
        return kind in TABLES_ON_THE_SITE or int(found) in _public_pages(world)
    return kind in ON_THE_SITE


def _kind(world: World, word: str) -> str:
    return next(
        word.removeprefix(side.prefix) for side in (world.foreign, world.department) if word.startswith(side.prefix)
    )


def _is_published_by_department(world: World, found: str) -> bool:
    """Units link to what the department publishes, so its live pages stand in the page chooser."""
    words = world.department.words
    return found in {str(world.department["live"].pk), words["live"], words["liveslug"]}


def _password_form(world: World) -> set[str]:
    return {str(side[key].pk) for side in (world.foreign, world.department) for key in ("private", "restriction")}


def _in_library(world: World, found: str) -> bool:
    if not found.isdigit():
        return found.startswith(world.department.prefix) and _kind(world, found).startswith(LIBRARY)
    media = [world.department[key] for key in LIBRARY]
    return any(int(found) == row.pk and world.foreign_ids[found] == row._meta.db_table for row in media)


def is_linkable(world: World, found: str) -> bool:
    """Whether an id is that of a page that anybody may open: own pages may link to it."""
    return found.isdigit() and int(found) in _public_pages(world)


def _public_pages(world: World) -> set[int]:
    """The ids of pages that anybody may open."""
    shown = [side["live"].pk for side in (world.foreign, world.department)]
    home = world.foreign["home"]
    return {*shown, home.pk, *home.get_children().values_list("pk", flat=True)}


#: Failures of the server that say nothing about isolation: beginnings of the error and of the names of addresses.
EXPECTED_FAILURES = (
    # Wagtail's page that tries out the report of errors.
    ("", ("wagtailadmin_error_test",)),
    # A StreamField is filled by scripts, which our reader of forms has not: Wagtail misses its hidden count.
    ("MultiValueDictKeyError('body-count')", ("wagtailadmin_pages:",)),
    # An earlier deletion was undone in the database; the original is gone from the disk.
    ("SourceImageIOError(", ("wagtailimages:preview", "wagtailimages:edit", "wagtailimages:generate_url")),
)


def is_expected(filled: Filled, error: str) -> bool:
    """Whether a failure of the server, about own rows or none, says nothing about isolation."""
    return filled.mode == "own" and any(
        error.startswith(words) and filled.name.startswith(names) for words, names in EXPECTED_FAILURES
    )
