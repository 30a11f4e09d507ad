"""Closed lists: colours, levels, kinds, posts, audiences, kinds of articles and documents."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from comms_plan.articles.models import ArticleKind
from comms_plan.gate.models import ReturnReason
from comms_plan.plans.models import Audience, ContentClass
from comms_plan.quotas.models import ExternalChannel
from edu_portal.packs.ledger import merge
from edu_portal.packs.models import PackEntry
from edu_portal.packs.reader import Item
from edu_portal.packs.schema import KindEntry
from edu_portal.packs.steps.run import Run
from unit_pages.models import DocumentField, DocumentKind, EducationLevel, Post, UnitColour, UnitKind, UnitTag

MODELS: dict[str, type[Model]] = {
    "colours": UnitColour,
    "levels": EducationLevel,
    "unit_tags": UnitTag,
    "posts": Post,
    "kinds": UnitKind,
    "audiences": Audience,
    "content_classes": ContentClass,
    "return_reasons": ReturnReason,
    "external_channels": ExternalChannel,
    "article_kinds": ArticleKind,
    "document_kinds": DocumentKind,
    "document_fields": DocumentField,
}


def load(run: Run) -> None:
    """Write all closed lists; their order in the file is their order on screens."""
    for name, model in MODELS.items():
        entries = getattr(run.pack.vocabulary, name)
        items = [Item("vocabulary.yaml", row, entry) for row, entry in enumerate(entries, start=1)]
        positions = {item.data.code: item.row for item in items}

        def write(data: Any, entry: PackEntry, model: Any = model, positions: Any = positions) -> None:
            written = entry.values.get("posts")
            values = {**data.model_dump(exclude={"code", "posts"}), "position": positions[data.code]}
            row = merge(model, {"code": data.code}, values, entry)
            if isinstance(data, KindEntry):
                _set_posts(row, data.posts, written, entry)

        run.ledger.each(name, items, lambda data: str(data.code), write)


def _set_posts(kind: UnitKind, codes: list[str], written: list[str] | None, entry: PackEntry) -> None:
    """Name the posts of a kind, unless somebody has chosen others in the admin since the last run."""
    present = sorted(kind.posts.values_list("code", flat=True))
    if present == sorted(written or []):
        kind.posts.set(Post.objects.filter(code__in=codes))
    entry.values["posts"] = codes
