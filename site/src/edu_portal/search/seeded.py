"""Entries of articles that were made by the thousand, from what their maker has in hand."""

from __future__ import annotations

from collections.abc import Sequence

from comms_plan.articles.models import Article
from edu_portal.search.articles import ArticleFacts, article_document
from edu_portal.search.surroundings import surroundings_of_pages
from edu_search.entries.registry import index_many
from unit_pages.models import Publication


def index_articles(articles: Sequence[Article], publications: Sequence[Publication]) -> None:
    """Write the entries of new articles without reading them again.

    Args:
        articles: saved ones for everybody, with their themes in memory and without files.
        publications: the own one of each.
    """
    rows = {row.page_id: row for row in publications}
    around = surroundings_of_pages(article.path for article in articles)
    for article in articles:
        themes = [item.tag.slug for item in article.theme_items.all()]
        article.search_facts = ArticleFacts(around, rows.get(article.pk), themes)  # type: ignore[attr-defined]
    index_many(Article, list(articles), builder=article_document)
