"""Where abbreviations come from beside those shipped: the editors' table and a file of the installation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.models import Count, Max

from edu_search import conf
from edu_search.analysis import abbreviations


def connect() -> None:
    """Let the analysis ask both sources, and ask again when one of them changed."""
    abbreviations.look_again_every(conf.option("RENEW_SECONDS"))
    abbreviations.add_source(rows_of_file, version=version_of_file)
    abbreviations.add_source(rows_of_table, version=version_of_table)


def rows_of_table() -> Iterable[tuple[str, str]]:
    """Return the editors' pairs."""
    from edu_search.abbreviations.models import Abbreviation

    return list(Abbreviation.objects.values_list("short", "reading"))


def version_of_table() -> Any:
    """Return what changes when the table does, whichever process changed it."""
    from edu_search.abbreviations.models import Abbreviation

    return tuple(sorted(Abbreviation.objects.aggregate(last=Max("changed_at"), number=Count("pk")).items()))


def rows_of_file() -> Iterable[tuple[str, str]]:
    """Return the pairs of the file that ``EDU_SEARCH["ABBREVIATIONS"]`` names: two columns, a tab between."""
    path = conf.option("ABBREVIATIONS")
    if not path:
        return ()
    return list(abbreviations.pairs(Path(path).read_text("utf-8")))


def version_of_file() -> Any:
    """Return what changes when the file does."""
    path = conf.option("ABBREVIATIONS")
    return Path(path).stat().st_mtime_ns if path else None
