"""Plain text of what people wrote in the page editor, read from the stored blocks without a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wagtail.rich_text import get_text_for_indexing

Reader = Callable[[Any], Iterable[str]]


def body_text(body: Any) -> str:
    """Return the words of a `BodyField`: paragraphs, headings, captions, quotations, tables, titles of files.

    Wagtail's own collector would fetch every picture and file of the text, page by page.

    Args:
        body: the value of the field.
    """
    return "\n".join(part for kind, value in _blocks(body) for part in _words(kind, value) if part)


def file_ids(body: Any) -> list[int]:
    """Return the primary keys of the files in a text that have no title of their own there."""
    blocks = [value for kind, value in _blocks(body) if kind == "attachment" and isinstance(value, dict)]
    return [int(value["file"]) for value in blocks if value.get("file") and not value.get("title")]


def _blocks(body: Any) -> Iterator[tuple[str, Any]]:
    for block in getattr(body, "raw_data", None) or ():
        if isinstance(block, dict):
            yield str(block.get("type")), block.get("value")


def _words(kind: str, value: Any) -> list[str]:
    reader = READERS.get(kind)
    return [str(part).strip() for part in reader(value) if part] if reader and value else []


def _paragraph(value: Any) -> Iterable[str]:
    return [get_text_for_indexing(str(value))]


def _fields(*names: str) -> Reader:
    return lambda value: [value.get(name) or "" for name in names] if isinstance(value, dict) else []


def _gallery(value: Any) -> Iterable[str]:
    items = [item.get("value", item) for item in value if isinstance(item, dict)]
    return [item.get("caption") or "" for item in items]


def _table(value: Any) -> Iterable[str]:
    rows = value.get("data") if isinstance(value, dict) else None
    return [" ".join(str(cell) for cell in row if cell) for row in rows or () if row]


READERS: dict[str, Reader] = {
    "paragraph": _paragraph,
    "heading": lambda value: [value],
    "picture": _fields("caption"),
    "gallery": _gallery,
    "quote": _fields("text", "source"),
    "table": _table,
    "attachment": _fields("title"),
    "video": _fields("title"),
}
