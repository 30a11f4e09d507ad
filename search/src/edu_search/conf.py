"""The setting ``EDU_SEARCH``, a dictionary of which every key has a default."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from edu_search.entries.models import PUBLIC

DEFAULTS: dict[str, Any] = {
    # Where Elasticsearch is; without one the database answers.
    # {"url": …, "api_key": …} or {"url": …, "user": …, "password": …}, "ca_file": …, "index": …
    "ELASTICSEARCH": None,
    # Dotted path of a function: request → the reader's tokens (`Entry.audience`).
    "READER": "edu_search.conf.everybody",
    # Dotted path of a function: user → edu_search.desk.owners.Owned, whose pins and queries somebody edits.
    "OWNERS": "edu_search.desk.owners.permitted",
    # Path of a file of abbreviations like data/abbreviations_vi.tsv.
    "ABBREVIATIONS": None,
    # Seconds after which a change of abbreviations by another process is noticed.
    "RENEW_SECONDS": 30,
    # Whether the text of attached files is read.
    "READ_FILES": True,
    # Alias in TASKS of what ships changed entries to Elasticsearch and reads the text of files.
    "TASK_BACKEND": "default",
    # Seconds for which counts of queries wait in memory before they are written; 0 writes each at once.
    "LOG_SECONDS": 20,
    # Whether the pages of a stock Wagtail site are searchable without a line of code.
    "WAGTAIL_PAGES": False,
    # Template that the pages of edu_search.public extend; it needs the blocks `title`, `head` and `content`.
    "BASE_TEMPLATE": "edu_search/base.html",
}


def everybody(request: HttpRequest) -> frozenset[str]:
    """Every reader is one of the public, and nothing else."""
    return frozenset({PUBLIC})


def option(name: str) -> Any:
    """Return an option as set, else its default.

    Raises:
        KeyError: for a name that is no option.
    """
    return getattr(settings, "EDU_SEARCH", {}).get(name, DEFAULTS[name])


def reader_audience(request: HttpRequest) -> frozenset[str]:
    """Return the tokens of who asks."""
    reader = import_string(option("READER"))
    return frozenset(reader(request)) | {PUBLIC}
