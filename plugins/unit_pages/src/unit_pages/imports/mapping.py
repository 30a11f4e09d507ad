"""A mapping file: which foreign column is which, and what its words mean (docs/reference/import-units.md)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from unit_pages.imports.columns import BY_NAME, column_of, likely_code
from unit_pages.imports.problems import file_error
from unit_pages.vietnamese import fold, nfc

REFUSE, MERGE, NUMBER = "refuse", "merge", "number"
LARGEST_MAPPING = 200_000  # bytes


@dataclass(frozen=True)
class Mapping:
    """How a foreign table is read.

    Args:
        columns: our column → heading of the file; columns that are not named are not read.
        values: our column → word of the file → our word.
        defaults: our column → value for empty cells of new units.
        shorten: words to replace when a short name is made from the full one.
        same_code: ``refuse`` rows with one code, ``merge`` them into one unit, or ``number`` them.
        merged_kind: kind of a unit merged from rows of several kinds.
        make_superior: kind of superior units that are made when nobody knows them; "" makes none.
    """

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    shorten: dict[str, str] = field(default_factory=dict)
    same_code: str = REFUSE
    merged_kind: str = ""
    make_superior: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return asdict(self)

    def headings(self, present: list[str]) -> dict[str, str]:
        """Return our column → heading for the headings that are present.

        Raises:
            FileError: for a heading of the mapping that the file lacks, and when nothing is recognised.
        """
        for column, heading in self.columns.items():
            if heading not in present:
                message = _(
                    "The mapping takes “%(column)s” from the column “%(heading)s”, which the file does not have."
                )
                raise file_error(message % {"column": column, "heading": heading})
        found = dict(self.columns) or {name: heading for heading in present if (name := column_of(heading))}
        if "code" not in found and not self.columns and (likely := likely_code(present)):
            found["code"] = likely
        if "code" not in found:
            message = _(
                "No column of codes was recognised. The first row must name the columns as the template does, "
                "or a mapping file must say which is which. Found: %(headings)s."
            )
            raise file_error(message % {"headings": ", ".join(present)[:300]})
        return found

    def word(self, column: str, text: str) -> str:
        """Return our word for a word of the file."""
        words = self.values.get(column)
        return words.get(fold(text), text) if words and text else text


def from_json(data: dict[str, Any]) -> Mapping:
    """Return the mapping that `Mapping.as_json` wrote."""
    return Mapping(**data)


def read_mapping(content: bytes) -> Mapping:
    """Read a mapping file.

    Raises:
        FileError: when it is no YAML, or names an unknown key or column.
    """
    try:
        data = yaml.safe_load(nfc(content[:LARGEST_MAPPING].decode("utf-8-sig"))) or {}
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        message = _("The mapping file is no valid YAML in UTF-8 (line %(line)d).")
        raise file_error(message % {"line": mark.line + 1 if mark else 1}) from error
    if not isinstance(data, dict):
        raise file_error(_("The mapping file must hold keys such as “columns:”."))
    _check_keys(
        data, set(Mapping.__dataclass_fields__), _("The mapping has an unknown key “%(key)s”. Known are: %(known)s.")
    )
    made = Mapping(
        columns=_words(data, "columns"),
        values={
            str(column): {fold(word): ours for word, ours in _words(data["values"], column).items()}
            for column in _words_of_words(data)
        },
        defaults=_words(data, "defaults"),
        shorten=_words(data, "shorten"),
        same_code=str(data.get("same_code") or REFUSE),
        merged_kind=str(data.get("merged_kind") or ""),
        make_superior=str(data.get("make_superior") or ""),
    )
    for words in (made.columns, made.values, made.defaults):
        _check_keys(words, set(BY_NAME), _("The mapping names an unknown column “%(key)s”. Known are: %(known)s."))
    if made.same_code not in {REFUSE, MERGE, NUMBER}:
        raise file_error(_("“same_code” must be refuse, merge or number."))
    return made


def _words(data: dict[str, Any], key: str) -> dict[str, str]:
    found = data.get(key) or {}
    if not isinstance(found, dict):
        raise file_error(_("“%(key)s” of the mapping must hold pairs “name: value”.") % {"key": key})
    return {str(name): "" if value is None else str(value) for name, value in found.items()}


def _words_of_words(data: dict[str, Any]) -> list[str]:
    return list(_words(data, "values"))


def _check_keys(data: dict[str, Any], known: set[str], message: str) -> None:
    for key in data:
        if key not in known:
            raise file_error(message % {"key": key, "known": ", ".join(sorted(known))})
