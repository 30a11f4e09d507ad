"""Entries of articles: what their own unit published, and internal items for its staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from comms_plan.articles.models import Article, ArticleAttachment, ArticleTheme
from edu_portal.search.audience import item_audience
from edu_portal.search.groups import NEWS, group_of
from edu_portal.search.surroundings import Surroundings, surroundings_of_pages, unit_facets
from edu_portal.search.text import body_text, file_ids
from edu_search.entries.documents import Document
from unit_pages.enums import Origin
from unit_pages.models import DocumentFile, Publication, Unit
from unit_pages.subsites.lookup import public_path


@dataclass(frozen=True)
class ArticleFacts:
    """What an article's entry needs besides the article.

    Args:
        around: units and private branches.
        publication: the live one on the own unit's open site.
        themes: addresses of its themes.
        files: names of attached files.
    """

    around: Surroundings
    publication: Publication | None = None
    themes: Sequence[str] = ()
    files: Sequence[str] = field(default_factory=list)


def rows() -> Any:
    """Return the articles that can have an entry: the live ones."""
    return Article.objects.filter(live=True).select_related("kind")


def prepare(articles: Sequence[Article]) -> None:
    """Fetch what the entries of some articles need, in a fixed number of queries."""
    keys = [article.pk for article in articles]
    around = surroundings_of_pages(article.path for article in articles)
    published = {row.page_id: row for row in _publications(keys)}
    themes, files = _themes(keys), _files(articles)
    for article in articles:
        article.search_facts = ArticleFacts(  # type: ignore[attr-defined]
            around, published.get(article.pk), themes[article.pk], files[article.pk]
        )


def article_document(article: Article) -> Document | None:
    """Return what search says of an article, None when nobody may find it."""
    if not hasattr(article, "search_facts"):
        prepare([article])
    facts: ArticleFacts = article.search_facts
    unit = facts.around.unit_of(article.path)
    if unit is None or not (article.live and unit.is_open) or facts.around.is_private(article.path):
        return None
    if article.is_internal:
        return _document(article, facts, unit, audience=item_audience(unit))
    return None if facts.publication is None else _document(article, facts, unit, row=facts.publication)


def _document(
    article: Article, facts: ArticleFacts, unit: Unit, *, row: Publication | None = None, **values: Any
) -> Document:
    moment = row.starts_at if row else article.first_published_at
    return Document(
        type="article",
        title=article.title,
        summary=article.lead,
        text=article_text(article, facts.files),
        url_path=row.url_path if row else public_path(article.url_path),
        owner=unit.code,
        published_at=moment,
        visible_from=row.starts_at if row else None,
        visible_until=article.expire_at,
        facets={
            **unit_facets(unit),
            "type": [group_of(article.kind.code, NEWS)],
            "kind": [article.kind.code],
            "theme": facts.themes,
            "year": facts.around.school_year(moment),
        },
        **values,
    )


def article_text(article: Article, files: Iterable[str] = ()) -> str:
    """Return the words of an article below title and lead."""
    parts = (body_text(article.body), article.picture_caption, article.credit_line, article.correction_note, *files)
    return "\n".join(part for part in parts if part)


def _publications(keys: Sequence[int]) -> Any:
    rows = Publication.objects.filter(page_id__in=keys, origin=Origin.OWN, ended_at__isnull=True, site_is_open=True)
    return rows.only("page_id", "starts_at", "url_path")


def _themes(keys: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    items = ArticleTheme.objects.filter(content_object__in=keys).order_by("tag__position", "tag_id")
    for page_id, slug in items.values_list("content_object_id", "tag__slug"):
        found[page_id].append(slug)
    return found


def _files(articles: Sequence[Article]) -> dict[int, list[str]]:
    """Return the names of the files below the articles and in their texts that readers can open."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = ArticleAttachment.objects.filter(article__in=[article.pk for article in articles], file__is_public=True)
    for page_id, title, name in rows.order_by("sort_order", "pk").values_list("article_id", "title", "file__title"):
        found[page_id].append(title or name)
    inside = {article.pk: file_ids(article.body) for article in articles}
    wanted = {pk for keys in inside.values() for pk in keys}
    titles = (
        dict(DocumentFile.objects.filter(pk__in=wanted, is_public=True).values_list("pk", "title")) if wanted else {}
    )
    for page_id, keys in inside.items():
        found[page_id] += [titles[pk] for pk in keys if pk in titles]
    return found
