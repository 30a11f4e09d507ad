"""What the commands of search share."""

from __future__ import annotations

from typing import NoReturn

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from edu_search.engines.contract import EngineUnavailableError
from edu_search.engines.elasticsearch import ElasticsearchEngine, configured_engine
from edu_search.shipping.health import as_problem


def engine_or_none() -> ElasticsearchEngine | None:
    """Return the configured engine."""
    return configured_engine()


def fail(error: EngineUnavailableError, engine: ElasticsearchEngine) -> NoReturn:
    """End a command with a sentence that says what to do.

    Raises:
        CommandError: always.
    """
    raise CommandError(as_problem(error, engine).text) from error


def no_engine() -> str:
    """Return the sentence for a site that searches in its database."""
    return _("No Elasticsearch is configured: the database answers all searches, nothing is to be shipped.")
