"""Undo an import while nothing was written on what it made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection, Page

from unit_pages.imports.columns import TERMS
from unit_pages.imports.models import DEAD_AFTER, ImportState, UnitImport, UnitImportRow
from unit_pages.imports.planning import Deed
from unit_pages.imports.problems import Problem, Trap
from unit_pages.imports.services import BATCH, NotAllowedError, finish, problem_json
from unit_pages.units.models import Unit

#: What a new unit has of itself, the log of the import among it; anything else was written by people.
OWN_RELATIONS = {"unithomepage", "unitimportrow", "unitimport", "unitlogentry"}


def why_not(record: UnitImport, *, now: dt.datetime) -> str:
    """Return why ``record`` cannot be undone; "" when it can."""
    undoable = record.state in {ImportState.DONE, ImportState.FAILED} or record.is_interrupted(now)
    if not undoable or not record.rows.exists():
        return _("There is nothing to undo.")
    later = UnitImport.objects.filter(rows__isnull=False, created_at__gt=record.created_at)
    if later.exclude(state=ImportState.UNDONE).exists():
        return _("Only the last import can be undone; a later one was written.")
    return _what_was_written(record)


def undo_import(pk: int, *, by: Any, report: Callable[[UnitImport], None] | None = None) -> UnitImport:
    """Take the units of an import away again and give changed units their values back, batch by batch.

    Sites that were added to units of before stay.

    Args:
        pk: of a record for which `begin_undo` was called, or whose undoing was interrupted.
        by: who undoes it, for the log.
        report: told after each batch.

    Raises:
        NotAllowedError: when another process works on it.
    """
    now = timezone.now()
    free = Q(runner="") | Q(beat_at__lt=now - DEAD_AFTER)
    token = get_random_string(32)
    if not UnitImport.objects.filter(free, pk=pk, state=ImportState.UNDOING).update(runner=token, beat_at=now):
        raise NotAllowedError(_("This import is running already, or it is finished."))
    record = UnitImport.objects.get(pk=pk)
    try:
        while rows := list(record.rows.select_related("unit__collection").order_by("-pk")[:BATCH]):
            _undo_batch(record, rows, by)
            if report:
                report(record)
    except NotAllowedError as error:
        record.problems = [problem_json(Problem(Trap.FILE, " ".join(error.messages))), *record.problems]
        record.save(update_fields=["problems"])
        return finish(record, ImportState.FAILED)
    return finish(record, ImportState.UNDONE)


def begin_undo(record: UnitImport, *, now: dt.datetime) -> None:
    """Mark ``record`` as being undone.

    Raises:
        NotAllowedError: when it cannot be undone, or somebody else was quicker.
    """
    reason = why_not(record, now=now)
    if reason:
        raise NotAllowedError(reason)
    free = Q(state__in=[ImportState.DONE, ImportState.FAILED]) | Q(beat_at__lt=now - DEAD_AFTER)
    rows = record.rows.count()
    values = {"state": ImportState.UNDOING, "beat_at": now, "rows_total": rows, "rows_done": 0, "runner": ""}
    if not UnitImport.objects.filter(free, pk=record.pk).update(**values):
        raise NotAllowedError(_("This import is running already, or it is finished."))
    record.refresh_from_db()


@transaction.atomic
def _undo_batch(record: UnitImport, rows: list[UnitImportRow], by: Any) -> None:
    made = [row for row in rows if row.deed == Deed.MAKE and row.unit]
    reason = _written_on([row.unit for row in made if row.unit], {row.unit_id: row.pages for row in made})
    if reason:
        raise NotAllowedError(reason)
    for row in rows:
        if row.deed == Deed.CHANGE and row.unit:
            _give_back(row, by)
    # Those made last stand deepest.
    for row in made:
        assert row.unit is not None
        _remove(row.unit, by)
    UnitImportRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
    UnitImport.objects.filter(pk=record.pk).update(rows_done=F("rows_done") + len(rows), beat_at=timezone.now())
    record.rows_done += len(rows)


def _give_back(row: UnitImportRow, by: Any) -> None:
    unit = row.unit
    assert unit is not None
    before = dict(row.before)
    terms = {name: before.pop(name) for name in TERMS if name in before}
    for name, value in before.items():
        field = Unit._meta.get_field(name)
        setattr(unit, field.attname, field.to_python(value))  # type: ignore[union-attr]
    unit.save()
    for name, keys in terms.items():
        getattr(unit, name).set(keys)
    log(instance=unit, action="wagtail.edit", user=by, data={"undone import": row.record_id}, content_changed=True)


def _remove(unit: Unit, by: Any) -> None:
    """Delete a unit with its pages and its collection."""
    log(instance=unit, action="wagtail.delete", user=by, deleted=True, data={"code": unit.code})
    home = getattr(unit, "home", None)
    if home is not None:
        home.delete()
    collection = unit.collection
    unit.delete()
    if collection is not None:
        Collection.objects.get(pk=collection.pk).delete()


def _what_was_written(record: UnitImport) -> str:
    made = record.rows.filter(deed=Deed.MAKE, unit__isnull=False).select_related("unit")
    pages: dict[int | None, int] = {row.unit_id: row.pages for row in made}
    units = [row.unit for row in made if row.unit]
    for first in range(0, len(units), 200):
        reason = _written_on(units[first : first + 200], pages, also_made=set(pages))
        if reason:
            return reason
    return ""


def _written_on(units: list[Unit], pages: dict[int | None, int], also_made: Iterable[int | None] = ()) -> str:
    """Return what people wrote for one of ``units``; "" for nothing."""
    found = _pages_written(units, pages) or _rows_written(units, set(also_made) | {unit.pk for unit in units})
    if not found:
        return ""
    unit, what = found
    message = _("“%(unit)s” is in use already (%(what)s). Undo that first, or end the unit instead.")
    return message % {"unit": unit.name, "what": what}


def _pages_written(units: list[Unit], pages: dict[int | None, int]) -> tuple[Unit, str] | None:
    with_home = Unit.objects.filter(pk__in=[unit.pk for unit in units], home__isnull=False).select_related("home")
    for unit in with_home:
        below = Page.objects.filter(path__startswith=unit.home.path)
        if below.count() != pages.get(unit.pk) or below.filter(latest_revision__isnull=False).exists():
            return unit, _("pages were written")
    return None


def _rows_written(units: list[Unit], made: set[int | None]) -> tuple[Unit, str] | None:
    by_pk = {unit.pk: unit for unit in units}
    for relation in Unit._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, type) or model._meta.model_name in OWN_RELATIONS:
            continue
        if relation.many_to_many:
            continue
        rows = model._default_manager.filter(**{f"{relation.field.name}__in": list(by_pk)})
        if model is Unit:
            rows = rows.exclude(pk__in=made)
        first = rows.values_list(relation.field.attname, flat=True).first()
        if first is not None:
            return by_pk[first], str(model._meta.verbose_name)
    return _files_written(units)


def _files_written(units: list[Unit]) -> tuple[Unit, str] | None:
    collections = {unit.collection_id: unit for unit in units if unit.collection_id}
    for relation in Collection._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, type) or model is Unit or relation.many_to_many or not issubclass(model, models.Model):
            continue
        found = model._default_manager.filter(**{f"{relation.field.name}__in": list(collections)})
        first = found.values_list(relation.field.attname, flat=True).first()
        if first is not None:
            return collections[first], str(model._meta.verbose_name)
    return None
