"""Texts of a pack as blocks of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import escape

from edu_portal.packs.sample_schema import BodyEntry
from unit_pages.models import Picture

BOLD = re.compile(r"\*\*(.+?)\*\*")


def stream_of(body: Iterable[BodyEntry], pictures: dict[str, Picture]) -> list[dict[str, Any]]:
    """Return the raw value of a body field."""
    return [_block(entry, pictures) for entry in body]


def rich_text(text: str) -> str:
    """Turn paragraphs separated by blank lines into HTML; only ``**bold**`` means something."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))
    return "".join(f"<p>{_inline(paragraph)}</p>" for paragraph in paragraphs if paragraph)


def _inline(text: str) -> str:
    return BOLD.sub(r"<b>\1</b>", str(escape(text)))


def _block(entry: BodyEntry, pictures: dict[str, Picture]) -> dict[str, Any]:
    (name,) = entry.model_fields_set
    value = getattr(entry, name)
    if name == "text":
        return {"type": "paragraph", "value": rich_text(value)}
    if name == "bullets":
        return {"type": "paragraph", "value": "<ul>" + "".join(f"<li>{_inline(line)}</li>" for line in value) + "</ul>"}
    if name == "table":
        return {
            "type": "table",
            "value": {
                "data": value.rows,
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_header_choice": "row",
                "table_caption": value.caption,
                "cell": [],
                "mergeCells": [],
            },
        }
    if name == "picture":
        return {"type": "picture", "value": {"image": pictures[value.name].pk, "caption": value.caption}}
    if name == "gallery":
        items = [{"type": "item", "value": {"image": pictures[key].pk, "caption": ""}} for key in value]
        return {"type": "gallery", "value": items}
    return {"type": name, "value": value if isinstance(value, str) else value.model_dump()}
