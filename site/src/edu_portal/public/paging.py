"""Pages of a public list, with links to the newer and the older one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict

from unit_pages.keyset import BadCursorError, encode_cursor, newer_than, older_than

Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 20


@dataclass(frozen=True)
class Pager:
    """Links to the neighbouring pages; "" where there is none.

    Args:
        previous_url: address of the newer page.
        next_url: address of the older page.
    """

    previous_url: str = ""
    next_url: str = ""


def page_of(request: HttpRequest, rows: QuerySet[Row], *, field: str, size: int = PAGE_SIZE) -> tuple[list[Row], Pager]:
    """Return one page of ``rows`` (newest first by ``field``) and its pager.

    A cursor that is no cursor shows the first page.
    """
    query: QueryDict = request.GET
    ordered = rows.order_by(f"-{field}", "-pk")
    try:
        if "truoc" in query:
            found = list(newer_than(rows, query.get("truoc", ""), field)[: size + 1])
            shown = found[:size][::-1]
            if shown:
                return shown, _pager(query, shown, field, has_newer=len(found) > size, has_older=True)
        if "sau" in query:
            found = list(older_than(rows, query.get("sau", ""), field)[: size + 1])
            return found[:size], _pager(query, found[:size], field, has_newer=True, has_older=len(found) > size)
    except BadCursorError:
        pass
    found = list(ordered[: size + 1])
    return found[:size], _pager(query, found[:size], field, has_newer=False, has_older=len(found) > size)


def _pager(query: QueryDict, shown: list[Any], field: str, *, has_newer: bool, has_older: bool) -> Pager:
    def url(name: str, row: Any) -> str:
        copy = query.copy()
        for key in ("truoc", "sau"):
            copy.pop(key, None)
        copy[name] = encode_cursor(getattr(row, field), row.pk)
        return f"?{copy.urlencode()}"

    if not shown:
        copy = query.copy()
        for key in ("truoc", "sau"):
            copy.pop(key, None)
        return Pager(previous_url=f"?{copy.urlencode()}" if has_newer else "")
    return Pager(
        previous_url=url("truoc", shown[0]) if has_newer else "", next_url=url("sau", shown[-1]) if has_older else ""
    )
