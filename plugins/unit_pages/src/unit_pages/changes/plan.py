"""What a change would do, told before anybody decides."""

from __future__ import annotations

from dataclasses import dataclass, field

from wagtail.models import Page

from unit_pages.changes.heirs import existing_heirs
from unit_pages.changes.models import OrganisationChange
from unit_pages.changes.people import plan_people
from unit_pages.changes.rules import problems_of
from unit_pages.changes.sites import below, sections_with_items
from unit_pages.enums import ChangeKind, PagesGo
from unit_pages.publications.models import Publication
from unit_pages.subsites.documents import OfficialDocument
from unit_pages.subsites.home import UnitHomePage
from unit_pages.subsites.hosts import UnitHost
from unit_pages.subsites.lookup import public_path
from unit_pages.subsites.pages import GalleryPage
from unit_pages.units.appointments import Appointment
from unit_pages.units.models import Unit

SHOWN = 8


@dataclass
class SiteEffects:
    """What happens to the site of one unit.

    Args:
        unit: the unit.
        moving: pages that move below the heir's site, drafts among them.
        staying: pages that stay at their addresses.
        taken_down: pages that readers no longer open; their addresses lead to the heir's site.
        drafts: pages with text that waits for publication.
        publications: items that appear on the site; their figures do not change.
        redirects: old addresses that will lead elsewhere.
        examples: some of those, as pairs of old address and new one.
    """

    unit: Unit
    moving: int = 0
    staying: int = 0
    taken_down: int = 0
    drafts: int = 0
    publications: int = 0
    documents: int = 0
    redirects: int = 0
    examples: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Effects:
    """What a change does; see `SiteEffects` for the pages.

    Args:
        problems: why it cannot be done; empty when it can.
        ends: units that end.
        begins: names of units that the change makes.
        heir: name of who gets pages and people, "" when nobody does.
        sites: what happens to the sites, one a unit.
        children: units directly below that get another superior unit, as pairs of unit and that one's name.
        people_ending: appointments that end.
        people_going_over: those of them that go on at the heir.
        people_void: appointments that never begin.
        hosts: own host names of the units; they stay and lead to where the pages are.
    """

    problems: list[str] = field(default_factory=list)
    ends: list[Unit] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)
    heir: str = ""
    sites: list[SiteEffects] = field(default_factory=list)
    children: list[tuple[Unit, str]] = field(default_factory=list)
    people_ending: list[Appointment] = field(default_factory=list)
    people_going_over: list[Appointment] = field(default_factory=list)
    people_void: list[Appointment] = field(default_factory=list)
    hosts: list[UnitHost] = field(default_factory=list)

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.problems


def plan_change(change: OrganisationChange) -> Effects:
    """Return what ``change`` would do today; nothing is written."""
    effects = Effects(problems=problems_of(change), ends=change.ending())
    heirs = existing_heirs(change)
    heir = heirs[0] if heirs else None
    if change.kind in (ChangeKind.MERGE, ChangeKind.SPLIT):
        effects.begins = [names.get("name", "") for names in change.new_units]
        effects.heir = heir.name if heir else next(iter(effects.begins), "")
    led: set[int] = set()
    for unit in effects.ends:
        _people(change, unit, heir, led, effects)
        effects.sites.append(_site(change, unit, heir))
        above = heir.name if heir else effects.heir or str(unit.parent or "")
        effects.children += [(child, above) for child in unit.children.filter(ends_on=None)]
    if change.kind == ChangeKind.RENAME:
        effects.sites.append(_renamed(change))
    effects.hosts = list(UnitHost.objects.filter(unit__in=[*effects.ends, change.unit]).select_related("unit"))
    return effects


def _people(change: OrganisationChange, unit: Unit, heir: Unit | None, led: set[int], effects: Effects) -> None:
    plan = plan_people(change, unit, heir, led)
    effects.people_ending += plan.ending
    effects.people_void += plan.void
    if effects.heir:
        effects.people_going_over += plan.going_over


def _counted(unit: Unit) -> tuple[SiteEffects, UnitHomePage | None]:
    home = UnitHomePage.objects.filter(unit=unit).first()
    found = SiteEffects(unit=unit, documents=OfficialDocument.objects.filter(unit=unit).count())
    if home is not None:
        found.drafts = below(home).filter(has_unpublished_changes=True).count()
        found.publications = Publication.objects.on_site_of(unit).filter(ended_at=None).count()
    return found, home


def _site(change: OrganisationChange, unit: Unit, heir: Unit | None) -> SiteEffects:
    found, home = _counted(unit)
    if home is None:
        return found
    total = below(home).count()
    if change.kind == ChangeKind.END or change.pages == PagesGo.ARCHIVE:
        found.staying = total
        return found
    sections, galleries = sections_with_items(home), GalleryPage.objects.filter(path__startswith=home.path)
    found.moving = sum(below(section).count() for section in sections) + galleries.count()
    found.taken_down = total - found.moving
    found.redirects = total
    new_home = f"/{heir.slug if heir else change.new_unit().get('slug', '')}/"
    found.examples = [(public_path(home.url_path), new_home)]
    for section in sections:
        for page in below(section).order_by("path")[:SHOWN]:
            old = public_path(page.url_path)
            found.examples.append((old, f"{new_home}{old.lstrip('/')}"))
    found.examples = found.examples[:SHOWN]
    return found


def _renamed(change: OrganisationChange) -> SiteEffects:
    found, home = _counted(change.unit)
    slug = change.new_unit().get("slug", "")
    if home is None:
        return found
    pages = below(home)
    if not slug or slug == change.unit.slug or change.unit.is_root:
        found.staying = pages.count()
        return found
    found.moving = found.redirects = pages.count()
    for page in pages.order_by("path")[:SHOWN]:
        old = public_path(page.url_path)
        found.examples.append((old, f"/{slug}/{old.removeprefix(change.unit.url_path)}"))
    return found


def waiting_pages(unit: Unit) -> list[Page]:
    """Return the pages of a unit whose text waits for publication, for the preview."""
    home = UnitHomePage.objects.filter(unit=unit).first()
    return list(below(home).filter(has_unpublished_changes=True)[:SHOWN]) if home else []
