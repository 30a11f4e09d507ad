"""Write a unit's log beside Wagtail's; connected to every log model by signal."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.models import Page
from wagtail.models.audit_log import BaseLogEntry

from unit_pages.audit.models import UnitLogEntry
from unit_pages.subsites.lookup import unit_of_path
from unit_pages.units.models import Unit


def record(entry: BaseLogEntry) -> UnitLogEntry:
    """Write the row of a log entry just saved.

    Args:
        entry: of any log model. Its ``data`` may name ``unit`` (primary key) and
            ``reason``; else the unit is that of the object and the reason the
            comment of a workflow action.
    """
    unit = _unit_of_entry(entry)
    return UnitLogEntry.objects.create(
        unit=unit,
        unit_name=unit.name if unit else "",
        actor_id=entry.user_id,
        actor_name=entry.user_display_name[:150] if entry.user_id else "",
        action=entry.action,
        content_type_id=entry.content_type_id,
        object_key=_key(entry),
        label=entry.label[:255],
        reason=_reason(entry),
        happened_at=entry.timestamp,
    )


def unit_of(instance: Any) -> Unit | None:
    """Return the unit to which an object belongs, or None when it belongs to the whole installation."""
    if instance is None or isinstance(instance, Unit):
        return instance
    if isinstance(instance, Page):
        return unit_of_path(instance.path)
    if isinstance(getattr(instance, "unit", None), Unit):
        return instance.unit  # type: ignore[no-any-return]
    collection = getattr(instance, "collection", None)
    return Unit.objects.filter(collection=collection).first() if collection else None


def _key(entry: BaseLogEntry) -> str:
    value = entry.object_id() if callable(entry.object_id) else entry.object_id
    return str(value)[:60]


def _unit_of_entry(entry: BaseLogEntry) -> Unit | None:
    named = entry.data.get("unit") if isinstance(entry.data, dict) else None
    if isinstance(named, int):
        return Unit.objects.filter(pk=named).first()
    return unit_of(_object_of(entry)) or _unit_before(entry)


def _object_of(entry: BaseLogEntry) -> Model | None:
    """Return what was acted on; None when it is gone already."""
    page_id = getattr(entry, "page_id", None)
    if page_id:
        return Page.objects.filter(pk=page_id).first()
    model = entry.content_type.model_class() if entry.content_type else None
    return model._base_manager.filter(pk=_key(entry)).first() if model else None


def _unit_before(entry: BaseLogEntry) -> Unit | None:
    """Return the unit of the object's entry before: a deleted object is logged when it is gone."""
    rows = UnitLogEntry.objects.filter(content_type_id=entry.content_type_id, object_key=_key(entry))
    before = rows.exclude(unit=None).select_related("unit").first()
    return before.unit if before else None


def _reason(entry: BaseLogEntry) -> str:
    data = entry.data if isinstance(entry.data, dict) else {}
    comment = data.get("comment") or ""  # a text from workflows, an object from comments in the editor
    return str(data.get("reason") or (comment.get("text", "") if isinstance(comment, dict) else comment))
