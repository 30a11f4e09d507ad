"""Make units' subsites: again and again without harm, one at a time or many in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Site

from unit_pages.review.workflow import ensure_workflow
from unit_pages.subsites.bulk_pages import append_pages, index_pages
from unit_pages.subsites.home import MenuLink, UnitHomePage
from unit_pages.subsites.pages import PAGE_TYPES, SectionPage
from unit_pages.subsites.states import note_first_state
from unit_pages.units.identity import UnitColour, propose_colour
from unit_pages.units.models import Unit

ROOT_SLUG = "portal"
MOST_MENU_ITEMS = 7


class NoPortalError(RuntimeError):
    """Raised when a unit's subsite is asked for before the department's own."""


@dataclass(frozen=True)
class Provisioned:
    """What `provision` did.

    Args:
        home: the unit's home page.
        created: number of pages made by this call; 0 when everything was there.
    """

    home: UnitHomePage
    created: int


@transaction.atomic
def provision(unit: Unit) -> Provisioned:
    """Give ``unit`` a home page, the pages of its kind, a menu and a picture collection.

    Pages that are there stay as they are, whatever editors made of them; a page
    that they deleted comes back only when the whole subsite is made anew.

    Raises:
        NoPortalError: when the department has no home page yet.
        ValidationError: when the unit's address is taken by a page of the portal.
    """
    created = provision_many([unit])
    return Provisioned(home=UnitHomePage.objects.get(unit=unit), created=created)


@transaction.atomic
def provision_many(units: Sequence[Unit]) -> int:
    """Do what `provision` does for many units in some thirty queries; return the number of pages made.

    Args:
        units: units with their kinds fetched; the department itself only alone.

    Raises:
        NoPortalError: see `provision`.
        ValidationError: see `provision`; then nothing was made.
    """
    _give_identity(units)
    have = set(UnitHomePage.objects.filter(unit__in=units).values_list("unit_id", flat=True))
    wanted = [unit for unit in units if unit.pk not in have]
    if not wanted:
        return 0
    above = Page.get_first_root_node() if wanted[0].is_root else portal_page()
    # Two imports at a time would give two homes the same place in the tree.
    above = Page.objects.select_for_update().get(pk=above.pk)
    _refuse_taken_addresses(above, wanted)
    homes = [new_home(unit) for unit in wanted]
    append_pages([(above, home) for home in homes])
    now = timezone.now()
    for unit in wanted:
        note_first_state(unit, now=now)
    _fill(homes, wanted)
    if wanted[0].is_root:
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": homes[0], "site_name": homes[0].title}
        )
        ensure_workflow(homes[0])
    return sum(1 + home.numchild for home in homes)


def _fill(homes: Sequence[UnitHomePage], units: Sequence[Unit]) -> None:
    """Give new home pages the pages and the menu of their units' kinds."""
    pages = {home.pk: new_pages(home, unit) for home, unit in zip(homes, units, strict=True)}
    append_pages([(home, page) for home in homes for page in pages[home.pk].values()])
    links = {home.pk: new_menu(home, unit, pages[home.pk]) for home, unit in zip(homes, units, strict=True)}
    MenuLink.objects.bulk_create([link for found in links.values() for link in found])
    for home in homes:
        home.menu_links = links[home.pk]
    index_pages([*homes, *(page for found in pages.values() for page in found.values())])


def _refuse_taken_addresses(above: Page, units: Sequence[Unit]) -> None:
    slugs = [unit.slug for unit in units]
    for page in Page.objects.child_of(above).filter(slug__in=slugs)[:1]:
        raise ValidationError(
            {"slug": _("The portal has a page at “%(slug)s”. Choose another address.") % {"slug": page.slug}}
        )


def portal_page() -> Page:
    """Return the department's home page.

    Raises:
        NoPortalError: when there is none yet.
    """
    portal = Page.objects.filter(depth=2, unithomepage__isnull=False).first()
    if portal is None:
        raise NoPortalError("Provision the department, the root unit, before its units.")
    return portal


def new_home(unit: Unit) -> UnitHomePage:
    """Return the unsaved home page of ``unit``, which does not hold on to it: an import has thousands of units."""
    return UnitHomePage(
        title=unit.name, slug=ROOT_SLUG if unit.is_root else unit.slug, unit_id=unit.pk, locale=Locale.get_default()
    )


def new_pages(home: UnitHomePage, unit: Unit) -> dict[str, Page]:
    """Return the unsaved pages that the unit's kind asks for, by their slugs."""
    made: dict[str, Page] = {}
    for entry in unit.kind.subsite:
        page = PAGE_TYPES[entry["type"]](locale=home.locale, title=entry["title"], slug=entry["slug"])
        if isinstance(page, SectionPage):
            page.shows_all = entry.get("shows_all", True)
        made[entry["slug"]] = page
    return made


def new_menu(home: UnitHomePage, unit: Unit, pages: dict[str, Page]) -> list[MenuLink]:
    """Return the unsaved menu of ``home``; the pages are saved."""
    shown = [entry for entry in unit.kind.subsite if entry.get("in_menu")]
    return [
        MenuLink(home=home, sort_order=number, label=entry["title"], page=pages[entry["slug"]].page_ptr)
        for number, entry in enumerate(shown[:MOST_MENU_ITEMS])
    ]


def _give_identity(units: Sequence[Unit]) -> None:
    """Give a colour and a collection to the units that have none."""
    changed = [unit for unit in units if unit.colour_id is None or unit.collection_id is None]
    if not changed:
        return
    colours = list(UnitColour.objects.all())
    for unit in changed:
        unit.colour = unit.colour or propose_colour(unit.code, colours)
    _make_collections([unit for unit in changed if unit.collection_id is None])
    Unit.objects.bulk_update(changed, ["colour", "collection"])


def _make_collections(units: Sequence[Unit]) -> None:
    if not units:
        return
    root = Collection.objects.select_for_update().get(pk=Collection.get_first_root_node().pk)
    last = root.get_last_child()
    position = last._get_lastpos_in_path() if last else 0
    made = [
        Collection(name=unit.name[:255], depth=root.depth + 1, path=Collection._get_path(root.path, root.depth + 1, n))
        for n, unit in enumerate(units, start=position + 1)
    ]
    Collection.objects.bulk_create(made)
    Collection.objects.filter(pk=root.pk).update(numchild=models.F("numchild") + len(made))
    for unit, collection in zip(units, made, strict=True):
        unit.collection = collection
