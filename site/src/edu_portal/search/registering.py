"""What of the portal is searchable."""

from __future__ import annotations

from comms_plan.articles.models import Article
from edu_portal.search import articles, documents, pages, signal_handlers, units
from edu_portal.search.facets import register_facets
from edu_search.entries.documents import register
from unit_pages.models import OfficialDocument, Unit


def connect() -> None:
    """Register models and facets, and keep their entries in step."""
    register(Article, articles.article_document, rows=articles.rows, prepare=articles.prepare)
    register(Unit, units.unit_document, rows=units.rows, prepare=units.prepare)
    register(OfficialDocument, documents.official_document, rows=documents.rows, prepare=documents.prepare)
    for model in pages.SAYS:
        register(model, pages.page_document, rows=pages.rows_of(model), prepare=pages.prepare)
    register_facets()
    signal_handlers.connect()
