"""Pages of a unit that ends move below its heir's site, in bulk and with every old address kept.

One page tree operation a section, however many articles stand below it; stored
addresses, units and publications follow set-wise. Wagtail's own move would do the
same page by page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Greatest, Substr
from treebeard.mp_tree import MP_MoveHandler
from wagtail.models import Page

from unit_pages.changes.models import MovedAddress, OrganisationChange
from unit_pages.enums import Origin
from unit_pages.media.models import DocumentFile, Picture
from unit_pages.publications.models import AbstractArticlePage, Publication
from unit_pages.subsites.documents import OfficialDocument
from unit_pages.subsites.home import UnitHomePage
from unit_pages.subsites.lookup import public_path
from unit_pages.subsites.pages import DocumentListPage, GalleryIndexPage, GalleryPage, SectionPage
from unit_pages.units.models import Unit

BATCH = 1000


def below(page: Any) -> QuerySet[Page]:
    """Return the page and all pages below it."""
    return Page.objects.filter(path__startswith=page.path)


def sections_with_items(home: UnitHomePage) -> list[SectionPage]:
    """Return the sections directly below a home that hold anything."""
    return list(SectionPage.objects.child_of(home).filter(numchild__gt=0).order_by("path"))


def remember(change: OrganisationChange, pages: Iterable[Page], target: Page | None = None) -> None:
    """Keep the present addresses of ``pages``; they will lead to the pages, or to ``target``."""
    rows = (
        MovedAddress(
            path=public_path(page.url_path)[:600],
            page=target or page,
            with_rest=isinstance(target, DocumentListPage),
            change=change,
        )
        for page in pages
    )
    MovedAddress.objects.bulk_create(rows, batch_size=BATCH)


def relocate(page_id: int, parent_id: int, slug: str) -> Page:
    """Put a page with all below it under another one; stored addresses follow in two updates."""
    page, parent = Page.objects.get(pk=page_id), Page.objects.get(pk=parent_id)
    old = page.url_path
    if page.get_parent().pk != parent.pk:
        MP_MoveHandler(page, parent, "last-child").process()
        page = Page.objects.get(pk=page_id)
    new = f"{Page.objects.get(pk=parent_id).url_path}{slug}/"
    below(page).update(url_path=Concat(Value(new), Substr("url_path", len(old) + 1)))
    Page.objects.filter(pk=page_id).update(slug=slug)
    _readdress(page.path, public_path(old), public_path(new))
    return Page.objects.get(pk=page_id)


def _readdress(path: str, old: str, new: str) -> None:
    rows = Publication.objects.filter(page__path__startswith=path, ended_at__isnull=True)
    rows.update(url_path=Concat(Value(new), Substr("url_path", len(old) + 1)))


def end_doubled(path: str, unit: Unit, now: dt.datetime) -> list[int]:
    """End what ``unit`` had taken over from pages that now become its own; return the keys."""
    rows = Publication.objects.filter(page__path__startswith=path, site_unit=unit, origin=Origin.ACCEPTED)
    doubled = list(rows.filter(ended_at__isnull=True).values_list("pk", flat=True))
    Publication.objects.filter(pk__in=doubled).update(ended_at=Greatest(F("starts_at"), Value(now)))
    return doubled


def hand_over_items(path: str, unit: Unit) -> None:
    """Let the articles below a tree path belong to ``unit``; who wrote what, and when, stays as it was."""
    for model in apps.get_models():
        if issubclass(model, AbstractArticlePage):
            model._default_manager.filter(path__startswith=path).update(unit=unit)
    rows = Publication.objects.filter(page__path__startswith=path, ended_at__isnull=True)
    rows.filter(origin=Origin.OWN).update(site_unit=unit)
    rows.update(site_is_open=unit.is_open)


def free_slug(parent: Page, slug: str, page_id: int | None = None) -> str:
    """Return ``slug``, with a number when a page of that address stands below ``parent``."""
    taken = set(parent.get_children().exclude(pk=page_id).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(name for name in numbered if name not in taken)


class SiteMove:
    """The pages of one unit on their way below the site of another."""

    def __init__(
        self, change: OrganisationChange, unit: Unit, heir: Unit, now: dt.datetime, effects: dict[str, Any]
    ) -> None:
        self.change, self.unit, self.heir, self.now, self.effects = change, unit, heir, now, effects
        self.home = UnitHomePage.objects.get(unit=unit)
        self.heir_home = UnitHomePage.objects.get(unit=heir)

    def run(self) -> None:
        """Move what lives on, take down the rest, and let every old address lead somewhere."""
        sections = sections_with_items(self.home)
        if sections:
            holder = self._holder()
            for section in sections:
                self._move(section, holder)
        for gallery in list(GalleryPage.objects.filter(path__startswith=self.home.path)):
            self._move(gallery, self._gallery_index())
        self._documents()
        self._files()
        self._take_down()

    def _holder(self) -> Page:
        holder = SectionPage(
            title=self.unit.name,
            slug=free_slug(self.heir_home, self.unit.slug),
            locale=self.heir_home.locale,
            intro="",
            shows_all=False,
        )
        self.heir_home.add_child(instance=holder)
        self.effects["made_pages"].append(holder.pk)
        return holder

    def _gallery_index(self) -> Page:
        index = GalleryIndexPage.objects.child_of(self.heir_home).live().first()
        if index is None:
            index = GalleryIndexPage(title=self.unit.name, slug=free_slug(self.heir_home, f"anh-{self.unit.slug}"[:80]))
            index.locale = self.heir_home.locale
            self.heir_home.add_child(instance=index)
            self.effects["made_pages"].append(index.pk)
            self.heir_home.refresh_from_db()
        return index

    def _move(self, page: Page, parent: Page) -> None:
        pages = list(below(page).only("pk", "url_path"))
        remember(self.change, pages)
        slug = free_slug(Page.objects.get(pk=parent.pk), page.slug, page.pk)
        self.effects["moves"].append([page.pk, page.get_parent().pk, page.slug])
        self.effects["pages"] += [found.pk for found in pages]
        self.effects["publications_ended"] += end_doubled(page.path, self.heir, self.now)
        hand_over_items(relocate(page.pk, parent.pk, slug).path, self.heir)

    def _documents(self) -> None:
        target = DocumentListPage.objects.child_of(self.heir_home).live().first()
        if target is None:
            return
        rows = OfficialDocument.objects.filter(unit=self.unit)
        self.effects["documents"].append([self.unit.pk, list(rows.values_list("pk", flat=True))])
        rows.update(unit=self.heir)
        remember(self.change, DocumentListPage.objects.child_of(self.home), target=target)

    def _files(self) -> None:
        for model in (Picture, DocumentFile):
            rows = model.objects.filter(unit=self.unit)
            values = {"collection": self.heir.collection} if self.heir.collection_id else {}
            self.effects["files"].append(
                [model._meta.model_name, self.unit.pk, list(rows.values_list("pk", flat=True))]
            )
            rows.update(unit=self.heir, **values)

    def _take_down(self) -> None:
        left = list(below(self.home).only("pk", "url_path", "live"))
        kept = set(MovedAddress.objects.filter(change=self.change).values_list("path", flat=True))
        remember(self.change, [p for p in left if public_path(p.url_path) not in kept], target=self.heir_home)
        taken = [page.pk for page in left if page.live]
        self.effects["taken_down"] += taken
        Page.objects.filter(pk__in=taken).update(live=False)


def bring_back_pages(effects: dict[str, Any]) -> None:
    """Undo what `SiteMove` did, the last step first."""
    Page.objects.filter(pk__in=effects["taken_down"]).update(live=True)
    for page_id, parent_id, slug in reversed(effects["moves"]):
        page = relocate(page_id, parent_id, slug)
        home = UnitHomePage.objects.get(path=page.path[: Page.steplen * 3])
        hand_over_items(page.path, home.unit)
    Publication.objects.filter(pk__in=effects["publications_ended"]).update(ended_at=None)
    for unit_id, pks in effects["documents"]:
        OfficialDocument.objects.filter(pk__in=pks).update(unit_id=unit_id)
    models = {model._meta.model_name: model for model in (Picture, DocumentFile)}
    for name, unit_id, pks in effects["files"]:
        collection = Unit.objects.values_list("collection", flat=True).get(pk=unit_id)
        rows = models[name].objects.filter(pk__in=pks)
        rows.update(unit_id=unit_id, **({"collection_id": collection} if collection else {}))
    for pk in reversed(effects["made_pages"]):
        made = Page.objects.filter(pk=pk).first()
        if made is not None:
            made.delete()
