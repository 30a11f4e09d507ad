"""Small structures as lines of text, so that nobody has to write JSON."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from unit_pages.subsites.addresses import validate_address

TOKEN_LINE = re.compile(r"([a-z][a-z0-9-]*)\s*:\s*(#[0-9A-Fa-f]{6})")
FILLED = "*"


class LinesField(forms.CharField):
    """Turns lines into data and back; a subclass knows the form of a line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}))
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Read the lines."""
        lines = [line.strip() for line in str(value or "").splitlines()]
        return self.read([line for line in lines if line])

    def prepare_value(self, value: Any) -> str:
        """Write data as lines; what was typed wrongly stays as typed."""
        return value if isinstance(value, str) else "\n".join(self.write(value or self.read([])))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is shown."""
        return self.prepare_value(initial).split() != str(data or "").split()

    def read(self, lines: list[str]) -> Any:
        """Return the data of lines that are not empty.

        Raises:
            ValidationError: names the line that cannot be read.
        """
        raise NotImplementedError

    def write(self, data: Any) -> list[str]:
        """Return the lines of data."""
        raise NotImplementedError


class TokensField(LinesField):
    """Colours by name: ``sea-700: #0B4A76``."""

    def read(self, lines: list[str]) -> dict[str, str]:
        """Return names and colours."""
        tokens: dict[str, str] = {}
        for line in lines:
            match = TOKEN_LINE.fullmatch(line)
            if not match:
                raise ValidationError(
                    _("“%(line)s”: write a name and a colour, for example sea-700: #0B4A76.") % {"line": line}
                )
            tokens[match[1]] = match[2]
        return tokens

    def write(self, data: dict[str, str]) -> list[str]:
        """Return one line a colour."""
        return [f"{name}: {colour}" for name, colour in data.items()]


class FooterField(LinesField):
    """Columns of links: a line with the heading, below it ``words | address``."""

    def read(self, lines: list[str]) -> list[dict[str, Any]]:
        """Return columns with their links."""
        columns: list[dict[str, Any]] = []
        for line in lines:
            label, separator, address = (part.strip() for part in line.partition("|"))
            if not separator:
                columns.append({"title": line, "links": []})
                continue
            if not columns:
                raise ValidationError(_("Begin with the heading of a column, a line without “|”."))
            columns[-1]["links"].append({"label": label, "url": _address(address, line)})
        return columns

    def write(self, data: list[dict[str, Any]]) -> list[str]:
        """Return the heading and one line a link."""
        lines: list[str] = []
        for column in data:
            lines.append(str(column.get("title", "")))
            lines += [f"{link.get('label', '')} | {link.get('url', '')}" for link in column.get("links", [])]
        return lines


class BoxesField(LinesField):
    """Ways to take part: ``title | text | button | address``, a star before the chief one."""

    def read(self, lines: list[str]) -> list[dict[str, Any]]:
        """Return the boxes."""
        boxes = []
        for line in lines:
            parts = [part.strip() for part in line.removeprefix(FILLED).split("|")]
            if len(parts) != 4 or not all(parts):
                raise ValidationError(
                    _("“%(line)s”: write four parts, title | text | button | address.") % {"line": line}
                )
            title, text, label, address = parts
            filled = line.startswith(FILLED)
            boxes.append(
                {"title": title, "text": text, "label": label, "url": _address(address, line), "filled": filled}
            )
        return boxes

    def write(self, data: list[dict[str, Any]]) -> list[str]:
        """Return one line a box."""
        return [
            (f"{FILLED} " if box.get("filled") else "")
            + " | ".join(str(box.get(name, "")) for name in ("title", "text", "label", "url"))
            for box in data
        ]


def _address(address: str, line: str) -> str:
    try:
        validate_address(address)
    except ValidationError as error:
        raise ValidationError([f"“{line}”: {message}" for message in error.messages]) from error
    return address
