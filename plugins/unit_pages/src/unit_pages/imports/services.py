"""The ways of an import: check, start, run in whole units, continue."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from unit_pages.access.branches import Branches, branches_of
from unit_pages.imports.mapping import Mapping, from_json
from unit_pages.imports.models import DEAD_AFTER, ImportState, UnitImport, UnitImportRow
from unit_pages.imports.planning import Deed, Defaults, Plan, Planned, plan_units
from unit_pages.imports.problems import FileError, Problem, Trap
from unit_pages.imports.tables import read_table
from unit_pages.subsites.provisioning import provision_many
from unit_pages.units.models import Unit

BATCH = 50
MOST_KEPT = 2_000  # problems of one import
MOST_SHOWN = 300  # rows of a preview
#: States from which an import may be started or continued.
STARTABLE = (ImportState.CHECKED, ImportState.WAITING, ImportState.FAILED)
logger = logging.getLogger(__name__)


class NotAllowedError(ValidationError):
    """Raised when a person may not write units, or an import is not in a state for what is asked."""


def check_file(
    *, name: str, content: bytes, mapping: Mapping, defaults: Defaults, by: Any, now: dt.datetime
) -> UnitImport:
    """Keep a file with what an import of it would do; writes nothing into the registry.

    Raises:
        NotAllowedError: when ``by`` may create units nowhere.
        FileError: when the file cannot be used at all.
    """
    plan = plan_units(read_table(name, content), mapping, branches=_branches(by), defaults=defaults)
    record = UnitImport(
        file_name=name[:255],
        mapping=mapping.as_json(),
        kind=defaults.kind,
        parent=defaults.parent,
        by=by,
        created_at=now,
    )
    _take_plan(record, plan)
    record.preview = [_shown(one) for one in plan.to_do[:MOST_SHOWN]]
    record.file.save(name[-100:], ContentFile(content), save=False)
    record.save()
    return record


def run_import(pk: int, *, report: Callable[[UnitImport], None] | None = None) -> UnitImport:
    """Write an import, or go on with one whose process died; each batch of whole units in one transaction.

    Args:
        pk: of a record that is checked, waiting, stopped or interrupted.
        report: told after each batch.

    Raises:
        NotAllowedError: when another process works on it, or it is finished.
    """
    token = _claim(pk)
    record = UnitImport.objects.select_related("by", "kind", "parent").get(pk=pk)
    try:
        plan = _plan_again(record)
        _take_plan(record, plan)
        record.rows_total = len(plan.to_do) + record.rows.count()
        record.rows_done = record.rows.count()
        record.save(update_fields=["problems", "rows_total", "rows_done"])
        if plan.errors:
            return finish(record, ImportState.FAILED)
        for batch in _batches(plan.to_do):
            _write_batch(record, batch, token)
            if report:
                report(record)
    except (FileError, ValidationError, IntegrityError) as error:
        logger.warning("Import %s of units stopped: %s", pk, error)
        record.problems = [*record.problems, problem_json(_stopped(error))]
        record.save(update_fields=["problems"])
        return finish(record, ImportState.FAILED)
    return finish(record, ImportState.DONE)


def _claim(pk: int) -> str:
    """Take the import for this process alone."""
    now = timezone.now()
    token = get_random_string(32)
    startable = Q(state__in=STARTABLE) | Q(state=ImportState.RUNNING, beat_at__lt=now - DEAD_AFTER)
    claimed = UnitImport.objects.filter(startable, pk=pk).update(
        state=ImportState.RUNNING, runner=token, beat_at=now, finished_at=None
    )
    if not claimed:
        raise NotAllowedError(_("This import is running already, or it is finished."))
    return token


def _plan_again(record: UnitImport) -> Plan:
    """Plan from the kept file and today's registry and rights, so that what is written already is left alone."""
    with record.file.open("rb") as file:
        content = file.read()
    return plan_units(
        read_table(record.file_name, content),
        from_json(record.mapping),
        branches=_branches(record.by),
        defaults=Defaults(kind=record.kind, parent=record.parent),
    )


def _branches(by: Any) -> Branches:
    if by is None:
        return Branches()
    found = branches_of(by)
    if found is None:
        raise NotAllowedError(_("You have no post that lets you create units."))
    return found


