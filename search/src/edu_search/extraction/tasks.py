"""Background work of this room; the rows in the database say what is left to do."""

from __future__ import annotations

from django_tasks import task

from edu_search.extraction.services import read_waiting


@task
def read_waiting_task() -> None:
    """Read the files that wait."""
    read_waiting()
