"""Texts: as the page prints them, and as a list of blocks that a front end renders itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

from unit_pages.api.parts import public_file
from unit_pages.api.pictures import fetch_renditions, picture_out
from unit_pages.media.models import DocumentFile, Picture

DOCUMENT_LINK = re.compile(r"<a\b[^>]*\bhref=\"[^\"]*/documents/(\d+)/[^\"]*\"[^>]*>(.*?)</a>", re.DOTALL)


class BlockOut(BaseModel):
    """A block of a text."""

    type: str = Field(description=_("paragraph, heading, picture, gallery, quote, table, attachment or video."))
    id: str | None = Field(description=_("Stays the same while the text is edited."))
    value: Any = Field(
        description=_(
            "HTML for a paragraph (links resolved), text for a heading; an object for quote {text, source}, "
            "video {url, title}, table {data, first_row_is_table_header, first_col_is_header}, picture (a picture) "
            "and attachment (a file); a list of pictures for a gallery."
        )
    )


class Body(BaseModel):
    """A text in both forms."""

    html: str
    blocks: list[BlockOut]


def body_out(request: HttpRequest, body: StreamValue | None) -> Body:
    """Return a text without files that are not public."""
    if not body:
        return Body(html="", blocks=[])
    shown = _without_private_files(body)
    fetch_renditions(_pictures(shown))
    private = _private_ids(shown)
    blocks = [BlockOut(type=child.block_type, id=child.id, value=_value(request, child)) for child in shown]
    for block in blocks:
        if block.type == "paragraph":
            block.value = _unlink(block.value, private)
    return Body(html=_unlink(str(shown.render_as_block()), private), blocks=blocks)


def _without_private_files(body: StreamValue) -> StreamValue:
    kept = [(child.block_type, child.value, child.id) for child in body if not _is_private_file(child)]
    return StreamValue(body.stream_block, kept)


def _is_private_file(child: Any) -> bool:
    if child.block_type != "attachment":
        return False
    file = child.value["file"]
    return file is None or not file.is_public


def _pictures(body: StreamValue) -> Iterator[Picture | None]:
    for child in body:
        if child.block_type == "picture":
            yield child.value["image"]
        elif child.block_type == "gallery":
            yield from (item["image"] for item in child.value)


def _private_ids(body: StreamValue) -> set[int]:
    """Return the files that links of the text name and that are not public."""
    sources = " ".join(child.value.source for child in body if child.block_type == "paragraph")
    links = [tag for tag in re.findall(r"<a\b[^>]*>", sources) if 'linktype="document"' in tag]
    named = {int(pk) for tag in links for pk in re.findall(r'\bid="(\d+)"', tag)}
    found: QuerySet[DocumentFile] = DocumentFile.objects.filter(pk__in=named, is_public=False)
    return set(found.values_list("pk", flat=True)) if named else set()


def _unlink(html: str, private: set[int]) -> str:
    """Leave the words of a link to a private file, without the link."""
    if not private:
        return html
    return DOCUMENT_LINK.sub(lambda found: found[2] if int(found[1]) in private else found[0], html)


def _picture(request: HttpRequest, value: Any) -> dict[str, Any] | None:
    picture = picture_out(request, value["image"], value.get("caption") or "")
    return picture.model_dump(mode="json") if picture else None


def _gallery(request: HttpRequest, value: Any) -> list[dict[str, Any]]:
    found = (_picture(request, item) for item in value)
    return [picture for picture in found if picture]


def _attachment(request: HttpRequest, value: Any) -> dict[str, Any] | None:
    file = public_file(value["file"], value.get("title") or "")
    return file.model_dump(mode="json") if file else None


def _paragraph(request: HttpRequest, value: Any) -> str:
    return str(expand_db_html(value.source))


WRITERS: dict[str, Callable[[HttpRequest, Any], Any]] = {
    "paragraph": _paragraph,
    "picture": _picture,
    "gallery": _gallery,
    "attachment": _attachment,
}


def _value(request: HttpRequest, child: Any) -> Any:
    writer = WRITERS.get(child.block_type)
    return writer(request, child.value) if writer else child.block.get_api_representation(child.value)