def _batches(planned: Sequence[Planned]) -> list[list[Planned]]:
    """Cut into batches; the department itself goes alone, since all other sites stand below its own."""
    first = 1 if planned and planned[0].unit.parent is None and planned[0].deed != Deed.CHANGE else 0
    batches = [list(planned[:first])] if first else []
    return batches + [list(planned[n : n + BATCH]) for n in range(first, len(planned), BATCH)]


@transaction.atomic
def _write_batch(record: UnitImport, batch: Sequence[Planned], token: str) -> None:
    """Write some units with their sites: all of them or, when the process dies, none."""
    mine = UnitImport.objects.filter(pk=record.pk, runner=token, state=ImportState.RUNNING)
    if not mine.update(rows_done=F("rows_done") + len(batch), beat_at=timezone.now()):
        raise NotAllowedError(_("Another process has taken over this import."))
    for one in batch:
        _write_unit(one, record)
    provision_many([one.unit for one in batch if one.deed in {Deed.MAKE, Deed.SITE}])
    homes = dict(Unit.objects.filter(pk__in=[one.unit.pk for one in batch]).values_list("pk", "home__numchild"))
    UnitImportRow.objects.bulk_create(
        [
            UnitImportRow(
                record=record,
                unit=one.unit,
                number=one.row,
                code=one.unit.code,
                deed=one.deed,
                before=_plain(one.before),
                pages=1 + (homes[one.unit.pk] or 0) if one.deed in {Deed.MAKE, Deed.SITE} else 0,
            )
            for one in batch
        ]
    )
    record.rows_done += len(batch)


def _write_unit(one: Planned, record: UnitImport) -> None:
    unit = one.unit
    if one.deed == Deed.MAKE:
        unit.save()
    elif one.deed == Deed.CHANGE:
        changed = [name for name in one.before if name not in one.terms]
        if changed:
            unit.save(update_fields=[*changed, "name_key"])
    for name, terms in one.terms.items():
        getattr(unit, name).set(terms)
    if one.deed != Deed.SITE:
        action = "wagtail.create" if one.deed == Deed.MAKE else "wagtail.edit"
        data = {"import": record.pk, "row": one.row, "before": _plain(one.before)}
        log(instance=unit, action=action, user=record.by, data=data, content_changed=True)


def _take_plan(record: UnitImport, plan: Plan) -> None:
    record.rows_total = len(plan.to_do)
    record.problems = [problem_json(problem) for problem in (*plan.errors, *plan.notices)[:MOST_KEPT]]
    record.counts = {
        **{deed.value: plan.count(deed) for deed in Deed},
        "errors": len(plan.errors),
        "notices": len(plan.notices),
    }


def finish(record: UnitImport, state: ImportState) -> UnitImport:
    """Give ``record`` its last state."""
    record.state, record.finished_at = state, timezone.now()
    record.save(update_fields=["state", "finished_at"])
    return record


def _stopped(error: Exception) -> Problem:
    if isinstance(error, FileError):
        return error.problems[0]
    if isinstance(error, ValidationError):
        return Problem(Trap.FILE, " ".join(error.messages))
    message = _("Somebody changed the registry at the same time. Continue the import; what is written stays.")
    return Problem(Trap.FILE, message)


def _shown(one: Planned) -> dict[str, Any]:
    above = one.unit.parent
    return {
        "row": one.row,
        "deed": one.deed.value,
        "code": one.unit.code,
        "name": one.unit.name,
        "slug": one.unit.slug,
        "kind": one.unit.kind.name if one.unit.kind_id else "",
        "parent": above.short_name if above else "",
        "fields": sorted(one.before),
    }


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return what a record keeps of a problem."""
    return {
        "trap": str(problem.trap),
        "row": problem.row,
        "column": problem.column,
        "message": problem.message,
        "is_error": problem.is_error,
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    encoder = DjangoJSONEncoder()
    return {
        name: encoder.default(value) if value is not None and not isinstance(value, str | int | list | bool) else value
        for name, value in values.items()
        if not isinstance(value, models.Model)
    }
