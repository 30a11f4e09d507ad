"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unit_pages.access.branches import EVERYTHING, Branches
from unit_pages.imports.columns import BY_NAME, LINKS, TERMS, ValueProblemError
from unit_pages.imports.mapping import Mapping
from unit_pages.imports.problems import Problem, Trap
from unit_pages.imports.registry import Registry
from unit_pages.imports.rows import Entry, read_entries
from unit_pages.imports.tables import Table
from unit_pages.units.models import EducationLevel, Unit, UnitKind, UnitTag
from unit_pages.vietnamese import fold, slugify_vi

CHECKED_LATER = ["colour", "emblem", "collection", *LINKS]
UNKNOWN_TERMS = {
    "levels": gettext_lazy("“%(text)s” is no education level. Known are: %(known)s."),
    "tags": gettext_lazy("“%(text)s” is no tag of units. Known are: %(known)s."),
}
#: Values that lead to other addresses or ends; the registry's own actions change them.
ONLY_FOR_NEW = ("slug", "starts_on", "ends_on")


class Deed(models.TextChoices):
    """What an import does with a row."""

    MAKE = "make", gettext_lazy("New unit")
    CHANGE = "change", gettext_lazy("Changed unit")
    SITE = "site", gettext_lazy("Site made")
    SAME = "same", gettext_lazy("Unchanged")


@dataclass
class Planned:
    """A unit as it will be.

    Args:
        row: row of the file.
        unit: the instance to be saved; its superior unit may be one that is planned too.
        deed: what is done.
        before: values of changed fields as they are now, by field.
        terms: the levels and tags to set, by field; a field that is not there stays.
    """

    row: int
    unit: Unit
    deed: Deed
    before: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, list[EducationLevel] | list[UnitTag]] = field(default_factory=dict)


@dataclass
class Plan:
    """Everything that an import would do; superior units first."""

    planned: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """What must be mended before anything is written."""
        return [problem for problem in self.problems if problem.is_error]

    @property
    def notices(self) -> list[Problem]:
        """What is remarkable and stops nothing."""
        return [problem for problem in self.problems if not problem.is_error]

    @property
    def to_do(self) -> list[Planned]:
        """Units that will be written."""
        return [one for one in self.planned if one.deed != Deed.SAME]

    def count(self, deed: Deed) -> int:
        """Return the number of units with which ``deed`` is done."""
        return sum(one.deed == deed for one in self.planned)


@dataclass(frozen=True)
class Defaults:
    """What empty cells of new units mean: chosen when the file is loaded."""

    kind: UnitKind | None = None
    parent: Unit | None = None


def plan_units(
    table: Table, mapping: Mapping, *, branches: Branches = EVERYTHING, defaults: Defaults | None = None
) -> Plan:
    """Plan an import of ``table``; asks the database some ten questions however many rows there are.

    Raises:
        FileError: when the columns cannot be recognised.
    """
    return _Planner(table, mapping, branches, defaults or Defaults()).run()


