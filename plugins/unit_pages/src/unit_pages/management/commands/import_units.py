"""``manage.py import_units FILE``: make and change units from a spreadsheet."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from unit_pages.imports.mapping import Mapping, read_mapping
from unit_pages.imports.models import ImportState, UnitImport
from unit_pages.imports.planning import Deed, Defaults, Plan, plan_units, problems_by_trap
from unit_pages.imports.problems import FileError, Problem
from unit_pages.imports.services import check_file, run_import
from unit_pages.imports.tables import read_table
from unit_pages.units.history import find_unit
from unit_pages.units.models import UnitKind

MOST_SHOWN = 50


class Command(BaseCommand):
    """Import units; the columns are described in docs/reference/import-units.md."""

    help = "Make and change units, with their sites, from a .csv or .xlsx file; safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, help="a CSV file in UTF-8 or an .xlsx workbook")
        parser.add_argument(
            "--dry-run", action="store_true", help="list what would happen and all problems, write nothing"
        )
        parser.add_argument("--mapping", type=Path, help="YAML file that says which column is which")
        parser.add_argument("--kind", help="code of the kind of new units whose row names none")
        parser.add_argument("--parent", help="code or address of the superior unit of new units whose row names none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, list the problems and, unless there are errors or it is a dry run, write."""
        started = time.monotonic()
        path: Path = options["file"]
        try:
            content = _read(path)
            mapping = read_mapping(_read(options["mapping"])) if options["mapping"] else Mapping()
            defaults = _defaults(options)
            plan = plan_units(read_table(path.name, content), mapping, defaults=defaults)
        except FileError as error:
            raise CommandError(str(error)) from error
        self._say_problems(plan, most=None if options["dry_run"] else MOST_SHOWN)
        self._say_counts(plan)
        if plan.errors:
            raise CommandError(_("The file has %(count)d errors; nothing was written.") % {"count": len(plan.errors)})
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written: this was a trial (%(seconds).1f s).") % _since(started))
        elif not plan.to_do:
            self.stdout.write(_("Nothing to do: everything in the file is in the registry already."))
        else:
            self._write(path, content, mapping, defaults, started)

    def _write(self, path: Path, content: bytes, mapping: Mapping, defaults: Defaults, started: float) -> None:
        record = check_file(
            name=path.name, content=content, mapping=mapping, defaults=defaults, by=None, now=timezone.now()
        )
        record = run_import(record.pk, report=self._progress)
        if record.state != ImportState.DONE:
            problems = [problem["message"] for problem in record.problems if problem["is_error"]]
            raise CommandError(problems[-1] if problems else record.get_state_display())
        message = _("Done: %(count)d units written in %(seconds).1f s.")
        self.stdout.write(message % {"count": record.rows_done, **_since(started)})

    def _progress(self, record: UnitImport) -> None:
        if self.stdout.isatty():
            bar = "█" * (record.percent // 4)
            ending = "\n" if record.rows_done >= record.rows_total else ""
            self.stdout.write(f"\r{bar:25} {record.rows_done}/{record.rows_total}", ending=ending)
            self.stdout.flush()

    def _say_problems(self, plan: Plan, *, most: int | None) -> None:
        for trap, problems in problems_by_trap(plan.problems).items():
            self.stdout.write(f"\n{trap.label} ({len(problems)})")
            shown: list[Problem] = sorted(problems, key=lambda problem: problem.row)[:most]
            for problem in shown:
                (self.stderr if problem.is_error else self.stdout).write(f"  {problem}")
            if len(shown) < len(problems):
                rest = len(problems) - len(shown)
                self.stdout.write("  " + _("… and %(rest)d more; --dry-run lists them all.") % {"rest": rest})

    def _say_counts(self, plan: Plan) -> None:
        counts = [f"{deed.label}: {plan.count(deed)}" for deed in Deed if plan.count(deed)]
        self.stdout.write("\n" + " · ".join(counts))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(_("%(file)s cannot be read.") % {"file": path}) from error


def _defaults(options: dict[str, Any]) -> Defaults:
    kind = UnitKind.objects.filter(code=options["kind"]).first() if options["kind"] else None
    parent = find_unit(options["parent"]) if options["parent"] else None
    if options["kind"] and kind is None:
        raise CommandError(_("There is no kind of unit “%(code)s”.") % {"code": options["kind"]})
    if options["parent"] and parent is None:
        raise CommandError(_("There is no unit “%(code)s”.") % {"code": options["parent"]})
    return Defaults(kind=kind, parent=parent)


def _since(started: float) -> dict[str, float]:
    return {"seconds": time.monotonic() - started}
