"""Make a unit's subsite: one call, one transaction, again and again without harm."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from unit_pages.review.workflow import ensure_workflow
from unit_pages.subsites.home import MenuLink, UnitHomePage
from unit_pages.subsites.pages import PAGE_TYPES, SectionPage
from unit_pages.units.identity import UnitColour, propose_colour
from unit_pages.units.models import Unit

ROOT_SLUG = "portal"


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
    """
    if unit.colour_id is None:
        unit.colour = propose_colour(unit.code, list(UnitColour.objects.all()))
        unit.save(update_fields=["colour"])
    if unit.collection_id is None:
        unit.collection = Collection.get_first_root_node().add_child(name=unit.name[:255])
        unit.save(update_fields=["collection"])
    home = UnitHomePage.objects.filter(unit=unit).first()
    if home is not None:
        return Provisioned(home=home, created=0)
    home = _make_home(unit)
    pages = _make_pages(home, unit)
    _make_menu(home, unit, pages)
    return Provisioned(home=home, created=1 + len(pages))


def _make_home(unit: Unit) -> UnitHomePage:
    home = UnitHomePage(
        title=unit.name, slug=ROOT_SLUG if unit.is_root else unit.slug, unit=unit, locale=Locale.get_default()
    )
    if unit.is_root:
        tree_root = Page.get_first_root_node()
        tree_root.add_child(instance=home)
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": unit.name}
        )
        ensure_workflow(home)
        return home
    portal = Page.objects.filter(depth=2, unithomepage__isnull=False).first()
    if portal is None:
        raise NoPortalError("Provision the department, the root unit, before its units.")
    portal.add_child(instance=home)
    return home


def _make_pages(home: UnitHomePage, unit: Unit) -> dict[str, Page]:
    made: dict[str, Page] = {}
    for entry in unit.kind.subsite:
        page = PAGE_TYPES[entry["type"]](locale=home.locale, title=entry["title"], slug=entry["slug"])
        if isinstance(page, SectionPage):
            page.shows_all = entry.get("shows_all", True)
        home.add_child(instance=page)
        made[entry["slug"]] = page
    return made


def _make_menu(home: UnitHomePage, unit: Unit, pages: dict[str, Page]) -> None:
    shown = [entry for entry in unit.kind.subsite if entry.get("in_menu")]
    MenuLink.objects.bulk_create(
        MenuLink(home=home, sort_order=number, label=entry["title"], page=pages[entry["slug"]])
        for number, entry in enumerate(shown[:7])
    )
