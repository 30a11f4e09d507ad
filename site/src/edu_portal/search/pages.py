"""Entries of pages that units write: texts, galleries, ways to reach them. Lists are found by what they list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from edu_portal.search.groups import GALLERIES, PAGES
from edu_portal.search.surroundings import Surroundings, surroundings_of_pages, unit_facets
from edu_portal.search.text import body_text, file_ids
from edu_search.entries.documents import Document
from unit_pages.models import ContactPage, DocumentFile, GalleryPage, GalleryPicture, StandardPage, Unit
from unit_pages.subsites.lookup import public_path


@dataclass(frozen=True)
class PageFacts:
    """What a page's entry needs besides the page.

    Args:
        around: units and private branches.
        words: names of files in the text, captions and credits of pictures.
    """

    around: Surroundings
    words: Sequence[str] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """What a page says in its own words; a page that says nothing is found by nobody."""

    summary: str
    text: str


def rows_of(model: Any) -> Callable[[], Any]:
    """Return a function that returns the pages of a type which can have an entry."""
    return lambda: model.objects.filter(live=True)


def prepare(pages: Sequence[Any]) -> None:
    """Fetch what the entries of some pages of one type need, in a fixed number of queries."""
    around = surroundings_of_pages(page.path for page in pages)
    words = _captions(pages) if isinstance(pages[0], GalleryPage) else _file_names(pages)
    for page in pages:
        page.search_facts = PageFacts(around, words[page.pk])


def page_document(page: Any) -> Document | None:
    """Return what search says of a page, None when readers may not see it or it is empty."""
    if not hasattr(page, "search_facts"):
        prepare([page])
    facts: PageFacts = page.search_facts
    unit, said = facts.around.unit_of(page.path), SAYS[type(page)](page, facts.words)
    if unit is None or not (page.live and unit.is_open) or facts.around.is_private(page.path):
        return None
    if not (said.summary or said.text):
        return None
    is_gallery = isinstance(page, GalleryPage)
    return Document(
        type="gallery" if is_gallery else "page",
        title=page.title,
        summary=said.summary or unit.name,
        text="\n".join(part for part in (said.text, "" if unit.is_root else unit.name) if part),
        url_path=public_path(page.url_path),
        owner=unit.code,
        published_at=page.first_published_at if is_gallery else None,
        visible_until=page.expire_at,
        facets=_facets(page, unit, facts),
    )


def _facets(page: Any, unit: Unit, facts: PageFacts) -> dict[str, list[str]]:
    if not isinstance(page, GalleryPage):
        return {**unit_facets(unit), "type": [PAGES]}
    return {**unit_facets(unit), "type": [GALLERIES], "year": facts.around.school_year(page.first_published_at)}


def _standard(page: StandardPage, words: Sequence[str]) -> Said:
    return Said(page.lead, "\n".join(part for part in (body_text(page.body), *words) if part))


def _gallery(page: GalleryPage, words: Sequence[str]) -> Said:
    return Said(page.summary, "\n".join(words))


def _contact(page: ContactPage, words: Sequence[str]) -> Said:
    return Said(page.intro, "")


SAYS: dict[type[Any], Callable[[Any, Sequence[str]], Said]] = {
    StandardPage: _standard,
    GalleryPage: _gallery,
    ContactPage: _contact,
}


def _captions(galleries: Sequence[GalleryPage]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = GalleryPicture.objects.filter(gallery__in=[page.pk for page in galleries]).order_by("sort_order", "pk")
    for pk, *words in rows.values_list("gallery_id", "caption", "picture__description", "picture__credit"):
        caption, description, credit = words
        found[pk] += [part for part in (caption or description, credit) if part]
    return {page.pk: list(dict.fromkeys(found[page.pk])) for page in galleries}


def _file_names(pages: Sequence[Any]) -> dict[int, list[str]]:
    inside = {page.pk: file_ids(getattr(page, "body", None)) for page in pages}
    wanted = {pk for keys in inside.values() for pk in keys}
    rows = DocumentFile.objects.filter(pk__in=wanted, is_public=True)
    titles = dict(rows.values_list("pk", "title")) if wanted else {}
    return {page_id: [titles[pk] for pk in keys if pk in titles] for page_id, keys in inside.items()}
