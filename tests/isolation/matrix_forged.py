"""Foreign ids put into forms of the own unit: in every field that names a row, however deep it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from matrix_side import Side
from wagtail import blocks
from wagtail.admin.rich_text import DraftailRichTextArea, get_rich_text_editor_widget
from wagtail.blocks.field_block import ChooserBlock
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data

#: A page's own id in a link, a document's, a picture's, as Wagtail stores rich text.
LINKS = {
    "page": '<p><a linktype="page" id="{page}">x</a></p>',
    "document": '<p><a linktype="document" id="{file}">x</a></p>',
    "image": '<embed embedtype="image" id="{picture}" alt="x" format="left"/>',
}
FILLERS: dict[type[blocks.Block], Any] = {blocks.BooleanBlock: "", blocks.URLBlock: "https://example.vn/"}


@dataclass(frozen=True)
class Forgery:
    """A change to the data of a form; ``place`` says where it stands."""

    place: str
    data: dict[str, str]


def forgeries(form: Any, side: Side, sent: dict[str, Any]) -> Iterator[Forgery]:
    """Return one forgery for each place of a form that can name a row of ``side``."""
    for name, field in form.fields.items():
        yield from _of_field(form.add_prefix(name), name, field, side)
    for key, formset in getattr(form, "formsets", {}).items():
        number = int((sent.get(f"{key}-TOTAL_FORMS") or ["0"])[0])
        child = formset.empty_form
        for name, field in child.fields.items():
            for forged in _of_field(f"{key}-{number}-{name}", f"{key}.{name}", field, side):
                more = {f"{key}-TOTAL_FORMS": str(number + 1), f"{key}-{number}-ORDER": str(number + 1)}
                yield Forgery(forged.place, {**_plain(child, f"{key}-{number}"), **more, **forged.data})


def _plain(form: Any, prefix: str) -> dict[str, str]:
    """Fill the text fields of a new child, so that it is otherwise right."""
    texts = (name for name, field in form.fields.items() if type(field) is forms.CharField and field.required)
    return {f"{prefix}-{name}": "x" for name in texts}


def _of_field(html_name: str, place: str, field: Any, side: Side) -> Iterator[Forgery]:
    if isinstance(field, forms.ModelChoiceField):
        for row in targets(field.queryset.model, side):
            yield Forgery(f"{place} ({type(row).__name__})", {html_name: str(row.pk)})
    elif isinstance(field, blocks.base.BlockField):
        for label, value in _of_block(field.block, side):
            yield Forgery(f"{place} {label}", nested_form_data({html_name: value}))
    elif isinstance(field.widget, DraftailRichTextArea):
        for label, value in _of_rich_text(None, side):
            yield Forgery(f"{place} {label}", {html_name: value})


def targets(model: type[Model], side: Side) -> list[Any]:
    """Return the rows of a side with which a field for ``model`` is forged."""
    if issubclass(model, Page):
        wanted = [side["draft"], side["section"]]
    elif model is get_document_model():
        wanted = [side["internalfile"]]
    else:
        wanted = [side.row_of(model)]
    return [row for row in wanted if row is not None]


def _of_block(block: blocks.Block, side: Side) -> Iterator[tuple[str, Any]]:
    """Return values of a block, each with one forged id somewhere inside."""
    if isinstance(block, ChooserBlock):
        for row in targets(block.model_class, side):
            yield f" ({type(row).__name__})", str(row.pk)
    elif isinstance(block, blocks.RichTextBlock):
        yield from _of_rich_text(block.features, side)
    elif isinstance(block, blocks.ListBlock):
        number = block.meta.min_num or 1
        for label, value in _of_block(block.child_block, side):
            yield f"[]{label}", {"count": str(number)} | {str(n): _item(value, n) for n in range(number)}
    else:
        yield from _of_children(block, side)


def _of_children(block: blocks.Block, side: Side) -> Iterator[tuple[str, Any]]:
    children = getattr(block, "child_blocks", {})
    for name, child in children.items():
        for label, value in _of_block(child, side):
            if isinstance(block, blocks.StreamBlock):
                yield f"{name}{label}", {"count": "1", "0": _item(value) | {"type": name}}
            else:
                others = {key: _filler(other) for key, other in children.items()}
                yield f".{name}{label}", {**others, name: value}


def _item(value: Any, order: int = 0) -> dict[str, Any]:
    return {"value": value, "deleted": "", "order": str(order)}


def _filler(block: blocks.Block) -> Any:
    return next((value for kind, value in FILLERS.items() if isinstance(block, kind)), "x")


def _of_rich_text(features: list[str] | None, side: Side) -> Iterator[tuple[str, str]]:
    """A link to a page and to a document, a picture: whatever the field lets in."""
    widget = get_rich_text_editor_widget("default", features)
    ids = {
        "page": side["draft"].pk,
        "file": side["internalfile"].pk,
        "picture": get_image_model() and side["picture"].pk,
    }
    for label, html in LINKS.items():
        yield f" link to {label}", widget.format_value(html.format(**ids))
