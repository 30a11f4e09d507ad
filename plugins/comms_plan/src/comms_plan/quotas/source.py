"""A rule as text that people edit: YAML, with the line of everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml
from django.utils.translation import gettext as _
from pydantic import ValidationError

from comms_plan.quotas.checking import Path
from comms_plan.quotas.problems import words_of
from comms_plan.quotas.rules import Rule

LONGEST = 50_000


@dataclass(frozen=True)
class Line:
    """What is wrong, and where.

    Args:
        number: line of the text from 1, 0 for the whole.
        key: the place in the rule, e.g. ``any_of.0.content``.
        message: a sentence that says what to do.
    """

    number: int
    key: str
    message: str


class SourceError(ValueError):
    """Raised when a text is no rule.

    Args:
        lines: everything that is wrong.
    """

    def __init__(self, lines: list[Line]) -> None:
        super().__init__("; ".join(line.message for line in lines))
        self.lines = lines


@dataclass(frozen=True)
class Source:
    """A rule with the text that it was read from."""

    rule: Rule
    data: dict[str, Any]
    places: dict[Path, int]

    def line_of(self, path: Path) -> int:
        """Return the line of a place, or of what holds it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, 0)


def read(text: str, **fixed: Any) -> Source:
    """Read a rule.

    Args:
        text: YAML.
        fixed: keys that the text cannot change, for example the first day of an amendment.

    Raises:
        SourceError: with every mistake and its line.
    """
    if len(text) > LONGEST:
        raise SourceError([Line(0, "", _("The text is too long for a rule."))])
    try:
        node = yaml.compose(text, Loader=_Plain)
        data = yaml.load(text, Loader=_Plain)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SourceError([Line(mark.line + 1 if mark else 0, "", _unreadable(error))]) from error
    if not isinstance(data, dict):
        raise SourceError([Line(1, "", _("Named keys are expected here."))])
    places = dict(_places(node, ()))
    data = {**data, **fixed}
    try:
        return Source(Rule.model_validate(data), data, places)
    except ValidationError as error:
        source = Source.__new__(Source)
        object.__setattr__(source, "places", places)
        raise SourceError(
            [
                Line(source.line_of(tuple(detail["loc"])), ".".join(map(str, detail["loc"])), words_of(detail))
                for detail in error.errors()
            ]
        ) from error


def write(rule: Rule) -> str:
    """Return a rule as text; what it leaves at its default is left out."""
    data = rule.model_dump(mode="python", exclude_defaults=True)
    return yaml.safe_dump(_plain(data), allow_unicode=True, sort_keys=False, width=100)


class _Plain(yaml.SafeLoader):
    """Knows no aliases, by which a small text grows without end, and takes no key twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.MarkedYAMLError(problem="alias", problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _value in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem="twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _unreadable(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", "")
    if problem == "alias":
        return _("References (& and *) are not allowed; write the value out.")
    if problem == "twice":
        return _("This key stands twice; take one of them out.")
    return _("The text cannot be read here. Check indentation, colons, brackets and quotation marks.")


def _places(node: Any, path: Path) -> Iterator[tuple[Path, int]]:
    if path not in ((),):
        yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, key.value)
            yield from _places(value, here)
            yield here, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _places(value, (*path, number))


def _plain(value: Any) -> Any:
    """Return what YAML writes as people do: whole numbers without point, days of the year as month-day."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value):
        return f"{value[0]:02}-{value[1]:02}"
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value
