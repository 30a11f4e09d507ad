"""Wagtail's database search for the admin, without a scan of its whole table on every save.

After each save stock PostgreSQL search takes the average length of all titles and
updates every entry that has no norm yet: at 150,000 pages four scans, a third of the
time that publishing takes. Norms only weigh short titles against long ones; they
are renewed by ``manage.py update_index``, and until then a new entry weighs 1.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from wagtail.search.backends import database


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """Return the backend of the default database; settings name this module as ``BACKEND``."""
    if connection.vendor != "postgresql":
        return database.SearchBackend(params)
    from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

    class PatientIndex(PostgresIndex):  # type: ignore[misc]
        """Renews the norms of all entries at once, when the whole index is made anew."""

        def _refresh_title_norms(self, full: bool = False) -> None:
            if full:
                super()._refresh_title_norms(full=True)

    class PatientBackend(PostgresSearchBackend):  # type: ignore[misc]
        """Wagtail's backend over the patient index."""

        index_class = PatientIndex

    return PatientBackend(params)