class _Planner:
    def __init__(self, table: Table, mapping: Mapping, branches: Branches, defaults: Defaults) -> None:
        self.mapping, self.branches, self.defaults = mapping, branches, defaults
        self.registry = Registry()
        self.plan = Plan(problems=list(table.problems))
        self.entries = read_entries(table, mapping, self.plan.problems)
        self.kinds = set(branches.kinds())
        self.rows: dict[str, Planned] = {}
        self.lacks_kind = False

    def run(self) -> Plan:
        for entry in self.entries:
            self._identify(entry)
        for entry in self.entries:
            if entry.code in self.rows:
                self._put_below(entry)
        self._check()
        return self.plan

    def say(self, trap: Trap, message: str, entry: Entry, column: str = "", *, is_error: bool = True) -> None:
        heading = entry.headings.get(column, str(BY_NAME[column].label)) if column else ""
        self.plan.problems.append(Problem(trap, message, row=entry.row, column=heading, is_error=is_error))

    def _identify(self, entry: Entry) -> None:
        """Take the unit of the row's code, or begin a new one."""
        known = self.registry.units.get(entry.code)
        if known is not None and not self.branches.holds_below(known):
            self.say(Trap.BRANCH, _("This code belongs to a unit that you may not change."), entry, "code")
            return
        unit = known or Unit(code=entry.code)
        one = Planned(entry.row, unit, Deed.SAME if known else Deed.MAKE)
        self._take_values(one, entry)
        self._take_kind(one, entry)
        if known is None:
            self._complete(one, entry)
            self.registry.add(unit)
        elif entry.code in self.registry.without_site:
            one.deed = Deed.SITE if one.deed == Deed.SAME else one.deed
        for name in TERMS:
            self._take_terms(one, entry, name)
        self.rows[entry.code] = one

    def _set(self, one: Planned, name: str, value: Any) -> None:
        old = getattr(one.unit, name)
        if old == value:
            return
        if one.deed != Deed.MAKE:
            one.before[name] = old.pk if isinstance(old, models.Model) else old
            one.deed = Deed.CHANGE
        setattr(one.unit, name, value)

    def _take_values(self, one: Planned, entry: Entry) -> None:
        for name, text in entry.values.items():
            if not text or name in LINKS or name == "code":
                continue
            try:
                value = BY_NAME[name].read(text)
            except ValueProblemError as problem:
                self.say(Trap.VALUE, str(problem), entry, name)
                continue
            if one.deed != Deed.MAKE and name in ONLY_FOR_NEW:
                if getattr(one.unit, name) != value:
                    message = _("An import does not change this of a unit that exists; it stays as it is.")
                    self.say(Trap.KEPT, message, entry, name, is_error=False)
                continue
            self._set(one, name, value)

    def _take_kind(self, one: Planned, entry: Entry) -> None:
        text = entry.values.get("kind", "")
        kind = self.registry.kinds.get(text) or self.registry.kinds.get(fold(text)) if text else None
        is_new = one.unit._state.adding
        if text and kind is None:
            known = ", ".join(sorted(k.code for k in self.kinds))
            message = _("“%(text)s” is no kind of unit. Known are: %(known)s.")
            self.say(Trap.VALUE, message % {"text": text[:60], "known": known}, entry, "kind")
        elif kind is None and is_new and self.defaults.kind is None:
            self._miss_kind(entry)
        kind = kind or (self.defaults.kind if is_new else None)
        if kind is None or (not is_new and kind == one.unit.kind):
            return
        if kind not in self.kinds:
            message = _("You may not create units of the kind “%(kind)s”.")
            self.say(Trap.BRANCH, message % {"kind": kind.name}, entry, "kind")
            return
        if is_new:
            one.unit.kind = kind
        else:
            self._set(one, "kind", kind)

    def _miss_kind(self, entry: Entry) -> None:
        """Say it at the row; once for the file when no column tells kinds at all."""
        if "kind" in entry.values:
            self.say(Trap.VALUE, _("The kind of unit is missing."), entry, "kind")
        elif not self.lacks_kind:
            self.lacks_kind = True
            message = _("No column tells the kind of the units. Name it in a mapping file, or choose one kind for all.")
            self.plan.problems.append(Problem(Trap.COLUMNS, message))

    def _complete(self, one: Planned, entry: Entry) -> None:
        """Give a new unit the names and the address that its row leaves out."""
        unit = one.unit
        if not unit.name and "name" not in entry.values:
            self.say(Trap.VALUE, _("The cell is empty. Each unit needs a code and a name."), entry, "name")
        if not unit.short_name:
            short = unit.name
            for words, instead in self.mapping.shorten.items():
                short = short.replace(words, instead)
            unit.short_name = " ".join(short.split())[:80].strip()
        taken = self.registry.taken_slugs
        if unit.slug:
            if unit.slug in taken:
                message = _("The address “%(slug)s” is taken. Choose another one.")
                self.say(Trap.VALUE, message % {"slug": unit.slug[:80]}, entry, "slug")
        elif unit.name:
            unit.slug = self._free_slug(unit, entry)
        taken.add(unit.slug)

    def _free_slug(self, unit: Unit, entry: Entry) -> str:
        from unit_pages.conf import get_settings

        wanted = slugify_vi(unit.short_name, max_length=80)
        taken = self.registry.taken_slugs
        if wanted and wanted not in taken and wanted not in get_settings().reserved_slugs:
            return wanted
        code = slugify_vi(unit.code, max_length=40)
        slug = f"{slugify_vi(unit.short_name, max_length=79 - len(code)) or 'u'}-{code}"
        message = _("The address “%(wanted)s” is taken; the unit gets “%(slug)s”.")
        self.say(Trap.ADDRESS_TAKEN, message % {"wanted": wanted, "slug": slug}, entry, is_error=False)
        return slug

    def _take_terms(self, one: Planned, entry: Entry, name: str) -> None:
        """Take what a field with several values names, separated by semicolons or commas."""
        words = [word.strip() for word in entry.values.get(name, "").replace(",", ";").split(";") if word.strip()]
        if not words:
            return
        terms, found = self.registry.terms[name], []
        for word in words:
            term = terms.get(word) or terms.get(fold(word))
            if term is None:
                known = ", ".join(sorted({one.code for one in terms.values()})) or "–"
                self.say(Trap.VALUE, UNKNOWN_TERMS[name] % {"text": word[:60], "known": known}, entry, name)
            elif term not in found:
                found.append(term)
        old = [] if one.unit._state.adding else list(getattr(one.unit, name).all())
        if {term.pk for term in found} != {term.pk for term in old}:
            one.terms[name] = found
            if one.deed != Deed.MAKE:
                one.before[name] = [term.pk for term in old]
                one.deed = Deed.CHANGE

    def _put_below(self, entry: Entry) -> None:
        """Find the superior unit among the registry's and the file's."""
        one = self.rows[entry.code]
        text = entry.values.get("parent", "")
        if not text:
            self._put_below_default(one, entry)
            return
        found = self.registry.find(text)
        if len(found) != 1:
            message = (
                _("No unit has the code, address or name “%(text)s”. Add it above, or mend the cell.")
                if not found
                else _("%(count)d units are called “%(text)s”. Write the code of the one that is meant.")
            )
            self.say(Trap.PARENT, message % {"text": text[:80], "count": len(found)}, entry, "parent")
            return
        self._set_parent(one, entry, found[0])

    def _put_below_default(self, one: Planned, entry: Entry) -> None:
        if not one.unit._state.adding:
            return
        above = self.defaults.parent or self.branches.default_parent(self.registry.root)
        above = self.registry.units.get(above.code, above) if above else None  # the instance of this plan
        if above is None and self.branches.is_everything:
            self.registry.root = one.unit  # the first row without a superior unit is the department
        elif above is None:
            self.say(Trap.PARENT, _("The superior unit is missing."), entry, "parent")
        elif above is not one.unit:
            message = _("No superior unit is named; the unit will stand directly below “%(unit)s”.")
            if "parent" in entry.values:
                for row in (entry.row, *entry.twins):
                    self.plan.problems.append(Problem(Trap.TOP, message % {"unit": above.name}, row, is_error=False))
            self._set_parent(one, entry, above)

    def _set_parent(self, one: Planned, entry: Entry, above: Unit) -> None:
        if above.pk is not None and not self.branches.holds(above):
            self.say(Trap.BRANCH, _("You may put units only below your own one."), entry, "parent")
        elif one.unit.parent is not above:
            self._set(one, "parent", above)

    def _check(self) -> None:
        """Check each unit as its form does, then the tree, and put superior units first."""
        by_row = {entry.row: entry for entry in self.entries}
        for one in self.rows.values():
            if one.deed == Deed.SAME or not one.unit.name:  # a missing name was told already
                continue
            try:
                _clean(one.unit)
            except ValidationError as error:
                self._say_errors(by_row[one.row], error)
        self._order(by_row)

    def _say_errors(self, entry: Entry, error: ValidationError) -> None:
        for name, messages in error.message_dict.items():
            column = name if name in BY_NAME else ""
            self.say(Trap.VALUE, " ".join(messages), entry, column)

    def _order(self, by_row: dict[int, Entry]) -> None:
        rows = {id(one.unit): one for one in self.rows.values()}
        graph: dict[int, list[int]] = {}
        for unit in [*self.registry.units.values()]:
            graph[id(unit)] = [id(unit.parent)] if unit.parent is not None else []
        try:
            order = list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            ring = [rows[key] for key in error.args[1] if key in rows]
            message = _("The superior units run in a ring: %(units)s. Mend the column of superior units.")
            names = " → ".join(one.unit.code for one in reversed(ring))
            self.say(Trap.PARENT, message % {"units": names[:300]}, by_row[ring[0].row], "parent")
            return
        self.plan.planned = [rows[key] for key in order if key in rows]


def _clean(unit: Unit) -> None:
    """Do what `full_clean` does, without a question to the database.

    Raises:
        ValidationError: with messages by field.
    """
    errors: dict[str, Any] = {}
    for check in (lambda: unit.clean_fields(exclude=CHECKED_LATER), unit.clean):
        try:
            check()
        except ValidationError as error:
            for name, messages in error.error_dict.items():
                errors.setdefault(name, []).extend(messages)
    if errors:
        raise ValidationError(errors)


def problems_by_trap(problems: list[Problem]) -> dict[Trap, list[Problem]]:
    """Group problems, in the order of `Trap`."""
    found: dict[Trap, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[Trap(problem.trap)].append(problem)
    return {trap: found[trap] for trap in Trap if trap in found}
