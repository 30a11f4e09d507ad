"""The look of the province."""

from __future__ import annotations

from typing import Any

from edu_portal.branding.models import Branding
from edu_portal.branding.services import refresh_theme, store_drawings
from edu_portal.packs.ledger import merge
from edu_portal.packs.models import PackEntry
from edu_portal.packs.reader import Item
from edu_portal.packs.reading import read_text
from edu_portal.packs.schema import Entry
from edu_portal.packs.steps.run import Run


class DrawingEntry(Entry):
    """A drawing of the theme, with its text so that a new drawing is noticed."""

    name: str
    svg: str


def load(run: Run) -> None:
    """Write name, tokens, footer and drawings."""
    data = run.pack.branding

    def write(entry_data: Any, entry: PackEntry) -> None:
        values = entry_data.model_dump(exclude={"drawings"})
        first = Branding.objects.first()
        merge(Branding, {"pk": first.pk} if first else {"name": entry_data.name}, values, entry)

    run.ledger.each("branding", [Item("branding.yaml", 0, data)], lambda _data: "branding", write)
    drawings = [
        Item(f"theme/{name}.svg", 0, DrawingEntry(name=name, svg=read_text(run.pack.root, f"theme/{name}.svg")))
        for name in data.drawings
    ]
    run.ledger.each("drawing", drawings, lambda drawing: str(drawing.name), _write_drawing)


def finish(run: Run) -> None:
    """Give the stylesheet its address and say whether there is sample content."""
    branding = Branding.objects.first()
    if branding is None:
        return
    if run.pack.sample is not None and not branding.is_sample:
        branding.is_sample = True
        branding.save(update_fields=["is_sample"])
    refresh_theme(branding)


def _write_drawing(data: DrawingEntry, entry: PackEntry) -> None:
    branding = Branding.objects.get()
    store_drawings(branding, {data.name: data.svg})
    entry.object_id = branding.pk
