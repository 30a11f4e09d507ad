"""From the rows of a foreign table to entries under our column names, one for each unit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from unit_pages.imports.columns import TERMS, column_of
from unit_pages.imports.mapping import MERGE, NUMBER, Mapping
from unit_pages.imports.problems import Problem, Trap
from unit_pages.imports.tables import Row, Table
from unit_pages.units.models import Unit
from unit_pages.vietnamese import fold, slugify_vi


@dataclass
class Entry:
    """A unit as the file says it.

    Args:
        row: first row of the unit.
        values: text by our column names, "" where the file says nothing.
        headings: heading of the file by our column names.
        twins: further rows with the same code.
    """

    row: int
    values: dict[str, str]
    headings: dict[str, str]
    twins: list[int] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The unit's code."""
        return self.values["code"]


def read_entries(table: Table, mapping: Mapping, problems: list[Problem]) -> list[Entry]:
    """Return one entry a unit; what is wrong or remarkable is added to ``problems``.

    Raises:
        FileError: when the columns cannot be recognised.
    """
    headings = mapping.headings(table.headings)
    entries = [_entry(row, headings, mapping) for row in table.rows]
    _say_columns(table, headings, mapping, problems)
    entries = _with_codes(entries, problems)
    _notice_traps(entries, problems)
    entries = _one_a_code(entries, mapping, problems)
    return [*_new_superiors(entries, mapping, problems), *entries]


def _entry(row: Row, headings: dict[str, str], mapping: Mapping) -> Entry:
    values = {
        name: mapping.word(name, row.cells.get(heading, "")) or mapping.defaults.get(name, "")
        for name, heading in headings.items()
    }
    for name, text in mapping.defaults.items():
        values.setdefault(name, text)
    return Entry(row.number, values, headings)


def _say_columns(table: Table, headings: dict[str, str], mapping: Mapping, problems: list[Problem]) -> None:
    """Tell which columns are not read, and how the column of codes was found."""
    if column_of(headings["code"]) is None and not mapping.columns:
        message = _("The column “%(heading)s” is taken for the codes of units.") % {"heading": headings["code"]}
        problems.append(Problem(Trap.COLUMNS, message, is_error=False))
    unread = [heading for heading in table.headings if heading not in headings.values()]
    if unread:
        message = _("These columns are not read: %(headings)s. A mapping file can say what they mean.")
        shown = message % {"headings": ", ".join(unread)[:500]}
        problems.append(Problem(Trap.COLUMNS, shown, is_error=False))


def _with_codes(entries: list[Entry], problems: list[Problem]) -> list[Entry]:
    for entry in entries:
        for name in ("code", "name"):
            if not entry.values.get(name, "?"):
                message = _("The cell is empty. Each unit needs a code and a name.")
                problems.append(Problem(Trap.VALUE, message, entry.row, entry.headings.get(name, "")))
    return [entry for entry in entries if entry.code]


def _one_a_code(entries: list[Entry], mapping: Mapping, problems: list[Problem]) -> list[Entry]:
    """Refuse, merge or number rows of one code, as the mapping says."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.code].append(entry)
    found = []
    for code, group in groups.items():
        first, *others = group
        found.append(first)
        if not others:
            continue
        first.twins = [entry.row for entry in others] if mapping.same_code != NUMBER else []
        if mapping.same_code == NUMBER:
            found += [_numbered(entry, number, problems) for number, entry in enumerate(others, start=2)]
        elif mapping.same_code == MERGE and len({fold(entry.values.get("name", "")) for entry in group}) == 1:
            _merge(group, mapping, problems)
        else:
            for entry in others:
                message = _("The code “%(code)s” stands in row %(first)d already. Each unit has a code of its own.")
                text = message % {"code": code, "first": first.row}
                problems.append(Problem(Trap.SAME_CODE, text, entry.row, entry.headings["code"]))
    return found


def _numbered(entry: Entry, number: int, problems: list[Problem]) -> Entry:
    values = {**entry.values, "code": f"{entry.code}-{number}"}
    message = _("The code “%(code)s” stands above already; this row gets “%(new)s”.")
    text = message % {"code": entry.code, "new": values["code"]}
    problems.append(Problem(Trap.NUMBERED, text, entry.row, is_error=False))
    return Entry(entry.row, values, entry.headings)


def _merge(group: list[Entry], mapping: Mapping, problems: list[Problem]) -> None:
    """Make one unit with the levels and tags of all rows: a school of several levels stands in lists once for each."""
    first = group[0]
    for name in TERMS:
        first.values[name] = ";".join(dict.fromkeys(filter(None, (entry.values.get(name, "") for entry in group))))
    if mapping.merged_kind and len({entry.values.get("kind", "") for entry in group}) > 1:
        first.values["kind"] = mapping.merged_kind
    rows = ", ".join(str(entry.row) for entry in group)
    for entry in group[1:]:
        message = _("Rows %(rows)s have the code “%(code)s” and one name; they become one unit with all their levels.")
        text = message % {"rows": rows, "code": first.code}
        problems.append(Problem(Trap.MERGED, text, entry.row, is_error=False))


def _notice_traps(entries: list[Entry], problems: list[Problem]) -> None:
    with_letters = [entry for entry in entries if not entry.code.isdigit()]
    if len(with_letters) * 2 < len(entries):  # most codes are numbers
        for entry in with_letters:
            message = _("The code “%(code)s” has letters while most are numbers. Check that it is no slip.")
            problems.append(Problem(Trap.LETTERS, message % {"code": entry.code}, entry.row, is_error=False))
    for entry in entries:
        if "address" in entry.headings and not entry.values["address"]:
            message = _("No postal address. The contact page will say nothing of the place.")
            problems.append(Problem(Trap.NO_ADDRESS, message, entry.row, is_error=False))


def _new_superiors(entries: list[Entry], mapping: Mapping, problems: list[Problem]) -> list[Entry]:
    """Make entries of the superior units that only their names tell of, where the mapping asks for it."""
    if not mapping.make_superior:
        return []
    known = {fold(word) for row in Unit.objects.values_list("code", "slug", "name", "short_name") for word in row}
    known |= {fold(entry.values.get(name, "")) for entry in entries for name in ("code", "slug", "name")}
    found: dict[str, Entry] = {}
    for entry in entries:
        text = entry.values.get("parent", "")
        if not text or fold(text) in known or fold(text) in found:
            continue
        code = slugify_vi(text, max_length=60).upper()
        values = {"code": code, "name": text, "kind": mapping.make_superior}
        if above := mapping.defaults.get("parent"):
            values["parent"] = above
        found[fold(text)] = Entry(entry.row, values, entry.headings)
        message = _("“%(name)s” is not in the registry yet; it will be made with the code %(code)s.")
        shown = message % {"name": text, "code": code}
        problems.append(Problem(Trap.NEW_SUPERIOR, shown, entry.row, is_error=False))
    return list(found.values())
