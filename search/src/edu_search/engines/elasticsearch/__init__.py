"""Elasticsearch 9 through its own client's typed documents."""

from __future__ import annotations

from functools import cache

from edu_search.engines.elasticsearch.connection import Address, address
from edu_search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["Address", "ElasticsearchEngine", "configured_engine"]


def configured_engine() -> ElasticsearchEngine | None:
    """Return the engine that the settings name, or None when they name none."""
    found = address()
    return None if found is None else _engine(found)


@cache
def _engine(where: Address) -> ElasticsearchEngine:
    return ElasticsearchEngine(where)
